"""How many claims get the verdict that the reference should give them.

    python benchmarks/verification.py [FILE] [--show]

Reads `corpus/gold/verification.jsonl` (or FILE in its format): one sentence a line with the claim that it makes and the
verdict to be expected. Two figures, each with its table of expected against given verdicts: the whole path, sentence in,
verdict out, where the verdict is that of the extracted claim with the expected predicate and value (not_found where there
is none); and the judge alone, given the claim of the gold. Where a line names verdicts that are defensible, too (`accept`), they count.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from pipeline import run
from pipeline.knowledge import base
from pipeline.records import (
    Argument,
    Claim,
    DocumentRef,
    Evidence,
    Of,
    Predicate,
    Producer,
    Qualifier,
    Time,
    Value,
    Verdict,
    Verification,
)
from pipeline.verify.judge import Judge

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "verification.jsonl"
VERDICTS: tuple[str, ...] = get_args(Verdict)
Row = dict[str, Any]
# "President Emomali Rahmon of Tajikistan" is extracted as a position that a person holds.
SAME = {"head_of_state": ("position_held",), "head_of_government": ("position_held",)}
# The kind of thing that the subject or object of a predicate is, where a name may mean several.
KINDS = {
    ("ethnic_share", "subject"): "ethnic_group:",
    ("religion_share", "subject"): "religion:",
    ("language_share", "subject"): "language:",
    ("official_language", "object"): "language:",
    ("capital_of", "subject"): "city:",
    ("head_of_state", "object"): "person:",
    ("head_of_government", "object"): "person:",
}


def rows(path: Path) -> Iterator[Row]:
    """The lines of the gold."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def whole(row: Row, judge: Judge) -> tuple[str, str]:
    """Verdict on the extracted claim that a line means, and what was extracted."""
    claims = list(run.extract(row["text"], published=row["published"], kinds=["statistic", "relation"]))
    wanted = (row["predicate"], *SAME.get(row["predicate"], ()))
    fit = [c for c in claims if c.predicate.id in wanted and _same_value(c, row)]
    said = "; ".join(f"{c.predicate.id}({_id(c.subject)}, {_id(c.object)})" for c in claims)
    # What stands for the claim is the claim that the judge can say most of: a sentence may be read twice.
    verdicts: list[Verdict] = [judge.verify(c).verdict for c in fit]
    found = next((v for v in verdicts if v != "not_found"), "not_found")
    return found, f"{said or 'no claim'}{'' if fit else ' (another claim)'}"


def _same_value(claim: Claim, row: Row) -> bool:
    wanted = row["value"]
    if wanted is None or claim.value is None:
        return wanted is None
    # "931-mile" is 1,498 km in the claim and in the gold, each rounded in its own way; "seven in ten" is 70 %.
    pairs = [(getattr(claim.value, k), wanted[k]) for k in ("amount", "low", "high")]
    return all(a == b if a is None or b is None else math.isclose(a, b, rel_tol=0.002) for a, b in pairs)


def _id(argument: Argument | None) -> str:
    return "-" if argument is None else argument.entity.id if argument.entity else repr(argument.text)


def alone(row: Row, judge: Judge) -> tuple[str, str]:
    """Verdict on the claim of the gold itself."""
    claim = _claim(row)
    verification: Verification = judge.verify(claim)
    return verification.verdict, f"{_id(claim.subject)}, {_id(claim.object)}: {verification.note}"


def _claim(row: Row) -> Claim:
    text = row["text"]
    value = None
    if row["value"]:
        fields = {k: v for k, v in row["value"].items() if k != "of_amount"}
        of = Of(amount=row["value"]["of_amount"]) if "of_amount" in row["value"] else None
        unit = "10*-3" if fields["unit"] == "/1000" else fields["unit"]
        value = Value(text=text[:1], start=0, end=1, of=of, **fields | {"unit": unit})
    time = row["time"]
    qualifiers = ()
    if time:
        when = Time(edtf=time, earliest=time, latest=time)
        qualifiers = (Qualifier(role="time", text=time, start=0, end=1, time=when),)
    dated = row["predicate"] in ("independent_on", "founded_on")
    return Claim(
        id="gold",
        proposition="gold",
        document=DocumentRef(id="gold", uri="gold", sha256="", published=row["published"]),
        kind="statistic" if value else "relation",
        text=text,
        subject=_argument(row, "subject"),
        predicate=Predicate(id=row["predicate"], label=row["predicate"]),
        object=Argument(text=time, start=0, end=1)
        if dated and time
        else _argument(row, "object")
        if row["object"]
        else None,
        value=value,
        qualifiers=qualifiers,
        evidence=Evidence(start=0, end=len(text), quote=text),
        confidence=1,
        checkworthiness=1,
        producer=Producer(pipeline="", model="", rule="gold"),
    )


def _argument(row: Row, side: str) -> Argument:
    name = row[side]
    kind = KINDS.get((row["predicate"], side), "country:")
    readings = base.load().candidates(name)
    entity = next((c.entity for c in readings if c.entity.id.startswith(kind)), None)
    entity = entity or next((c.entity for c in readings), None)
    return Argument(text=name, start=0, end=1, type=entity.type if entity else None, entity=entity)


def score(path: Path, verdict: Callable[[Row, Judge], tuple[str, str]], title: str, *, show: bool) -> None:
    """Print the table of one way to a verdict."""
    judge = Judge()
    table: Counter[tuple[str, str]] = Counter()
    right = wrongly_supported = total = 0
    for row in rows(path):
        given, seen = verdict(row, judge)
        good = given in (row["expect"], *(row.get("accept") or ()))
        table[row["expect"], given] += 1
        total += 1
        right += good
        wrongly_supported += given == "supported" and row["expect"] in ("contradicted", "outdated") and not good
        if show and not good:
            print(f"{row['expect']}, got {given}: {row['text']} [{row['why']}]\n    {row['predicate']}: {seen}")
    print(f"{title}: {right} of {total} right ({right / total:.1%}), {wrongly_supported} wrong claims called supported")
    print(f"{'':14}" + "".join(f"{v:>14}" for v in VERDICTS))
    for expected in VERDICTS:
        print(f"{expected:14}" + "".join(f"{table[expected, v]:14}" for v in VERDICTS))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--show", action="store_true", help="print every wrong verdict")
    options = parser.parse_args()
    score(options.file, whole, "whole path", show=options.show)
    print()
    score(options.file, alone, "judge alone", show=options.show)


if __name__ == "__main__":
    main()
