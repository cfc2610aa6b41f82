import pytest

from pipeline.stages.number_repair import hang_rates, part_phrases
from pipeline.stages.tree_repair import lend_subjects, mend_clauses

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
        # So it does where the participle has taken the whole sentence.
        (
            "Eswatini/NNP/2/nsubj ,/,/2/punct renamed/VBN/2/ROOT in/IN/4/case 2018/CD/2/obl ,/,/2/punct"
            " borders/VBZ/2/parataxis Mozambique/NNP/6/obj",
            6,
            "nsubj",
        ),
        (
            "Eswatini/NNP/6/nsubj ,/,/2/punct renamed/VBN/2/ROOT in/IN/4/case 2018/CD/2/obl ,/,/6/punct"
            " borders/VBZ/2/ccomp Mozambique/NNP/6/obj",
            6,
            "nsubj",
        ),
        # Without the comma it is a clause with a subject of its own.
        ("Rain/NN/1/nsubj falling/VBG/2/advcl rose/VBD/2/ROOT", 1, "nsubj"),
    ],
)
def test_a_finite_verb_gets_the_subject_that_a_participle_took(text: str, head: int, dep: str) -> None:
    heads, deps, tags, words = rows(text)
    lend_subjects(heads, deps, tags, words)
    assert (heads[0], deps[0]) == (head, dep)


def test_a_phrase_with_two_prepositions_is_two_phrases() -> None:
    text = "shrank/VBD/0/ROOT by/IN/5/case nearly/RB/3/advmod half/RB/5/advmod to/IN/5/case $/$/0/obl 2/CD/5/nummod"
    heads, deps, tags, words = rows(text)
    part_phrases(heads, deps, tags, words)
    assert (heads[3], deps[3], heads[1], heads[2], heads[4]) == (0, "obl", 3, 3, 5)


@pytest.mark.parametrize(
    ("text", "unit", "head"),
    [
        ("fell/VBD/0/ROOT to/IN/3/case 9/CD/3/nummod barrels/NNS/0/obl per/IN/5/case day/NN/0/obl", 5, 3),
        ("at/IN/1/case $/$/1/ROOT 9/CD/1/nummod per/IN/4/case kilogram/NN/1/nmod", 4, 1),
        ("sold/VBD/0/ROOT for/IN/2/case $/$/0/obl 9/CD/2/nummod per/IN/5/case kilogram/NN/0/obl", 5, 2),
        # Behind a verb there is nothing to divide.
        ("charges/VBZ/0/ROOT per/IN/2/case day/NN/0/obl", 2, 0),
    ],
)
def test_a_rate_hangs_on_what_it_divides(text: str, unit: int, head: int) -> None:
    heads, deps, tags, words = rows(text)
    hang_rates(heads, deps, tags, words)
    assert heads[unit] == head


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        # "after Ali resigned": whoever resigned is its subject.
        ("left/VBD/0/ROOT after/IN/2/case Ali/NNP/3/obl resigned/VBD/0/advcl", 2, 3, "nsubj"),
        # A verb that has a subject keeps the phrase before it.
        ("left/VBD/0/ROOT after/IN/2/case noon/NN/4/obl Ali/NNP/4/nsubj slept/VBD/0/advcl", 2, 4, "obl"),
        # "jailed for fraud and pardoned": a verb goes with a verb of its own form.
        ("jailed/VBN/0/ROOT for/IN/2/case fraud/NN/0/obl and/CC/4/cc pardoned/VBN/2/conj", 4, 0, "conj"),
        # Two nouns stay together.
        ("jailed/VBN/0/ROOT for/IN/2/case fraud/NN/0/obl and/CC/4/cc theft/NN/2/conj", 4, 2, "conj"),
    ],
)
def test_clauses_are_told_from_phrases(text: str, word: int, head: int, dep: str) -> None:
    heads, deps, tags, words = rows(text)
    mend_clauses(heads, deps, tags, words)
    assert (heads[word], deps[word]) == (head, dep)
