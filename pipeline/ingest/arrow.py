"""Arrow files and streams, and the data sets that the Hugging Face `datasets` library keeps in them.

Nothing is fetched: a data set is a folder that `save_to_disk` wrote, or one that `load_dataset` left in its cache.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest.limits import in_memory
from pipeline.ingest.parquet import module, rows
from pipeline.ingest.readers import Input
from pipeline.records import Document, Failure

SCHEME = "hf:"
_NAMED = re.compile(r"hf:(?P<name>[^\[\]]+)(?:\[(?P<split>[\w.-]+)\])?")
# What `save_to_disk` writes into the folder of a split and of a whole data set.
_STATE, _SPLITS = "state.json", "dataset_dict.json"
_SMALL = 10_000_000  # bytes of a file that describes a data set


def read(source: Input) -> Iterator[Document | Failure]:
    """A document for each row of an Arrow file or stream, named `FILE:ROW` where no column names it."""
    ipc = module("pyarrow.ipc", source.uri)
    with source.open() as file:
        whole = in_memory(file, source.uri)
        yield from rows(*_batches(ipc, whole, source), source.uri)


def is_dataset(folder: Path) -> bool:
    """Whether `save_to_disk` of the `datasets` library wrote this folder."""
    return (folder / _STATE).is_file() or (folder / _SPLITS).is_file()


def dataset(folder: Path, source: Input, split: str | None = None) -> Iterator[Document | Failure]:
    """A document for each row of a saved data set, in the order of its splits, or of one `split`."""
    if (folder / _SPLITS).is_file():
        splits = [str(name) for name in _json(folder / _SPLITS, source.uri).get("splits", [])]
        wanted = _chosen(splits, split, source.uri)
        for name in wanted:
            # The name comes from a file that anyone may have written: it must be one of this folder.
            if Path(name).name != name:
                raise SourceError(f"{source.uri!r} names a split {name!r} outside of its folder: it is not read.")
            yield from _files(_saved(folder / name, source.uri), source, name if len(wanted) > 1 else "")
    else:
        yield from _files(_saved(folder, source.uri), source, "")


def named(source: Input) -> Iterator[Document | Failure]:
    """A document for each row of `hf:NAME[split]`: a saved folder, or a data set in the cache of `datasets`."""
    match = _NAMED.fullmatch(source.uri)
    if match is None:
        raise SourceError(f"{source.uri!r} names no data set: write hf:NAME or hf:NAME[split].")
    folder = Path(match["name"])
    if is_dataset(folder):
        yield from dataset(folder, source, match["split"])
        return
    cached = _cached(match["name"], source.uri)
    splits = list(cached)
    wanted = _chosen(splits, match["split"], source.uri)
    for name in wanted:
        yield from _files(cached[name], source, name if len(wanted) > 1 else "")


def _saved(folder: Path, uri: str) -> list[Path]:
    names = [str(entry.get("filename", "")) for entry in _json(folder / _STATE, uri).get("_data_files", [])]
    if any(Path(name).name != name for name in names):
        raise SourceError(f"{uri!r} names files outside of its folder: it is not read.")
    return [folder / name for name in names]


def _cached(name: str, uri: str) -> dict[str, list[Path]]:
    """Split -> its files, of the data set `name` in the cache, where `datasets` keeps what it has prepared."""
    home = Path(os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface")
    cache = Path(os.environ.get("HF_DATASETS_CACHE") or home / "datasets").expanduser()
    found: dict[Path, dict[str, list[Path]]] = {}
    folder = cache / name.replace("/", "___")
    if ".." not in Path(name).parts and folder.is_dir():
        for path in sorted(folder.rglob("*.arrow")):
            split = re.fullmatch(r".+?-(\w+?)(?:-\d{5}-of-\d{5})?\.arrow", path.name)
            if split and not path.name.startswith("cache-"):
                found.setdefault(path.parent, {}).setdefault(split[1], []).append(path)
    if not found:
        raise SourceError(
            f"The data set {name!r} is neither a saved folder nor in the cache {cache.as_posix()!r}, and claimspan fetches "
            f'nothing: get it with datasets.load_dataset("{name}") first.'
        )
    if len(found) > 1:
        several = ", ".join(sorted(parent.relative_to(folder).as_posix() for parent in found))
        raise SourceError(
            f"{uri!r} is in the cache several times ({several}): save the one you mean with save_to_disk."
        )
    (splits,) = found.values()
    return splits


def _chosen(splits: list[str], wanted: str | None, uri: str) -> list[str]:
    if wanted is None:
        return splits
    if wanted not in splits:
        raise SourceError(f"{uri!r} has no split {wanted!r}: it has {', '.join(splits) or 'none'}.")
    return [wanted]


def _files(paths: list[Path], source: Input, split: str) -> Iterator[Document | Failure]:
    ipc = module("pyarrow.ipc", source.uri)
    number = 0
    for path in paths:
        with path.open("rb") as file:
            batches, chosen = _batches(ipc, file, source)
            for found in rows(batches, chosen, "\0"):
                number += 1
                # Rows count through all the files of a split.
                place = f"{source.uri}:{split}{':' if split else ''}{number}"
                yield _renamed(found, place)


def _renamed(found: Document | Failure, place: str) -> Document | Failure:
    if not found.uri.startswith("\0"):
        return found
    if isinstance(found, Failure):
        return found.model_copy(update={"uri": place, "reason": found.reason.replace(repr(found.uri), repr(place))})
    return found.model_copy(update={"uri": place})


def _batches(ipc: Any, file: Any, source: Input) -> tuple[Iterator[Any], dict[str, str]]:
    """The record batches of an Arrow file or stream, and which column has which role."""
    magic = file.read(6)
    file.seek(0)
    if magic == b"ARROW1":
        table = ipc.open_file(file)
        batches = (table.get_batch(number) for number in range(table.num_record_batches))
    else:
        table = ipc.open_stream(file)
        batches = iter(table)
    return batches, source.columns.choose(table.schema.names, source.uri)


def _json(path: Path, uri: str) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_SMALL))
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(f"{uri!r} is a damaged data set: {path.name} cannot be read ({error}).") from error
    if not isinstance(found, dict):
        raise SourceError(f"{uri!r} is a damaged data set: {path.name} holds no object.")
    return found
