"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

if TYPE_CHECKING:
    from pipeline.records import Kind
    from pipeline.verify.sources import Source


def kinds(values: list[str] | None) -> tuple[Kind, ...] | None:
    """Kinds named by `--kind a,b --kind c`, in the record's order; None when the option was not given."""
    from pipeline.records import Kind

    if not values:
        return None
    known: tuple[Kind, ...] = get_args(Kind)
    named = {name.strip() for value in values for name in value.split(",") if name.strip()}
    unknown = sorted(named - set(known))
    if unknown or not named:
        raise typer.BadParameter(
            f"{', '.join(unknown) or 'nothing'} is not one of {', '.join(known)}.", param_hint="--kind"
        )
    return tuple(kind for kind in known if kind in named)


def references(declarations: list[Path] | None) -> list[Source]:
    """The references that `--source` names, in order."""
    from pipeline.verify.declared import read

    return [read(path) for path in declarations or ()]


def _date(value: str | None) -> str | None:
    from datetime import date

    if value is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date: write it as 2023-01-09.") from None
    return value


def _locale(value: str | None) -> str | None:
    from pipeline.grammar.notation import notation

    try:
        if value is not None:
            notation(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return value


def floors(precision: float | None, kinds: tuple[Kind, ...] | None, *, quiet: bool) -> dict[Kind, float] | None:
    """The confidence that each kind must have for `--precision`, None when the option was not given.

    What gold says is told on standard error, unless `quiet`. Kinds without a floor are to be left out.
    """
    from pipeline.assessment.precision import thresholds
    from pipeline.records import Kind

    if precision is None:
        return None
    found, lines = thresholds(kinds or get_args(Kind), precision)
    if not found:
        raise typer.BadParameter(f"{'; '.join(lines)}.", param_hint="--precision")
    if not quiet:
        for line in lines:
            typer.echo(f"precision {precision:g}: {line}", err=True)
    return found


Sources = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, patterns such as 'news/**/*.html', data sets (hf:NAME[split]); - is standard input.",
        metavar="SOURCES...",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", callback=_date, help="When the texts appeared (YYYY-MM-DD): dates like "
                 '"Dec. 27" or "last year" are read against it. A date in the text itself comes first.'),
]  # fmt: skip
Numbers = Annotated[
    str | None,
    typer.Option("--numbers", metavar="LOCALE", callback=_locale, help="How numbers are written, as a locale of the CLDR: `de` reads "
                 "1.640,5 and `fr` 1 640,5. Default: as in English, 1,640.5."),
]  # fmt: skip
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME|PATH", help="A pipeline that ships, or a folder. Default: see `info`."),
]
Precision = Annotated[
    float | None,
    typer.Option("--precision", min=0.01, max=1, help="Leave out claims below the confidence at which gold shows this "
                 "precision, kind by kind; which that is, and on how many claims it rests, is told on standard error."),
]  # fmt: skip
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes; the output is the same for any number. Default: 1 with the "
                 "local engine, all cores of the cluster with ray.", show_default=False),
]  # fmt: skip
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary on standard error.")]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Say that the texts are in this language (`en`): without it, a text that is "
                 "surely not in English is refused."),
]  # fmt: skip
Claims = Annotated[
    str,
    typer.Argument(metavar="CLAIMS", help="A store of claims of any kind (see `claimspan convert`); - is standard input "
                   "(JSON Lines)."),
]  # fmt: skip
To = Annotated[
    str | None,
    typer.Option("--to", metavar="FILE|URL", help="Write here instead of to standard output; the suffix or scheme says how: see "
                 "`claimspan convert`."),
]  # fmt: skip
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="FILE|URL",
        help="Write here instead of to standard output; the suffix or scheme says how: see "
        "`claimspan convert`. May be given several times.",
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option("--text-column", metavar="NAME", help="Column (or field) of tables and JSON Lines that holds the text. Default: "
                 "text, content, body, article, …"),
]  # fmt: skip
TitleColumn = Annotated[
    str | None, typer.Option("--title-column", metavar="NAME", help="The one with the title. Default: title, headline.")
]
DateColumn = Annotated[
    str | None, typer.Option("--date-column", metavar="NAME", help="The one with the date. Default: published, date, …")
]
NumbersColumn = Annotated[
    str | None,
    typer.Option("--numbers-column", metavar="NAME", help="The one with the locale after whose manner the numbers of the text are "
                 "written; it comes before --numbers. Default: none."),
]  # fmt: skip
IdColumn = Annotated[
    str | None,
    typer.Option("--id-column", metavar="NAME", help="The one that names the text. Default: uri, url, link, id."),
]
Reference = Annotated[
    list[Path] | None,
    typer.Option("--source", metavar="FILE.toml", help="A reference of your own: a declaration of a CSV or Parquet table of facts, asked "
                 "before the Factbook. May be given several times."),
]  # fmt: skip
