"""Corpora of names, read into one shape: words with labelled spans, before labels are brought to one set."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.lang.en import English

from pipeline import resources
from pipeline.stages.tokenization import build_tokenizer
from pipeline.training.corpora import lines, open_text, place
from pipeline.training.treebanks import read_treebank

# Raw labels that every reader maps to: PER, ORG, PLACE (any kind of place), PEOPLE, EVENT; OTHER, a name of a kind that
# the corpus does not tell apart; or an OntoNotes label that the corpus settles.


Part = Callable[[int], bool]


@dataclass(slots=True)
class Named:
    """Words of a sentence or text with raw spans (start, end, label).

    `sentence` is false where the words are a whole text, not cut into sentences.
    `proper` marks words that a corpus tags as proper nouns (None where it has no tags); `unsure` words whose
    annotation is not to be trusted.
    """

    words: list[str]
    spaces: list[bool]
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    proper: list[bool] | None = None
    unsure: set[int] = field(default_factory=set)
    sentence: bool = True


def _iob(tags: list[str], labels: dict[str, str]) -> list[tuple[int, int, str]]:
    """Spans of IOB or IOB2 tags; labels that `labels` lacks are dropped."""
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for position, tag in enumerate([*tags, "O"]):
        head, _, label = tag.partition("-")
        if kind and (head != "I" or label != kind):
            if kind in labels:
                spans.append((start, position, labels[kind]))
            kind = ""
        if head in ("B", "I") and not kind:
            start, kind = position, label
    return spans


def _glue(words: list[str]) -> list[bool]:
    """Where spaces were, for corpora that keep words only."""
    spaces, open_quote = [], False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in ('"', "``", "''"):
            open_quote = not open_quote
        tight = bool(re.match(r"^([.,;:!?%)\]]|'s|'|n't|'(re|ve|ll|d|m)$)", following)) or word in ("(", "[", "$", "``")
        if following in ('"', "''"):
            tight = tight or open_quote
        if word == '"' and open_quote:
            tight = True
        spaces.append(bool(following) and not tight)
    return spaces


def read_gmb(corpora: Path) -> Iterator[Named]:
    """Groningen Meaning Bank news sentences."""
    labels = {
        "per": "PER",
        "org": "ORG",
        "geo": "PLACE",
        "gpe": "PLACE",
        "eve": "EVENT",
        "art": "OTHER",
        "nat": "OTHER",
    }
    for rows in _columns(place(corpora, "gmb")):
        words = [row[0] for row in rows]
        yield Named(
            words, _glue(words), _iob([row[-1] for row in rows], labels), [row[1].startswith("NNP") for row in rows]
        )


def read_wikigold(corpora: Path, part: Part) -> Iterator[Named]:
    """Wikipedia sentences of the articles that `part` accepts by their number."""
    labels = {"PER": "PER", "ORG": "ORG", "LOC": "PLACE", "MISC": "OTHER"}
    article = 0
    for rows in _columns(place(corpora, "wikigold")):
        words = [row[0] for row in rows]
        if words == ["-DOCSTART-"]:
            article += 1
        elif part(article):
            yield Named(words, _glue(words), _iob([row[-1] for row in rows], labels))


def read_uner(corpora: Path, part: Part) -> Iterator[Named]:
    """Universal NER on web text, of the documents that `part` accepts by their number."""
    labels = {"PER": "PER", "ORG": "ORG", "LOC": "PLACE"}
    document = 0
    for rows in _columns(place(corpora, "uner-ewt"), "# newdoc"):
        if rows[0][0] == "# newdoc":
            document += 1
            rows = rows[1:]
        words = [row[1] for row in rows]
        if part(document):
            yield Named(words, _glue(words), _iob([row[2] for row in rows], labels))


def _columns(path: Path, mark: str = "") -> Iterator[list[list[str]]]:
    """Rows of each sentence; a comment line that begins with `mark` comes as a row of its own before them."""
    rows: list[list[str]] = []
    for line in lines(path):
        if line.startswith("# "):
            if mark and line.startswith(mark):
                rows.append([mark])
        elif row := line.split():
            rows.append(row)
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def read_redocred(corpora: Path) -> Iterator[Named]:
    """Wikipedia introductions, a sentence at a time."""
    labels = {"PER": "PER", "ORG": "ORG", "LOC": "PLACE", "MISC": "OTHER"}
    told = _told_by_relations()
    with open_text(place(corpora, "re-docred")) as file:
        documents = json.load(file)
    for document in documents:
        sentences = [Named(words, _glue(words)) for words in document["sents"]]
        kinds: list[set[str]] = [set() for _ in document["vertexSet"]]
        for label in document.get("labels", ()):
            for side in ("h", "t"):
                kinds[label[side]] |= told.get((label["r"], side), set())
        for entity, kind in zip(document["vertexSet"], kinds, strict=True):
            for mention in entity:
                raw = labels.get(mention["type"])
                if raw in ("PLACE", "OTHER"):
                    allowed = kind & ({"GPE", "LOC", "FAC"} if raw == "PLACE" else set(TOLD))
                    raw = allowed.pop() if len(allowed) == 1 else raw
                if raw:
                    sentences[mention["sent_id"]].spans.append((*mention["pos"], raw))
        yield from sentences


TOLD = ("EVENT", "LANGUAGE", "NORP", "PRODUCT", "WORK_OF_ART")


def _told_by_relations() -> dict[tuple[str, str], set[str]]:
    """What a Wikidata relation says of the kind of its head (`h`) or tail (`t`): who has an author is a work."""
    table: dict[str, dict[str, list[str]]] = resources.table("training_names.toml")["relations"]
    found: dict[tuple[str, str], set[str]] = {}
    for label, sides in table.items():
        for side, relations in sides.items():
            for relation in relations:
                found.setdefault((relation, side), set()).add(label)
    return found


def read_re3d(corpora: Path, sources: Callable[[str], bool]) -> Iterator[Named]:
    """Defence and government texts on Syria and Iraq, of the sources that `sources` accepts."""
    labels = {"Person": "PER", "Organisation": "ORG", "Location": "PLACE", "Nationality": "PEOPLE"}
    tokenizer = build_tokenizer(English().vocab)
    folders = {path.name.lower().replace(" ", "-"): path for path in place(corpora, "re3d").iterdir()}
    for folder in (folders[name] for name in sorted(folders)):
        if not (folder / "entities.json").is_file() or not sources(folder.name.lower().replace(" ", "-")):
            continue
        mentions: dict[str, list[dict[str, object]]] = {}
        for line in (folder / "entities.json").read_text("utf-8").splitlines():
            mention = json.loads(line)
            mentions.setdefault(mention["documentId"], []).append(mention)
        for line in (folder / "documents.json").read_text("utf-8").splitlines():
            document = json.loads(line)
            doc = tokenizer(document["text"])
            words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
            named = Named(words, spaces, sentence=False)
            for mention in mentions.get(document["_id"], []):
                span = doc.char_span(mention["begin"], mention["end"], alignment_mode="expand")  # type: ignore[arg-type]
                if span is None:
                    continue
                if float(mention["confidence"]) >= 0.5 and mention["type"] in labels:  # type: ignore[arg-type]
                    named.spans.append((span.start, span.end, labels[str(mention["type"])]))
                else:
                    named.unsure.update(range(span.start, span.end))
            yield named


def read_gum(corpora: Path, split: str) -> Iterator[Named]:
    """Named mentions of GUM: those with a Wikipedia identity or of proper nouns only."""
    kinds = {
        "person": "PER",
        "organization": "ORG",
        "place": "PLACE",
        "event": "EVENT",
        "object": "OTHER",
        "abstract": "OTHER",
    }
    for sentence in read_treebank(corpora, f"gum-{split}"):
        named = Named(sentence.words, sentence.spaces, proper=[tag == "PROPN" for tag in sentence.upos])
        opened: dict[str, list[tuple[int, str, bool]]] = {}
        for position, column in enumerate(sentence.entity):
            for start, end, kind, identified in _mentions(column, position, opened):
                covered = [
                    sentence.upos[i] in ("PROPN", "ADP", "PUNCT", "NUM", "CCONJ", "DET") for i in range(start, end)
                ]
                proper = all(covered) and any(sentence.upos[i] == "PROPN" for i in range(start, end))
                if proper or (identified and any(sentence.words[i][:1].isupper() for i in range(start, end))):
                    if sentence.upos[start] == "DET":
                        start += 1
                    if proper and start < end and kind in kinds:
                        named.spans.append((start, end, kinds[kind]))
                    else:
                        named.unsure.update(range(start, end))
        yield named


def _mentions(
    column: str, position: int, opened: dict[str, list[tuple[int, str, bool]]]
) -> Iterator[tuple[int, int, str, bool]]:
    """Mentions that close at `position`, as (start, end, kind, has identity); `opened` carries those still open."""
    for bracket, body, close in re.findall(r"(\()?([^()]+)(\))?", column):
        fields = body.split("-")
        if bracket:
            opened.setdefault(fields[0], []).append((position, fields[1], len(fields) > 6))
        if close and opened.get(fields[0]):
            start, kind, identified = opened[fields[0]].pop()
            yield start, position + 1, kind, identified


def read_gmb_tags(corpora: Path) -> Iterator[tuple[str, str]]:
    """Words of gmb with their Penn tags."""
    for rows in _columns(place(corpora, "gmb")):
        yield from ((row[0], row[1]) for row in rows)
