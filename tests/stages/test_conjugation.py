import pytest

from pipeline import resources
from pipeline.stages.conjugation import agreeing, finite, past_tense, third_person, told
from pipeline.stages.lemmas import inflection
from pipeline.stages.templates import VERB

TEMPLATES = {key: row for table in resources.table("predicates.toml").values() for key, row in table.items()}
VERBS = sorted(
    {VERB.search(row["template"])[1] for row in TEMPLATES.values()} | {"ban", "carry", "veto", "rebuild", "bring"}
)


@pytest.mark.parametrize("predicate", sorted(TEMPLATES))
def test_every_template_has_one_verb(predicate: str) -> None:
    assert len(VERB.findall(TEMPLATES[predicate]["template"])) == 1


@pytest.mark.parametrize("verb", VERBS)
def test_forms_lead_back_to_their_verb(verb: str) -> None:
    lemma = inflection().lemma
    assert lemma(third_person(verb), "VERB", "VBZ") == verb
    assert lemma(past_tense(verb), "VERB", "VBD") == verb


@pytest.mark.parametrize(
    ("verb", "how", "expected"),
    [
        ("be", {"plural": False}, "is"),
        ("be", {"plural": True, "past": True}, "were"),
        ("be", {"plural": True, "negated": True}, "are not"),
        ("have", {"plural": False, "negated": True}, "does not have"),
        ("kill", {"plural": False, "past": True, "negated": True}, "did not kill"),
        ("control", {"plural": False, "past": True}, "controlled"),
        ("ban", {"plural": True, "past": True}, "banned"),
        ("withdraw", {"plural": False, "past": True}, "withdrew"),
        ("join", {"plural": False, "modal": "will", "past": True}, "will join"),
        ("join", {"plural": True, "modal": "should", "negated": True}, "should not join"),
    ],
)
def test_a_verb_group_has_tense_number_mood_and_polarity(verb: str, how: dict[str, bool | str], expected: str) -> None:
    assert finite(verb, **how) == expected


@pytest.mark.parametrize(
    ("participle", "verb", "past", "expected"),
    [
        ("wounding", "wound", True, "wounded"),
        ("travelling", "travel", True, "travelled"),
        ("using", "use", True, "used"),
        ("carrying", "carry", True, "carried"),
        ("taking", "take", True, "took"),
        ("taking", "take", False, "takes"),
    ],
)
def test_a_participle_is_told_in_a_tense(participle: str, verb: str, past: bool, expected: str) -> None:
    assert told(participle, verb, plural=False, past=past) == expected


@pytest.mark.parametrize(("verb", "expected"), [("are", "is"), ("were", "was"), ("have", "has"), ("carry", "carries")])
def test_a_plural_form_agrees_with_one(verb: str, expected: str) -> None:
    assert (agreeing(verb, plural=False), agreeing(verb, plural=True)) == (expected, verb)
