"""Running the program inside the test process, so that the model is loaded once."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "corpus" / "samples" / "a-border-in-the-steppe.txt"


@dataclass(frozen=True)
class Run:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


@pytest.fixture
def claimspan(capfd, monkeypatch):
    """Call with the arguments of a command line (and bytes for standard input); gives its Run."""

    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as exit:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Run(exit.value.code or 0, out, err)

    return run


@pytest.fixture
def sample():
    """The article that the project offers to try it on."""
    return SAMPLE
