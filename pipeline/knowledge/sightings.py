"""Names as they are seen in a text, with what stands around them, and the readings chosen for them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge.base import Candidate

_KINDS = {
    "country",
    "territory",
    "state",
    "city",
    "division",
    "region",
    "ethnic_group",
    "religion",
    "language",
    "org",
    "person",
    "currency",
    "event",
}
NAMED_AS_PEOPLE = {"demonym_noun", "demonym_adjective", "plural"}


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around a name in its clause. `sentence`, `located` are indices of other sightings.

    sentence: the others in the clause; located: the place that "in" or a possessive joins to it ("Albanians in Kosovo");
    inside: what it is said to lie in by the words behind its comma ("Tripoli, the second city of Lebanon");
    bare: a noun without determiner; within: so after "in"; noun: so where a thing may stand ("studied Korean"); singular:
    so as the subject of a verb in the singular; subject: so as a subject; thing: it modifies a noun for a thing; article: "the" stands before it and it modifies no noun; languages,
    peoples, shares, states, capital: its clause has words of these; waters: words of rivers are near.
    """

    sentence: tuple[int, ...] = ()
    located: tuple[int, ...] = ()
    inside: tuple[int, ...] = ()
    bare: bool = False
    within: bool = False
    noun: bool = False
    singular: bool = False
    subject: bool = False
    thing: bool = False
    article: bool = False
    languages: bool = False
    peoples: bool = False
    shares: bool = False
    states: bool = False
    waters: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name in a text: its words, the recogniser's label if any, the words beside it in lower case.

    `listed` are the indices of sightings that stand beside it in one list ("Tajiks, Uzbeks and Russians"); `person`
    says that the text shows a person ("Jordan, 34, said"), whatever the places named with it.
    """

    surface: str
    label: str | None
    before: str = ""
    after: str = ""
    listed: tuple[int, ...] = ()
    company: Company = Company()
    person: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen candidate and how sure the choice is (0..1)."""

    candidate: Candidate
    score: float


def kind_of(candidate: Candidate) -> str:
    """The kind under which factors are given: that of the id, `people` for demonyms, `place` for natural features."""
    kind = candidate.entity.id.split(":", 1)[0]
    if candidate.how in NAMED_AS_PEOPLE and kind in ("country", "state", "territory", "region"):
        return "people"
    return kind if kind in _KINDS else "place"
