"""Fuzzing of a reader that keeps what reaches new code: `python tests/ingest/guided_fuzz.py .pdf -max_total_time=600`.

Needs `pip install -e '.[test,fuzz]'`. The first argument is a kind of `test_fuzz.KINDS`, the others are libFuzzer's. What an input
must stand is what `test_fuzz.look` demands; one that breaks it is written to `crash-…` in the present folder and becomes a test.
An input is a byte that says what follows, then either what the file holds, to be packed (even), or the bytes of the file (odd).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

# The code whose branches count: ours, and the libraries in Python that take apart what a source says.
FOLLOWED = [
    "pipeline.ingest",
    "pypdf",
    "trafilatura",
    "htmldate",
    "justext",
    "warcio",
    "email",
    "zipfile",
    "tarfile",
    "charset_normalizer",
]

with atheris.instrument_imports(include=FOLLOWED):
    # What readers import when they are first used, too: only what is imported here is followed.
    import charset_normalizer  # noqa: F401
    import pypdf  # noqa: F401
    import trafilatura  # noqa: F401
    import warcio.archiveiterator  # noqa: F401
    from conftest import SAMPLES, Sample
    from test_fuzz import PIECES, look

LONGEST = 1 << 15  # bytes of an input: sources of a few kilobytes reach the code, longer ones only cost time


def main(kind: str, options: list[str]) -> None:
    """Fuzz the reader of `kind` with libFuzzer's options. Raises KeyError for a kind that is not there."""
    sample = SAMPLES[kind]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (seeds := place / "seeds").mkdir()
        (seeds / "inner").write_bytes(b"\0" + sample.inner)
        (seeds / "file").write_bytes(b"\1" + sample.data)
        (words := place / "words").write_text("".join(f'"{escaped(piece)}"\n' for piece in PIECES if len(piece) <= 64))

        def one(data: bytes) -> None:
            if data:
                look(place / sample.name, source(sample, data), "the input that libFuzzer writes to crash-…")

        atheris.Setup(
            [sys.argv[0], str(seeds), f"-dict={words}", f"-max_len={LONGEST}", "-rss_limit_mb=4096", *options], one
        )
        atheris.Fuzz()


def source(sample: Sample, data: bytes) -> bytes:
    """The file that an input stands for."""
    return data[1:] if data[0] % 2 else sample.pack(data[1:])


def escaped(piece: bytes) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return "".join(f"\\x{byte:02x}" for byte in piece)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
