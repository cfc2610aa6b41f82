import pytest

from pipeline.stages import clause_repair, number_repair, relative_repair, subject_repair


def rows(text: str) -> tuple[list[int], list[str], list[str], list[str]]:
    words, tags, heads, deps = zip(*(item.rsplit("/", 3) for item in text.split()), strict=True)
    return [int(head) for head in heads], list(deps), list(tags), list(words)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        # "At 2 degrees, they say, reefs would die": the phrase belongs to what is reported.
        (
            "At/IN/1/case degrees/NNS/4/obl ,/,/1/punct they/PRP/4/nsubj say/VBP/4/ROOT ,/,/4/punct reefs/NNS/8/nsubj "
            "would/MD/8/aux die/VB/4/ccomp",
            8,
        ),
        # 'After a match, she said, "we won"' is told after the match.
        (
            'After/IN/1/case matches/NNS/4/obl ,/,/1/punct she/PRP/4/nsubj said/VBD/4/ROOT ,/,/4/punct "/``/8/punct '
            "we/PRP/8/nsubj won/VBD/4/ccomp",
            4,
        ),
    ],
)
def test_what_a_reported_clause_begins_with_belongs_to_it(text: str, head: int) -> None:
    heads, deps, _, words = rows(text)
    clause_repair.hold_reported(heads, deps, words)
    assert heads[1] == head


def test_nothing_hangs_across_a_semicolon() -> None:
    text = (
        "some/DT/1/nsubj die/VBP/1/ROOT ;/:/4/punct at/IN/4/case degrees/NNS/1/obl one/CD/6/nsubj stays/VBZ/1/parataxis"
    )
    heads, deps, _, words = rows(text)
    clause_repair.part_clauses(heads, deps, words)
    assert heads[4] == 6


def test_what_behind_a_preposition_heads_its_clause() -> None:
    text = "came/VBD/0/ROOT vote/NN/0/obl after/IN/3/case what/WP/5/obl they/PRP/5/nsubj called/VBD/1/acl:relcl"
    heads, deps, tags, _ = rows(text)
    clause_repair.free_relatives(heads, deps, tags)
    assert (heads[3], deps[3], heads[5]) == (0, "obl", 3)


def test_a_clause_with_who_modifies_its_noun() -> None:
    heads, deps, tags, _ = rows("member/NN/0/ROOT who/WP/3/nsubj openly/RB/3/advmod opposed/VBD/0/conj it/PRP/3/obj")
    clause_repair.relate_conjuncts(heads, deps, tags)
    assert deps[3] == "acl:relcl"


def test_a_phrase_behind_a_second_object_belongs_to_the_second_verb() -> None:
    text = "formed/VBD/0/ROOT bands/NNS/0/obj and/CC/3/cc sold/VBD/0/conj records/NNS/3/obj in/IN/6/case 2000/CD/0/obl"
    heads, deps, tags, _ = rows(text)
    clause_repair.hang_lower(heads, deps, tags)
    assert heads[6] == 3


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        # "the UN condemned the killing of a U.N. officer"
        (
            "UN/NNP/1/nsubj condemned/VBD/1/ROOT killing/NN/1/obj of/IN/6/case a/DT/6/det U.N./NNP/0/compound officer/NN/2/nmod",
            5,
            6,
            "compound",
        ),
        # "foreigners and Somali nationals"
        ("foreigners/NNS/0/ROOT and/CC/2/cc Somali/JJ/0/conj nationals/NNS/0/conj", 2, 3, "amod"),
        # "something new" stays.
        ("thing/NN/0/ROOT new/JJ/0/amod men/NNS/0/conj", 1, 0, "amod"),
    ],
)
def test_modifiers_stand_before_their_noun(text: str, word: int, head: int, dep: str) -> None:
    heads, deps, tags, _ = rows(text)
    clause_repair.hold_modifiers(heads, deps, tags)
    assert (heads[word], deps[word]) == (head, dep)


def test_a_second_participle_has_its_own_subject() -> None:
    text = "five/CD/2/nsubj:pass were/VBD/2/aux:pass killed/VBN/2/ROOT and/CC/4/cc six/CD/0/conj wounded/VBN/4/acl"
    heads, deps, tags, _ = rows(text)
    clause_repair.mend_gaps(heads, deps, tags)
    assert (heads[5], deps[5], heads[4], deps[4]) == (2, "conj", 5, "nsubj:pass")


@pytest.mark.parametrize(
    ("text", "dep"),
    [
        (
            "a/DT/1/det truck/NN/1/ROOT ,/,/4/punct a/DT/4/det tank/NN/1/appos and/CC/7/cc a/DT/7/det gun/NN/1/conj",
            "conj",
        ),
        # A name and what it is are no list.
        ("Bo/NNP/0/ROOT ,/,/3/punct a/DT/3/det judge/NN/0/appos and/CC/5/cc Vega/NNP/0/conj", "appos"),
    ],
)
def test_alike_phrases_are_a_list(text: str, dep: str) -> None:
    heads, deps, tags, words = rows(text)
    clause_repair.hold_lists(heads, deps, tags, words, [False] * len(heads))
    assert deps[4 if dep == "conj" else 3] == dep


def test_a_finite_verb_joins_the_clause_around_a_participle() -> None:
    text = (
        "cooks/NNS/2/nsubj are/VBP/2/cop members/NNS/2/ROOT serving/VBG/2/acl abroad/RB/3/advmod ,/,/6/punct "
        "bear/VBP/3/conj ranks/NNS/6/obj"
    )
    heads, deps, tags, _ = rows(text)
    clause_repair.raise_finite(heads, deps, tags)
    assert (heads[6], deps[6]) == (2, "conj")
    # What a relative clause tells goes on within it.
    heads, deps, tags, _ = rows("men/NNS/0/ROOT who/WP/2/nsubj serving/VBG/0/acl bear/VBP/2/conj")
    clause_repair.raise_finite(heads, deps, tags)
    assert heads[3] == 2


def test_a_clause_about_a_part_modifies_what_stands_before_the_comma() -> None:
    text = (
        "saw/VBD/0/ROOT raids/NNS/0/obj ,/,/6/punct none/NN/6/nsubj of/IN/5/case which/WDT/3/nmod ended/VBD/0/parataxis"
    )
    heads, deps, tags, words = rows(text)
    relative_repair.relate_asides(heads, deps, tags, words)
    assert (heads[6], deps[6]) == (1, "acl:relcl")


def test_two_nouns_behind_one_preposition_are_one_phrase() -> None:
    heads, deps, tags, _ = rows("put/VBN/0/ROOT on/IN/4/case the/DT/3/det Council/NNP/0/obl list/NN/0/obl")
    clause_repair.join_phrases(heads, deps, tags)
    assert (heads[3], deps[3]) == (4, "compound")


def test_what_is_out_of_a_number_is_counted() -> None:
    text = "won/VBD/0/ROOT 8/CD/5/nummod out/IN/5/case of/IN/4/case 55/CD/1/nmod seats/NNS/0/obl"
    heads, deps, tags, words = rows(text)
    number_repair.count_parts(heads, deps, tags, words)
    assert (deps[5], heads[2], heads[4]) == ("obj", 1, 1)


def test_a_plural_verb_has_a_plural_subject() -> None:
    text = "Touba/NNP/7/obl ,/,/0/punct the/DT/3/det city/NN/7/nsubj ,/,/5/punct leaders/NNS/3/appos have/VBP/7/aux backed/VBN/7/ROOT"
    heads, deps, tags, words = rows(text)
    subject_repair.agree_subjects(heads, deps, tags, words)
    assert (heads[5], deps[5], heads[3], deps[3]) == (7, "nsubj", 0, "appos")


def test_a_name_in_pieces_hangs_on_its_last_word() -> None:
    heads, deps, _, _ = rows("Cheikh/NNP/3/compound Anta/NNP/3/compound Diop/NNP/0/flat University/NNP/3/ROOT")
    clause_repair.hold_names(heads, deps)
    assert (heads[2], deps[2]) == (3, "compound")


def test_a_clause_with_whose_modifies_the_noun_before_its_comma() -> None:
    text = (
        "Turkey/NNP/6/nsubj ,/,/3/punct whose/WP$/3/nmod:poss offer/NN/5/dislocated Peru/NNP/5/nsubj refused/VBD/6/advcl "
        "pays/VBZ/6/ROOT"
    )
    heads, deps, tags, words = rows(text)
    relative_repair.relate_owned(heads, deps, tags, words)
    assert (heads[5], deps[5], deps[3]) == (0, "acl:relcl", "obj")


def test_names_before_the_last_of_a_list_are_items_of_it() -> None:
    text = "saw/VBD/0/ROOT Bo/NNP/0/obj ,/,/3/punct Li/NNP/1/appos ,/,/5/punct Vo/NNP/1/conj and/CC/7/cc Ho/NNP/1/conj"
    heads, deps, tags, words = rows(text)
    clause_repair.hold_lists(heads, deps, tags, words, [tag == "NNP" for tag in tags])
    assert (heads[3], deps[3]) == (1, "conj")
    heads, deps, tags, words = rows(text)
    clause_repair.hold_lists(heads, deps, tags, words, [False] * len(tags))
    assert deps[3] == "appos"
