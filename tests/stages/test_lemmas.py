import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.lemmas import inflection, make_lemmas

FORMS = [
    # regular verbs: doubling, silent e, y
    ("hoped", "VERB", "VBD", "hope"),
    ("banned", "VERB", "VBN", "ban"),
    ("controlled", "VERB", "VBD", "control"),
    ("killed", "VERB", "VBN", "kill"),
    ("occupied", "VERB", "VBN", "occupy"),
    ("escalating", "VERB", "VBG", "escalate"),
    ("waged", "VERB", "VBD", "wage"),
    ("fined", "VERB", "VBN", "fine"),
    ("mining", "VERB", "VBG", "mine"),
    ("praised", "VERB", "VBD", "praise"),
    ("disputed", "VERB", "VBN", "dispute"),
    ("evading", "VERB", "VBG", "evade"),
    ("applauded", "VERB", "VBD", "applaud"),
    ("tumbled", "VERB", "VBD", "tumble"),
    ("dying", "VERB", "VBG", "die"),
    ("touching", "VERB", "VBG", "touch"),
    ("nationalised", "VERB", "VBN", "nationalise"),
    ("reaches", "VERB", "VBZ", "reach"),
    ("carries", "VERB", "VBZ", "carry"),
    ("houses", "VERB", "VBZ", "house"),
    # irregular ones, with prefixes
    ("overthrew", "VERB", "VBD", "overthrow"),
    ("rebuilt", "VERB", "VBN", "rebuild"),
    ("withdrew", "VERB", "VBD", "withdraw"),
    ("were", "AUX", "VBD", "be"),
    ("has", "AUX", "VBZ", "have"),
    ("Re-elected", "VERB", "VBN", "re-elect"),
    # nouns
    ("countries", "NOUN", "NNS", "country"),
    ("crises", "NOUN", "NNS", "crisis"),
    ("businessmen", "NOUN", "NNS", "businessman"),
    ("refugees", "NOUN", "NNS", "refugee"),
    ("taxes", "NOUN", "NNS", "tax"),
    ("series", "NOUN", "NNS", "series"),
    ("species", "NOUN", "NN", "species"),
    ("boundaries", "NOUN", "NN", "boundary"),
    ("Pashtuns", "PROPN", "NNPS", "Pashtun"),
    ("Iraqis", "PROPN", "NNPS", "Iraqi"),
    # adjectives and what stays as it is
    ("largest", "ADJ", "JJS", "large"),
    ("poorer", "ADJ", "JJR", "poor"),
    ("worst", "ADJ", "JJS", "bad"),
    ("heaviest", "ADJ", "JJS", "heavy"),
    ("KARZAI", "PROPN", "NNP", "KARZAI"),
    ("Texas", "PROPN", "NNP", "Texas"),
    ("1,640", "NUM", "CD", "1,640"),
    ("The", "DET", "DT", "the"),
]


@pytest.mark.parametrize(("form", "upos", "xpos", "lemma"), FORMS)
def test_lemma_of_a_tagged_form(form: str, upos: str, xpos: str, lemma: str) -> None:
    assert inflection().lemma(form, upos, xpos) == lemma


def test_component_writes_every_lemma() -> None:
    nlp = spacy.blank("en")
    doc = Doc(nlp.vocab, words=["Provinces", "fell"], pos=["NOUN", "VERB"], tags=["NNS", "VBD"])
    assert [token.lemma_ for token in make_lemmas(nlp, "lemmas")(doc)] == ["province", "fall"]


@pytest.mark.parametrize("verb", ["seize", "ban", "agree", "deny", "focus", "free", "boycott", "settle", "sue", "veto"])
def test_regular_forms_come_back_to_their_verb(verb: str) -> None:
    from pipeline.training.lemma_table import regular_forms

    known = inflection()
    spelled = {form for form, _ in regular_forms(verb)}
    assert spelled
    right = [form for form, tag in regular_forms(verb) if known.verb(form, tag) == verb]
    assert len(right) >= 2  # of a doubled and a plain spelling English has only one
