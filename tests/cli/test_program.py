"""The program as a whole: help, exit codes, and what it does not load."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import __version__, run
from pipeline.cli import COMMANDS
from pipeline.errors import PipelineError

README = Path(__file__).parent.parent.parent / "README.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(claimspan, name):
    result = claimspan(name, "--help")
    assert result.code == 0
    assert "Example" in result.out
    assert "Exit codes" in result.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"`claimspan {name}" in README.read_text(encoding="utf-8")


def test_help_lists_every_command(claimspan):
    result = claimspan("--help")
    assert result.code == 0
    assert [name for name in COMMANDS if f" {name} " not in result.out] == []


def test_version(claimspan):
    assert claimspan("--version").out == f"claimspan {__version__}\n"


@pytest.mark.parametrize(
    "arguments, hint",
    [
        (["extarct"], "extract"),
        (["extract"], "SOURCES"),
        (["extract", "a.txt", "--kind", "opinion"], "statistic, relation"),
        (["extract", "a.txt", "--kind", ","], "statistic, relation"),
        (["extract", "a.txt", "--published", "yesterday"], "2023-01-09"),
        (["extract", "a.txt", "--published", "2023-02-30"], "2023-01-09"),
        (["extract", "a.txt", "--numbers", "german"], "such as de, fr-CH"),
        (["extract", "a.txt", "--min-confidence", "2"], "--min-confidence"),
        (["extract", "a.txt", "--workers", "0"], "--workers"),
        (["eval"], "gold"),
    ],
)
def test_a_command_that_is_not_understood_exits_with_2_and_a_hint(claimspan, arguments, hint):
    result = claimspan(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert hint in result.err


@pytest.mark.parametrize("error, code", [(PipelineError("The well is dry."), 1), (KeyboardInterrupt(), 130)])
def test_errors_end_without_a_traceback(claimspan, monkeypatch, sample, error, code):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(run, "deliver", fail)
    result = claimspan("extract", sample)
    assert result.code == code
    assert result.err == (f"claimspan: {error}\n" if code == 1 else "")


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["schema"], ["info"], ["--version"]])
def test_spacy_is_not_imported_before_a_document_is_read(arguments):
    code = f"""
import sys
from pipeline.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
heavy = {{"spacy", "thinc", "numpy", "torch"}} & set(sys.modules)
sys.exit(f"imported {{heavy}}" if heavy else 0)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=README.parent)
    assert (result.returncode, result.stderr) == (0, "")


def test_info_names_version_models_and_editions(claimspan):
    facts = json.loads(claimspan("info", "--json").out)
    assert facts["claimspan"] == __version__
    assert facts["default model"] in facts["models"]
    assert all(model["version"] and model["figures"] for model in facts["models"].values())
    assert facts["knowledge base"]["entities"] > 10_000
    assert all(edition.isdigit() for edition in facts["knowledge base"]["editions"].split(" to "))
    assert all(name in claimspan("info").out for name in facts)
