"""Reading gold coreference and learning weights from it."""

from __future__ import annotations

from pathlib import Path

from spacy.lang.en import English

from pipeline.stages import extensions
from pipeline.stages._discourse import Question
from pipeline.stages._ranker import probabilities
from pipeline.training.coref_corpus import gold_names, read_gum
from pipeline.training.coreference import examples, fit

TEXT = """\
# newdoc id = GUM_news_debt
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# sent_id = 1
1	Peru	Peru	PROPN	NNP	Number=Sing	4	nsubj	_	Entity=(1-place-new-nnnnn-cf1-1,3-coref(2-place-new-nnnnn-cf1-1-coref)
2	and	and	CCONJ	CC	_	3	cc	_	_
3	Chile	Chile	PROPN	NNP	Number=Sing	1	conj	_	Entity=(3-place-new-nnnnn-cf1-1-sgl)1)
4	cut	cut	VERB	VBD	_	0	root	_	_
5	their	their	PRON	PRP$	Number=Plur	6	nmod:poss	_	Entity=(4-abstract-new-nnnnn-cf1-2-sgl(1-place-giv:act-nnnnn-cf1-1-ana)
6	debt	debt	NOUN	NN	Number=Sing	4	obj	_	Entity=4)|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
1	Peru	Peru	PROPN	NNP	Number=Sing	2	nsubj	_	Entity=(2-place-giv:act-nnnnn-cf1-1-coref)
2	grew	grow	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_
"""


def test_gold_mentions_nest_and_a_coordination_is_headed_by_its_conjunction(tmp_path: Path) -> None:
    path = tmp_path / "tiny.conllu"
    path.write_text(TEXT, encoding="utf-8")
    (gold,) = read_gum(path, English().vocab)
    assert gold.name == "GUM_news_debt"
    assert gold.doc.text == "Peru and Chile cut their debt. Peru grew. "
    found = [(gold.doc[m.start : m.end].text, gold.doc[m.head].text, m.cluster) for m in gold.mentions]
    assert found == [
        ("Peru and Chile", "and", 1), ("Peru", "Peru", 2), ("Chile", "Chile", 3), ("their debt", "debt", 4),
        ("their", "their", 1), ("Peru", "Peru", 2),
    ]  # fmt: skip


def test_names_of_one_wording_share_their_entity(tmp_path: Path) -> None:
    extensions.register()
    path = tmp_path / "tiny.conllu"
    path.write_text(TEXT, encoding="utf-8")
    (gold,) = read_gum(path, English().vocab)
    entities = [m.entity.id if m.entity else None for m in gold_names(gold)]
    assert entities == ["country:PE", "country:CL", "country:PE"]
    ((question, right),) = examples([gold])
    assert question.group == "they"
    assert [gold.doc[gold.mentions[0].head].text, any(right)] == ["and", True]


COMPOUND = """\
# newdoc id = GUM_news_class
1	Professor	professor	NOUN	NN	_	2	compound	_	Entity=(1-person-new-nnnnn-cf1-2-sgl
2	Ito	Ito	PROPN	NNP	_	3	nsubj	_	Entity=1)
3	ran	run	VERB	VBD	_	0	root	_	_
4	class	class	NOUN	NN	_	5	compound	_	Entity=(2-abstract-new-nnnnn-cf1-2-sgl
5	projects	project	NOUN	NNS	_	3	obj	_	Entity=2)

"""


def test_a_noun_inside_a_phrase_is_not_what_the_phrase_stands_for(tmp_path: Path) -> None:
    path = tmp_path / "tiny.conllu"
    path.write_text(COMPOUND, encoding="utf-8")
    (gold,) = read_gum(path, English().vocab)
    assert gold.chain(4, 3, 5) == 2  # "class projects"
    assert gold.chain(3, 3, 4) is None  # "class"
    assert gold.chain(0, 0, 2) == gold.chain(1, 0, 2) == 1  # a name with the wrong head


def test_fitting_prefers_the_feature_of_right_candidates() -> None:
    def question(near: str, far: str) -> Question:
        return Question(0, "it", [1, 2], [1, 2], [[near], [far]], ["none"], {}, frozenset())

    rows = [(question("subject", "object"), [True, False]), (question("object", "subject"), [False, True])] * 10
    weight = fit(rows)
    things, nothing = probabilities(question("subject", "object"), weight)
    assert things[1] > 0.7 > 0.2 > max(things[2], nothing)
