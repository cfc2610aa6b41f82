"""What texts give among their claims, and what they do not: the rows of claims_told.toml, topic by topic."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Who says so, which no row denies.
SOURCE = re.compile(r", (?:according to [^()]*|by \w+ own account)(?= \(|\.$)")
ROWS = tomllib.loads(Path(__file__).with_name("claims_told.toml").read_text(encoding="utf-8"))["row"]


def rows(outcome: str) -> list[Any]:
    """The text and the claim of each row with this outcome, named after topic and text."""
    return [
        pytest.param(row["text"], row[outcome], id=f"{row['topic']}: {row['text'][:60]}")
        for row in ROWS
        if outcome in row
    ]


def test_rows_say_something_each_of_a_text_of_their_own() -> None:
    assert [row for row in ROWS if set(row) - {"told", "not_told"} != {"topic", "text"} or len(row) < 3] == []
    assert len({row["text"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("text", "claim"), rows("told"))
def test_it_is_told(texts: Callable[..., list[str]], text: str, claim: str) -> None:
    assert claim in texts(text)


@pytest.mark.parametrize(("text", "claim"), rows("not_told"))
def test_it_is_not_told(texts: Callable[..., list[str]], text: str, claim: str) -> None:
    assert claim not in [SOURCE.sub("", told) for told in texts(text)]
