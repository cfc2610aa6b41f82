"""Packages that only some kinds of output need, imported when such a one is opened."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pipeline.errors import SinkError


def load(module: str, extra: str, target: str) -> Any:
    """The module. Raises SinkError that names the extra which brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise SinkError(
            f"{target!r} needs the package {module.partition('.')[0]!r}: pip install 'claimspan[{extra}]'."
        ) from error
