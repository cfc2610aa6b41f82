"""Reads gold coreference from GUM (CoNLL-U with `Entity=` in MISC) into Docs with names as linking leaves them.

The order of its fields: GRP-etype-infstat-salience-centering-minspan-link-identity
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pycountry
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.annotations import Mention
from pipeline.records import Entity

LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "event": "EVENT", "object": "PRODUCT"}
PIECE = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold mention: tokens `[start, end)`, head token, cluster number, entity type, kind of link, information status.

    The status is "new", "giv" (said before) or "acc" (accessible), the latter two with a colon and more: "acc:inf" (inferable).
    """

    start: int
    end: int
    head: int
    cluster: int
    etype: str
    link: str
    status: str


@dataclass(frozen=True, slots=True)
class GoldDoc:
    """One text with its gold trees and mentions, in order of start."""

    name: str
    doc: Doc
    mentions: list[Gold]
    chains: dict[int, int]

    def chain(self, root: int, start: int, end: int) -> int | None:
        """The chain of the phrase of tokens `[start, end)` with this head; None when it is no gold mention.

        Inside a name ("Professor Eastman") a parser's head may be another word than the gold one.
        """
        at = root
        while (
            at not in self.chains and self.doc[at].dep_ in ("flat", "compound") and start <= self.doc[at].head.i < end
        ):
            at = self.doc[at].head.i
        return self.chains.get(at)


Reader = Callable[[GoldDoc], Doc]


def from_gold(gold: GoldDoc) -> Doc:
    """Gold trees and names."""
    gold.doc._.mentions = gold_names(gold)
    return gold.doc


def from_pipeline(nlp: Language) -> Reader:
    """Reads the corpus's words with the stages of a pipeline that come before coreference."""
    parts = list(takewhile(lambda name: name != "claimspan_coreference", nlp.pipe_names))

    def parse(gold: GoldDoc) -> Doc:
        doc = Doc(nlp.vocab, words=[t.text for t in gold.doc], spaces=[bool(t.whitespace_) for t in gold.doc])
        for name in parts:
            doc = nlp.get_pipe(name)(doc)
        return doc

    return parse


def read_gum(path: Path, vocab: Vocab) -> Iterator[GoldDoc]:
    """Each document of a (gzipped) CoNLL-U file."""
    name = ""
    rows: list[list[str]] = []
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc id = "):
                if rows:
                    yield _document(name, rows, vocab)
                name, rows = line.split("=")[1].strip(), []
            elif line[:1].isdigit():
                row = line.rstrip("\n").split("\t")
                if row[0].isdigit():
                    rows.append(row)
    if rows:
        yield _document(name, rows, vocab)


def _document(name: str, rows: list[list[str]], vocab: Vocab) -> GoldDoc:
    starts = [row[0] == "1" for row in rows]
    first, heads = 0, []
    for i, row in enumerate(rows):
        first = i if starts[i] else first
        heads.append(i if row[6] == "0" else first + int(row[6]) - 1)
    doc = Doc(
        vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        lemmas=[row[2] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
        sent_starts=[bool(s) for s in starts],
    )
    mentions = _mentions(rows, doc)
    return GoldDoc(name, doc, mentions, {m.head: m.cluster for m in reversed(mentions)})


def _head(doc: Doc, start: int, end: int, words: str) -> int:
    """Head token of a span; for several things together ("X and Y") the conjunction, which heads nothing else."""
    root = int(doc[start:end].root.i)
    least = {start + int(word) - 1 for word in words.split(",") if word.isdigit()}
    for conjunct in doc[root].children:
        if conjunct.dep_ == "conj" and conjunct.i in least and conjunct.i < end:
            return next((t.i for t in conjunct.children if t.dep_ == "cc"), root)
    return root


def _mentions(rows: list[list[str]], doc: Doc) -> list[Gold]:
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    mentions = []
    for i, row in enumerate(rows):
        entity = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
        for piece in PIECE.findall(entity):
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                opened.setdefault(fields[0], []).append((i, fields))
                if not piece.endswith(")"):
                    continue
                number = fields[0]
            else:
                number = piece.rstrip(")")
            if not opened.get(number):
                continue
            start, fields = opened[number].pop()
            head = _head(doc, start, i + 1, fields[5])
            cluster = int(re.match(r"\d+", number).group())  # type: ignore[union-attr]
            mentions.append(Gold(start, i + 1, head, cluster, fields[1], fields[6], fields[2]))
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def gold_names(gold: GoldDoc) -> list[Mention]:
    """Names as linking would leave them: proper nouns that head a gold mention, one entity per wording."""
    doc, mentions = gold.doc, []
    for mention in gold.mentions:
        if doc[mention.head].pos_ != "PROPN":
            continue
        start = end = mention.head
        children = {t.i for t in doc[mention.head].subtree if t.pos_ == "PROPN" or t.dep_ in ("flat", "fixed")}
        while start - 1 in children and start - 1 >= mention.start:
            start -= 1
        while end + 1 in children and end + 1 < mention.end:
            end += 1
        mentions.append(Mention(start, end + 1, mention.head, "name", type=LABELS.get(mention.etype)))
    unique = {m.root: m for m in mentions}
    return link(doc, [unique[root] for root in sorted(unique)])


def link(doc: Doc, names: list[Mention]) -> list[Mention]:
    """Names with entities by wording alone: countries by pycountry, people also by surname."""
    known: dict[str, Entity] = {}
    linked = []
    for m in names:
        text = re.sub(r"^(the|a|an) |['’]s$", "", doc[m.start : m.end].text, flags=re.I).strip()
        key = text.lower()
        if m.type == "PERSON" and key not in known and key.split()[-1] in known:
            key = key.split()[-1]
        if key not in known:
            found = pycountry.countries.get(name=text) or pycountry.countries.get(common_name=text)
            ident = f"country:{found.alpha_2}" if found else "doc:" + re.sub(r"\W+", "-", key)
            known[key] = Entity(id=ident, name=text, type=m.type)
            if m.type == "PERSON":
                known.setdefault(key.split()[-1], known[key])
        linked.append(Mention(m.start, m.end, m.root, "name", type=m.type, entity=known[key]))
    return linked
