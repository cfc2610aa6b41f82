"""Closed classes of words that the grammar of values looks for, as data."""

from __future__ import annotations

from functools import cache

from pipeline import resources


@cache
def listed(name: str) -> frozenset[str]:
    """The lower-case words of one row of `value_words.toml`."""
    return frozenset(resources.table("value_words.toml")[name])
