"""The network that is learnt and the one that runs in the pipeline are one."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from spacy.lang.en import English

from pipeline.stages import _chain_ranker, _chains, _traits, extensions
from pipeline.stages._markables import read_markables
from pipeline.stages._ranker import Ranker
from pipeline.stages.coreference import MARGIN, THRESHOLDS, discuss
from pipeline.training.coref_corpus import from_gold, read_gum

torch = pytest.importorskip("torch", reason="pip install 'claimspan[train]'")

TEXT = """\
# newdoc id = GUM_news_debt
# sent_id = 1
1	Peru	Peru	PROPN	NNP	Number=Sing	2	nsubj	_	Entity=(1-place-new-nnnnn-cf1-1-coref)
2	cut	cut	VERB	VBD	_	0	root	_	_
3	its	its	PRON	PRP$	Number=Sing	4	nmod:poss	_	Entity=(2-abstract-new-nnnnn-cf1-2-coref(1-place-giv:act-nnnnn-cf1-1-ana)
4	debt	debt	NOUN	NN	Number=Sing	2	obj	_	Entity=2)|SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

# sent_id = 2
1	The	the	DET	DT	_	2	det	_	Entity=(2-abstract-giv:act-nnnnn-cf1-2-coref
2	debt	debt	NOUN	NN	Number=Sing	3	nsubj	_	Entity=2)
3	fell	fall	VERB	VBD	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	_
"""


def test_stored_weights_score_as_the_network_that_was_learnt(tmp_path: Path) -> None:
    from pipeline.training import coref_chains

    extensions.register()
    path = tmp_path / "tiny.conllu"
    path.write_text(TEXT, encoding="utf-8")
    (gold,) = read_gum(path, English().vocab)
    text = coref_chains.read(gold, from_gold)
    words = sorted({word for row in text.about for word in row})
    text.ids = torch.tensor([[words.index(word) + 1 for word in row] for row in text.about])
    torch.manual_seed(1)
    text.states = np.random.RandomState(1).randn(len(text.about), 12).astype(np.float32)
    networks = [coref_chains.Network(len(words), 12).eval() for _ in range(2)]
    learnt = np.mean(
        [
            network(
                text.ids, torch.tensor(text.states), torch.tensor(text.groups), torch.tensor(text.other), torch.tensor(text.traits),
                torch.tensor(text.summary),
            ).detach().numpy()
            for network in networks
        ],
        axis=0,
    )  # fmt: skip
    file = io.BytesIO()
    np.savez_compressed(file, **coref_chains.arrays(networks, words))
    weight = _chain_ranker.Weights(file.getvalue())
    names = [m for m in gold.doc._.mentions if m.kind == "name"]
    discourse = discuss(gold.doc, names, Ranker(THRESHOLDS, MARGIN))
    phrases = read_markables(discourse.memory.tree, names)
    index = _traits.Index(discourse.memory.tree, phrases, _chains.trusted(discourse))
    rows = _traits.rows(discourse.memory.tree, phrases, 0, len(phrases), index)
    unary = _chain_ranker.Unary(weight, text.about, text.states)
    stored = _chain_ranker.score(weight, unary, text.groups, 0, rows)
    valid = np.concatenate([text.other >= 0, np.ones((len(phrases), 1), bool)], axis=1)
    assert valid.sum() > len(phrases)
    assert np.abs(learnt - stored)[valid].max() < 0.02


def test_the_right_answer_is_in_the_sample(tmp_path: Path) -> None:
    from pipeline.training import coref_chains

    extensions.register()
    path = tmp_path / "tiny.conllu"
    path.write_text(TEXT, encoding="utf-8")
    (gold,) = read_gum(path, English().vocab)
    text = coref_chains.read(gold, from_gold)
    assert text.right.sum() == 2
    columns, _ = coref_chains.sample(text, np.random.RandomState(0))
    assert np.take_along_axis(text.right, columns, 1).sum() == 2
