"""What claims say of "this", "that", "these" and "those": what they stand for, or that nobody knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline
from pipeline import run
from pipeline.stages.referents import Referents

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*(ROOT / "corpus/gold").glob("articles*/*.txt"), *(ROOT / "corpus/samples").glob("*.txt")])

EXPLAINED = {
    # An earlier phrase with the same noun that says all the same, and more.
    "The parliament passed a law on land. This law bans foreigners from farming.": (
        "A law on land bans foreigners from farming."
    ),
    "Kenya has 47 counties. Most of these counties are poor.": "Most of the 47 counties are poor.",
    # One that does not say all of it is only probable.
    "The parliament passed a law on land. This harsh law bans foreigners from farming.": (
        "This harsh law (probably a law on land) bans foreigners from farming."
    ),
    # A share is one of the number before it.
    "About 97,000 people fled, and 41,500 of these are sheltering in schools.": (
        "41,500 of these (probably about 97,000 people) are sheltering in schools."
    ),
    "Chile exported copper worth $8 billion in 2022. Half of that went to China.": (
        "Half of that (probably $8 billion) went to China."
    ),
    # What stands for such a noun has beside it what the noun stands for.
    "Toyota grew. Ana Bo leads the company, and her father founded it in 1958.": (
        "Ana Bo's father founded the company (probably Toyota) in 1958."
    ),
}
OPEN = {
    # Clauses are not looked for.
    "The bank raised its rate. This surprised investors.": "This (unresolved) surprised investors.",
    "Critics say that this will hurt investment.": "Critics say that this (unresolved) will hurt investment.",
    # The mark stands behind the whole phrase, and behind what it owns.
    "This threat on the border worries Tajikistan.": "This threat on the border (unresolved) worries Tajikistan.",
    "Chile shares this concern.": "Chile shares this concern (unresolved).",
    "The army left for this reason.": "The army left for this reason (unresolved).",
    "This party's leader resigned.": "This party's (unresolved) leader resigned.",
    # Another one is not this one, and "the law" says no more than "this law".
    "A previous cyclone hit Odisha. This cyclone hit Goa.": "This cyclone (unresolved) hit Goa.",
    "The law failed. This law banned tea.": "This law (unresolved) banned tea.",
    # So does a noun with "the" that takes up one of which nothing more is said.
    "A boat sank. The boat was carrying tea.": "The boat (unresolved) was carrying tea.",
    "Two boats sank off Malta. Peru bought the boats.": "Peru bought the boats (unresolved).",
    # What is bare means a kind, and several of a noun leave open which one.
    "Peru keeps healthy ants. The ants eat wood.": "The ants (unresolved) eat wood.",
    "Two old planes landed in Lima, and three planes crashed. A plane from Chile burned. Peru sold the plane.": (
        "Peru sold the plane (unresolved)."
    ),
    # Whom "they" takes up is a matter of chance here.
    "The farmers met the workers in Lima. They left early.": "They (unresolved) left early.",
    # So do some of what was told.
    "Two ships left Lima. Many sank in 2020.": "Many (unresolved) sank in 2020.",
    # And one that leans on what was told, though nothing has its noun.
    "Ana Bo built a hospital in Lima. The roof leaks.": "The roof (unresolved) leaks.",
    "Chile won. Peru filed a protest, and Chile rejected the complaint.": "Chile rejected the complaint (unresolved).",
}
COMPLETE = {
    # The phrase itself says which ones it means.
    "The government promised tents to those who lost their homes.": (
        "The government promised tents to those who lost their homes."
    ),
    "Those in power have little interest in reform.": "Those in power have little interest in reform.",
    "Those affected by the flood will get money.": "Those affected by the flood will get money.",
    "Cases in Lima outnumbered those of the provinces.": "Cases in Lima outnumbered those of the provinces.",
    # Times, names and conjunctions are none.
    "These days Chile imports rice.": "Chile imports rice these days.",
    "Ana Bo said that Chile won.": "Ana Bo said that Chile won.",
    "Chile won this year.": "Chile won in 2024.",
    # "The north" is one even where the text has spoken of it.
    "Chile ruled the north. Peru bombed the north.": "Peru bombed the north.",
    "The boat left Lima and the boat sank.": "The boat sank.",
    # Nothing stands before the first sentence, and of the sea there is but one.
    "The council sold the park.": "The council sold the park.",
    "Lima grew. Peru exports fish from the sea.": "Peru exports fish from the sea.",
}


@pytest.mark.parametrize(("text", "expected"), [*EXPLAINED.items(), *OPEN.items(), *COMPLETE.items()])
def test_a_claim_explains_or_marks_what_it_points_to(text: str, expected: str) -> None:
    found = pipeline.extract(text, language="en", published="2024-02-20", kinds=["statement"])
    assert expected in [claim.bare_text for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile won last year.", "Chile won last year (unresolved)."),
        ("Exports fell 5 percent this week.", "Exports fell 5 percent this week (unresolved)."),
        ("Last year's flood hit Chile.", "Last year's (unresolved) flood hit Chile."),
        ("Chile won in June.", "Chile won in June."),
        ("The statue stands to this day.", "The statue stands to this day."),
        ("Ships carry wheat today.", "Ships carry wheat today."),
    ],
)
def test_a_time_seen_from_a_day_that_no_text_shows_is_marked(text: str, expected: str) -> None:
    found = pipeline.extract(text, language="en", kinds=["statement"])
    assert expected in [claim.bare_text for claim in found]


@pytest.mark.parametrize("text", ["Anyone who votes twice is fined.", "The army fed those who had fled."])
def test_a_clause_that_only_says_who_is_meant_is_no_claim(text: str) -> None:
    found = [claim.bare_text for claim in pipeline.extract(text, language="en", kinds=["statement"])]
    assert found == [text]


@pytest.mark.parametrize(
    ("open_", "plain"),
    [
        ("This hurt Chile.", "Peru hurt Chile."),
        ("Chile fined these banks.", "Chile fined the banks."),
        ("The army of this party left Chile.", "The army of the party left Chile."),
        ("A boat sank. Peru bought the boat.", "A boat sank. Peru bought the port."),
    ],
)
def test_confidence_falls_when_nothing_says_what_is_meant(open_: str, plain: str) -> None:
    def confidence(text: str) -> float:
        *_, claim = pipeline.extract(text, language="en", kinds=["statement"])
        return claim.confidence

    assert confidence(open_) < confidence(plain)


def test_confidence_falls_where_a_clause_only_says_which_one_is_meant() -> None:
    first, *_ = pipeline.extract("A gun once owned by Ana Bo was stolen.", language="en", kinds=["statement"])
    (plain,) = pipeline.extract("A gun was once owned by Ana Bo.", language="en", kinds=["statement"])
    assert first.text == "A gun once owned by Ana Bo was stolen."
    assert first.confidence < plain.confidence


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_dangles_in_whole_articles(path: Path) -> None:
    claims = list(
        pipeline.extract(path, language="en", published="2025-02-20", kinds=["statistic", "relation", "statement"])
    )
    marked = re.compile(r"\b(this|these)\b[^.;!?\"]*?[(\[](unresolved|probably)", re.IGNORECASE)
    texts = [claim.bare_text for claim in claims]
    left = [text for text in texts if re.search(r"\b(this|these)\b", marked.sub("", text), re.IGNORECASE)]
    assert not left


def test_antecedents_stand_before() -> None:
    nlp = run.load().nlp
    found = [
        d for path in TEXTS for doc in [nlp(path.read_text("utf-8"))] for d in Referents(doc).demonstratives.values()
    ]
    assert any(d.sure for d in found)
    assert any(d.antecedent is not None and not d.sure for d in found)
    for d in found:
        assert d.start <= d.root < d.end <= d.stop
        assert d.antecedent is None or d.antecedent[0] < d.antecedent[1] <= d.start
        assert 0 < d.score <= 1
