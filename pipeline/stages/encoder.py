"""Tags, sentences, dependencies and names by one small transformer that onnxruntime reads: no torch at run time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.parts_of_speech import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.errors import ResourceError
from pipeline.stages import extensions, windows
from pipeline.stages.encoder_input import WordPieces, Words, batch, words_of
from pipeline.stages.repairs import REPAIRS, named_actions, repair
from pipeline.stages.spanning_tree import decode_tree

FILES = ("reader.onnx", "tokenizer.json", "labels.json")
Floats = NDArray[np.float32]


class Encoder:
    """Writes tag, pos, morph, head, dep and entities of every token in one pass over the text.

    A text is read in windows; the next window begins at the last sentence start that the one before found, so that
    every sentence is read whole.
    """

    def __init__(self, vocab: Vocab, threads: int = 0) -> None:
        extensions.register()
        self.vocab = vocab
        self.threads = threads
        self.repairs = REPAIRS
        self.files: dict[str, bytes] = {}
        self._ready: tuple[Any, WordPieces, dict[str, Any]] | None = None

    def __call__(self, doc: Doc) -> Doc:
        words, positions = words_of(doc)
        if not positions:
            return doc
        preset = windows.preset(doc, positions)
        return self._write(doc, positions, preset, self._read(words, preset, windows.behind_titles(doc, positions)))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """One document after another; `batch_size` is there because spaCy's interface has it."""
        for doc in docs:
            yield self(doc)

    def _load(self) -> tuple[Any, WordPieces, dict[str, Any]]:
        if self._ready is None:
            if set(self.files) != set(FILES):
                raise ResourceError("The encoder has no weights: load a trained pipeline such as en_claimspan_minilm.")
            session = session_of(self.files["reader.onnx"], self.threads)
            labels = json.loads(self.files["labels.json"])
            allowed = _transitions(labels["names"])
            self._ready = (
                session,
                WordPieces(self.files["tokenizer.json"].decode("utf-8")),
                labels | {"allowed": allowed, "single": _single(labels["deps"])},
            )
        return self._ready

    def _read(self, words: Words, preset: NDArray[np.bool_], apart: list[int]) -> dict[str, list[Any]]:
        """For each word: `xpos`, `upos`, `feats`, `names` as label numbers, `deps` as labels, `heads` as word positions,
        `sure`, the probability of its label of `names`, `attachment`, that of its head before repairs, and `states`,
        arrays of vectors of the words of each window.

        `preset` marks words that start a sentence whatever the encoder says, `apart` names those that begin a window.
        """
        session, pieces, labels = self._load()
        tasks = ("xpos", "upos", "feats", "deps", "names", "heads", "sure", "attachment", "states")
        found: dict[str, list[Any]] = {task: [] for task in tasks}
        begin = 0
        while begin < len(words.forms):
            end = min([windows.fit(words, pieces, begin), *(stop for stop in apart if stop > begin)])
            window = Words(words.forms[begin:end], words.gaps[begin:end])
            inputs = batch([window], pieces)
            given = session.run(None, {node.name: inputs[node.name] for node in session.get_inputs()})
            scores = {node.name: array[0] for node, array in zip(session.get_outputs(), given, strict=True)}
            starts = (scores["starts"].argmax(-1) == 1) | preset[begin:end]
            starts[0] = True
            bounds = [int(i) for i in np.flatnonzero(starts)]
            last = len(window.forms)
            if end < len(words.forms) and end not in apart and len(bounds) > 1:
                last = bounds.pop()
            for task in ("xpos", "upos", "feats"):
                found[task] += scores[task][:last].argmax(-1).tolist()
            if "states" in scores:
                found["states"].append(scores["states"][:last].astype(np.float16))
            path = _path(scores["names"][:last], labels["allowed"])
            found["names"] += path
            found["sure"] += _probabilities(scores["names"][:last], path)
            for start, stop in zip(bounds, [*bounds[1:], last], strict=True):
                columns = [0, *range(start + 1, stop + 1)]
                heads = decode_tree(scores["arcs"][start:stop][:, columns])
                found["attachment"] += _attached(scores["arcs"][start:stop][:, columns], heads)
                chosen = [0 if head == word else start + head + 1 for word, head in enumerate(heads)]
                deps = [
                    labels["deps"][i] for i in _relations(scores, start, stop, chosen, labels["root"], labels["single"])
                ]
                tags = [labels["xpos"][i] for i in scores["xpos"][start:stop].argmax(-1)]
                persons = [labels["names"][i].endswith("-PERSON") for i in path[start:stop]]
                repair(heads, deps, tags, window.forms[start:stop], persons, self.repairs)
                for word in named_actions(heads, deps, tags):
                    found["xpos"][begin + start + word] = labels["xpos"].index("NN")
                    found["upos"][begin + start + word] = labels["upos"].index("NOUN")
                found["deps"] += deps
                found["heads"] += [begin + start + head for head in heads]
            begin += last
        return found

    def _write(self, doc: Doc, positions: list[int], preset: NDArray[np.bool_], found: dict[str, list[Any]]) -> Doc:
        """Annotate `doc`; a whitespace token hangs on the token before it, as in training."""
        labels = self._load()[2]
        add, morphology = self.vocab.strings.add, self.vocab.morphology
        heads = np.where(np.arange(len(doc)) == 0, 1, -1).astype(np.int64)
        columns = np.zeros((len(doc), 5), np.uint64)
        columns[:] = [0, add("dep"), add("_SP"), IDS["SPACE"], morphology.add("")]
        for word, position in enumerate(positions):
            heads[position] = positions[found["heads"][word]] - position
            columns[position, 1:] = [
                add(found["deps"][word]),
                add(labels["xpos"][found["xpos"][word]]),
                IDS[labels["upos"][found["upos"][word]]],
                morphology.add(labels["feats"][found["feats"][word]]),
            ]
        columns[:, 0] = heads.view(np.uint64)
        doc.from_array(["HEAD", "DEP", "TAG", "POS", "MORPH"], columns)  # type: ignore[arg-type]
        if found["states"]:
            states = np.concatenate(found["states"])
            doc._.states = np.zeros((len(doc), states.shape[1]), np.float16)
            doc._.states[positions] = states
        doc._.attachment = np.ones(len(doc), np.float32)
        doc._.attachment[positions] = found["attachment"]
        names = _spans(doc, positions, [labels["names"][number] for number in found["names"]], preset)
        doc.set_ents(names)
        sure = dict(zip(positions, found["sure"], strict=True))
        for name in names:
            # The labels of words are scored on their own: all of them are right with the product of their probabilities.
            name._.probability = float(np.prod([sure[i] for i in range(name.start, name.end) if i in sure]))
        return doc

    # spaCy's interface for what a component keeps on disk.

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the network, the wordpieces and the labels into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (Path(path) / name).write_bytes(content)

    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Read what `to_disk` wrote; ResourceError when a file is missing."""
        missing = [name for name in FILES if not (Path(path) / name).is_file()]
        if missing:
            raise ResourceError(f"The encoder in {path} lacks {', '.join(missing)}: reinstall the model.")
        self.files = {name: (Path(path) / name).read_bytes() for name in FILES}
        self._ready = None
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """The same files as one string of bytes."""
        return b"".join(len(part).to_bytes(8, "big") + part for name in FILES for part in [self.files.get(name, b"")])

    def from_bytes(self, data: bytes, **_: Any) -> Self:
        """Read what `to_bytes` gave."""
        position = 0
        for name in FILES:
            size = int.from_bytes(data[position : position + 8], "big")
            self.files[name] = data[position + 8 : position + 8 + size]
            position += 8 + size
        self.files = {name: content for name, content in self.files.items() if content}
        self._ready = None
        return self

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_ready": None}  # a session of onnxruntime cannot go to another process


@Language.factory(
    "claimspan_encoder",
    assigns=["token.tag", "token.pos", "token.morph", "token.dep", "token.head", "token.is_sent_start", "doc.ents"],
    default_config={"threads": 0},
)
def make_encoder(nlp: Language, name: str, threads: int) -> Encoder:
    """The encoder as a component. `threads`: cores that one document may use, 0 for all."""
    return Encoder(nlp.vocab, threads)


def session_of(model: bytes, threads: int = 0) -> Any:
    """An onnxruntime session that reads `model` on the processor, with `threads` threads (0: as many as there are cores).

    Processors without VNNI add up products of int8 in 16 bits, which overflow. The session has them count exactly, as the
    others do, if more slowly.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _single(deps: list[str]) -> list[NDArray[np.intp]]:
    """The relations of which Universal Dependencies allow a clause one: a subject, an object, an indirect object."""
    kinds = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"), ("obj",), ("iobj",))
    return [np.array([i for i, name in enumerate(deps) if name in kind], np.intp) for kind in kinds]


def _relations(
    scores: dict[str, Floats], start: int, stop: int, chosen: list[int], root: int, single: list[NDArray[np.intp]]
) -> list[int]:
    """Relation labels of words `[start, stop)`, given the arc column of each one's head; `root` is the root's label.

    Of several dependents of one head that score best as its subject (or another relation of `single`), the one that
    would lose most by another label keeps it.
    """
    size = scores["heads"].shape[-1]
    heads = np.concatenate([scores["heads"][chosen], np.ones((stop - start, 1), np.float32)], 1)
    table = scores["relations"][start:stop].reshape(stop - start, -1, size + 1)
    labels = np.einsum("wlk,wk->wl", table, heads)
    labels[:, root] = -np.inf
    labels[[column == 0 for column in chosen], root] = np.inf
    found = labels.argmax(-1)
    for kind in single:
        rest = labels.copy()
        rest[:, kind] = -np.inf
        claimed: dict[int, int] = {}
        for word in np.flatnonzero(np.isin(found, kind)).tolist():
            other = claimed.setdefault(chosen[word], word)
            if other == word:
                continue
            margins = [labels[w].max() - rest[w].max() for w in (other, word)]
            loses, keeps = (other, word) if margins[1] > margins[0] else (word, other)
            claimed[chosen[word]] = keeps
            found[loses] = rest[loses].argmax()
    return [int(label) for label in found]


def _transitions(names: list[str]) -> Floats:
    """Cost of each label after each: an I- label only continues its own name."""
    table = np.zeros((len(names), len(names)), np.float32)
    for column, label in enumerate(names):
        if label.startswith("I-"):
            table[[before[2:] != label[2:] for before in names], column] = -1e4
    return table


def _path(scores: Floats, allowed: Floats) -> list[int]:
    """The best sequence of labels (Viterbi)."""
    best = scores[0] + allowed[0]  # label 0 is O
    back = []
    for row in scores[1:]:
        table = best[:, None] + allowed
        back.append(table.argmax(0))
        best = table.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _attached(arcs: Floats, heads: list[int]) -> list[float]:
    """The probability of each word's head, of `arcs[word, head]` as `decode_tree` takes them."""
    words = np.arange(len(heads))
    weights = arcs.astype(np.float64)
    weights[words, words + 1] = -np.inf  # no word is its own head
    weights = np.exp(weights - weights.max(-1, keepdims=True))
    columns = [0 if head == word else head + 1 for word, head in enumerate(heads)]
    return [float(share) for share in weights[words, columns] / weights.sum(-1)]


def _probabilities(scores: Floats, path: list[int]) -> list[float]:
    """The probability of each word's label on a path."""
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    chosen = weights[np.arange(len(path)), path] / weights.sum(-1)
    return [float(value) for value in chosen]


def _spans(doc: Doc, positions: list[int], labels: list[str], preset: NDArray[np.bool_]) -> list[Span]:
    """Entities of B- and I- labels; no person's goes over the start of a sentence that an earlier component has set."""
    spans, start = [], 0
    for word, label in enumerate(labels):
        if label.startswith("B-") or (label == "I-PERSON" and preset[word]):
            start = word
        following = labels[word + 1] if word + 1 < len(labels) else "O"
        parted = following == "I-PERSON" and preset[word + 1]
        if label != "O" and (parted or not following.startswith("I-")):
            spans.append(Span(doc, positions[start], positions[word] + 1, label=label[2:]))
    return spans
