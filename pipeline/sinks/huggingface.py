"""Claims as a Hugging Face dataset: a folder that `datasets.load_from_disk` opens."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.packing import ids
from pipeline.records import Claim, Result
from pipeline.sinks.arrow import ROWS, Tables, claim, schema
from pipeline.sinks.extras import load
from pipeline.sinks.files import FolderSink
from pipeline.sinks.grouping import by_document

SCHEME = "hf:"
DATA = "data-00000-of-00001.arrow"


class DatasetSink(FolderSink):
    """A folder `NAME.hf`, or any folder as `hf:FOLDER`: one Arrow stream and the two files that describe it."""

    mark = "dataset_info.json"

    def __init__(self, target: str) -> None:
        super().__init__(target.removeprefix(SCHEME))
        self.target = target

    def begin(self) -> None:
        datasets = load("datasets", "hf", self.target)
        pa = load("pyarrow", "hf", self.target)
        super().begin()
        features = datasets.Features.from_arrow_schema(schema(pa))
        datasets.DatasetInfo(
            description="Claims of texts, as claimspan records.", features=features
        ).write_to_directory(str(self.partial))
        self._file = (self.partial / DATA).open("wb")
        # What load_from_disk reads takes its types from the file.
        form = features.arrow_schema
        self._writer = pa.ipc.new_stream(self._file, form)
        self._tables = Tables(pa, form, self._writer.write_table)
        self._ids = hashlib.sha256()

    def add(self, result: Result) -> None:
        for id in ids(result.claims):
            self._ids.update(id.encode("utf-8", "surrogatepass"))
        self._tables.add(result.claims)

    def complete(self) -> None:
        self._tables.end()
        self._writer.close()
        self._file.close()
        state: dict[str, Any] = {
            "_data_files": [{"filename": DATA}],
            "_fingerprint": self._ids.hexdigest()[:16],
            "_format_columns": None,
            "_format_kwargs": {},
            "_format_type": None,
            "_output_all_columns": False,
            "_split": None,
        }
        (self.partial / "state.json").write_text(json.dumps(state, indent=2), encoding="utf-8")

    def discard(self) -> None:
        with contextlib.suppress(AttributeError, OSError):
            self._file.close()
        super().discard()


def read(target: str) -> Iterator[Result]:
    """The claims of a dataset folder. Raises RecordError when it is none or its columns are not those of claims."""
    return by_document(lambda: _claims(target))


def _claims(target: str) -> Iterator[Claim]:
    datasets: Any = load("datasets", "hf", target)
    folder = target.removeprefix(SCHEME)
    if not (Path(folder) / DatasetSink.mark).is_file():
        raise RecordError(f"Cannot read {target!r}: there is no dataset folder that `datasets` has saved.")
    try:
        found = datasets.load_from_disk(folder).with_format("arrow")
        if not isinstance(found, datasets.Dataset):
            raise RecordError(f"Cannot read {target!r}: it holds several splits. Name the folder of one.")
    except (OSError, ValueError) as error:
        raise RecordError(f"Cannot read {target!r}: {error}") from error
    number = 0
    for batch in found.iter(batch_size=ROWS):
        for row in batch.to_pylist():
            number += 1
            yield claim(row, f"{target}, row {number}")
