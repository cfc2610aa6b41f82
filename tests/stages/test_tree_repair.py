import pytest

from pipeline.stages.tree_repair import lend_subjects

PARTY = "Party/NNP/1/nsubj ,/,/2/punct founded/VBN/5/advcl in/IN/4/case May/NNP/2/obl came/VBD/5/ROOT third/RB/5/advmod"


def rows(text: str) -> tuple[list[int], list[str], list[str], list[str]]:
    words, tags, heads, deps = zip(*(item.rsplit("/", 3) for item in text.split()), strict=True)
    return [int(head) for head in heads], list(deps), list(tags), list(words)


@pytest.mark.parametrize(
    ("text", "head", "dep"),
    [
        # The party, founded in May, came third: the subject goes to the finite verb.
        (PARTY.replace("Party/NNP/1/", "Party/NNP/2/"), 5, "nsubj"),
        # A verb that has a subject keeps it, and so does the participle.
        ("Rain/NN/2/nsubj ,/,/2/punct falling/VBG/4/advcl it/PRP/4/nsubj rose/VBD/4/ROOT", 2, "nsubj"),
        # Without the comma it is a clause with a subject of its own.
        ("Rain/NN/1/nsubj falling/VBG/2/advcl rose/VBD/2/ROOT", 1, "nsubj"),
    ],
)
def test_a_finite_verb_gets_the_subject_that_a_participle_took(text: str, head: int, dep: str) -> None:
    heads, deps, tags, words = rows(text)
    lend_subjects(heads, deps, tags, words)
    assert (heads[0], deps[0]) == (head, dep)
