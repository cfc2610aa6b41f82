"""Precision and recall of linking: which thing each name of a text means.

    python benchmarks/linking.py [--gold mentions|mentions_hard|mentions_varied] [--half dev|blind|both] [--texts FOLDER] [--show]

Reads `mentions.jsonl`, `mentions_hard.jsonl` or `mentions_varied.jsonl` of `corpus/gold`, one sentence a line with its names. Odd lines are for development, even lines are only
ever scored. A gold mention is found when a linked name overlaps it and means the same entity; where the gold id is of a
kind that the knowledge base names otherwise (`city:`, `region:`, `place:`, `former:`), the names are compared. A linked
name of a kind counts against its precision when no gold mention that it overlaps is that entity. Kinds are those of the
ids, with the people of a country (`NORP`) apart as `demonym` and cities that are capitals apart as `capital`.

--texts scores whole texts in the same way, those whose names stand in `text_mentions.jsonl`. The texts are not part of
the project: FOLDER holds them as `NAME.txt`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import run
from pipeline.knowledge import base
from pipeline.knowledge.base import Candidate

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold"
# What issue and README promise figures for.
CORE = ("country", "demonym", "ethnic_group", "language", "capital")
KINDS = (*CORE, "city", "region", "place", "former", "person")
# Kinds of which every mention of a sentence is in the gold, so that any other is an error.
ANNOTATED = frozenset(CORE)
# Kind of a gold id that the knowledge base names otherwise -> kinds under which it may be linked.
LOOSE = {
    "city": ("city", "capital"),
    "capital": ("city", "capital"),
    "region": ("region", "country"),
    "place": ("place", "region"),
    "former": ("former", "country"),
}
FEATURES = frozenset(
    ["bay", "channel", "gulf", "island", "islands", "lake", "ocean", "range", "reef", "river", "sea", "sound", "strait"]
)
CONTEXT = 60  # characters shown on either side of an error


@dataclass(frozen=True, slots=True)
class Name:
    """Characters `[start, end)` of a text and the thing that they mean: its id (or None), name and kind."""

    start: int
    end: int
    quote: str
    id: str | None
    name: str | None
    kind: str

    def means(self, other: Name) -> bool:
        """Whether two names that overlap mean the same thing."""
        if not (self.start < other.end and other.start < self.end):
            return False
        if self.id == other.id and self.id is not None:
            return True
        # A name that stands for a place under an id of the gold's own: "Georgia (U.S. state)", "Athens, Georgia".
        parts = re.split(r" \(|, (?!D\.C\.)", (self.name or "").rstrip(")"))
        if self.kind not in LOOSE or other.kind not in LOOSE[self.kind] or not other.id:
            return False
        homes = {c.entity.id for hint in parts[1:] for c in _in(hint.removesuffix(" state"))}
        home = base.load().country_of(other.id)
        named = any(c.entity.id == other.id for c in base.load().candidates(parts[0])) or parts[0] == other.name
        return named and (not homes or bool(home and home.id in homes))


def _in(place: str) -> Iterator[Candidate]:
    """The countries in which a place of this name lies, as their candidates."""
    for candidate in base.load().candidates(place):
        if home := base.load().country_of(candidate.entity.id):
            yield from (c for c in base.load().candidates(home.name) if c.entity.id == home.id)


def kind_of(id_: str | None, name: str | None, type_: str | None) -> str:
    """The kind under which a mention is counted."""
    kind = (id_ or ("person" if type_ == "PERSON" else "none")).split(":")[0]
    if kind == "country" and type_ == "NORP":
        return "demonym"
    if kind == "city" and any(
        c.how in ("name", "capital") and _capital(c.entity.id) for c in base.load().candidates(name or "")
    ):
        return "capital"
    if kind in ("territory", "division"):
        return "region"
    return {"state": "former"}.get(kind, "place" if kind in FEATURES else kind)


def _capital(id_: str) -> bool:
    return id_.startswith("city:") and base.load().capital_of(id_) is not None


def sentences(gold: str, half: str) -> Iterator[tuple[str, list[Name]]]:
    """Text and gold names of each line of one half of a file of gold names."""
    for number, line in enumerate((GOLD / f"{gold}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        if half == "both" or (half == "dev") == bool(number % 2):
            record = json.loads(line)
            yield record["text"], [_gold(m) for m in record["mentions"]]


def _gold(m: dict[str, Any]) -> Name:
    kind = kind_of(m["entity"], m["name"], m["type"])
    return Name(m["start"], m["end"], m["quote"], m["entity"], m["name"], kind)


def texts(folder: Path, half: str) -> Iterator[tuple[str, list[Name]]]:
    """Text and gold names of each annotated text of one half; the texts lie in `folder` as `NAME.txt`.

    Raises SystemExit where a text is missing or is not the one that was annotated.
    """
    for line in (GOLD / "text_mentions.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if half not in ("both", record["half"]):
            continue
        path = folder / f"{record['document']}.txt"
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != record["sha256"]:
            raise SystemExit(
                f"{path} is {'another text than was annotated' if data else 'missing'}: give --texts its folder."
            )
        text = data.decode("utf-8")
        for m in record["mentions"]:
            if text[m["start"] : m["end"]] != m["quote"]:
                raise SystemExit(f"{path}: {m['quote']!r} does not stand at {m['start']}; mend text_mentions.jsonl.")
        yield text, [_gold(m) for m in record["mentions"]]


def linked(text: str) -> list[Name]:
    """The names that the pipeline finds in a text."""
    found = []
    for row in run.annotate(text)["entities"]:
        entity = row["entity"] or {}
        kind = kind_of(entity.get("id"), entity.get("name"), row["type"])
        kind = "none" if kind == "doc" else kind
        found.append(Name(row["start"], row["end"], row["text"], entity.get("id"), entity.get("name"), kind))
    return found


def _around(text: str, name: Name) -> str:
    return " ".join(text[max(0, name.start - CONTEXT) : name.end + CONTEXT].split())


class Score:
    """Counts by kind."""

    def __init__(self) -> None:
        self.gold: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.emitted: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, text: str, gold: list[Name], got: list[Name]) -> Iterator[str]:
        """Count one text; yields a line for each error. Names of the core kinds beside the gold are errors."""
        for name in gold:
            same = next((g for g in got if name.means(g)), None)
            self.gold[name.kind] += 1
            # A person is found when no thing of another kind was linked there.
            hit = same is not None or (
                name.id is None
                and not any(g.kind in ANNOTATED and name.start < g.end and g.start < name.end for g in got)
            )
            self.found[name.kind] += hit
            if not hit:
                other = [f"{g.quote}={g.id}" for g in got if g.start < name.end and name.start < g.end]
                yield f"missed {name.kind}: {name.quote!r} = {name.id or name.name}, got {other or 'nothing'}\n    {_around(text, name)}"
        for name in got:
            if name.kind not in KINDS or name.kind == "person":
                continue
            right = any(g.means(name) for g in gold)
            beside = not any(g.start < name.end and name.start < g.end for g in gold)
            if beside and name.kind not in ANNOTATED:
                continue
            self.emitted[name.kind] += 1
            self.right[name.kind] += right
            if not right:
                yield f"wrong {name.kind}: {name.quote!r} = {name.id}\n    {_around(text, name)}"

    def rows(self) -> Iterator[str]:
        """The table."""
        yield f"{'':16}{'precision':>10}{'recall':>8}{'gold':>6}{'linked':>8}"
        for label, kinds in (("core", CORE), *((k, (k,)) for k in KINDS)):
            gold, emitted = (sum(c[k] for k in kinds) for c in (self.gold, self.emitted))
            found, right = (sum(c[k] for k in kinds) for c in (self.found, self.right))
            if gold or emitted:
                yield f"{label:16}{right / max(emitted, 1):10.3f}{found / max(gold, 1):8.3f}{gold:6}{emitted:8}"


def main() -> None:
    """Print the table, and the errors with `--show`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", choices=("mentions", "mentions_hard", "mentions_varied"), default="mentions")
    parser.add_argument("--half", choices=("dev", "blind", "both"), default="both")
    parser.add_argument("--texts", type=Path, help="the folder of the annotated texts")
    parser.add_argument("--show", action="store_true", help="print every error; the blind half stays unread")
    options = parser.parse_args()
    if options.show and options.half != "dev":
        parser.error("--show needs --half dev: the other half is only scored.")
    score = Score()
    material = texts(options.texts, options.half) if options.texts else sentences(options.gold, options.half)
    for text, gold in material:
        for line in score.add(text, gold, linked(text)):
            if options.show:
                print(line)
    print(*score.rows(), sep="\n")


if __name__ == "__main__":
    main()
