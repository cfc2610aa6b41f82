"""Raw name annotations of many corpora brought to the OntoNotes labels, with what stays unknown left unlabelled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import resources
from pipeline.training.gazetteer import Gazetteer
from pipeline.training.names import Named

UNKNOWN = "?"
# A name whose corpus does not say of which of these kinds it is: any of them is right.
OTHER = "EVENT|FAC|LANGUAGE|LAW|NORP|ORG|PRODUCT|WORK_OF_ART"
# Labels that a reader gives only when its corpus settles them.
SETTLED = frozenset(("EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "NORP", "PRODUCT", "WORK_OF_ART"))
EVENTS = re.compile(
    r"\b(?:(?:First|Second) World War|World War (?:II|I|2|1|Two|One)|Cold War|Gulf War|Holocaust|"
    r"(?:[A-Z][\w.'-]+ )+(?:War|Revolution|Uprising|Intifada|Olympics|Olympic Games|World Cup|Championships?|Genocide|Summit)|"
    r"(?:Hurricane|Typhoon|Cyclone|Operation) (?!Center)[A-Z][\w-]+(?: [A-Z][\w-]+)?|Battle of [A-Z][\w-]+)\b"
)
LAWS = re.compile(
    r"\b(?:(?:[A-Z][\w.'-]+ )+(?:Act|Treaty|Accords?|Agreement|Protocol|Constitution|Charter|Pact|Convention on [A-Z]\w+)|"
    r"(?:Treaty|Declaration|Peace) of [A-Z]\w+)\b"
)
LEADS = re.compile(r"^(?:The|A|An|In|On|At|After|Under|During|Before|Since|This|That|Of) ")


@dataclass(frozen=True, slots=True)
class Labels:
    """Settles the label of names; built once per run from the gazetteer and the table of training names."""

    gazetteer: Gazetteer
    titles: frozenset[str]
    last: dict[str, str]
    first: dict[str, str]
    words: dict[str, frozenset[str]]

    @classmethod
    def build(cls, gazetteer: Gazetteer) -> Labels:
        """Labels from a gazetteer and `training_names.toml`."""
        table = resources.table("training_names.toml")
        return cls(
            gazetteer,
            frozenset(table["titles"]),
            {word: label for label, words in table["last"].items() for word in words},
            {word: label for label, words in table["first"].items() for word in words},
            {name: frozenset(words) for name, words in table["words"].items()},
        )

    def harmonise(self, named: Named, *, wiki: bool = False) -> list[tuple[int, int, str]]:
        """Disjoint spans of words with an OntoNotes label, `OTHER` or `UNKNOWN`, sorted; everything else is no name.

        `wiki` says that an unknown place name may be anything from a street to a continent.
        """
        taken: dict[int, str] = {}
        spans: list[tuple[int, int, str]] = []

        def put(start: int, end: int, label: str) -> None:
            if start < end and not any(i in taken for i in range(start, end)):
                spans.append((start, end, label))
                taken.update((i, label) for i in range(start, end))

        for start, end, label in self._phrases(named.words):
            put(start, end, label)
        for start, end, raw in sorted(named.spans, key=lambda s: (s[0] - s[1], s[0])):
            for piece in self._resolve(named.words, start, end, raw, wiki=wiki):
                put(*piece)
        for i in sorted(named.unsure):
            put(i, i + 1, UNKNOWN)
        self._sweep(named, put, taken)
        return sorted(spans)

    def _phrases(self, words: list[str]) -> list[tuple[int, int, str]]:
        """Events, laws and languages that their wording gives away."""
        offsets, position = {}, 0
        for i, word in enumerate(words):
            offsets[position] = i
            position += len(word) + 1
        text = " ".join(words)
        found = []
        for pattern, label in ((EVENTS, "EVENT"), (LAWS, "LAW")):
            for match in pattern.finditer(text):
                start = match.start()
                while lead := LEADS.match(text[start : match.end()]):
                    start += lead.end()
                if start in offsets and " " in text[start : match.end()]:
                    first = offsets[start]
                    found.append((first, first + text[start : match.end()].count(" ") + 1, label))
        for i, word in enumerate(words):
            if word in self.gazetteer.languages and i and words[i - 1].lower() in self.words["language_cues"]:
                following = words[i + 1] if i + 1 < len(words) else "."
                if following in self.words["language_ends"]:
                    found.append((i, i + 1, "LANGUAGE"))
        return found

    def _resolve(self, words: list[str], start: int, end: int, raw: str, *, wiki: bool) -> list[tuple[int, int, str]]:
        while start < end and words[start].lower() in ("the", "a", "an", '"', "'"):
            start += 1
        while start < end and words[end - 1] in ("'s", "'", '"', ","):
            end -= 1
        if raw == "PER" or (raw == "ORG" and words[end - 1] in ("Secretary-General", "President", "Spokesman")):
            return self._person(words, start, end) if raw == "PER" else [(start, end - 1, "ORG")]
        if start >= end:
            return []
        name = " ".join(words[start:end])
        if name in self.words["no_names"]:
            return []
        capital = [word for word in words[start:end] if word[:1].isupper()]
        if not capital:
            return [(start, end, UNKNOWN)] if raw == "OTHER" else []
        if settled := self.gazetteer.labels.get(name):
            return [(start, end, settled)]
        if raw in ("ORG", "PLACE") and words[start][:1].islower() and self.gazetteer.labels.get(words[end - 1]):
            # "northern Iraq", "government of Iraq": the name is the country's.
            return [(end - 1, end, self.gazetteer.labels[words[end - 1]])]
        if not words[end - 1][:1].isupper() and raw in ("ORG", "PLACE") and not words[end - 1][:1].isdigit():
            # "U.S. service members", "the northern part of Syria": common nouns around a name.
            inner = self.gazetteer.labels.get(words[start])
            rest = [(start, start + 1, inner)] if inner else []
            return [*rest, *((i, i + 1, UNKNOWN) for i in range(start + len(rest), end) if words[i][:1].isupper())]
        if raw == "PEOPLE":
            return [(start, end, "NORP")]
        if raw == "PLACE":
            if "," in words[start:end]:
                # "Palmyra, Syria": two places, one in the other.
                comma = words.index(",", start, end)
                return [
                    piece
                    for part in ((start, comma), (comma + 1, end))
                    for piece in self._resolve(words, *part, raw, wiki=wiki)
                ]
            return [(start, end, self._place(words[start:end], name, wiki=wiki))]
        if raw == "ORG":
            return [(start, end, "ORG" if self._first_last(words[start:end]) in (None, "ORG") else UNKNOWN)]
        cue = self._first_last(words[start:end])
        if raw == "EVENT":
            return [(start, end, "EVENT" if end - start > 1 else UNKNOWN)]
        if raw in SETTLED:
            return [(start, end, raw)]
        return [(start, end, cue if cue in ("EVENT", "LAW") else OTHER)]

    def _person(self, words: list[str], start: int, end: int) -> list[tuple[int, int, str]]:
        first = start
        # Tokenizers differ in whether "Lt." is one word.
        while first < end and (
            words[first] in self.titles
            or words[first] + "." in self.titles
            or words[first] in (",", ".", "of", "and", "for")
        ):
            first += 1
        rest = words[first:end]
        if not rest or rest[0] in self.words["no_names"]:
            return []
        name = " ".join(rest)
        if self.gazetteer.labels.get(name) in ("NORP", "ORG", "GPE"):
            return [(first, end, self.gazetteer.labels[name])]
        if not rest[-1][:1].isupper() or any(word in self.last for word in rest[-1:]) or "," in rest:
            return [(first, end, UNKNOWN)]
        return [(first, end, "PERSON")]

    def _place(self, words: list[str], name: str, *, wiki: bool) -> str:
        cue = self._first_last(words)
        if cue:
            return cue if cue in ("LOC", "FAC") else UNKNOWN
        if name in self.gazetteer.places:
            return "GPE"
        if name in self.gazetteer.landscape:
            return "LOC"
        return UNKNOWN if wiki else "GPE"

    def _first_last(self, words: list[str]) -> str | None:
        if len(words) < 2:
            return None
        return self.last.get(words[-1]) or self.first.get(words[0])

    def _sweep(self, named: Named, put: object, taken: dict[int, str]) -> None:
        """Capitalised words outside every span: settled by the gazetteer, or unknown where the corpus is silent."""
        words = named.words
        for i, word in enumerate(words):
            if i in taken or not word[:1].isupper() or len(word) < 2:
                continue
            settled = self.gazetteer.labels.get(word)
            if settled in ("NORP", "GPE"):
                put(i, i + 1, settled)  # type: ignore[operator]
            elif (
                named.proper is not None
                and named.proper[i]
                and word not in self.titles
                and word not in self.words["calendar"]
            ):
                put(i, i + 1, UNKNOWN)  # type: ignore[operator]
