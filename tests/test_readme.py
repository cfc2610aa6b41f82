"""The README shows what the program really prints.

Every line `$ claimspan …` in a `console` block is run beside `corpus`, and what follows it is compared;
`pycon` blocks are run by doctest. `python tests/test_readme.py` writes the real output into the README.
"""

import doctest
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


@pytest.mark.parametrize("command, shown", sessions(TEXT))
def test_the_readme_shows_what_a_command_prints(command, shown):
    assert output(command) == shown


def test_the_readme_has_sessions():
    assert len(sessions(TEXT)) >= 3
    assert PYTHON.search(TEXT)


@pytest.mark.parametrize("number, block", list(enumerate(PYTHON.findall(TEXT))))
def test_the_python_of_the_readme_runs(number, block, monkeypatch):
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest(block, {}, f"README block {number}", str(README), 0)
    report = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    runner.run(example, out=report.append)
    assert "".join(report) == ""


def test_continuous_integration_runs_the_tests_as_the_readme_does():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = "python3.11 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest\n"
    assert commands in TEXT
    assert all(f'"$bin"/{step}\n' in script for step in ("pip install -q -e '.[test]'", "pytest"))


if __name__ == "__main__":
    for command, shown in sessions(TEXT):
        TEXT = TEXT.replace(f"$ {command}\n{shown}", f"$ {command}\n{output(command)}")
    README.write_text(TEXT, encoding="utf-8")
