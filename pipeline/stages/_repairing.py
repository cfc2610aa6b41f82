"""What several repairs ask of a tree: which word is below which, and what subjects and verbs are."""

from __future__ import annotations

from collections.abc import Sequence

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl", "nsubj:outer"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BEING = frozenset({"is", "are", "was", "were"})


def hangs_on(heads: Sequence[int], token: int, above: int) -> bool:
    """Whether `token` is below `above`."""
    for _ in heads:  # a change that is under way may have made a circle
        if heads[token] == token:
            break
        token = heads[token]
        if token == above:
            return True
    return False
