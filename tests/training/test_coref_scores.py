"""Coreference scores against the worked examples of their papers and against plain search."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.training.coref_corpus import Gold
from pipeline.training.coref_scores import Scores, _assignment, align

GOLD = [frozenset("ABCDE"), frozenset("FG"), frozenset("HIJKL")]
# Bagga and Baldwin 1998: joining a small chain to a large one hurts less than joining two large ones.
JOINED_SMALL = [frozenset("ABCDE"), frozenset("FGHIJKL")]
JOINED_LARGE = [frozenset("ABCDEHIJKL"), frozenset("FG")]


def scores(gold: list[frozenset[str]], found: list[frozenset[str]]) -> Scores:
    result = Scores()
    result.add(gold, found)
    return result


@pytest.mark.parametrize(
    ("found", "muc", "b3"),
    [(JOINED_SMALL, 9 / 10, 16 / 21), (JOINED_LARGE, 9 / 10, 7 / 12), (GOLD, 1.0, 1.0)],
)
def test_precision_of_the_published_examples(found: list[frozenset[str]], muc: float, b3: float) -> None:
    result = scores(GOLD, found)
    assert result.muc.precision == pytest.approx(muc)
    assert result.b3.precision == pytest.approx(b3)
    assert result.muc.recall == result.b3.recall == 1.0


def test_all_scores_of_the_reference_scorers_example() -> None:
    """Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions": found mentions differ from gold."""
    result = scores([frozenset("abc"), frozenset("defg")], [frozenset("ab"), frozenset("cd"), frozenset("fghi")])
    assert (result.muc.recall, result.muc.precision) == pytest.approx((2 / 5, 2 / 5))
    assert (result.b3.recall, result.b3.precision) == pytest.approx((35 / 84, 1 / 2))
    assert (result.ceafe.recall, result.ceafe.precision) == pytest.approx((1.3 / 2, 1.3 / 3))
    assert result.conll == pytest.approx((2 / 5 + 5 / 11 + 13 / 25) / 3)


# "the old port of Lima": tokens 0-4, headed by 2; within it "Lima", headed by 4; token 6 is another mention.
PLACED = [Gold(0, 5, 2, 1, "", "", ""), Gold(4, 5, 4, 2, "", "", ""), Gold(6, 7, 6, 3, "", "", "")]


@pytest.mark.parametrize(
    ("found", "head", "partial", "exact"),
    [
        pytest.param([(0, 5, 2), (4, 5, 4)], {0: 0, 1: 1}, {0: 0, 1: 1}, {0: 0, 1: 1}, id="equal"),
        pytest.param([(0, 3, 2)], {0: 0}, {0: 0}, {}, id="without what follows the head"),
        pytest.param([(0, 2, 1)], {}, {}, {}, id="without the head"),
        pytest.param([(0, 6, 2)], {0: 0}, {}, {}, id="more than the mention"),
        pytest.param([(0, 5, 4)], {0: 1}, {0: 0}, {0: 0}, id="another head"),
        pytest.param([(2, 3, 2), (1, 3, 2)], {1: 0}, {1: 0}, {}, id="each gold mention once, by the longer"),
        pytest.param([(3, 5, 4)], {0: 1}, {}, {}, id="an inner mention and a preposition"),
        pytest.param([(5, 6, 5)], {}, {}, {}, id="elsewhere"),
    ],
)
def test_found_mentions_count_as_gold_ones(
    found: list[tuple[int, int, int]], head: dict[int, int], partial: dict[int, int], exact: dict[int, int]
) -> None:
    assert [align(PLACED, found, match) for match in ("head", "partial", "exact")] == [head, partial, exact]


def test_perfect_chains_score_one_and_none_score_zero() -> None:
    assert scores(GOLD, GOLD).conll == pytest.approx(1.0)
    assert scores(GOLD, []).conll == 0.0


def test_entity_score_matches_each_chain_once() -> None:
    result = scores([frozenset("ABCD")], [frozenset("AB"), frozenset("CD")])
    assert result.ceafe.recall == pytest.approx(2 * 2 / 6)
    assert result.ceafe.precision == pytest.approx(2 * 2 / 6 / 2)


@given(st.integers(1, 4), st.integers(1, 5), st.data())
def test_assignment_finds_the_greatest_total(rows: int, columns: int, data: st.DataObject) -> None:
    numbers = st.lists(st.integers(0, 9), min_size=rows * columns, max_size=rows * columns)
    value = np.array(data.draw(numbers), dtype=float).reshape(rows, columns)
    small, large = sorted((rows, columns))
    tall = value if rows <= columns else value.T
    best = max(sum(tall[i, p[i]] for i in range(small)) for p in permutations(range(large), small))
    assert _assignment(value) == pytest.approx(best)
