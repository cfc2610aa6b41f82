"""From folders of corpora to a pipeline that `spacy.load` reads, through the configs that ship."""

from pathlib import Path

import pytest
import spacy

from pipeline.errors import TrainingError
from pipeline.training.assemble import assemble
from pipeline.training.evaluate import evaluate
from pipeline.training.spacy_train import train_spacy

CONFIGS = Path(__file__).parents[2] / "configs"


@pytest.fixture(scope="module")
def parts(corpora: Path, reference: Path, tmp_path_factory) -> tuple[Path, Path]:
    out = tmp_path_factory.mktemp("run")
    syntax = train_spacy(CONFIGS / "syntax.cfg", corpora, None, out / "syntax", steps=2)
    names = train_spacy(CONFIGS / "names.cfg", corpora, reference, out / "names", steps=2)
    return syntax, names


def test_assembled_pipeline_reads_and_is_the_same_when_assembled_again(
    parts: tuple[Path, Path], tmp_path: Path
) -> None:
    components = assemble(CONFIGS / "pipeline.cfg", *parts, tmp_path / "one")
    assert components[0] == "claimspan_sections" and components[-1] == "claimspan_claims"
    one = spacy.load(tmp_path / "one")
    assemble(CONFIGS / "pipeline.cfg", tmp_path / "one", tmp_path / "one", tmp_path / "two")
    two = spacy.load(tmp_path / "two")
    text = "Rebels took Kunduz. Kabul fell."
    found = [[(t.tag_, t.head.i, t.dep_, t.ent_iob, t.lemma_) for t in nlp(text)] for nlp in (one, two)]
    assert found[0] == found[1]
    assert str(tmp_path) not in (tmp_path / "two" / "config.cfg").read_text("utf-8")


def test_evaluation_prints_every_part(parts: tuple[Path, Path], corpora: Path, reference: Path, tmp_path: Path) -> None:
    assemble(CONFIGS / "pipeline.cfg", *parts, tmp_path / "model")
    text = evaluate(spacy.load(tmp_path / "model"), corpora, reference, ("dev",))
    for part in ("dev, gold tokens", "dev, raw text", "gmb", "re3d-centcom", "gum-test", "uner-ewt", "wikigold"):
        assert part in text


def test_training_goes_on_from_a_trained_pipeline(parts: tuple[Path, Path], corpora: Path, tmp_path: Path) -> None:
    again = train_spacy(CONFIGS / "syntax.cfg", corpora, None, tmp_path, steps=1, start=parts[0])
    assert spacy.load(again).pipe_names == ["tok2vec", "tagger", "morphologizer", "parser"]


def test_names_need_reference_data(corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="reference"):
        train_spacy(CONFIGS / "names.cfg", corpora, None, tmp_path, steps=1)
