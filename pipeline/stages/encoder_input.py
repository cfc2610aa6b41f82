"""What the encoder sees of a text: wordpieces, the look of each word, and windows of words that fit it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from pipeline.errors import ResourceError

Ints = NDArray[np.int64]

CASES = 9  # classes of `case_class`
SUFFIXES = 2048  # buckets of `suffix_class`
GAPS = 3  # nothing, a space, a blank line before a word
# Wordpieces that a window may hold, [CLS] and [SEP] included, and those kept of one word.
WINDOW_PIECES = 256
WORD_PIECES = 12
# Words whose pieces are kept. The common ones come early; names without end must not fill the memory.
REMEMBERED = 20_000


def case_class(word: str) -> int:
    """How a word is written, which an uncased encoder does not see (1 to 8; 0 is padding)."""
    if word.isdigit():
        return 1
    if not any(letter.isalpha() for letter in word):
        return 2 if any(letter.isdigit() for letter in word) else 3
    if any(letter.isdigit() for letter in word):
        return 4
    if word.islower():
        return 5
    if word.isupper():
        return 6 if len(word.rstrip(".")) > 1 else 7
    return 7 if word[0].isupper() and word[1:].islower() else 8


def suffix_class(word: str) -> int:
    """A bucket for the last three letters (1 to SUFFIXES-1; 0 is padding)."""
    return 1 + zlib.crc32(word[-3:].lower().encode()) % (SUFFIXES - 1)


@dataclass(slots=True)
class Words:
    """The words of a text without its whitespace tokens; `gaps` says what stands before each (see GAPS)."""

    forms: list[str]
    gaps: list[int]


def words_of(doc: Doc) -> tuple[Words, list[int]]:
    """The words of a Doc without whitespace tokens, and their positions in the Doc."""
    words, positions = Words([], []), []
    gap = 2
    for token in doc:
        if token.is_space:
            gap = 2 if "\n" in token.text else max(gap, 1)
            continue
        words.forms.append(token.text)
        words.gaps.append(gap)
        positions.append(token.i)
        gap = 1 if token.whitespace_ else 0
    return words, positions


class WordPieces:
    """Wordpieces of single words by the tokenizer of an encoder, remembered.

    `definition` is the text of a `tokenizer.json`: WordPiece, byte-level BPE and SentencePiece models alike. `cls`,
    `sep`, `mask` and `unknown` are the ids of its special pieces.
    """

    def __init__(self, definition: str) -> None:
        from tokenizers import Tokenizer  # takes its time to import

        tokenizer: Any = Tokenizer
        self.tokenizer = tokenizer.from_str(definition)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        ids: dict[str, int] = self.tokenizer.get_vocab()
        self.cls, self.sep = (_special(ids, *names) for names in (("[CLS]", "<s>"), ("[SEP]", "</s>")))
        self.unknown = _special(ids, "[UNK]", "<unk>", "[PAD]", "<pad>")
        self.mask = _special(ids, "[MASK]", "<mask>", "[UNK]", "<unk>")
        # Byte-level pieces of a word inside a text carry the space before it.
        self._lead = " " if '"ByteLevel"' in json.dumps(json.loads(definition).get("pre_tokenizer")) else ""
        self._seen: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Ids of a word's pieces, at least one and at most WORD_PIECES."""
        pieces = self._seen.get(word)
        if pieces is None:
            pieces = self.tokenizer.encode(self._lead + word, add_special_tokens=False).ids[:WORD_PIECES] or [
                self.unknown
            ]
            if len(self._seen) < REMEMBERED:
                self._seen[word] = pieces
        return pieces


def _special(ids: dict[str, int], *names: str) -> int:
    """Id of the first special piece that a vocabulary has; ResourceError when it has none of them."""
    for name in names:
        if name in ids:
            return ids[name]
    raise ResourceError(f"The tokenizer has none of the pieces {', '.join(names)}: take another encoder.")


def batch(windows: Sequence[Words], pieces: WordPieces) -> dict[str, Ints]:
    """Padded inputs of the encoder for a batch of windows.

    `ids`, `cases`, `mask` are per wordpiece; `first` and `last` (positions of a word's first and last piece), `word_cases`, `suffixes`,
    `gaps`, `word_mask` per word.
    """
    cut = [[pieces(form) for form in window.forms] for window in windows]
    width = max(2 + sum(map(len, word_ids)) for word_ids in cut)
    words = max(len(window.forms) for window in windows)
    piece_rows = {name: np.zeros((len(windows), width), np.int64) for name in ("ids", "cases", "mask")}
    word_rows = {
        name: np.zeros((len(windows), words), np.int64)
        for name in ("first", "last", "word_cases", "suffixes", "gaps", "word_mask")
    }
    for row, (window, word_ids) in enumerate(zip(windows, cut, strict=True)):
        position = 1
        piece_rows["ids"][row, 0] = pieces.cls
        for column, (form, ids) in enumerate(zip(window.forms, word_ids, strict=True)):
            case = case_class(form)
            word_rows["first"][row, column] = position
            word_rows["word_cases"][row, column] = case
            word_rows["suffixes"][row, column] = suffix_class(form)
            word_rows["gaps"][row, column] = window.gaps[column]
            piece_rows["ids"][row, position : position + len(ids)] = ids
            piece_rows["cases"][row, position : position + len(ids)] = case
            position += len(ids)
            word_rows["last"][row, column] = position - 1
        piece_rows["ids"][row, position] = pieces.sep
        piece_rows["mask"][row, : position + 1] = 1
        word_rows["word_mask"][row, : len(window.forms)] = 1
    return piece_rows | word_rows
