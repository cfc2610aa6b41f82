import gzip
from pathlib import Path

import pytest
import spacy

from pipeline.errors import TrainingError
from pipeline.training.treebanks import read_conllu, to_doc, windows

TEXT = """\
# newdoc id = a
# newpar
# text = Don't go.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\tMood=Imp\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
1\tKabul\tKabul\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
2.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = b
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "tree.conllu.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    return path


def test_words_of_multiword_tokens_join_to_their_surface(treebank: Path) -> None:
    doc = to_doc(spacy.blank("en").vocab, list(read_conllu(treebank))[:2])
    assert doc.text == "Don't go. Kabul fell. "
    assert [token.text for token in doc] == ["Do", "n't", "go", ".", "Kabul", "fell", "."]


def test_trees_keep_heads_relations_and_sentence_starts(treebank: Path) -> None:
    doc = to_doc(spacy.blank("en").vocab, list(read_conllu(treebank))[:2])
    assert [token.head.text for token in doc] == ["go", "go", "go", "go", "fell", "fell", "fell"]
    assert [token.dep_ for token in doc] == ["aux", "advmod", "ROOT", "punct", "nsubj", "ROOT", "punct"]
    assert [sent.text for sent in doc.sents] == ["Don't go.", "Kabul fell."]


@pytest.mark.parametrize(("size", "expected"), [(1, [1, 1, 1]), (5, [2, 1]), (99, [2, 1])])
def test_windows_close_at_sentence_ends_and_at_documents(treebank: Path, size: int, expected: list[int]) -> None:
    assert [len(run) for run in windows(read_conllu(treebank), size)] == expected


def test_a_missing_treebank_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"none\.conllu"):
        list(read_conllu(tmp_path / "none.conllu"))
