"""The command line: one thin file per command, named in one table."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from pipeline.errors import PipelineError

# Name of the command -> module of this package that exposes `command`. Help lists them in this order.
COMMANDS = {
    "extract": "extract",
    "annotate": "annotate",
    "verify": "verify",
    "plot": "plot",
    "check": "check",
    "explain": "explain",
    "why-not": "why_not",
    "convert": "convert",
    "stats": "stats",
    "diff": "diff",
    "eval": "evaluate",
    "schema": "schema",
    "info": "info",
    "train": "train",
    "build-knowledge": "build_knowledge",
}

HELP = """What an article claims, as records with exact source spans.

Claims go to standard output, one JSON object a line, or as a table on a terminal; messages go to standard error.

Example: `claimspan extract article.txt --published 2023-01-09 > claims.jsonl`

Exit codes: 0 all went well; 1 the run could not go on, or a check did not pass; 2 usage error; 3 the run ended, but
documents failed; 130 interrupted.
"""


def application() -> typer.Typer:
    """The commands of the table as one program."""
    app = typer.Typer(
        name="claimspan",
        help=HELP,
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_program)
    for name, module in COMMANDS.items():
        app.command(name)(import_module(f"{__name__}.{module}").command)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"claimspan {__version__}")
        raise typer.Exit


def _program(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=_version, is_eager=True),
) -> None: ...


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program with `arguments` (default: those of the process) and exit.

    Any PipelineError ends as one line on standard error and exit code 1.
    """
    try:
        application()(args=arguments, prog_name="claimspan")
    except PipelineError as error:
        print(f"claimspan: {error}", file=sys.stderr)
        sys.exit(1)
    finally:
        _flush()


def _flush() -> None:
    # A reader such as `head` may have gone: without this, Python complains about it while it shuts down.
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
