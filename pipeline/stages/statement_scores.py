"""How likely the words of a statement are right: a logistic model over the shape of its clause.

The weights (`pipeline/data/statement_weights.json`) are learnt by `pipeline/training/statement_scores.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.once import sentences
from pipeline.stages.statements import Statement

BIAS = "bias"


@cache
def weights() -> dict[str, float]:
    """Feature -> weight; read once."""
    learnt: dict[str, float] = json.loads(resources.data("statement_weights.json").read_text("utf-8"))
    return learnt


def score(doc: Doc, statement: Statement) -> float:
    """Expected share of the words of a statement that a careful reader would put into it, in (0, 1)."""
    learnt = weights()
    return 1 / (1 + math.exp(-math.fsum(learnt.get(feature, 0.0) for feature in features(doc, statement))))


def features(doc: Doc, statement: Statement) -> list[str]:
    """What the shape of a statement tells about it; every feature is there or not."""
    return [BIAS, *_clause(doc, statement), *_arguments(doc, statement)]


def _clause(doc: Doc, statement: Statement) -> Iterator[str]:
    proposition, root = statement.proposition, doc[statement.proposition.root]
    yield f"kind {proposition.kind}"
    yield f"clause {root.dep_}"
    yield f"tag {root.tag_}"
    yield f"depth {min(_depth(root), 4)}"
    start, end = sentences(doc)[root.i]
    yield f"length {min((end - start) // 8, 6)}"
    if proposition.passive:
        yield "passive"
    if proposition.negated:
        yield "negated"
    if proposition.modality != "asserted":
        yield f"modality {proposition.modality}"
    if statement.predicate is not None:
        start, end = statement.predicate
        yield f"phrase {min(end - start, 5)}"
        yield f"ends {doc[end - 1].pos_}"
        yield f"begins {doc[start].tag_}"
        if not start <= root.i < end:
            yield "phrase without its verb"
    if any(tree.base(c.dep_) == "nsubj" for c in root.children):
        yield "own subject"
    if any(c.dep_ == "mark" for c in root.children):
        yield f"mark {next(c.lower_ for c in root.children if c.dep_ == 'mark')}"
    if statement.parts > 1:
        yield f"parts {min(statement.parts, 4)}"


def _arguments(doc: Doc, statement: Statement) -> Iterator[str]:
    object_ = statement.object
    yield from (f"subject {name}" for name in _phrase(doc, statement.subject))
    anchor = statement.predicate[0] if statement.predicate is not None else statement.proposition.root
    gap = anchor - statement.subject.end
    yield "subject behind" if gap < 0 else f"gap {min(gap, 6)}"
    yield f"object {object_.role if object_ is not None else None}"
    if object_ is not None:
        yield from (f"object {name}" for name in _phrase(doc, object_))
    yield f"others {min(len(statement.qualifiers), 4)}"
    yield f"words of others {min(sum(q.end - q.start for q in statement.qualifiers) // 4, 5)}"
    if object_ is None and not statement.qualifiers:
        yield "nothing but a subject"


def _phrase(doc: Doc, arg: Arg) -> Iterator[str]:
    head = doc[arg.root]
    yield head.pos_
    yield head.tag_ if head.tag_ in ("WDT", "WP", "PRP", "EX", "DT", "CD") else "other tag"
    yield f"words {min((arg.end - arg.start) // 2, 6)}"
    if any(doc[i].text == "," for i in range(arg.start, arg.end)):
        yield "comma"
    if arg.start > 0 and doc[arg.end - 1].pos_ in ("ADP", "CCONJ", "PUNCT", "DET"):
        yield "broken off"


def _depth(root: Token) -> int:
    """How many clauses stand above a clause."""
    depth = 0
    while root.head.i != root.i and depth < 5:
        root = tree.clause_head(root.head)
        depth += 1
        if root.head.i == root.i:
            break
    return depth
