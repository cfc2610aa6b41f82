"""The title of a text beside a claim that says little without it: "A warning was issued (in “Cyclone hits Java”)"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.definites import is_ordinal
from pipeline.stages.naming import OPEN
from pipeline.stages.referents import nouns
from pipeline.stages.scribe import Scribe

# A title of more characters is mostly none.
LONGEST = 120
WORD = re.compile(r"[^\W\d_][\w'’-]*")
POSSESSIVE = re.compile(r"['’]s?$")
PLACE = re.compile(r" \(in ([^()“”\d]+)\)\.$")
SLOTS = ("nsubj", "nsubj:pass", "obj")
# What says by whom or in what something was done.
CAUSES = ("by", "in", "during", "when", "at", "from", "with", "for")


@cache
def _listed(kind: str) -> frozenset[str]:
    """The words of all frames that are of a kind, `undergone` or `measures`."""
    return frozenset(word for frame in resources.table("contexts.toml").values() for word in frame[kind])


@cache
def _calendar() -> frozenset[str]:
    """Months and days, which are written like names."""
    return resources.words("times.toml", "months") | resources.words("times.toml", "weekdays")


class Contexts:
    """Tells the claims of one Doc that cannot be understood without the title of their text."""

    def __init__(self, scribe: Scribe) -> None:
        title = " ".join((scribe.document.title or "").split())
        self.scribe = scribe
        self.title = title if len(title) <= LONGEST else ""
        inside = scribe.referents.inside
        self.names = frozenset(scribe.doc[i].text for i in inside if scribe.doc[i].pos_ in ("PROPN", "ADJ"))

    def told(self, text: str, predicate: str, root: Token, *, worded: bool) -> str:
        """The text of a claim around the clause of `root`, with the title where it does not say what it is about.

        worded: whether that clause, and no template, words it.
        """
        if not self.title or OPEN.strip("()") in text:
            return text
        nameless = not self._names(text) and not self._is_general(text, root)
        part = worded and self._is_part(root)
        if not (nameless or part or (predicate in _listed("measures") and not self._tells_event(root))):
            return text
        place = PLACE.search(text)
        start, where = (place.start(), f"{place[1]}, ") if place is not None else (len(text.removesuffix(".")), "")
        return f"{text[:start]} (in {where}“{self.title}”)."

    def _names(self, text: str) -> bool:
        """Whether a text names anybody or anything: a word is written like a name within it, or known as one."""
        first, *others = WORD.findall(text) or [""]
        capital = (word for word in others if word[0].isupper() and word.casefold() not in _calendar())
        first = POSSESSIVE.sub("", first)
        return first in self.names or (len(first) > 1 and first.isupper()) or any(word != "I" for word in capital)

    @staticmethod
    def _is_general(text: str, root: Token) -> bool:
        """Whether a clause tells how things are, and no number: "Most iodine in food comes from milk"."""
        verb = next((t for t in (*tree.children(root, "aux"), *tree.children(root, "cop")) if t.tag_ != "VB"), root)
        return verb.tag_ in ("VBZ", "VBP") and verb.lower_ not in ("has", "have") and not re.search(r"\d", text)

    def _is_part(self, root: Token) -> bool:
        """Whether a clause tells a part of an event that it does not name: "180 houses were destroyed", "scored twice"."""
        lemma = root.lemma_
        part = lemma in _listed("done")
        if not part and lemma in _listed("undergone"):
            passive = tree.child(root, "nsubj:pass", "aux:pass") is not None
            part = passive and not self._is_caused(root)
        if not part and lemma in _listed("placed"):
            part = any(is_ordinal(c) or c.lower_ == "last" for c in root.children)
        if not part and lemma in _listed("counting"):
            slots = {c.lemma_.lower() for c in root.children if c.dep_ in SLOTS}
            frames = resources.table("contexts.toml").values()
            part = any(lemma in frame["counting"] and not slots.isdisjoint(frame["counted"]) for frame in frames)
        return part and not self._tells_event(root)

    def _is_caused(self, root: Token) -> bool:
        """Whether a clause says by whom or in what it was done: "destroyed by fire", but not "destroyed in Samos"."""
        beside = (c for c in tree.children(root, "obl", "advcl") if self.scribe.referents.type(c) not in tree.PLACES)
        return any(tree.case(c) in CAUSES for c in beside)

    def _tells_event(self, root: Token) -> bool:
        """Whether a clause names an event, or has a time of its own."""
        for token in self.scribe.doc[root.left_edge.i : root.right_edge.i + 1]:
            name = self.scribe.referents.inside.get(token.i)
            event = token.lemma_.lower() in nouns("event") - {"vote"} or (name is not None and name.type == "EVENT")
            if event or token.i in self.scribe.adjuncts.covered:
                return True
        return False
