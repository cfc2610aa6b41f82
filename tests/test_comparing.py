"""Two sets of claims: what was added, changed, withdrawn, and what only moved."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.comparing import compare
from pipeline.records import (
    Argument,
    Claim,
    DocumentRef,
    Entity,
    Evidence,
    Predicate,
    Producer,
    Result,
    Value,
    Verification,
)

SENTENCE = "Some 42 percent of all Bolivians live in the highlands of the west."


def claim(number: int = 1, uri: str = "a.txt", sha256: str = "0", quote: str = SENTENCE, **fields: Any) -> Claim:
    made = Claim(
        id=f"c:{number}",
        proposition=f"p:{number}",
        document=DocumentRef(id=sha256, uri=uri, sha256=sha256),
        kind="statistic",
        text=quote,
        subject=Argument(text="Bolivians", start=0, end=9, entity=Entity(id="country:BO", name="Bolivia")),
        predicate=Predicate(id="share", label="share"),
        value=Value(kind="percent", amount=42, unit="%", text="42 percent", start=5, end=15),
        evidence=Evidence(start=number, end=number + len(quote), quote=quote),
        confidence=0.5,
        checkworthiness=0.5,
        producer=Producer(pipeline="0", model="m", rule="r"),
    )
    return made.model_copy(update=fields)


def value(amount: float) -> dict[str, Value]:
    return {"value": Value(kind="percent", amount=amount, unit="%", text="", start=0, end=0)}


def found(old: list[Claim], new: list[Claim]) -> tuple[list[tuple[str, tuple[str, ...]]], int]:
    difference = compare([Result(None, (one,)) for one in old], [Result(None, (one,)) for one in new])
    return [(change.change, tuple(change.fields)) for change in difference.changes], difference.same


OTHER = "The army has 30,000 soldiers."


@pytest.mark.parametrize(
    "old, new, changes, same",
    [
        ([claim()], [claim()], [], 1),
        ([claim()], [claim(confidence=0.9, checkworthiness=0.1)], [], 1),
        # The same content elsewhere in the text, in other words.
        ([claim()], [claim(7, proposition="p:1", quote=OTHER)], [], 1),
        ([], [claim()], [("added", ())], 0),
        ([claim()], [], [("withdrawn", ())], 0),
        ([claim()], [claim(2, quote=SENTENCE.replace("42", "45"), **value(45))], [("changed", ("value",))], 0),
        ([claim()], [claim(2, negated=True)], [("changed", ("negated",))], 0),
        ([claim()], [claim(verification=Verification(verdict="close"))], [("changed", ("verdict",))], 0),
        # Of two claims in one sentence the one that is more alike.
        (
            [claim(1), claim(2, **value(30))],
            [claim(3, **value(30)), claim(4, **value(44))],
            [("changed", ("value",))],
            1,
        ),
        # Another sentence, or another subject and another number: another claim.
        ([claim()], [claim(2, quote=OTHER, **value(45))], [("added", ()), ("withdrawn", ())], 0),
        (
            [claim()],
            [claim(2, subject=Argument(text="Farmers", start=0, end=7), **value(45))],
            [("added", ()), ("withdrawn", ())],
            0,
        ),
    ],
)
def test_claims_are_matched_by_id_content_and_sentence(
    old: list[Claim], new: list[Claim], changes: list[Any], same: int
) -> None:
    assert found(old, new) == (changes, same)


@pytest.mark.parametrize(
    "old, new, pairs",
    [
        ({"uri": "a.txt"}, {"uri": "a.txt", "sha256": "1"}, True),
        ({"uri": "monday/a.txt"}, {"uri": "tuesday/a.txt", "sha256": "1"}, True),
        ({"uri": "a.txt"}, {"uri": "b.txt"}, True),  # the same content
        ({"uri": "a.txt"}, {"uri": "b.txt", "sha256": "1"}, False),
    ],
)
def test_documents_are_matched_by_name_and_content(old: dict[str, str], new: dict[str, str], pairs: bool) -> None:
    others = [claim(8, uri="x.txt", sha256="8"), claim(9, uri="y.txt", sha256="9")]
    changes, same = found([claim(**old), others[0]], [claim(**new), others[1]])
    assert same == pairs
    assert [change for change, _ in changes].count("added") == 2 - pairs


def test_two_versions_of_one_article_are_matched_whatever_they_are_called() -> None:
    assert found([claim(uri="draft.txt")], [claim(uri="final.txt", sha256="1")]) == ([], 1)


@pytest.mark.parametrize("size", [1, 5])
def test_a_set_does_not_differ_from_itself_in_any_order(size: int) -> None:
    claims = [claim(number, **value(number)) for number in range(size)]
    assert found(claims, claims[::-1]) == ([], size)
