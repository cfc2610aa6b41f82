"""Propositions from trees: who does what to whom, how it is put forward, and who says it."""

import pytest

from pipeline.stages.propositions import propositions

CASES = [
    (
        "Rebels/NOUN/NNS/1/nsubj seized/VERB/VBD/1/ROOT Goma/PROPN/NNP/1/obj and/CCONJ/CC/4/cc withdrew/VERB/VBD/1/conj "
        "from/ADP/IN/6/case Bukavu/PROPN/NNP/4/obl ./PUNCT/./1/punct",
        [
            ("seize", [("subject", "Rebels"), ("object", "Goma")]),
            ("withdraw", [("subject", "Rebels"), ("oblique", "Bukavu")]),
        ],
    ),
    (
        "Goma/PROPN/NNP/2/nsubj:pass was/AUX/VBD/2/aux:pass seized/VERB/VBN/2/ROOT by/ADP/IN/4/case "
        "rebels/NOUN/NNS/2/obl:agent ./PUNCT/./2/punct",
        [("seize", [("subject", "Goma"), ("agent", "rebels")])],
    ),
    (
        "The/DET/DT/1/det party/NOUN/NN/8/nsubj that/PRON/WDT/5/obj Hun/PROPN/NNP/5/nsubj Vann/PROPN/NNP/3/flat "
        "founded/VERB/VBD/1/acl:relcl in/ADP/IN/7/case 1998/NUM/CD/5/obl wants/VERB/VBZ/8/ROOT to/PART/TO/10/mark "
        "join/VERB/VB/8/xcomp the/DET/DT/12/det coalition/NOUN/NN/10/obj ./PUNCT/./8/punct",
        [
            ("found", [("subject", "Hun Vann"), ("object", "The party"), ("oblique", "1998")]),
            ("want", [("subject", "The party")]),
            ("join", [("subject", "The party"), ("object", "the coalition")]),
        ],
    ),
    (
        "The/DET/DT/1/det court/NOUN/NN/2/nsubj forced/VERB/VBD/2/ROOT him/PRON/PRP/2/obj to/PART/TO/5/mark "
        "resign/VERB/VB/2/xcomp ./PUNCT/./2/punct",
        [("force", [("subject", "The court"), ("object", "him")]), ("resign", [("subject", "him")])],
    ),
    (
        "Nairobi/PROPN/NNP/3/nsubj is/AUX/VBZ/3/cop the/DET/DT/3/det capital/NOUN/NN/3/ROOT of/ADP/IN/5/case "
        "Kenya/PROPN/NNP/3/nmod ./PUNCT/./3/punct",
        [("be capital", [("subject", "Nairobi"), ("complement", "the capital of Kenya")])],
    ),
    (
        "Chile/PROPN/NNP/8/nsubj ,_/PUNCT/,/2/punct independent/ADJ/JJ/0/acl from/ADP/IN/4/case Spain/PROPN/NNP/2/obl "
        "since/ADP/IN/6/case 1818/NUM/CD/2/obl ,/PUNCT/,/0/punct borders/VERB/VBZ/8/ROOT Peru/PROPN/NNP/8/obj ./PUNCT/./8/punct",
        [
            ("be independent", [("subject", "Chile"), ("oblique", "Spain"), ("oblique", "1818")]),
            ("border", [("subject", "Chile"), ("object", "Peru")]),
        ],
    ),
    (
        "Lima/PROPN/NNP/5/nsubj ,/PUNCT/,/3/punct the/DET/DT/3/det capital/NOUN/NN/0/appos ,/PUNCT/,/3/punct grew/VERB/VBD/5/ROOT",
        [("be capital", [("subject", "Lima"), ("complement", "the capital")]), ("grow", [("subject", "Lima")])],
    ),
    (
        "Peru_/PROPN/NNP/2/nmod:poss 's/PART/POS/0/case reforms/NOUN/NNS/3/nsubj failed/VERB/VBD/3/ROOT",
        [("have", [("subject", "Peru"), ("object", "Peru's reforms")]), ("fail", [("subject", "Peru's reforms")])],
    ),
    (
        "They/PRON/PRP/1/nsubj signed/VERB/VBD/1/ROOT and/CCONJ/CC/3/cc ratified/VERB/VBD/1/conj the/DET/DT/5/det pact/NOUN/NN/3/obj",
        [
            ("sign", [("subject", "They"), ("object", "the pact")]),
            ("ratify", [("subject", "They"), ("object", "the pact")]),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_propositions_have_their_arguments(tree, text, expected):
    doc = tree(text)
    found = [
        (p.lemma, [(a.role, doc[a.start : a.end].text) for a in p.arguments])
        for p in propositions(doc)
        if p.kind != "noun"
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "lemma", "negated", "modality"),
    [
        (
            "Peru/PROPN/NNP/3/nsubj did/AUX/VBD/3/aux not/PART/RB/3/advmod sign/VERB/VB/3/ROOT the/DET/DT/5/det treaty/NOUN/NN/3/obj",
            "sign", True, "asserted",
        ),
        (
            "The/DET/DT/1/det mission/NOUN/NN/2/nsubj failed/VERB/VBD/2/ROOT to/PART/TO/4/mark secure/VERB/VB/2/xcomp "
            "the/DET/DT/6/det port/NOUN/NN/4/obj",
            "secure", True, "asserted",
        ),
        ("Bolivia/PROPN/NNP/2/nsubj will/AUX/MD/2/aux default/VERB/VB/2/ROOT", "default", False, "predicted"),
        (
            "If/SCONJ/IN/3/mark the/DET/DT/2/det talks/NOUN/NNS/3/nsubj fail/VERB/VBP/6/advcl Bolivia/PROPN/NNP/6/nsubj "
            "will/AUX/MD/6/aux default/VERB/VB/6/ROOT",
            "fail", False, "conditional",
        ),
        (
            "The/DET/DT/1/det party/NOUN/NN/2/nsubj wants/VERB/VBZ/2/ROOT to/PART/TO/4/mark join/VERB/VB/2/xcomp",
            "join", False, "desired",
        ),
        ("No/DET/DT/1/det soldier/NOUN/NN/2/nsubj left/VERB/VBD/2/ROOT", "leave", True, "asserted"),
        ("Has/AUX/VBZ/2/aux Peru/PROPN/NNP/2/nsubj signed/VERB/VBN/2/ROOT ?/PUNCT/./2/punct", "sign", False, "questioned"),
    ],
)  # fmt: skip
def test_polarity_and_modality_are_read_from_the_clause_and_what_governs_it(tree, text, lemma, negated, modality):
    found = {p.lemma: p for p in propositions(tree(text))}[lemma]
    assert (found.negated, found.modality) == (negated, modality)


@pytest.mark.parametrize(
    ("text", "lemma", "source"),
    [
        (
            "Officials/NOUN/NNS/1/nsubj said/VERB/VBD/1/ROOT that/SCONJ/IN/6/mark the/DET/DT/4/det army/NOUN/NN/6/nsubj "
            "may/AUX/MD/6/aux leave/VERB/VB/1/ccomp",
            "leave", "Officials",
        ),
        (
            "Prices/NOUN/NNS/1/nsubj fell/VERB/VBD/1/ROOT ,/PUNCT/,/4/punct officials/NOUN/NNS/4/nsubj said/VERB/VBD/1/parataxis",
            "fall", "officials",
        ),
        (
            "According/VERB/VBG/3/case to/ADP/TO/0/fixed the/DET/DT/3/det bank/NOUN/NN/5/obl prices/NOUN/NNS/5/nsubj fell/VERB/VBD/5/ROOT",
            "fall", "the bank",
        ),
        ("Prices/NOUN/NNS/1/nsubj fell/VERB/VBD/1/ROOT", "fall", None),
    ],
)  # fmt: skip
def test_the_source_of_a_statement_is_found(tree, text, lemma, source):
    doc = tree(text)
    said = {p.lemma: p for p in propositions(doc)}[lemma].attribution
    assert (doc[slice(*said.source)].text if said and said.source else None) == source


@pytest.mark.parametrize(
    ("text", "lemma", "roles"),
    [
        (
            "The/DET/DT/2/det French/ADJ/JJ/2/amod invasion/NOUN/NN/5/nsubj of/ADP/IN/4/case Mexico/PROPN/NNP/2/nmod angered/VERB/VBD/5/ROOT",
            "invade", {("subject", "French"), ("object", "Mexico")},
        ),
        (
            "The/DET/DT/1/det collapse/NOUN/NN/5/nsubj of/ADP/IN/4/case the/DET/DT/4/det bank/NOUN/NN/1/nmod hurt/VERB/VBD/5/ROOT",
            "collapse", {("subject", "the bank")},
        ),
        (
            "A/DET/DT/4/det Kenyan_/PROPN/NNP/3/compound -_/PUNCT/HYPH/1/punct led/VERB/VBN/4/amod mission/NOUN/NN/5/nsubj arrived/VERB/VBD/5/ROOT",
            "lead", {("agent", "Kenyan"), ("subject", "A Kenyan-led mission")},
        ),
    ],
)  # fmt: skip
def test_noun_phrases_state_propositions_too(tree, text, lemma, roles):
    doc = tree(text, {"French": ("NORP", "country:FR", "France"), "Mexico": ("GPE", "country:MX", "Mexico")})
    found = next(p for p in propositions(doc) if p.lemma == lemma and p.kind in ("noun", "participle"))
    assert {(a.role, doc[a.start : a.end].text) for a in found.arguments} == roles
