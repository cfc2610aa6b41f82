"""Every reader on small valid sources with bytes changed at random: it gives documents or failures, always the same.

`FUZZ_SECONDS=600 pytest -m slow tests/ingest/test_fuzz.py` does so for ten minutes of processor time per reader (default:
five seconds); what breaks is printed with the mutation that did it, and becomes a test. `guided_fuzz.py` does it with a fuzzer that follows the code.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.records import Document, Failure

KINDS = [
    ".arrow", ".bz2", ".csv", ".docx", ".eml", ".gz", ".html", ".jsonl", ".mbox", ".md", ".parquet", ".pdf", ".tar", ".tgz",
    ".tsv", ".txt", ".warc", ".xz", ".zip", ".zst",
]  # fmt: skip
# What parsers stumble over: marks of their languages, ends of their ranges, lengths that are not so.
PIECES = [
    b"<", b">", b"</", b"<!--", b"<![CDATA[", b"<!DOCTYPE a [", b"&#x110000;", b"&amp", b'"', b"'", b"\\", b"{", b"[" * 500,
    b"(" * 500, b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\n\n", b"\r", b"\x1b", b"\x80", b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff", b"\0\0\0\0", b"-1", b"0", b"1e999", b"99999999999999999999", b"%", b"endobj", b"endstream", b"obj",
    b"stream\n", b"<< /Length 999999999 >>", b"/Filter /FlateDecode", b"1 0 R", b"%PDF-1.7", b"PK\x03\x04", b"PK\x05\x06",
    b"From ", b"Content-Length: -5\r\n", b"Content-Type: multipart/mixed; boundary=", b"=?utf-8?q?=ff?=", b"WARC/1.0\r\n", b",", b"\t",
]  # fmt: skip
SLOWEST = 20.0  # seconds for a source of a few kilobytes


@dataclass(frozen=True)
class Change:
    """`cut` bytes from `place` (a share of the length) on give way to `put`, `times` over."""

    place: float
    cut: int
    put: bytes
    times: int = 1

    def apply(self, data: bytes) -> bytes:
        """The bytes after the change."""
        at = int(self.place * len(data))
        return data[:at] + self.put * self.times + data[at + self.cut :]


changes = st.lists(
    st.builds(
        Change,
        place=st.floats(0, 1, exclude_max=True),
        cut=st.one_of(st.integers(0, 8), st.integers(0, 2_000)),
        put=st.one_of(st.just(b""), st.sampled_from(PIECES), st.binary(max_size=4)),
        times=st.sampled_from([1, 1, 1, 3, 200]),
    ),
    min_size=1,
    max_size=4,
)


def look(path: Path, data: bytes, story: object) -> None:
    """Read changed bytes twice and say what is wrong with what comes."""
    path.write_bytes(data)
    begun = time.process_time()
    found = list(ingest.read(path, language="en"))
    assert time.process_time() - begun < SLOWEST, story
    for one in found:
        assert isinstance(one, Document | Failure), story
        if isinstance(one, Failure):
            assert one.error == "SourceError" and one.reason and one.uri, story
        elif one.origin is not None:
            check_origin(one, story)
    assert found == list(ingest.read(path, language="en")), story


def check_origin(document: Document, story: object) -> None:
    """Places that lead back are in order and inside the text."""
    assert document.origin is not None
    for columns in (document.origin.segments, document.origin.runs):
        ends = 0
        for start, end, *_ in columns:
            assert ends <= start <= end <= len(document.text), story
            ends = end
    assert list(document.origin.pages) == sorted(document.origin.pages), story


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_source_is_read_or_refused(kind, samples, place):
    sample = samples[kind]

    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(inner=changes, outer=changes, packed=st.booleans())
    def fuzz(inner: list[Change], outer: list[Change], packed: bool) -> None:
        look(place / sample.name, changed(sample, inner, outer if packed else []), (inner, outer))

    fuzz()


def changed(sample, inner: list[Change], outer: list[Change]) -> bytes:
    """The file with changes in what it holds (as long as that can be packed), then in itself."""
    content = sample.inner
    for change in inner:
        content = change.apply(content)
    data = sample.pack(content)
    for change in outer:
        data = change.apply(data)
    return data


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", KINDS)
def test_a_source_changed_for_a_long_time_is_read_or_refused(kind, samples, place):
    sample = samples[kind]
    until = time.process_time() + float(os.environ.get("FUZZ_SECONDS", "5"))
    dice = random.Random(f"{kind} {os.environ.get('FUZZ_SEED', '1')}")
    rounds = 0
    while time.process_time() < until:
        inner, outer = list(draw(dice)), list(draw(dice)) if dice.random() < 0.5 else []
        look(place / sample.name, changed(sample, inner, outer), (inner, outer))
        rounds += 1
    assert rounds


def draw(dice: random.Random) -> Iterator[Change]:
    """Changes like those of `changes`, without keeping any."""
    for _ in range(dice.randint(1, 5)):
        put = dice.choice([b"", dice.choice(PIECES), dice.randbytes(dice.randint(1, 4))])
        yield Change(
            dice.random(),
            dice.choice([0, dice.randint(0, 8), dice.randint(0, 2_000)]),
            put,
            dice.choice([1, 1, 3, 200]),
        )


@pytest.mark.slow
@pytest.mark.skipif(find_spec("atheris") is None, reason="needs the extra `fuzz`")
@pytest.mark.parametrize("kind", [".html", ".jsonl", ".pdf"])
def test_guided_fuzzing_finds_nothing_in_a_moment(kind, tmp_path):
    command = [sys.executable, str(Path(__file__).with_name("guided_fuzz.py")), kind, "-max_total_time=5"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not list(tmp_path.iterdir()), done.stderr[-3000:]
    runs = re.search(r"Done (\d+) runs", done.stderr)
    assert runs and int(runs[1]) > 50, done.stderr[-3000:]


def test_every_kind_is_fuzzed(samples):
    assert set(KINDS) == set(samples)
