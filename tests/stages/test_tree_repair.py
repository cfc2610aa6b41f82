import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.clause_repair import (
    free_relatives,
    hang_lower,
    hold_lists,
    hold_modifiers,
    hold_reported,
    mend_gaps,
    part_clauses,
    relate_conjuncts,
)
from pipeline.stages.number_repair import (
    except_numbers,
    hang_rates,
    hold_numbers,
    leave_brackets,
    name_again,
    part_phrases,
)
from pipeline.stages.relative_repair import relate_parts
from pipeline.stages.subject_repair import front_appositions, lend_subjects, part_subjects
from pipeline.stages.tree_repair import (
    free_copulas,
    give_objects,
    mend_clauses,
    mend_marks,
    open_participles,
    own_leavings,
    part_cases,
    raise_cases,
    return_adjuncts,
)

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


def test_a_reported_clause_has_its_own_subject() -> None:
    text = "Bo/NNP/1/nsubj said/VBD/1/ROOT Friday/NNP/1/obl she/PRP/1/nsubj hopes/VBZ/1/ccomp"
    heads, deps, tags, _ = rows(text)
    part_subjects(heads, deps, tags)
    assert heads == [1, 1, 1, 4, 1]


def test_a_clause_that_a_saying_ends_keeps_its_subject() -> None:
    text = "Kenya/NNP/4/nsubj will/MD/2/aux buy/VB/4/ccomp Bo/NNP/4/vocative said/VBD/4/ROOT"
    heads, deps, tags, _ = rows(text)
    part_subjects(heads, deps, tags)
    assert (heads[0], deps[3]) == (2, "nsubj")


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        (
            "men/NNS/6/nsubj two/CD/0/appos of/IN/3/case whom/WP/1/nmod fled/VBD/1/acl:relcl ,/,/0/punct met/VBD/6/ROOT",
            1,
            4,
            "nsubj",
        ),
        ("fund/NN/0/ROOT whose/WP$/2/nmod:poss terms/NNS/0/appos he/PRP/4/nsubj saw/VBD/2/acl:relcl", 2, 4, "obj"),
    ],
)
def test_a_relative_clause_has_the_part_that_it_is_about(text: str, word: int, head: int, dep: str) -> None:
    heads, deps, tags, _ = rows(text)
    relate_parts(heads, deps, tags)
    assert (heads[word], deps[word]) == (head, dep)
    assert (heads[4], deps[4]) == (0, "acl:relcl")


def test_what_stands_behind_brackets_is_not_said_in_them() -> None:
    text = "paid/VBD/0/ROOT francs/NNS/0/obj (/-LRB-/3/punct $/$/1/appos 9/CD/3/nummod )/-RRB-/3/punct a/DT/7/det"
    heads, deps, tags, words = rows(f"{text} month/NN/3/nmod:unmarked")
    leave_brackets(heads, deps, tags, words)
    assert (heads[7], deps[7]) == (0, "obl:unmarked")


def test_what_a_sentence_begins_with_describes_its_subject() -> None:
    text = "A/DT/1/det country/NN/4/dislocated ,/,/1/punct Peru/NNP/4/nsubj has/VBZ/4/ROOT roads/NNS/4/obj"
    heads, deps, tags, words = rows(text)
    front_appositions(heads, deps, tags, words)
    assert (heads[1], deps[1]) == (3, "appos")


def test_all_but_two_are_no_list() -> None:
    text = "All/DT/4/nsubj but/CC/2/cc two/CD/0/conj of/IN/4/case aides/NNS/2/nmod left/VBD/5/ROOT"
    heads, deps, tags, words = rows(text)
    heads[0] = 5
    except_numbers(heads, deps, tags, words)
    assert (heads, deps) == ([2, 0, 5, 4, 2, 5], ["advmod", "fixed", "nsubj", "case", "nmod", "ROOT"])


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


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        # "after his predecessor resigned": whatever else hangs between the conjunction and its verb.
        ("named/VBN/0/ROOT after/IN/3/mark Ali/NNP/0/obl:agent resigned/VBD/0/advcl", 2, 3, "nsubj"),
        # "a step that analysts called a setback": the step was called so.
        (
            "step/NN/0/ROOT that/WDT/3/obl:unmarked analysts/NNS/3/nsubj called/VBD/0/acl:relcl setback/NN/3/obj",
            4,
            3,
            "xcomp",
        ),
    ],
)
def test_clauses_have_their_own_words(text: str, word: int, head: int, dep: str) -> None:
    heads, deps, tags, words = rows(text)
    mend_clauses(heads, deps, tags, words)
    assert (heads[word], deps[word]) == (head, dep)


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        # "beat Tunisia after extra time in front of 400": the time has no other preposition.
        ("beat/VBD/0/ROOT after/IN/5/case extra/JJ/3/amod time/NN/0/obl in/IN/5/case front/NN/0/obl", 1, 3),
        # "out of the door", "from time to time": each noun has its own.
        ("ran/VBD/0/ROOT out/IN/3/case of/IN/3/case doors/NNS/0/obl", 1, 3),
        ("ran/VBD/0/ROOT from/IN/2/case time/NN/0/obl to/IN/4/case doors/NNS/0/obl", 1, 2),
    ],
)
def test_a_preposition_belongs_to_the_noun_behind_it(text: str, word: int, head: int) -> None:
    heads, deps, tags, _ = rows(text)
    part_cases(heads, deps, tags)
    assert heads[word] == head


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        # "It will build a port, the king said last week": the week of saying it.
        ("build/VB/3/ccomp ,/,/3/punct kings/NNS/3/nsubj said/VBD/3/ROOT week/NN/0/obl:unmarked", 4, 3),
        # Behind a comma it may be of either.
        ("build/VB/2/ccomp kings/NNS/2/nsubj said/VBD/2/ROOT ,/,/2/punct soon/NN/0/obl", 4, 0),
        # "We waited, the king told farmers": whom he told.
        ("wait/VBD/2/ccomp kings/NNS/2/nsubj told/VBD/2/ROOT farmers/NNS/0/obj", 3, 2),
        ("wait/VBD/2/ccomp kings/NNS/2/nsubj told/VBD/2/ROOT ,/,/2/punct farmers/NNS/0/obj", 4, 0),
    ],
)
def test_what_stands_behind_a_verb_of_saying_is_its_own(text: str, word: int, head: int) -> None:
    heads, deps, _, words = rows(text)
    return_adjuncts(heads, deps, words)
    assert heads[word] == head


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        # "accepting a $2,200 handbag", "by a magnitude 5 earthquake"
        ("took/VBD/0/ROOT a/DT/4/det $/$/0/obl 9/CD/2/nummod bag/NN/0/obj", 2, 4, "compound"),
        ("hit/VBN/0/ROOT by/IN/4/case a/DT/4/det magnitude/NN/0/obj quake/NN/0/obl", 3, 4, "compound"),
        # "to less than $2 billion"
        ("fell/VBD/0/ROOT to/IN/4/case less/JJR/5/advmod than/IN/2/fixed $/$/0/obl 2/CD/4/nummod", 2, 4, "advmod"),
        # "four in ten Bolivians live"
        ("four/CD/4/nsubj in/IN/2/case ten/CD/0/nmod Bolivians/NNPS/4/obl live/VBP/4/ROOT", 3, 4, "nsubj"),
    ],
)
def test_numbers_stay_with_their_nouns(text: str, word: int, head: int, dep: str) -> None:
    heads, deps, tags, words = rows(text)
    hold_numbers(heads, deps, tags, words)
    assert (heads[word], deps[word]) == (head, dep)


def test_names_are_named_again() -> None:
    text = "over/IN/1/case Ossetia/NNP/7/obl and/CC/3/cc Abkhazia/NNP/1/conj ,/,/6/punct two/CD/6/nummod"
    heads, deps, tags, words = rows(f"{text} regions/NNS/7/obl:unmarked fought/VBD/7/ROOT")
    name_again(heads, deps, tags, words)
    assert (heads[6], deps[6]) == (1, "appos")


TAGS = [
    "WP$",
    "WP",
    "NN",
    "NNS",
    "NNP",
    "CD",
    "$",
    "VBD",
    "VBN",
    "VB",
    "VBG",
    "IN",
    "DT",
    "WDT",
    "PRP",
    "JJR",
    ",",
    "CC",
]
DEPS = [
    "nmod:poss",
    "nsubj",
    "obj",
    "obl",
    "obl:unmarked",
    "nmod",
    "case",
    "mark",
    "det",
    "advmod",
    "advcl",
    "ccomp",
    "acl:relcl",
    "acl",
]
DEPS += [
    "amod",
    "dislocated",
    "conj",
    "nummod",
    "compound",
    "punct",
    "xcomp",
    "appos",
    "flat",
    "parataxis",
    "aux",
    "cop",
    "iobj",
]
WORDS = [
    "(",
    ")",
    ";",
    "after",
    "elected",
    "in",
    "per",
    "to",
    "less",
    "a",
    ",",
    "that",
    "resigned",
    "two",
    "said",
    "half",
    "all",
    "but",
    "has",
    "left",
]


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[str], list[str], list[str]]:
    """Any tree over some words: each but the root hangs on one that was placed before it."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, i in enumerate(order):
        heads[i] = order[draw(st.integers(0, place - 1))] if place else i
    kinds = (DEPS, TAGS, WORDS)
    deps, tags, words = (draw(st.lists(st.sampled_from(kind), min_size=size, max_size=size)) for kind in kinds)
    deps[order[0]] = "ROOT"
    return heads, deps, tags, words


@given(trees())
def test_whatever_is_mended_a_tree_stays_a_tree(tree: tuple[list[int], list[str], list[str], list[str]]) -> None:
    heads, deps, tags, words = tree
    root = deps.index("ROOT")
    open_participles(heads, deps, tags, words)
    lend_subjects(heads, deps, tags, words)
    part_subjects(heads, deps, tags)
    relate_parts(heads, deps, tags)
    front_appositions(heads, deps, tags, words)
    mend_clauses(heads, deps, tags, words)
    hold_modifiers(heads, deps, tags)
    mend_gaps(heads, deps, tags)
    hold_lists(heads, deps, tags, words, [False] * len(heads))
    hold_reported(heads, deps, words)
    part_clauses(heads, deps, words)
    free_relatives(heads, deps, tags)
    relate_conjuncts(heads, deps, tags)
    hang_lower(heads, deps, tags)
    free_copulas(heads, deps, tags, words)
    raise_cases(heads, deps)
    part_cases(heads, deps, tags)
    mend_marks(heads, deps)
    own_leavings(heads, deps, words)
    except_numbers(heads, deps, tags, words)
    part_phrases(heads, deps, tags, words)
    hold_numbers(heads, deps, tags, words)
    leave_brackets(heads, deps, tags, words)
    hang_rates(heads, deps, tags, words)
    return_adjuncts(heads, deps, words)
    name_again(heads, deps, tags, words)
    give_objects(heads, deps, words, [False] * len(heads))
    assert sum(head == i for i, head in enumerate(heads)) == 1, root
    for i in range(len(heads)):
        steps = 0
        while heads[i] != i:
            i, steps = heads[i], steps + 1
            assert steps <= len(heads)
