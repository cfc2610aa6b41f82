"""The pages keep up with the code: every field and every predicate is explained."""

import re
from pathlib import Path

import pytest

from pipeline import records, resources

DOCS = Path(__file__).parent.parent / "docs"
MODELS = [
    model
    for model in vars(records).values()
    if isinstance(model, type) and issubclass(model, records.Record) and model not in (records.Record, records.Failure)
]
INVENTORY = resources.table("predicates.toml")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_the_record_is_explained(model):
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    names = {field.alias or name for name, field in model.model_fields.items()} - {"language"}
    if model is records.Document:
        names -= {"text"}
    assert [name for name in names if f"`{name}`" not in page and f".{name}`" not in page] == []


@pytest.mark.parametrize("kind", INVENTORY)
def test_every_predicate_is_listed_once(kind):
    page = (DOCS / "predicates.md").read_text(encoding="utf-8")
    section = page.split(f"## {kind.capitalize()}s")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(INVENTORY[kind])
