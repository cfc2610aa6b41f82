"""Trains a spaCy pipeline from one of our configs and a folder of corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_loop
from spacy.util import load_config

from pipeline.errors import TrainingError
from pipeline.stages import tokenization  # registers the tokenizer that the configs name
from pipeline.training.docbins import names_sets, syntax_sets

__all__ = ["tokenization", "train_spacy"]


def train_spacy(
    config: Path,
    corpora: Path,
    reference: Path | None,
    out: Path,
    *,
    steps: int | None = None,
    start: Path | None = None,
) -> Path:
    """Make the training sets, train, and return the folder of the best pipeline (`out/model-best`).

    `reference` (folder of reference data) is needed for a config with names. `steps` sets the length of the run and of
    its learning rate schedule. `start` is a pipeline trained from the same config to go on from.
    """
    overrides: dict[str, Any] = {}
    if steps is not None:
        overrides = {
            "training.max_steps": steps,
            "training.optimizer.learn_rate.total_steps": steps,
            "training.eval_frequency": max(1, min(200, steps // 2)),
        }
    settings = load_config(config, overrides=overrides, interpolate=False)
    seed = int(settings["system"]["seed"])
    if "ner" in settings["nlp"]["pipeline"]:
        if reference is None:
            raise TrainingError(f"{config} trains names: give the folder of reference data as well.")
        train, dev = names_sets(corpora, reference, out / "data", seed)
    else:
        train, dev = syntax_sets(corpora, out / "data", seed)
    settings["paths"]["train"], settings["paths"]["dev"] = str(train), str(dev)
    if start is not None:
        settings["components"] = {name: {"source": str(start)} for name in settings["nlp"]["pipeline"]}
    nlp = init_nlp(settings)
    run_loop(nlp, out)
    return out / "model-best"
