"""`claimspan train`: a config and a folder of corpora in, a trained pipeline out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    config: Annotated[Path, typer.Argument(help="A training config: .cfg for spaCy, .toml for the encoder.")],
    corpora: Annotated[Path, typer.Option(help="Folder of the corpora.")],
    out: Annotated[Path, typer.Option(help="Folder for training sets, checkpoints and the result.")],
    reference: Annotated[Path | None, typer.Option(help="Folder of reference data; needed to train names.")] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Take so many steps instead of the config's number.")] = None,
    start: Annotated[Path | None, typer.Option(help="Trained pipeline of the same .cfg to go on from.")] = None,
) -> None:
    """Train a model, or a part of one, from corpora.

    A run of the encoder goes on where it was stopped when it is started again with the same folder; it needs the
    packages of `pip install claimspan[train]`.

    Example: `claimspan train configs/syntax.cfg --corpora corpora/ --out run/`

    Exit codes: 0; 1 when a corpus, config or checkpoint keeps the training from going on.
    """
    if config.suffix == ".toml":
        from pipeline.training.encoder import train_encoder

        trained = train_encoder(config, corpora, reference, out, steps=steps)
    else:
        from pipeline.training.spacy_train import train_spacy

        trained = train_spacy(config, corpora, reference, out, steps=steps, start=start)
    typer.echo(trained)
