"""Corpora are found as copies in one folder or as clones of their repositories side by side."""

from pathlib import Path

import pytest

from pipeline.errors import TrainingError
from pipeline.training.corpora import place, treebank_files
from pipeline.training.names import read_gmb, read_re3d
from pipeline.training.treebanks import read_treebank

TREE = "1\tKabul\tKabul\tPROPN\tNNP\t_\t0\troot\t_\t_\n\n"


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    for name in ("GUM_news_a", "GUM_news_b", "GUM_bio_c", "GUM_reddit_d"):
        (tmp_path / "gum/dep").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"gum/dep/{name}.conllu").write_text(TREE, "utf-8")
    (tmp_path / "gum/splits.md").write_text("# dev\n  * GUM_news_b\n\n# test\n  * GUM_bio_c\n", "utf-8")
    (tmp_path / "UD_English-EWT").mkdir()
    (tmp_path / "UD_English-EWT/en_ewt-ud-dev.conllu").write_text(TREE * 2, "utf-8")
    table = "Sentence #,Word,POS,Tag\nSentence: 1,Kabul,NNP,B-geo\n,fell,VBD,O\nSentence: 2,Iran,NNP,B-geo\n"
    (tmp_path / "ner_dataset.csv").write_bytes(table.encode("cp1252"))
    (tmp_path / "re3d/UK Government").mkdir(parents=True)
    (tmp_path / "re3d/UK Government/documents.json").write_text('{"_id": "d", "text": "Raqqa fell."}', "utf-8")
    mention = '{"documentId": "d", "begin": 0, "end": 5, "type": "Location", "confidence": 1}'
    (tmp_path / "re3d/UK Government/entities.json").write_text(mention, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("part", "files"), [("gum-train", ["GUM_news_a"]), ("gum-dev", ["GUM_news_b"]), ("gum-test", ["GUM_bio_c"])]
)
def test_a_clone_of_gum_is_split_by_its_list_and_holds_open_genres_only(clones: Path, part: str, files: list) -> None:
    assert [path.stem for path in treebank_files(clones, part)] == files


def test_clones_read_as_copies_do(clones: Path) -> None:
    assert len(list(read_treebank(clones, "ewt-dev"))) == 2
    assert [(named.words, named.spans) for named in read_gmb(clones)] == [
        (["Kabul", "fell"], [(0, 1, "PLACE")]),
        (["Iran"], [(0, 1, "PLACE")]),
    ]
    assert [named.spans for named in read_re3d(clones, lambda source: source == "uk-government")] == [[(0, 1, "PLACE")]]


def test_a_corpus_that_is_nowhere_is_named_with_its_places(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"'wikigold'.*wikigold\.conll\.txt"):
        place(tmp_path, "wikigold")
