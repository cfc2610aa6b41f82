"""The run and the jobs without a model that these tests disturb."""

import importlib
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def beside():
    """Has the modules of this folder found by their names, here and in worker processes."""
    sys.path.insert(0, str(HERE))
    yield importlib.import_module
    sys.path.remove(str(HERE))


@pytest.fixture(scope="session")
def driver(beside):
    """A run on made-up texts."""
    return beside("driver")


@pytest.fixture(scope="session")
def jobs(beside):
    """Jobs that end badly."""
    return beside("jobs")
