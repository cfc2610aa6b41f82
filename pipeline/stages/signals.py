"""What is known about a claim when it is made, as numbers for its confidence: signals.toml says what each means.

A signal is `name` with a number or `name=value` with 1; one that does not hold is left out. All are computed from what
the stages left in the Doc, so a rule that nobody has seen before has signals too, of its family and its kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from pipeline.annotations import Fact, Proposition
from pipeline.records import Argument, Modality, Value
from pipeline.stages import tree
from pipeline.stages.once import once
from pipeline.stages.scribe import Scribe

# Relations by which a parser attaches what it could not make out.
ODD = ("dep", "list", "reparandum", "goeswith", "orphan", "dislocated")
CLAUSES = ("acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp")
# A sentence of this many words has length 0: about the mean of edited news text.
USUAL_LENGTH = 25
# Scores are kept this far from 0 and 1, so that their log-odds stay finite.
MARGIN = 0.02


def signals(
    scribe: Scribe,
    source: Fact | Proposition,
    *,
    kind: str,
    predicate: str,
    rule: str,
    score: float,
    subject: Argument,
    object_: Argument | None,
    value: Value | None,
    reference: Iterable[float],
) -> dict[str, float]:
    """The signals of one claim; `score` is what its rule says, in (0, 1).

    `reference`: of each pronoun, demonstrative and noun that its text explains or marks how sure it is what it stands for.
    """
    found = dict.fromkeys(_of_rule(kind, rule, predicate), 1.0)
    found |= {
        "score": _log_odds(score),
        f"subject={_status(subject)}": 1.0,
        f"object={_status(object_)}": 1.0,
    }
    found |= _circumstances(source.modality, source.negated, source.attribution is not None)
    found |= _of_value(value)
    found |= _of_tree(scribe, source)
    found["reference"] = _sure(reference)
    return {name: number for name, number in found.items() if number}


@cache
def _of_rule(kind: str, rule: str, predicate: str) -> tuple[str, ...]:
    rule = re.sub(r"/\d+:", "/", rule)  # rows of relations.toml are numbered, and the numbers move
    return f"kind={kind}", f"family={rule.partition('/')[0]}", f"rule={rule}", f"predicate={predicate}"


def _log_odds(score: float) -> float:
    score = min(1 - MARGIN, max(MARGIN, score))
    return round(math.log(score / (1 - score)), 4)


def _status(argument: Argument | None) -> str:
    """How far it is known what a slot stands for."""
    if argument is None:
        return "missing"
    if argument.entity is None:
        return "a time" if argument.type == "DATE" else "a noun" if argument.antecedent is None else "a noun explained"
    explained = "" if argument.antecedent is None else " by reference"
    return ("a name of this text" if argument.entity.id.startswith("doc:") else "a known name") + explained


def _circumstances(modality: Modality, negated: bool, attributed: bool) -> dict[str, float]:
    found = {} if modality == "asserted" else {f"modality={modality}": 1.0}
    return found | {"negated": float(negated), "attributed": float(attributed)}


def _of_value(value: Value | None) -> dict[str, float]:
    if value is None:
        return {}
    return {
        f"value={value.kind}": 1.0,
        "range": float(value.low is not None),
        "bound": float(value.bound is not None),
        "approximate": float(value.approximate),
        "inconsistent": float(not value.consistent),
    }


def _of_tree(scribe: Scribe, source: Fact | Proposition) -> dict[str, float]:
    doc, attachment = scribe.doc, scribe.attachment
    if isinstance(source, Fact):
        anchor = doc[source.value.root] if source.value is not None else doc[(source.trigger or source.subject)[0]]
        places = [place for place in (source.subject, source.object) if place is not None]
        roles, others, timed = "", 0, any(q.time is not None for q in source.qualifications)
        heads = [scribe.head(*place).i for place in places]
    else:
        anchor = doc[source.root]
        places = [(a.start, a.end) for a in source.arguments]
        roles = f"roles={' + '.join(sorted(a.role for a in source.arguments))}"
        timed = any(scribe.adjuncts.is_within(low, high) for low, high in places)
        others = max(0, len(source.arguments) - 2)
        heads = [a.root for a in source.arguments]
    start, end = scribe.sentence(anchor.i)
    length, oddities, verbless = _of_sentence(scribe, start, end)
    section = scribe.section(anchor.i)
    first = places[0] if places else (anchor.i, anchor.i + 1)
    gap = max(first[0] - anchor.i, anchor.i - first[1] + 1, 0)
    known = [scribe.referents.by_root[i] for i in heads if i in scribe.referents.by_root]
    return {
        roles: float(bool(roles)),
        "elsewhere": float(any(not start <= low < end for low, _ in places)),
        "attachment": _sure([attachment[i] for i in (anchor.i, *heads)]) if attachment is not None else 0.0,
        "link": _sure([m.score for m in known if m.kind == "name"]),
        "dated": float(timed),
        "qualified": float(others),
        "passive": float(isinstance(source, Proposition) and source.passive),
        f"section={section}": float(section not in (None, "paragraph")),
        "length": length,
        "distance": round(math.log2(1 + gap), 3),
        "depth": float(_depth(anchor)),
        "extent": round(math.log2(max((high - low for low, high in places), default=1)), 3),
        "oddities": oddities,
        "verbless": verbless,
    }


def _of_sentence(scribe: Scribe, start: int, end: int) -> tuple[float, float, float]:
    """Length, oddities and whether it is verbless of the sentence `[start, end)`, counted once for all of its claims."""
    if start not in scribe.shapes:
        sentence = scribe.doc[start:end]
        root = sentence.root
        scribe.shapes[start] = (
            round(math.log2(len(sentence) / USUAL_LENGTH), 3),
            float(sum(token.dep_ in ODD for token in sentence)),
            float(root.pos_ not in ("VERB", "AUX") and not _has_copula(root)),
        )
    return scribe.shapes[start]


def _sure(scores: Iterable[float]) -> float:
    return round(math.log(max(MARGIN, math.prod(scores))), 4)


@once
def _depth(token: Token) -> int:
    """How many subordinate clauses `token` is in."""
    return sum(tree.base(t.dep_) in CLAUSES for t in (token, *token.ancestors))


def _has_copula(token: Token) -> bool:
    return any(child.dep_ == "cop" for child in token.children)
