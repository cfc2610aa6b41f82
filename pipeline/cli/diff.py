"""`claimspan diff`: what changed between two sets of claims."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.comparing import Change, Difference

SIGNS = {"added": ("+", "green"), "changed": ("~", "yellow"), "withdrawn": ("-", "red")}


def command(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="A store of claims of any kind (see `claimspan convert`); - is standard input."),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another, later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON, each with both records.")] = False,
) -> None:  # fmt: skip
    """Compare two sets of claims, of two runs or of two versions of an article: what was added, changed, withdrawn.

    Claims are matched by id, then by what they say, then by their sentences: a claim whose sentence was rewritten and
    whose number was corrected has changed. Other wording, another place in the text or another confidence is no change.

    Examples:

    * `claimspan diff monday.jsonl tuesday.jsonl`
    * `claimspan diff old.db new.db --json | jq '.changes[] | select(.change == "changed") | .fields'`

    Exit codes: 0, whatever the differences; 1 when the claims cannot be read; 2 when the options were not understood.
    """
    from pipeline import sinks
    from pipeline.comparing import compare

    if old == new == "-":
        raise typer.BadParameter("only one of them can come from standard input.", param_hint="OLD NEW")
    found = compare(sinks.read_results(old), sinks.read_results(new))
    if as_json:
        typer.echo(json.dumps(_as_dict(found), indent=2))
    else:
        _show(found)


def _counts(found: Difference) -> dict[str, int]:
    counts: Counter[str] = Counter(change.change for change in found.changes)
    return {name: counts[name] for name in SIGNS} | {"unchanged": found.same}


def _as_dict(found: Difference) -> dict[str, Any]:
    changes = [
        {
            "change": one.change,
            "document": one.document.uri or one.document.id,
            "fields": {name: {"old": before, "new": after} for name, (before, after) in one.fields.items()},
            "old": one.old.to_dict() if one.old else None,
            "new": one.new.to_dict() if one.new else None,
        }
        for one in found.changes
    ]
    return _counts(found) | {"changes": changes}


def _show(found: Difference) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True)
    for document, changes in groupby(found.changes, key=lambda change: change.document):
        console.print(Text(document.title or document.uri or document.id, style="bold"))
        for change in changes:
            for line in _lines(change):
                console.print(line)
        console.print()
    told = ", ".join(f"{number} {name}" for name, number in _counts(found).items())
    console.print(told, highlight=False)


def _lines(change: Change) -> list[Any]:
    from rich.text import Text

    sign, style = SIGNS[change.change]
    claim = change.new or change.old
    lines = [Text.assemble((f"{sign} ", style), claim.text if claim else "")]
    lines += [
        Text(f"    {name}: {_written(before)} → {_written(after)}", style="dim")
        for name, (before, after) in change.fields.items()
    ]
    return lines


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value) or "none"
    return "none" if value is None else str(value)
