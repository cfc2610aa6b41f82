"""The pages keep up with the code: every field and every predicate is explained."""

import json
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


def test_every_component_is_explained_in_its_order():
    config = (resources.model() / "config.cfg").read_text(encoding="utf-8")
    components = json.loads(re.search(r"^pipeline = (\[.*\])$", config, re.MULTILINE)[1])
    page = (DOCS / "how-it-works.md").read_text(encoding="utf-8")
    explained = [
        name for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    ]
    assert explained == components


@pytest.mark.parametrize("page", [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda page: page.name)
def test_links_and_paths_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    paths = re.findall(r"`((?:pipeline|corpus|configs|docs|tests|benchmarks|models)/[\w./-]*)`", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
    assert [path for path in paths if not (DOCS.parent / path).exists()] == []
