"""Coreference computes on one core, so that workers do not wait for each other's threads."""

from __future__ import annotations

import pytest
from threadpoolctl import ThreadpoolController, threadpool_limits

from pipeline import run
from pipeline.stages import _chains

TEXT = "Kenya borrowed $2 billion in 2021. The country repaid the loan. It had promised that to the bank."


def threads() -> list[int]:
    """How many threads each library of linear algebra may use now."""
    return [pool["num_threads"] for pool in ThreadpoolController().select(user_api="blas").info()]


def test_coreference_computes_on_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = run.load().nlp
    seen: list[list[int]] = []
    score = _chains.score

    def watched(*given: object) -> object:
        seen.append(threads())
        return score(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(_chains, "score", watched)
    with threadpool_limits(2, user_api="blas"):
        before = threads()
        nlp(TEXT)
        assert threads() == before
    assert seen
    assert all(number == 1 for found in seen for number in found)
