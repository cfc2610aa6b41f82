"""The wheel has all that it needs: installed in an environment of its own, used from another folder."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from pipeline import resources

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus" / "samples" / "a-border-in-the-steppe.txt"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def run(*command, cwd):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (found,) = folder.glob("claimspan-*.whl")
    return found


@pytest.fixture(scope="module")
def bin(wheel, tmp_path_factory):
    """The programs of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return folder / "bin"


@pytest.fixture
def article(tmp_path):
    """A copy of the sample, away from the checkout."""
    copy = tmp_path / SAMPLE.name
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


def test_the_wheel_gives_the_same_claims_as_the_checkout(bin, article):
    installed = run(bin / "claimspan", "extract", article.name, "--workers", "2", cwd=article.parent)
    checkout = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", article.name],
        cwd=article.parent, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert installed == checkout
    assert {json.loads(line)["kind"] for line in installed.splitlines()} == {"statistic", "relation", "statement"}


def test_the_wheel_finds_everything_inside_itself(bin, article):
    facts = json.loads(run(bin / "claimspan", "info", "--json", cwd=article.parent))
    assert list(facts["models"]) == resources.models()
    where = run(bin / "python", "-c", "import pipeline; print(pipeline.__file__)", cwd=article.parent)
    assert Path(where.strip()).is_relative_to(bin.parent)


def test_the_default_installation_is_small(bin, article):
    installed = json.loads(run(bin / "python", "-m", "pip", "list", "--format", "json", cwd=article.parent))
    names = {package["name"].lower() for package in installed}
    assert "spacy" in names
    assert [name for name in names if name in {"torch", "transformers", "pytest"} or name.startswith("nvidia")] == []


def test_the_wheel_is_typed_and_licensed(wheel):
    listing = run(sys.executable, "-m", "zipfile", "--list", wheel, cwd=wheel.parent)
    assert "pipeline/py.typed" in listing
    assert "licenses/LICENSE" in listing
