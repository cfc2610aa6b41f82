"""Every word of a claim's text has a source: its sentence, an antecedent, a date, a value, the predicate's wording, the title."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import resources
from pipeline.records import Claim, Value
from pipeline.stages import conjugation, expressions, moods, wording
from pipeline.stages.lemmas import inflection
from pipeline.stages.templates import VERB

ROOT = Path(__file__).parents[1]
TEXTS = sorted([*(ROOT / "corpus/gold").glob("articles*/*.txt"), *(ROOT / "corpus/samples").glob("*.txt")])
# What wording may add of itself: copulas and articles, "'s", prepositions of dates, hedges, negation, doubt, and how a
# claim that is not simply asserted begins.
FUNCTION_WORDS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "can",
        "others",
        "a",
        "an",
        "the",
        "s",
        "of",
        "in",
        "on",
        "at",
        "from",
        "for",
        "to",
        "since",
        "until",
        "between",
        "and",
        "period",
        "year",
        "supposed",
        "open",
        "should",
        "will",
        "would",
        "must",
        "there",
        "by",
        "it",
        "not",
        "so",
        "that",
        "probably",
        "unresolved",
        "about",
        "almost",
        "more",
        "than",
        "at",
        "least",
        "less",
        "up",
        "around",
        "or",
        "before",
        "later",
        "some",
        "with",
    ]
) | frozenset(
    word
    for lead in (*moods.PUT_FORWARD.values(), *resources.table("modality.toml")["put_by"].values())
    for word in re.findall(r"\w+", lead.casefold())
)

# How a claim says who says so, and of whom it is the own account.
SAYING = frozenset(["according", "to", "by", "his", "her", "its", "their", "own", "account", "him", "them"])


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def overlaps(row: dict[str, Any], claim: Claim) -> bool:
    return bool(row["start"] < claim.evidence.end and claim.evidence.start < row["end"])


def dates(edtf: str) -> set[str]:
    """A time in figures and in words, whole or as the interval that it is."""
    return set().union(*(words(expressions.date(part)) for part in (edtf, *edtf.split("/"))))


def numbers(value: Value) -> set[str]:
    """A value in its unit, as claims word it."""
    return words(expressions.value_words(value)) | words(value.text) | words(value.of.text or "" if value.of else "")


def templates(claim: Claim) -> set[str]:
    rows = [row[claim.predicate.id] for row in resources.table("predicates.toml").values() if claim.predicate.id in row]
    wordings = [row[key] for row in rows for key in ("template", "begun", "undergone", "affiliated") if key in row]
    verbs = {verb[1] for template in wordings if (verb := VERB.search(template))}
    forms = (
        conjugation.finite(verb, plural=plural, past=past, negated=negated)
        for verb in verbs
        for plural, past, negated in product((False, True), repeat=3)
    )
    return set().union(words(claim.predicate.label), *map(words, wordings), *map(words, forms))


def told(participle: str) -> set[str]:
    """The finite forms that a participle is told in: "wounding" as "wounded"."""
    base = inflection().verb(participle, "VBG")
    tenses = product((False, True), repeat=2)
    return {conjugation.told(participle, base, plural=plural, past=past) for plural, past in tenses}


def sources(claim: Claim, record: dict[str, Any]) -> set[str]:
    """All words that the text of `claim` may hold."""
    found = words(claim.evidence.quote) | FUNCTION_WORDS | templates(claim)
    if (title := claim.document.title) and f"“{title}”" in claim.text:
        found |= words(title) | dates(claim.document.published or "")
    if (before := re.search(r"after “(.*)”\)\.$", claim.text)) and before[1] in " ".join(
        record["text"].replace("*", "").split()
    ):
        found |= words(before[1]) | {"after"}
    found |= {wording.NOMINATIVE[word] for word in found & wording.NOMINATIVE.keys()}  # "ask us to plant": "we"
    found |= set().union(*(told(word) for word in found if word.endswith("ing")))
    # Another form of a word of the text: "saw him fall": he "fell"; "to stop it from spreading": it was "stopped".
    bases = found | {inflection().verb(word, "VBG") for word in found if word.endswith("ing")}
    bases |= {inflection().verb(word, tag) for word in found for tag in ("VBD", "VBN", "VBZ") if word.isalpha()}
    forms = (conjugation.past_tense, conjugation.past_participle, conjugation.third_person)
    found |= bases | {form(word) for word in bases for form in forms if word.isalpha()}
    found |= {"do", "does", "did"} if claim.negated else set()  # "neither signed nor": "did not sign"
    found |= {"doesn"} if "don" in found else set()  # "I don't": "Ana Bo doesn't"
    if "(probably" in claim.text or claim.predicate.id == "position_held":  # of the country that the text is about
        found |= {word for row in record["entities"] if row["entity"] for word in words(row["entity"]["name"])}
    speaker = claim.attribution.source if claim.attribution is not None else None
    found |= SAYING if speaker is not None else set()
    for argument in (claim.subject, claim.object, speaker):
        if argument is not None:
            found |= words(argument.text) | words(argument.entity.name if argument.entity else "")
            found |= words(argument.antecedent.quote if argument.antecedent else "")
    for row in record["entities"]:
        if row["entity"] and overlaps(row, claim):
            found |= words(row["entity"]["name"])
    entities = {(row["start"], row["end"]): row["entity"]["name"] for row in record["entities"] if row["entity"]}
    near = [row for chain in record["coreference"] if any(overlaps(row, claim) for row in chain) for row in chain]
    for chain in record["coreference"]:  # also of what an antecedent holds: "people on the island"
        if any(row["start"] < one["end"] and one["start"] < row["end"] for row in chain for one in near):
            for row in chain:
                found |= words(row["text"]) | words(entities.get((row["start"], row["end"]), ""))
    for row in record["times"]:
        found |= dates(row["time"]["edtf"]) if overlaps(row, claim) else set()
    for qualifier in claim.qualifiers:
        found |= words(qualifier.text) | words(qualifier.entity.name if qualifier.entity else "")
        found |= dates(qualifier.time.edtf) if qualifier.time else set()
    return found | (numbers(claim.value) if claim.value else set())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_word_of_a_claim_has_a_source(path: Path) -> None:
    record = pipeline.annotate(path, published="2025-02-20")
    claims = list(pipeline.extract(path, published="2025-02-20", kinds=["statistic", "relation", "statement"]))
    assert len(claims) > 20
    strange = {(claim.text, word) for claim in claims for word in words(claim.text) - sources(claim, record)}
    assert not strange


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Ghana raised taxes. It lowered its debt.", "Ghana lowered its debt."),
        ("They knocked out Ghana on penalties.", "They (unresolved) knocked out Ghana on penalties."),
        ('"I built the port," said Rosa Vega.', "Rosa Vega built the port, by their own account."),
        ("Ghana won last year.", "Ghana won in 2024."),
        ("The trade of last year hurt Ghana.", "The trade of 2024 hurt Ghana."),
    ],
)
def test_claims_stand_alone(text: str, wording: str) -> None:
    claims = pipeline.extract(text, published="2025-02-20", kinds=["statistic", "relation", "statement"])
    assert wording in {claim.bare_text for claim in claims}


def test_confidence_falls_when_nothing_explains_a_pronoun() -> None:
    def confidence(text: str) -> float:
        (claim,) = pipeline.extract(text, kinds=["statement"])
        return claim.confidence

    assert confidence("It lowered the debt.") < confidence("Ghana lowered the debt.")
