"""Every row of the tables of hedges, superlatives, labels and changes does what it is there for."""

from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.grammar.values import find

BEFORE = [
    (words, row.get("approximate", False), row.get("bound"))
    for row in resources.table("hedges.toml")["before"]
    for words in row["words"]
]
AFTER = [
    (words, row.get("approximate", False), row.get("bound"))
    for row in resources.table("hedges.toml")["after"]
    for words in row["words"]
]
SUPERLATIVES = resources.table("superlatives.toml")
WORDS = resources.table("value_words.toml")
CHANGES = resources.table("changes.toml")


@pytest.mark.parametrize(("words", "approximate", "bound"), BEFORE)
def test_every_hedge_in_front_is_read(words, approximate, bound):
    (value,) = find(f"The share was {words} 40 percent then.")
    assert (value.text, value.approximate, value.bound) == ("40 percent", approximate, bound)


@pytest.mark.parametrize(("words", "approximate", "bound"), AFTER)
def test_every_hedge_behind_is_read(words, approximate, bound):
    space = "" if words[0] in "-,+" else " "
    (value,) = find(f"There were 4,000{space}{words} in all.")
    assert (value.text, value.approximate, value.bound) == ("4,000", approximate, bound)


@pytest.mark.parametrize("word", sorted(set(SUPERLATIVES["words"]) - set(SUPERLATIVES["only_ordinal"])))
def test_every_superlative_ranks(word):
    (value,) = find(f"It is the {word} city there.")
    assert (value.kind, value.amount, value.text) == ("rank", 1, word)


@pytest.mark.parametrize("word", SUPERLATIVES["words"])
def test_every_superlative_takes_an_ordinal(word):
    (value,) = find(f"It is the third-{word} city there.")
    assert (value.kind, value.amount, value.text) == ("rank", 3, f"third-{word}")


@pytest.mark.parametrize("word", [w for w in WORDS["labels"] if w[-1].isalpha()])
def test_every_label_makes_a_name_of_its_number(word):
    assert find(f"They saw {word.capitalize()} 27 again.") == []


@pytest.mark.parametrize("month", WORDS["months"])
def test_every_month_makes_a_date(month):
    assert find(f"They met on {month.capitalize()} 27 and on 3 {month.capitalize()} again.") == []


@pytest.mark.parametrize("word", WORDS["not_ranked"])
def test_ordinals_before_what_is_not_ranked_give_no_rank(word):
    assert find(f"It was the fifth {word} there.") == []


@pytest.mark.parametrize("direction", ["up", "down"])
def test_every_word_of_change_gives_its_direction(direction):
    for word in CHANGES[direction]:
        if word in ("up", "down", "doubled", "tripled", "halved"):
            continue
        value = find(f"The share {word} by 5 percent then.")[-1]
        assert (word, value.change and value.change.direction) == (word, direction)
