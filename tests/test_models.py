"""What ships in `models/`: every pipeline loads, reads and has a card."""

import re
from pathlib import Path

import pytest
import spacy

from pipeline import resources
from pipeline.stages import _chain_ranker
from pipeline.training.assemble import register

CONFIGS = Path(__file__).parent.parent / "configs"
TEXT = "Rebels took Kabul in 1996.\n\nHamid KARZAI was re-elected. He governed until 2014."


@pytest.fixture(scope="module", params=resources.models())
def shipped(request):
    register()
    return spacy.load(resources.model(request.param))


def test_a_shipped_pipeline_has_the_components_of_its_config(shipped) -> None:
    text = (CONFIGS / "pipeline.cfg").read_text("utf-8")
    listed = re.search(r"^pipeline = \[(.*)\]$", text, re.MULTILINE)
    assert listed and re.findall(r'"(\w+)"', listed[1]) == shipped.pipe_names


def test_a_shipped_pipeline_annotates_and_does_so_again(shipped) -> None:
    def read() -> list[tuple[object, ...]]:
        return [(t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_, bool(t.is_sent_start)) for t in shipped(TEXT)]

    found = read()
    assert found == read()
    assert all(tag and pos and dep and lemma for tag, pos, dep, _, lemma, _, _ in found)
    assert [sent.text.strip() for sent in shipped(TEXT).sents] == [
        "Rebels took Kabul in 1996.",
        "Hamid KARZAI was re-elected.",
        "He governed until 2014.",
    ]
    assert [(ent.text, ent.label_) for ent in shipped(TEXT).ents] == [("Kabul", "GPE"), ("Hamid KARZAI", "PERSON")]


def test_coreference_reads_the_vectors_of_the_shipped_encoder(shipped) -> None:
    doc = shipped.get_pipe("claimspan_encoder")(shipped.make_doc(TEXT))
    assert doc._.states.shape[0] == len(doc)
    assert 3 * doc._.states.shape[1] == len(_chain_ranker.weights().states)
    assert [bool(row.any()) for row in doc._.states] == [not token.is_space for token in doc]
    assert shipped(TEXT)._.states is None  # they would be most of what a Doc takes
    assert [[m.start for m in chain] for chain in shipped(TEXT)._.chains] == [[6, 11]]  # Hamid KARZAI … He


@pytest.mark.parametrize("name", resources.models())
def test_a_shipped_pipeline_has_a_card(name: str) -> None:
    card = (resources.model(name) / "README.md").read_text("utf-8")
    assert [part for part in ("## Data", "## How to rebuild", "## Figures", "## Weaknesses") if part not in card] == []
