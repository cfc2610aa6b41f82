"""Claims of the pipeline that ships, through the doors that users take: `spacy.load` and `pipeline.extract`."""

import json

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline import resources
from pipeline.checking import spans
from pipeline.records import Claim


@pytest.fixture(scope="module")
def reader():
    return pipeline.load()


def claims(reader, text, **options):
    return list(pipeline.extract(text, pipeline=reader, **options))


def said(found):
    """(predicate, subject name, object name) of typed claims."""
    name = lambda a: None if a is None else a.entity.name if a.entity else a.text  # noqa: E731
    return {(c.predicate.id, name(c.subject), name(c.object)) for c in found if c.kind != "statement"}


def test_spacy_loads_the_shipped_model_and_a_doc_has_claims():
    nlp = spacy.load(resources.model())
    doc = nlp("Peru shares a 160-kilometre border with Chile.")
    assert {c.predicate.id for c in doc._.claims} == {"shares_border_with", "border_length"}
    assert all(isinstance(c, Claim) for c in doc._.claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uruguay shares a border with Brazil.", ("shares_border_with", "Uruguay", "Brazil")),
        ("Montevideo is the capital of Uruguay.", ("capital_of", "Montevideo", "Uruguay")),
        ("Montevideo, the capital of Uruguay, lies on the coast.", ("capital_of", "Montevideo", "Uruguay")),
        ("Germany invaded Norway in April 1940.", ("invaded", "Germany", "Norway")),
        ("Norway was invaded by Germany in April 1940.", ("invaded", "Germany", "Norway")),
        ("Finland joined NATO in April 2023.", ("member_of", "Finland", "North Atlantic Treaty Organization")),
        ("The rebels seized Goma in January 2025.", ("captured", "The rebels", "Goma")),
        ("Soldiers overthrew President Alpha Conde in 2021.", ("overthrew", "Soldiers", "Alpha Conde")),
        ("Kenya gained independence from Britain in 1963.", ("independent_from", "Kenya", "United Kingdom")),
    ],
)
def test_plain_sentences_give_their_relation(reader, text, expected):
    assert expected in said(claims(reader, text))


@pytest.mark.parametrize(
    ("text", "predicate", "amount", "unit", "approximate", "bound"),
    [
        ("About 42 percent of the population lives in cities.", "share", 42, "%", True, None),
        ("The earthquake killed at least 300 people in Ecuador.", "killed", 300, "1", False, ">="),
        ("Inflation in Turkey reached 64.8 percent in December 2023.", "inflation_rate", 64.8, "%", False, None),
        ("Portugal has a population of 10.3 million.", "population", 10_300_000, "1", False, None),
        ("Nearly 2 million people were displaced by the war in Sudan.", "displaced", 2_000_000, "1", True, "<"),
        ("Turnout in Ghana was 60.9 percent.", "turnout", 60.9, "%", False, None),
    ],
)
def test_plain_sentences_give_their_statistic(reader, text, predicate, amount, unit, approximate, bound):
    found = [c for c in claims(reader, text) if c.kind == "statistic" and c.predicate.id == predicate]
    assert [(c.value.amount, c.value.unit, c.value.approximate, c.value.bound) for c in found] == [
        (amount, unit, approximate, bound)
    ]


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("The rebels seized Goma on Jan. 27.", "2025-02-03", "2025-01-27"),
        ("Kenya held elections in August 2022.", None, "2022-08"),
        ("The government fell in the summer of 1998.", None, "1998-22"),
    ],
)
def test_claims_carry_their_time(reader, text, published, edtf):
    found = claims(reader, text, published=published)
    assert edtf in {q.time.edtf for c in found for q in c.qualifiers if q.time is not None}


def test_negation_and_source_are_kept(reader):
    text = "Officials said that Peru did not invade Chile."
    found = next(c for c in claims(reader, text) if c.predicate.id == "invaded")
    assert found.negated
    assert found.attribution is not None
    assert found.attribution.source.text == "Officials"


def test_the_same_text_gives_the_same_claims_wherever_it_lies(reader, tmp_path):
    text = "Lima is the capital of Peru. It has 10 million inhabitants.\n"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text(text)
    one, other = (claims(reader, tmp_path / name) for name in ("a.txt", "b.txt"))
    assert [c.id for c in one] == [c.id for c in other]
    assert len({c.id for c in one}) == len(one)


def test_two_wordings_of_one_fact_share_their_proposition(reader):
    one, other = (
        next(c for c in claims(reader, text) if c.predicate.id == "invaded")
        for text in ("Germany invaded Norway in April 1940.", "Norway was invaded by Germany in April 1940.")
    )
    assert one.proposition == other.proposition
    assert one.id != other.id


PIECES = st.sampled_from(
    [
        "Peru shares a 160-kilometre (99-mile) border with Chile. ", "About 42 percent of **all** Afghans", "\n\n", " — ",
        "\u200b", "e\u0301", "𝟜𝟚 percent of 🇵🇪", "[link](http://x.y)", "&amp;", "\r\n", "He said it fell.", "(5 km)", "1997.Though it",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), min_size=1, max_size=8).map("".join))
def test_every_span_is_the_text_at_its_offsets(reader, text):
    doc = reader.nlp(text)
    for claim in (*doc._.claims, *doc._.statements):
        for where, start, end, quote in spans(json.loads(claim.to_json())):
            assert text[start:end] == quote, where
