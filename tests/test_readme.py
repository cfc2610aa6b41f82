"""The README shows what the program really prints.

Every line `$ claimspan …` in a `console` block is run beside `corpus`, and what follows it is compared;
so are `pycon` blocks. `python tests/test_readme.py` writes the real output into the README.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)

FIGURE = re.compile(r"[01]\.\d+")


def sessions(text):
    """Commands with the output shown for them."""
    return [
        (command, shown)
        for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)
        for command, shown in re.findall(r"^\$ (claimspan [^\n]*)\n(.*?)(?=^\$ |\Z)", block, re.DOTALL | re.MULTILINE)
    ]


def output(command):
    """What a command prints on both channels, at the README's width, without spaces at the ends of lines."""
    with tempfile.TemporaryDirectory() as folder:
        # Like the checkout, but what a command writes does not stay there.
        Path(folder, "corpus").symlink_to(ROOT / "corpus")
        program = Path(folder, "bin", "claimspan")
        program.parent.mkdir()
        python = shlex.quote(sys.executable)
        program.write_text(f'#!/bin/sh\nexec {python} -m pipeline.cli "$@"\n')
        program.chmod(0o755)
        environment = os.environ | {
            "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "COLUMNS": "112", "NO_COLOR": "1",
        }  # fmt: skip
        run = subprocess.run(
            ["bash", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=environment,
        )
    return "".join(f"{line.rstrip()}\n" for line in run.stdout.rstrip().splitlines())


def same(shown, printed):
    """Whether all words agree; figures may differ in the last place that another processor's arithmetic can move."""
    pairs = list(zip(shown.split(), printed.split(), strict=False))
    return len(shown.split()) == len(printed.split()) and all(
        a == b or (FIGURE.fullmatch(a) and FIGURE.fullmatch(b) and abs(float(a) - float(b)) <= 0.02) for a, b in pairs
    )


@pytest.mark.parametrize("command, shown", sessions(TEXT))
def test_the_readme_shows_what_a_command_prints(command, shown):
    printed = output(command)
    assert same(shown, printed), printed


def test_the_readme_has_sessions():
    assert len(sessions(TEXT)) >= 3
    assert PYTHON.search(TEXT)


def replay(block):
    """A Python session with what its statements print now."""
    names, session = {}, ""
    for example in doctest.DocTestParser().get_examples(block):
        first, *more = example.source.splitlines()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "README.md", "single"), names)
        session += "".join([f">>> {first}\n", *(f"... {line}\n" for line in more), printed.getvalue()])
    return session


@pytest.mark.parametrize("block", PYTHON.findall(TEXT))
def test_the_readme_shows_what_python_prints(block, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert replay(block) == block


def test_continuous_integration_runs_the_tests_as_the_readme_does():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = "python3.11 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest\n"
    assert commands in TEXT
    assert all(f'"$bin"/{step}\n' in script for step in ("pip install -q -e '.[test]'", "pytest"))


if __name__ == "__main__":
    for command, shown in sessions(TEXT):
        TEXT = TEXT.replace(f"$ {command}\n{shown}", f"$ {command}\n{output(command)}")
    for block in PYTHON.findall(TEXT):
        TEXT = TEXT.replace(block, replay(block))
    README.write_text(TEXT, encoding="utf-8")
