from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.stages.spanning_tree import decode_tree

# Drawing arrays is slow on a busy machine.
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_tree(heads: list[int]) -> bool:
    roots = [word for word, head in enumerate(heads) if word == head]
    if len(roots) != 1:
        return False
    for word in range(len(heads)):
        seen = set()
        while word != roots[0]:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word]
    return True


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, 0 if head == word else head + 1] for word, head in enumerate(heads)))


def square(size: int) -> st.SearchStrategy[np.ndarray]:
    return arrays(np.int16, (size, size + 1), elements=st.integers(-999, 999), unique=True).map(np.float32)


@relaxed
@given(st.integers(1, 12).flatmap(square))
def test_decoding_gives_a_tree_with_one_root(scores: np.ndarray) -> None:
    assert is_tree(decode_tree(scores))


@relaxed
@given(st.integers(2, 3).flatmap(square))
def test_decoding_gives_the_best_tree(scores: np.ndarray) -> None:
    size = len(scores)
    best = max(total(scores, list(heads)) for heads in product(range(size), repeat=size) if is_tree(list(heads)))
    assert total(scores, decode_tree(scores)) == pytest.approx(best)
