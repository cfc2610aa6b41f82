"""What claims depend on besides the text, in one short string: when it changes, documents are read again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline import resources
from pipeline.version import __version__

# Parts of the package that no claim depends on.
_ASIDE = frozenset({"__pycache__", "cli", "engines", "evaluation", "models", "sinks", "training"})


def fingerprint(model: Path, settings: object) -> str:
    """For the pipeline in the folder `model` with `settings`, whose repr tells all of them.

    The files themselves are counted, not their version alone: a model trained again or a row in a table changes it.
    """
    parts = (__version__, _folder(resources.PACKAGE), _folder(model.resolve()), repr(settings))
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


@cache
def _folder(folder: Path) -> str:
    """A hash of the names and contents of all files in `folder`."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and _ASIDE.isdisjoint(inside.parts):
            content = hashlib.blake2b(path.read_bytes()).hexdigest()
            digest.update(f"{inside.as_posix()}\0{content}\n".encode())
    return digest.hexdigest()
