from pipeline.stages.repairs import repair


def test_a_name_within_a_noun_phrase_belongs_to_its_noun() -> None:
    words = ["She", "made", "her", "World", "Cup", "debut", "in", "Ruka", "in", "November"]
    tags = ["PRP", "VBD", "PRP$", "NNP", "NNP", "NN", "IN", "NNP", "IN", "NNP"]
    heads = [1, 1, 5, 4, 9, 1, 7, 1, 9, 1]
    deps = ["nsubj", "ROOT", "nmod:poss", "compound", "nmod:unmarked", "obj", "case", "obl", "case", "obl"]
    repair(heads, deps, tags, words, [False] * len(words))
    assert (heads[4], deps[4]) == (5, "compound")


def test_what_stands_in_the_commas_of_a_participle_is_of_it() -> None:
    words = ["Born", "in", "Madona", ",", "to", "a", "teacher", ",", "she", "left"]
    tags = ["VBN", "IN", "NNP", ",", "IN", "DT", "NN", ",", "PRP", "VBD"]
    heads = [9, 2, 0, 6, 6, 6, 9, 0, 9, 9]
    deps = ["advcl", "case", "obl", "punct", "case", "det", "obl", "punct", "nsubj", "ROOT"]
    repair(heads, deps, tags, words, [False] * len(words))
    assert heads[6] == 0
