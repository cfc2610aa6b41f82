"""Names of entities as a sentence says them: "the European Union", "the Netherlands", "Kenya"."""

from __future__ import annotations

import re
from functools import cache

from pipeline import resources
from pipeline.records import Entity

# An institution of the text's own country goes by a name of one word: "Parliament", "Congress".
LEAST_WORDS = 2


@cache
def _listed() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in resources.table("articles.toml").items()}


def said(entity: Entity) -> str:
    """The name of an entity, with the article that it takes."""
    name = entity.name
    if entity.id.startswith("city:"):
        name = name.partition(",")[0]  # "Washington, D.C."
    if entity.id.startswith("river:") and name.casefold() in _listed()["rivers"]:
        name = f"{name} River"  # "the Red" alone is none
    return f"the {name}" if takes_article(entity) else name


def is_plural(entity: Entity) -> bool:
    """Whether the name of an entity takes a plural verb: "the Rapid Support Forces are"."""
    last = entity.name.rpartition(" ")[2]
    states = ("country", "territory", "city")
    if last.casefold() in _listed()["plural_places"] and entity.id.partition(":")[0] not in states:
        return True
    return last.casefold() in _listed()["plural"] or re.fullmatch(r"[A-Z]{2,}s", last) is not None  # "CTFs"


def many(people: str) -> str:
    """The members of a people by its name: "Tajiks", "Kyrgyz", "Han Chinese"."""
    return people if people.endswith(("s", "se", "sh", "ch", "x", "z")) else f"{people}s"


def takes_article(entity: Entity) -> bool:
    """Whether the name of an entity is said with "the"."""
    listed, name = _listed(), entity.name
    if name.casefold().startswith("the ") or entity.type in ("PERSON", "NORP", "LANGUAGE"):
        return False
    if name in listed["names"]:
        return True
    words = name.split()
    if not words or words[0] in listed["bare"]:
        return False
    if entity.id.partition(":")[0] in listed["kinds"] or (name.casefold() in listed["nouns"] and entity.type == "GPE"):
        return True
    if len(words) < LEAST_WORDS:
        return False
    if match := re.match(r"(.+?) (?:of|for) ", name):
        last = match[1].rpartition(" ")[2].casefold()
        return last in listed["before_of"] | listed["nouns"]
    return (
        words[-1].casefold() in listed["nouns"] | listed["plural"] or " ".join(words[-2:]).casefold() in listed["pairs"]
    )
