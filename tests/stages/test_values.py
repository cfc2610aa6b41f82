"""The stage on hand-made documents: values on tokens, checked by times, names and tags, completed from the tree."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.annotations import TimeMention
from pipeline.records import Time
from pipeline.stages.values import make_values


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def stage(nlp):
    return make_values(nlp, "claimspan_values")


def parsed(nlp, rows):
    """A Doc from rows of (word, head, relation, coarse tag); words are set apart by spaces but for punctuation."""
    words, heads, deps, tags = zip(*rows, strict=True)
    spaces = [
        i + 1 < len(words) and words[i + 1] not in (".", ",", "%", "-") and words[i] not in ("$", "-")
        for i in range(len(words))
    ]
    return Doc(nlp.vocab, words=list(words), spaces=spaces, heads=list(heads), deps=list(deps), pos=list(tags))


def test_the_factory_is_registered(nlp):
    pipeline = spacy.blank("en")
    pipeline.add_pipe("claimspan_values")
    (mention,) = pipeline("It has 329 legislators.")._.values
    assert (mention.value.amount, mention.start, mention.end, mention.root) == (329, 2, 3, 2)


@pytest.mark.parametrize(
    ("rows", "amount", "of"),
    [
        (
            [
                ("More", 1, "advmod", "ADJ"),
                ("than", 3, "advmod", "ADP"),
                ("7", 3, "compound", "NUM"),
                ("million", 5, "nummod", "NUM"),
                ("European", 5, "amod", "ADJ"),
                ("immigrants", 6, "nsubj", "NOUN"),
                ("came", 6, "ROOT", "VERB"),
            ],
            7e6,
            "European immigrants",
        ),
        (
            [
                ("a", 4, "det", "DET"),
                ("275", 3, "nummod", "NUM"),
                ("-", 3, "punct", "PUNCT"),
                ("member", 4, "compound", "NOUN"),
                ("council", 4, "ROOT", "NOUN"),
            ],
            275,
            "member",
        ),
        (
            [
                ("its", 3, "nmod:poss", "PRON"),
                ("second", 2, "amod", "ADJ"),
                ("largest", 3, "amod", "ADJ"),
                ("city", 3, "ROOT", "NOUN"),
            ],
            2,
            "city",
        ),
        (
            [("killing", 0, "ROOT", "VERB"), ("four", 0, "obj", "NUM")],
            4,
            None,
        ),
    ],
)
def test_what_is_counted_or_ranked_comes_from_the_tree(nlp, stage, rows, amount, of):
    doc = stage(parsed(nlp, rows))
    (mention,) = doc._.values
    assert mention.value.amount == amount
    assert (mention.value.of.text if mention.value.of else None) == of
    if of:
        assert doc.text[mention.value.of.start : mention.value.of.end] == of


def test_the_whole_of_a_ratio_comes_from_the_tree(nlp, stage):
    rows = [
        ("12", 0, "ROOT", "NUM"),
        ("of", 4, "case", "ADP"),
        ("the", 4, "det", "DET"),
        ("22", 4, "nummod", "NUM"),
        ("Provinces", 0, "nmod", "NOUN"),
    ]
    (mention,) = stage(parsed(nlp, rows))._.values
    assert (mention.value.kind, mention.value.of.amount, mention.value.of.text) == ("ratio", 22, "22 Provinces")
    assert (mention.start, mention.end, mention.root) == (0, 4, 0)


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("absolute", []), ("relative", ["Two days"]), ("recurring", ["Two days"])],
)
def test_values_in_times_are_times_but_relative_ones_keep_durations(nlp, stage, kind, kept):
    doc = nlp("Two days later, 30 people left.")
    doc._.times = [TimeMention(0, 3, 0, 14, Time(edtf="2001-09-11"), kind)]
    assert [m.value.text for m in stage(doc)._.values] == [*kept, "30"]


@pytest.mark.parametrize(("label", "kept"), [("ORG", []), ("WORK_OF_ART", []), ("CARDINAL", ["15"]), ("DATE", ["15"])])
def test_numbers_in_names_are_dropped(nlp, stage, label, kept):
    doc = nlp("He reads Catch 15 books.")
    doc.set_ents([spacy.tokens.Span(doc, 2, 4, label=label)])
    assert [m.value.text for m in stage(doc)._.values] == kept


@pytest.mark.parametrize(("tag", "kept"), [("PRON", 0), ("NUM", 1)])
def test_one_as_a_pronoun_is_no_number(nlp, stage, tag, kept):
    rows = [("saw", 0, "ROOT", "VERB"), ("one", 2, "nummod", "NUM"), ("analyst", 0, "obj", "NOUN")]
    doc = parsed(nlp, rows)
    doc[1].pos_ = tag
    assert len(stage(doc)._.values) == kept


def test_a_verb_of_estimation_makes_the_amount_approximate(nlp, stage):
    rows = [
        ("5,000", 1, "nummod", "NUM"),
        ("people", 3, "nsubj:pass", "NOUN"),
        ("are", 3, "aux:pass", "AUX"),
        ("estimated", 3, "ROOT", "VERB"),
    ]
    rows += [("to", 5, "mark", "PART"), ("live", 3, "xcomp", "VERB")]
    (mention,) = stage(parsed(nlp, rows))._.values
    assert mention.value.approximate


def test_a_clause_of_estimation_makes_the_amount_approximate(nlp, stage):
    rows = [
        ("It", 1, "nsubj", "PRON"),
        ("estimates", 1, "ROOT", "VERB"),
        ("that", 5, "mark", "SCONJ"),
        ("640,000", 4, "nummod", "NUM"),
        ("people", 5, "nsubj", "NOUN"),
        ("fled", 1, "ccomp", "VERB"),
    ]
    (mention,) = stage(parsed(nlp, rows))._.values
    assert mention.value.approximate


def test_tokens_cover_the_value(nlp, stage):
    doc = stage(nlp("Pakistan shares a 1,640-mile (2,640-kilometer) border, about $2.5 million and 5%."))
    for mention in doc._.values:
        span = doc[mention.start : mention.end]
        assert span.start_char <= mention.value.start < mention.value.end <= span.end_char
        assert mention.start <= mention.root < mention.end
