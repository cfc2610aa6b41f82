"""`claimspan train`: a config and a folder of corpora in, a trained encoder out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    config: Annotated[Path, typer.Argument(help="A training config, such as configs/minilm.toml.")],
    corpora: Annotated[
        Path, typer.Option(help="Folder of the corpora: copies or clones of what corpus/sources.toml lists.")
    ],
    reference: Annotated[Path, typer.Option(help="Folder of reference data, which settles the kinds of names.")],
    out: Annotated[Path, typer.Option(help="Folder for training sets, checkpoints, learning curve and the result.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Take so many steps instead of the config's number.")] = None,
    encoder: Annotated[
        str | None,
        typer.Option(help="Another encoder: a folder, a package that carries one, or an id of the Hugging Face hub."),
    ] = None,
) -> None:
    """Train the encoder that reads tags, sentences, dependencies and names, from corpora.

    A run goes on where it was stopped when it is started again with the same folder. It needs the packages of
    `pip install claimspan[train]`, and uses a GPU where there is one. `python -m pipeline.training export` makes a
    pipeline of the result.

    Example: `claimspan train configs/minilm.toml --corpora corpora/ --reference reference/ --out run/`

    Exit codes: 0; 1 when a corpus, config or checkpoint keeps the training from going on.
    """
    from pipeline.training.encoder import train_encoder

    typer.echo(train_encoder(config, corpora, reference, out, steps=steps, encoder=encoder))
