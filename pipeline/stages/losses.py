"""Statements that have lost what their clause needs, and would say something else: "has a surface area of", "had Peru won"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.statements import Statement

# Tokens before a turned clause in which it may be denied: "not since the war of 1990 | has Peru".
LONGEST_LEAD = 8


@cache
def _denying() -> frozenset[str]:
    return resources.words("modality.toml", "negation", "restricting") | {"never", "not", "no", "only"}


def breaks_off(statement: Statement, doc: Doc) -> bool:
    """Whether an argument ends with a preposition behind its noun and nothing behind that: "an area of", "water to"."""
    ends = (doc[a.end - 1] for a in (statement.object, *statement.qualifiers) if a is not None)
    return any(t.tag_ in ("IN", "TO") and t.dep_ != "advmod" and t.head.pos_ == "NOUN" and t.head.i < t.i for t in ends)


def is_denied_before(statement: Statement, text: str, doc: Doc) -> bool:
    """Whether what stands before a turned clause all but denies it and its text has lost that: "Never before had Peru won"."""
    before = _before(doc[statement.proposition.root], statement.subject.start)
    lost = _denying().intersection(before)
    if not lost:
        return False
    told = re.findall(r"\w+", text.lower())
    if "until" in before and "only" in told:  # "not until 1994 did Peru vote": voted only in 1994
        lost -= {"not"}
    return not lost.issubset(told)


def is_turned_away(root: Token, subject: int) -> bool:
    """Whether what stands before a turned clause, with its subject from token `subject` on, leaves nothing told of when
    or whether: "never before | had Peru won", "at no time | did they meet", "not until 1994 | did Peru vote"."""
    before = _before(root, subject)
    return bool(before) and any(word in _denying() and word != "only" for word in before)


def _before(root: Token, subject: int) -> list[str]:
    """The words before the verb of a turned clause; none where "not only" only adds to what is told."""
    turned = next((c for c in root.lefts if c.dep_ in ("aux", "cop", "aux:pass") and c.i < subject), None)
    if turned is None:
        return []
    lead = root.doc[max(root.left_edge.i, turned.i - LONGEST_LEAD) : turned.i]
    return [] if any(map(tree.is_adding, lead)) else [t.lower_ for t in lead]


def is_correlative(statement: Statement, doc: Doc) -> bool:
    """Whether a clause begins with "the" and a comparative, as what grows with something else."""
    fronted = (a for a in (statement.object, *statement.qualifiers) if a is not None)
    fronted = (a for a in fronted if a.end <= statement.subject.start and a.end - a.start > 1)
    return any(doc[a.start].lower_ == "the" and doc[a.start + 1].tag_ in ("JJR", "RBR") for a in fronted)
