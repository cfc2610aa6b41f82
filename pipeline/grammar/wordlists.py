"""Closed classes of words that the grammar of values looks for, as data."""

from __future__ import annotations

from pipeline import resources


def listed(name: str) -> frozenset[str]:
    """The lower-case words of one row of `value_words.toml`."""
    return resources.words("value_words.toml", name)
