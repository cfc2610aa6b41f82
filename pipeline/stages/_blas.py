"""One core for products of matrices: on small ones more cores wait for each other instead of helping.

The threads of numpy's linear algebra (OpenBLAS) spin while they wait. Two workers on two cores, each with two such
threads, took three times as long for coreference as one worker did. With one thread the sums also come out the same
whatever the number of cores.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


@cache
def _controller() -> ThreadpoolController:
    """Finding the libraries takes a millisecond, using them a thousandth of that."""
    return ThreadpoolController()


def one_core() -> AbstractContextManager[object]:
    """Numpy computes on one core in this context, and as it did before afterwards."""
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit
