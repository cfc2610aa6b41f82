"""Precision and recall of linking: which thing each name of a text means.

    python benchmarks/linking.py [--gold mentions|mentions_hard] [--half dev|blind|both] [--texts FOLDER] [--show]

Reads `corpus/gold/mentions.jsonl` or `mentions_hard.jsonl`, one sentence a line with its names. Odd lines are for development, even lines are only
ever scored. A gold mention is found when a linked name overlaps it and means the same entity; where the gold id is of a
kind that the knowledge base names otherwise (`city:`, `region:`, `place:`, `former:`), the names are compared. A linked
name of a kind counts against its precision when no gold mention that it overlaps is that entity. Kinds are those of the
ids, with the people of a country (`NORP`) apart as `demonym` and cities that are capitals apart as `capital`.

--texts adds the names in the claims of texts with gold claims (`NAME.txt`, `NAME.gold.json`): a subject or object whose
most explicit wording has one clear reading in the knowledge base must be linked to it where the claim's quote stands.
"""

from __future__ import annotations

import argparse
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
CLEAR = 0.9  # the share of its name's readings from which on a thing is what the name means


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


def texts(folder: Path) -> Iterator[tuple[str, list[Name]]]:
    """Text and names of each text with gold claims in `folder`."""
    for path in sorted(folder.glob("*.gold.json")):
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
        found: dict[tuple[int, int], Name] = {}
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
            start = text.find(claim["quote"])
            for wordings in (claim["subject"], claim["object"] or []):
                for name in _clear(text, start, start + len(claim["quote"]), wordings):
                    found.setdefault((name.start, name.end), name)
        names = list(found.values())
        yield text, [n for n in names if not any(o.start <= n.start and n.end <= o.end and o != n for o in names)]


def _clear(text: str, start: int, end: int, wordings: list[str]) -> Iterator[Name]:
    candidates = base.load().candidates(wordings[0]) if wordings else []
    if not candidates or candidates[0].prior < CLEAR or start < 0:
        return
    entity = candidates[0].entity
    kind = kind_of(entity.id, entity.name, entity.type)
    # Not the end of a longer name: "Sudan" of "South Sudan".
    whole = re.search(rf"(?<![A-Z][a-z]\s)\b{re.escape(wordings[0])}\b", text[start:end])
    place = start + whole.start() if whole else -1
    if kind in CORE and place >= 0:
        yield Name(place, place + len(wordings[0]), wordings[0], entity.id, entity.name, kind)


def linked(text: str) -> list[Name]:
    """The names that the pipeline finds in a text."""
    found = []
    for row in run.annotate(text)["entities"]:
        entity = row["entity"] or {}
        kind = kind_of(entity.get("id"), entity.get("name"), row["type"])
        kind = "none" if kind == "doc" else kind
        found.append(Name(row["start"], row["end"], row["text"], entity.get("id"), entity.get("name"), kind))
    return found


class Score:
    """Counts by kind."""

    def __init__(self) -> None:
        self.gold: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.emitted: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, text: str, gold: list[Name], got: list[Name], *, closed: bool) -> Iterator[str]:
        """Count one text; yields a line for each error. `closed`: names of the core kinds beside the gold are errors."""
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
                yield f"missed {name.kind}: {name.quote!r} = {name.id or name.name}, got {other or 'nothing'}\n    {text}"
        for name in got:
            if name.kind not in KINDS or name.kind == "person":
                continue
            right = any(g.means(name) for g in gold)
            beside = not any(g.start < name.end and name.start < g.end for g in gold)
            if beside and not (closed and name.kind in ANNOTATED):
                continue
            self.emitted[name.kind] += 1
            self.right[name.kind] += right
            if not right:
                yield f"wrong {name.kind}: {name.quote!r} = {name.id}\n    {text}"

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
    parser.add_argument("--gold", choices=("mentions", "mentions_hard"), default="mentions")
    parser.add_argument("--half", choices=("dev", "blind", "both"), default="both")
    parser.add_argument("--texts", type=Path, help="a folder of texts with gold claims")
    parser.add_argument("--show", action="store_true", help="print every error; the blind half stays unread")
    options = parser.parse_args()
    if options.show and options.half != "dev" and not options.texts:
        parser.error("--show needs --half dev: the other lines are only scored.")
    score = Score()
    material = texts(options.texts) if options.texts else sentences(options.gold, options.half)
    for text, gold in material:
        for line in score.add(text, gold, linked(text), closed=not options.texts):
            if options.show:
                print(line[:500])
    print(*score.rows(), sep="\n")


if __name__ == "__main__":
    main()
