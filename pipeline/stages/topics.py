"""The country that a text is about, and the one that it is set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Doc, Span

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.stages import tree

# How much more often than any other country the topic is named, and what a prominent place counts.
TOPIC_MARGIN = 1.5
ABOUT_MARGIN = 3
SET_MARGIN = 2
SPOT_LEAST = 5  # namings of a town from which on all of a text may happen there
TITLE_WEIGHT = 4
LEAD_WEIGHT = 2
LEAD = 30  # tokens
HEAD = 3  # tokens before the name that a text defines: "The", a quotation mark


def home(entity: str) -> str | None:
    """Id of the country that a country, city or division is, or lies in."""
    kind, _, rest = entity.partition(":")
    if kind == "country":
        return entity
    home, dash, _ = rest.partition("-")
    return f"country:{home.upper()}" if kind in ("city", "division") and dash else None


class Topics:
    """Counts the countries of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    @cached_property
    def _countries(self) -> Counter[str]:
        """How often each country, or a place in it, is named; in the title or the first sentences counts more.

        Pronouns do not count: "Pakistan, which … its … its" is one passing mention.
        """
        return self._counted(self.doc._.mentions)

    def _is_titular(self, mention: Mention) -> bool:
        """Whether a mention stands in the title."""
        return any(low <= mention.start < high for low, high in self._titles)

    @cached_property
    def _titles(self) -> list[tuple[int, int]]:
        return [(s.start, s.end) for s in self.doc._.sections if s.label == "title"]

    def _counted(self, mentions: Iterable[Mention]) -> Counter[str]:
        counts: Counter[str] = Counter()
        opening = next((s.start for s in self.doc._.sections if s.label == "paragraph"), 0)
        for mention in mentions:
            if mention.kind == "pronoun" or mention.entity is None or not (country := home(mention.entity.id)):
                continue
            prominent = self._is_titular(mention)
            lead = opening <= mention.start < opening + LEAD
            counts[country] += TITLE_WEIGHT if prominent else LEAD_WEIGHT if lead else 1
        return counts

    def is_set_in(self, country: str) -> bool:
        """Whether a text names a country, or places in it, so much more often than any other that it happens there.

        Peoples do not count: a text on Syrians in Lebanon is set in Lebanon.
        """
        counts = self._counted(m for m in self.doc._.mentions if m.kind == "name" and m.type in tree.PLACES)
        others = [n for key, n in counts.items() if key != country]
        return counts[country] >= SET_MARGIN * max([1, *others])

    def is_titled(self, country: str) -> bool:
        """Whether the title names a country, or a place in it."""
        named = (m for m in self.doc._.mentions if m.kind == "name" and m.entity is not None and self._is_titular(m))
        return any(home(m.entity.id) == country for m in named)

    def is_about(self, country: str) -> bool:
        """Whether a text is about one country so clearly that "the president" must be its president."""
        counts = self._countries
        others = [n for key, n in counts.items() if key != country]
        return counts[country] >= ABOUT_MARGIN * max(others, default=0)

    @cached_property
    def topic(self) -> Mention | None:
        """The first plain naming of the country that the document is mostly about, None when that is unclear."""
        first: dict[str, Mention] = {}
        for mention in self.doc._.mentions:
            if mention.entity is not None and mention.kind == "name" and mention.type == "GPE":
                first.setdefault(mention.entity.id, mention)
        ranked = [(n, key) for key, n in self._countries.most_common() if key in first][:2]
        if not ranked or (len(ranked) > 1 and ranked[0][0] < TOPIC_MARGIN * ranked[1][0]):
            return None
        return first[ranked[0][1]]

    @cached_property
    def defined(self) -> Mention | None:
        """The name that is the whole title and that the text begins with, which says what it is: "Malpai Borderlands"."""
        mentions: list[Mention] = self.doc._.mentions
        names = [m for m in mentions if m.kind == "name" and m.entity is not None]
        for low, high in self._titles:
            last = next((i for i in range(low, high) if self.doc[i].text == "("), high)
            titular = next((m for m in names if m.start == low and m.end >= last and self._is_titular(m)), None)
            behind = (m for m in names if high <= m.start < high + HEAD)
            if titular is not None and any(m.entity == titular.entity for m in behind):
                return titular
        return None

    def place(self, sentence: Span) -> Mention | None:
        """Where what a sentence tells without a place holds: the country, or the one place in it where the text is set."""
        national = any(sentence.start <= i < sentence.end for i in self._national)
        return self.topic if national else self._spot or self.topic

    @cached_property
    def _national(self) -> list[int]:
        """Tokens by which a sentence tells of the whole country."""
        words = {self.doc.vocab.strings[word] for word in resources.words("whereabouts.toml", "nationwide")}
        return [i for i, word in enumerate(self.doc.to_array("LOWER").tolist()) if word in words]

    @cached_property
    def _spot(self) -> Mention | None:
        """The city or division of that country in which all of a text happens, "Samos"; None where none stands out."""
        country = self.topic.entity.id if self.topic is not None and self.topic.entity is not None else None
        counts: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        for mention in self.doc._.mentions:
            entity = mention.entity
            if (
                mention.kind != "name"
                or entity is None
                or mention.type not in tree.PLACES
                or home(entity.id) != country
            ):
                continue
            counts[entity.id] += TITLE_WEIGHT if self._is_titular(mention) else 1
            first.setdefault(entity.id, mention)
        (most, number), *others = [*counts.most_common(2), ("", 0)]
        if not most or most == country or number < SPOT_LEAST or number < SET_MARGIN * others[0][1]:
            return None
        return first[most]
