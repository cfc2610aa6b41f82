"""`python -m pipeline.training`: the steps around `claimspan train` that make the models and tables that ship."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

PROJECT_GOLD = (Path("corpus/gold/articles"), Path("corpus/gold/articles_varied"))

Corpora = Annotated[Path, typer.Option(help="Folder of the corpora.")]
Reference = Annotated[Path | None, typer.Option(help="Folder of reference data; needed for names.")]


@app.command()
def evaluate(
    model: Path,
    corpora: Corpora,
    reference: Reference = None,
    split: Annotated[list[str] | None, typer.Option(help="Treebank parts to measure (default: dev and test).")] = None,
) -> None:
    """Print tagging, parsing, sentence and name figures of a model folder."""
    import spacy

    from pipeline.training.assemble import register
    from pipeline.training.evaluate import evaluate as figures

    register()
    typer.echo(figures(spacy.load(model), corpora, reference, split or ("dev", "test")))


@app.command()
def export(
    run: Annotated[Path, typer.Argument(help="Folder in which an encoder was trained.")],
    out: Annotated[Path, typer.Option(help="Folder to write; replaced if it is there.")],
    config: Annotated[Path, typer.Option(help="Order of components.")] = Path("configs/pipeline.cfg"),
    quantise: Annotated[
        bool, typer.Option(help="Weights as int8, rounded by texts that RUN keeps; without, as float32.")
    ] = True,
) -> None:
    """Put a trained encoder, as one ONNX file, and the rules together into one pipeline folder."""
    from pipeline.training.assemble import assemble

    typer.echo(" ".join(assemble(config, run, out, quantise=quantise)))


@app.command()
def lemmas(corpora: Corpora) -> None:
    """Rebuild the table of lemmas from the treebanks and print its accuracy on their dev parts."""
    from pipeline.stages.lemmas import inflection
    from pipeline.training.lemma_table import build_lemma_table, lemma_accuracy
    from pipeline.training.treebanks import TREEBANKS, read_treebank

    path = build_lemma_table(corpora)
    typer.echo(f"{path.name}: {path.stat().st_size} bytes")
    for name in TREEBANKS:
        share, _ = lemma_accuracy(inflection(), read_treebank(corpora, f"{name}-dev"))
        typer.echo(f"{name} dev: {100 * share:.2f}%")


@app.command()
def calibrate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(help="More folders of NAME.txt with NAME.gold.json, beside the project's own."),
    ] = None,
    statements: Annotated[
        Path | None,
        typer.Option(
            help="Gold tuples in the format of CaRB. Without them, what is known of statements stays as it is."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Table to write. Default: the one that the pipeline reads.")] = None,
    model: Annotated[str | None, typer.Option(help="Pipeline whose claims are judged.")] = None,
) -> None:
    """Learn again what confidence a claim deserves, and print how well that holds on documents not learnt from.

    To be run after every change of a rule or a model; it takes a few minutes.
    """
    from pipeline.training import confidence_table

    claims = confidence_table.gather([*PROJECT_GOLD, *(gold or [])], statements, model)
    measured = confidence_table.held_out(claims)
    path = confidence_table.write(confidence_table.build(claims, measured), out)
    for line in confidence_table.report(measured):
        typer.echo(line)
    typer.echo(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    app()
