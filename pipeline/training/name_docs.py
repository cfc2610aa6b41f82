"""Harmonised names as spaCy Docs, cut by our tokenizer, in windows, with variation of case and of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from pipeline.training.gazetteer import Gazetteer
from pipeline.training.harmonise import UNKNOWN, Labels
from pipeline.training.names import Named, read_gmb, read_gum, read_re3d, read_redocred, read_uner, read_wikigold

# The share of gmb, from its end, and the source of re3d that no model is ever trained on.
HELD_OUT_SHARE = 0.1
HELD_OUT_SOURCE = "centcom"
# Of every five documents of WikiGold and of Universal NER, those that no model is ever trained on.
HELD_OUT_FIFTHS = (3, 4)

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters with spans (start, end, label); `UNKNOWN` spans are neither names nor no names.

    `starts` are the positions of the sentences, empty where they are not known.
    """

    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...] = ()


def name_texts(corpora: Path, labels: Labels, split: str) -> dict[str, list[Text]]:
    """Texts per corpus of `split`: `train`, or `held-out`, which is never trained on."""
    gmb = list(read_gmb(corpora))
    cut = round(len(gmb) * (1 - HELD_OUT_SHARE))
    if split == "train":
        raw: dict[str, Iterable[Named]] = {
            "gmb": gmb[:cut],
            "re3d": read_re3d(corpora, lambda source: source != HELD_OUT_SOURCE),
            "gum": read_gum(corpora, "train"),
            "re-docred": read_redocred(corpora),
            "uner-ewt": read_uner(corpora, lambda number: not _held_out(number)),
            "wikigold": read_wikigold(corpora, lambda number: not _held_out(number)),
        }
    else:
        raw = {
            "gmb": gmb[cut:],
            "re3d-centcom": read_re3d(corpora, lambda source: source == HELD_OUT_SOURCE),
            "gum-test": read_gum(corpora, "test"),
            "uner-ewt": read_uner(corpora, _held_out),
            "wikigold": read_wikigold(corpora, _held_out),
        }
    wiki = {"gum", "gum-test", "re-docred", "wikigold", "uner-ewt"}
    return {
        name: [_text(item, labels.harmonise(item, wiki=name in wiki)) for item in items] for name, items in raw.items()
    }


def _held_out(document: int) -> bool:
    return document % 5 in HELD_OUT_FIFTHS


def _text(named: Named, spans: list[Span]) -> Text:
    starts, ends, position = [], [], 0
    parts = []
    for word, space in zip(named.words, named.spaces, strict=True):
        starts.append(position)
        ends.append(position + len(word))
        parts.append(word + " " * space)
        position = ends[-1] + space
    found = tuple((starts[start], ends[end - 1], label) for start, end, label in spans)
    return Text("".join(parts).rstrip(), found, (0,) if named.sentence else ())


def joined(texts: Iterable[Text], size: int) -> Iterator[Text]:
    """Neighbouring texts as one of at least `size` characters."""
    parts: list[str] = []
    spans: list[Span] = []
    starts: list[int] = []
    position = 0
    for text in texts:
        parts.append(text.text)
        starts.extend(start + position for start in text.starts)
        spans.extend((start + position, end + position, label) for start, end, label in text.spans)
        position += len(text.text) + 1
        if position >= size:
            yield Text(" ".join(parts), tuple(spans), tuple(starts))
            parts, spans, starts, position = [], [], [], 0
    if parts:
        yield Text(" ".join(parts), tuple(spans), tuple(starts))


def varied(text: Text, random: Random, gazetteer: Gazetteer) -> Text:
    """The text with some family names in capitals and some countries and peoples exchanged for others.

    Reference works write "Hamid KARZAI"; news corpora name a dozen countries in half their sentences.
    """
    capitals = random.random() < 0.2
    parts: list[str] = []
    spans: list[Span] = []
    starts = list(text.starts)
    position = shift = 0
    for start, end, label in text.spans:
        name = text.text[start:end]
        if label == "PERSON" and capitals:
            first, _, last = name.rpartition(" ")
            name = f"{first} {last.upper()}".strip()
        elif label == "GPE" and random.random() < 0.12:
            name = random.choice(gazetteer.countries)
        elif label == "NORP" and random.random() < 0.2:
            name = random.choice(gazetteer.ethnic if random.random() < 0.4 else gazetteer.peoples)
        parts.append(text.text[position:start] + name)
        spans.append((start + shift, start + shift + len(name), label))
        shift += len(name) - (end - start)
        starts = [
            before + (len(name) - (end - start)) * (place > start)
            for place, before in zip(text.starts, starts, strict=True)
        ]
        position = end
    return Text("".join(parts) + text.text[position:], tuple(spans), tuple(starts))


def to_doc(tokenizer: Tokenizer, text: Text, *, several: bool = False) -> Doc:
    """A Doc with entities and the sentence starts that are known.

    Tokens of unknown spans, and of spans that tokens don't fit, are left unlabelled; so are names whose kind is one of
    several, unless `several` keeps them under a label such as `EVENT|LAW`.
    """
    doc: Doc = tokenizer(text.text)
    names: list[SpacySpan] = []
    unknown: set[int] = set()
    for start, end, label in text.spans:
        span = (
            None
            if label == UNKNOWN or ("|" in label and not several)
            else doc.char_span(start, end, label=label, alignment_mode="strict")
        )
        if span is not None:
            names.append(span)
        elif wide := doc.char_span(start, end, alignment_mode="expand"):
            unknown.update(range(wide.start, wide.end))
    unknown -= {i for span in names for i in range(span.start, span.end)}
    doc.set_ents(names, missing=[doc[i : i + 1] for i in sorted(unknown)], default="outside")
    if text.starts:
        begins = set(text.starts)
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in begins
    return doc


def training_docs(
    tokenizer: Tokenizer, corpora: Path, labels: Labels, seed: int, copies: Mapping[str, int]
) -> list[Doc]:
    """All training texts as Docs, in seeded order, with names of one of several kinds.

    `copies` says how often the texts of a corpus are there, each time with other names; a corpus that it does not name
    is there once. Small corpora with annotators of their own are drowned by a large one otherwise.
    """
    random = Random(seed)
    docs: list[Doc] = []
    for name, texts in name_texts(corpora, labels, "train").items():
        for text in joined(texts, 400):
            docs.extend(
                to_doc(tokenizer, varied(text, random, labels.gazetteer), several=True)
                for _ in range(copies.get(name, 1))
            )
    random.shuffle(docs)
    return docs
