# Recipes for a checkout with its environment in .venv; `just` alone runs what a change must pass.
set shell := ["bash", "-euo", "pipefail", "-c"]

default: lint test

# Create .venv with everything that developing needs
setup:
    python3.11 -m venv .venv
    .venv/bin/pip install -q -e '.[dev]'

# The tests; `just test -m slow` for those that build and install
test *options:
    .venv/bin/pytest {{ options }}

# Style, types and the floors of the house
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports

# Rewrite the sources in the project's format
format:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# Precision, recall and F1 on the project's gold, held to the floors
eval *options:
    .venv/bin/claimspan eval corpus/gold/articles --floor corpus/floors.toml {{ options }}

# Learn again what confidence claims deserve; give more gold folders and `--statements carb/dev.tsv` where there are any
calibrate *options:
    .venv/bin/python -m pipeline.training calibrate {{ options }}

# Cold start, words per second, memory
bench *options:
    .venv/bin/python benchmarks/speed.py {{ options }}

# Claims a second into and out of each kind of store
bench-sinks *options:
    .venv/bin/python benchmarks/sinks.py {{ options }}

# Write the real output of its examples into the README
readme:
    .venv/bin/python tests/test_readme.py

# The wheel, into dist/
wheel:
    .venv/bin/pip wheel -q --no-deps --wheel-dir dist .

# All that continuous integration runs, from a fresh environment
ci:
    .ci/run
