"""Names of a text are linked; the Docs are made by hand, with the recogniser's spans given."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline.annotations import Section
from pipeline.stages.linking import Linker, make_linking

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def linker() -> Linker:
    return make_linking(NLP, "linking")


def doc_of(text: str, *ents: tuple[str, str]) -> Doc:
    """A Doc of the words of `text`; `ents` are (words, label), each at the first place that is free."""
    doc = NLP(text)
    spans: list[Span] = []
    for words, label in ents:
        starts = [doc.char_span(i, i + len(words), label=label) for i in range(len(text)) if text.startswith(words, i)]
        spans.append(
            next(s for s in starts if s is not None and all(s.end <= o.start or o.end <= s.start for o in spans))
        )
    doc.ents = sorted(spans, key=lambda s: s.start)
    return doc


def linked(linker: Linker, doc: Doc) -> list[tuple[str, str | None, str | None]]:
    linker(doc)
    return [(doc[m.start : m.end].text, m.type, m.entity.id if m.entity else None) for m in doc._.mentions]


@pytest.mark.parametrize(
    ("text", "ents", "found"),
    [
        (
            "Ethnic Pashtuns make up about 42 percent of all Afghans and 18 percent of all Pakistanis.",
            [],
            [
                ("Pashtuns", "NORP", "ethnic_group:pashtun"),
                ("Afghans", "NORP", "country:AF"),
                ("Pakistanis", "NORP", "country:PK"),
            ],
        ),
        (
            "Attacks were reported in Helmand province, in the Kidal region and on the Helmand.",
            [("Helmand", "GPE"), ("Kidal", "NORP")],
            [
                ("Helmand", "GPE", "division:af-helmand"),
                ("Kidal", "GPE", "division:ml-kidal"),
                ("Helmand", "LOC", "river:helmand"),
            ],
        ),
        (
            "The Tajik language is a variant of Dari.",
            [("Tajik", "NORP"), ("Dari", "GPE")],
            [("Tajik", "LANGUAGE", "language:tgk"), ("Dari", "LANGUAGE", "language:prs")],
        ),
        (
            "Afghans were also influencing Soviet Tajiks.",
            [("Afghans", "NORP"), ("Soviet Tajiks", "GPE")],
            [
                ("Afghans", "NORP", "country:AF"),
                ("Soviet", "NORP", "country:SU"),
                ("Tajiks", "NORP", "ethnic_group:tajik"),
            ],
        ),
        (
            "former Afghan President Burhanuddin Rabbani and Ahmad Shah Massoud; Massoud and Rabbani fought.",
            [
                ("former Afghan President Burhanuddin Rabbani", "PERSON"),
                ("Ahmad Shah Massoud", "PERSON"),
                ("Massoud", "ORG"),
                ("Rabbani", "GPE"),
            ],
            [
                ("Afghan", "NORP", "country:AF"),
                ("Burhanuddin Rabbani", "PERSON", "person:burhanuddin-rabbani"),
                ("Ahmad Shah Massoud", "PERSON", "doc:ahmad-shah-massoud"),
                ("Massoud", "PERSON", "doc:ahmad-shah-massoud"),
                ("Rabbani", "PERSON", "person:burhanuddin-rabbani"),
            ],
        ),
        (
            "the Taliban's leaders in the United States' view",
            [("the Taliban's", "NORP"), ("the United States", "GPE")],
            [("Taliban", "ORG", "org:taliban"), ("United States", "GPE", "country:US")],
        ),
        (
            "The U.S. and American troops left; Americans cheered in the UK.",
            [],
            [
                ("U.S.", "GPE", "country:US"),
                ("American", "NORP", "country:US"),
                ("Americans", "NORP", "country:US"),
                ("UK", "GPE", "country:GB"),
            ],
        ),
        (
            "the Unified Zembla Movement (UZM) grew, and UZM won",
            [("Unified Zembla Movement", "ORG"), ("UZM", "ORG")],
            [
                ("Unified Zembla Movement", "ORG", "doc:unified-zembla-movement"),
                ("UZM", "ORG", "doc:unified-zembla-movement"),
                ("UZM", "ORG", "doc:unified-zembla-movement"),
            ],
        ),
        (
            "Bolivia's debt worries the Quechua and Aymara people of Santa Cruz in Latin America",
            [("Bolivia", "GPE")],
            [
                ("Bolivia", "GPE", "country:BO"),
                ("Quechua", "NORP", "ethnic_group:quechua"),
                ("Aymara", "NORP", "ethnic_group:aymara"),
                ("Santa Cruz", "GPE", "city:bo-santa-cruz"),
                ("Latin America", "LOC", "region:latin-america"),
            ],
        ),
        (
            "The Bonn Conference in 2001 was long.",
            [("The Bonn Conference", "PERSON"), ("2001", "DATE")],
            [("Bonn Conference", "EVENT", "doc:bonn-conference")],
        ),
        (
            "Zedillo met Arce's Movement Toward Zemblan Unity. Luis Arce won in Bolivia's Zemblan Assembly.",
            [
                ("Arce's Movement Toward Zemblan Unity", "ORG"),
                ("Luis Arce", "PERSON"),
                ("Bolivia's Zemblan Assembly", "ORG"),
            ],
            [
                ("Arce", "PERSON", "person:luis-alberto-arce-catacora"),
                ("Movement Toward Zemblan Unity", "ORG", "doc:movement-toward-zemblan-unity"),
                ("Luis Arce", "PERSON", "person:luis-alberto-arce-catacora"),
                ("Bolivia", "GPE", "country:BO"),
                ("Zemblan Assembly", "ORG", "doc:zemblan-assembly"),
            ],
        ),
        (
            "The Conservatory of Paris wrote. She was born in Paris, and the US paid the University of Sheffield.",
            [("Conservatory of Paris", "PERSON"), ("Paris", "GPE"), ("US", "GPE"), ("University of Sheffield", "ORG")],
            [
                ("Conservatory", "PERSON", "doc:conservatory"),
                ("Paris", "GPE", "city:fr-paris"),
                ("Paris", "GPE", "city:fr-paris"),
                ("US", "GPE", "country:US"),
                ("University of Sheffield", "ORG", "doc:university-of-sheffield"),
            ],
        ),
        (
            "Abraham Lincoln spoke; Lincoln wrote. Lincoln, Nebraska, was named for him.",
            [("Abraham Lincoln", "PERSON"), ("Lincoln", "GPE"), ("Lincoln", "PERSON"), ("Nebraska", "GPE")],
            [
                ("Abraham Lincoln", "PERSON", "doc:abraham-lincoln"),
                ("Lincoln", "PERSON", "doc:abraham-lincoln"),
                ("Lincoln", "GPE", "city:us-lincoln"),
                ("Nebraska", "GPE", "division:us-nebraska"),
            ],
        ),
        (
            "Mount Kenya is high; New England is cold.",
            [("Mount Kenya", "GPE")],
            [("Mount Kenya", "GPE", "doc:mount-kenya"), ("New England", "LOC", "region:new-england")],
        ),
        ("They ate French fries.", [("French", "NORP")], []),
        ("Turkey farms culled their birds.", [("Turkey", "GPE")], []),
        ("The Dominican friars of Latin dance bands", [("Dominican", "NORP"), ("Latin", "NORP")], []),
        ("Then AS Roma won.", [("Roma", "PERSON")], [("AS Roma", "ORG", "doc:as-roma")]),
        ("Then Air Tanzania flew.", [("Air Tanzania", "GPE")], [("Air Tanzania", "ORG", "doc:air-tanzania")]),
        ("Roma Downey sang.", [("Roma Downey", "PERSON")], [("Roma Downey", "PERSON", "doc:roma-downey")]),
        (
            "The Central Bank of Kenya and the Army of Zembla met the Bank in Kenya.",
            [("Central Bank of", "ORG"), ("Kenya", "GPE"), ("Bank", "ORG"), ("Kenya", "GPE")],
            [("Central Bank of Kenya", "ORG", "doc:central-bank-of-kenya"), ("Kenya", "GPE", "country:KE")],
        ),
        (
            "Georgia Harrow, who runs it, left.",
            [("Georgia Harrow", "ORG")],
            [("Georgia Harrow", "PERSON", "doc:georgia-harrow")],
        ),
        ("Nothing here is a name, says the turkey farmer.", [], []),
        ("", [], []),
    ],
)
def test_names_are_linked(
    linker: Linker, text: str, ents: list[tuple[str, str]], found: list[tuple[str, str, str]]
) -> None:
    assert linked(linker, doc_of(text, *ents)) == found


@pytest.mark.parametrize(
    ("text", "ents", "name"),
    [
        (
            "Hamid KARZAI won; KARZAI ruled Afghanistan.",
            [("Hamid KARZAI", "PERSON"), ("KARZAI", "PERSON")],
            "Hamid Karzai",
        ),
        ("Nicolae CEAUSESCU fell. CEAUSESCU fled.", [("Nicolae CEAUSESCU", "PERSON")], "Nicolae Ceausescu"),
        ("Ethnic Tajiks live there.", [("Tajiks", "NORP")], "Tajiks"),
        ("Burma is now poor.", [("Burma", "GPE")], "Myanmar"),
    ],
)
def test_entities_carry_the_canonical_name(linker: Linker, text: str, ents: list[tuple[str, str]], name: str) -> None:
    doc = linker(doc_of(text, *ents))
    assert doc._.mentions[0].entity.name == name


@pytest.mark.parametrize(("tags", "found"), [(["VB", "DT"], []), (["JJ", "NN"], ["Polish"])])
def test_a_verb_at_the_start_of_a_sentence_is_no_nation(linker: Linker, tags: list[str], found: list[str]) -> None:
    doc = Doc(NLP.vocab, words=["Polish", "lens"], tags=tags)
    assert [doc[m.start : m.end].text for m in linker(doc)._.mentions] == found


def test_ents_follow_the_mentions_and_dates_stay(linker: Linker) -> None:
    doc = linker(
        doc_of("In 1991 the Tajikistani army left Dari schools.", ("1991", "DATE"), ("Tajikistani army", "ORG"))
    )
    assert [(e.text, e.label_) for e in doc.ents] == [("1991", "DATE"), ("Tajikistani", "NORP"), ("Dari", "LANGUAGE")]


def test_a_name_found_once_is_a_name_throughout(linker: Linker) -> None:
    doc = doc_of("Zemblanova rose. Later Zemblanova fell.", ("Zemblanova", "ORG"))
    assert [m.entity.id for m in linker(doc)._.mentions] == ["doc:zemblanova", "doc:zemblanova"]


def test_a_longer_unknown_name_keeps_its_words(linker: Linker) -> None:
    doc = doc_of("He wrote to the Afghanistan Times about it.", ("Afghanistan Times", "ORG"))
    assert linked(linker, doc) == [("Afghanistan Times", "ORG", "doc:afghanistan-times")]


def test_a_heading_alone_makes_no_name(linker: Linker) -> None:
    doc = doc_of("Headed Toward Zemblan. Then it rained.", ("Headed Toward Zemblan", "PERSON"))
    doc._.sections = [Section(0, 4, "title"), Section(4, len(doc), "paragraph")]
    assert linker(doc)._.mentions == []


PIECES = st.sampled_from(
    [
        "Kabul",
        "the",
        "Afghans",
        "-",
        "'s",
        "al",
        "Qaida",
        "(",
        ")",
        "UTO",
        "of",
        ",",
        "Tajik",
        "language",
        "\n\n",
        "42",
        "%",
        "émigré",
        "Ωmega",
        "Rahmon",
        "I",
    ]
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(PIECES, max_size=25), data=st.data())
def test_mentions_are_disjoint_and_in_order_whatever_the_recogniser_said(words: list[str], data: st.DataObject) -> None:
    doc = Doc(NLP.vocab, words=words)
    if words:
        cuts = data.draw(st.lists(st.integers(0, len(words)), unique=True, max_size=6).map(sorted))
        labels = data.draw(st.lists(st.sampled_from(["PERSON", "GPE", "ORG", "NORP", "DATE"]), min_size=6, max_size=6))
        doc.ents = [
            Span(doc, a, b, label=labels[i]) for i, (a, b) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
        ]
    mentions = make_linking(NLP, "linking")(doc)._.mentions
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(0 <= m.start <= m.root < m.end <= len(doc) and 0 <= m.score <= 1 for m in mentions)
    assert all(m.entity is None or m.entity.name for m in mentions)
    spans = {(e.start, e.end) for e in doc.ents}
    assert all((m.start, m.end) in spans for m in mentions if m.type)


def titled(text: str, *ents: tuple[str, str]) -> Doc:
    """A Doc whose first line is its title."""
    doc = doc_of(text, *ents)
    title = next(t.i for t in doc if "\n" in t.text)
    doc._.sections = [Section(0, title, "title"), Section(title + 1, len(doc), "paragraph")]
    return doc


def test_a_family_name_is_that_of_whom_the_title_names(linker: Linker) -> None:
    text = "Elias B. Norcott\nElias Bram Norcott is a bishop. Joseph Norcott was his father. Norcott lives in Lima."
    names = ("Elias B. Norcott", "Elias Bram Norcott", "Joseph Norcott", "Norcott")
    found = linked(linker, titled(text, *((name, "PERSON") for name in names)))
    bishop, father = "doc:elias-bram-norcott", "doc:joseph-norcott"
    assert [entity for _, type_, entity in found if type_ == "PERSON"] == [bishop, bishop, father, bishop]


@pytest.mark.parametrize(
    ("text", "ents", "name"),
    [
        ("Todas las Noches\n\"Todas las noches\" is a song.", [("Todas", "PERSON")], "Todas las Noches"),
        ("Schoenus haleakus\nSchoenus haleakus is a plant.", [("Schoenus", "GPE")], "Schoenus haleakus"),
        ("Bo and Li Railroad Shops\nBo and Li Railroad Shops is a museum.", [("Li Railroad Shops", "ORG")], "Bo and Li Railroad Shops"),
    ],
)  # fmt: skip
def test_the_title_that_a_text_defines_is_one_name(
    linker: Linker, text: str, ents: list[tuple[str, str]], name: str
) -> None:
    assert [found[0].casefold() for found in linked(linker, titled(text, *ents))] == [name.casefold()] * 2


def test_a_title_that_is_no_name_stays_words(linker: Linker) -> None:
    text = "Education in Peru\nEducation in Peru is free."
    assert [words for words, *_ in linked(linker, titled(text))] == ["Peru", "Peru"]


def test_a_heading_ends_before_the_name_below_it(linker: Linker) -> None:
    doc = doc_of("Merida (Pixarion) Merida draws bows.", ("Merida", "PERSON"), ("Pixarion", "ORG"))
    for token in doc:
        token.is_sent_start = token.i in (0, 4)
        token.tag_ = "NNP" if token.text in ("Merida", "Pixarion") else "NN"
    assert [words for words, *_ in linked(linker, doc)] == ["Merida", "Pixarion", "Merida"]


def test_what_ends_a_longer_name_is_no_town(linker: Linker) -> None:
    doc = doc_of("Alder Valley is green.", ("Alder Valley", "GPE"))
    doc[0].tag_ = doc[1].tag_ = "NNP"
    assert [words for words, *_ in linked(linker, doc)] == ["Alder Valley"]


def test_a_name_does_not_run_from_one_block_into_the_next(linker: Linker) -> None:
    doc = doc_of("Talks in Peru Ana Bo praised the plan.", ("Peru Ana Bo", "PERSON"))
    doc._.sections = [Section(0, 3, "title"), Section(3, len(doc), "paragraph")]
    assert [(text, kind) for text, kind, _ in linked(linker, doc)] == [("Peru", "GPE"), ("Ana Bo", "PERSON")]
