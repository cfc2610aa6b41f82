"""Trains the multi-task encoder from a config and a folder of corpora."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import torch
from spacy.lang.en import English

from pipeline.errors import TrainingError
from pipeline.stages.encoder_input import WordPieces
from pipeline.training.docbins import names_sets, read
from pipeline.training.encoder_data import Inventory, name_windows, tree_windows
from pipeline.training.encoder_export import load_reader
from pipeline.training.encoder_model import Reader
from pipeline.training.encoder_train import Material, build_reader, encoder_folder, read_settings, train
from pipeline.training.treebanks import treebank_docs

# Words of a treebank window; the most windows of development data that training looks at.
SIZE, DEV_TREES, DEV_NAMES = 160, 160, 156


def trained_reader(run: Path) -> tuple[Reader, Path]:
    """The reader that was trained in the folder `run`, and the path of its wordpieces; TrainingError if unfinished."""
    if not (run / "reader.pt").is_file():
        raise TrainingError(
            f"{run} holds no finished training: run `claimspan train` with the same folder until it ends."
        )
    from transformers import AutoConfig, AutoModel

    folder = encoder_folder((run / "encoder.txt").read_text("utf-8"))
    encoder = AutoModel.from_config(AutoConfig.from_pretrained(str(folder)))
    return load_reader(run / "reader.pt", encoder), folder / "tokenizer.json"


def train_encoder(config: Path, corpora: Path, reference: Path | None, out: Path, *, steps: int | None = None) -> Path:
    """Train, or go on training, in `out`; returns the path of the weights.

    `reference` (folder of reference data) settles the labels of names. `steps` shortens the run.
    """
    if reference is None:
        raise TrainingError(f"{config} trains names too: give the folder of reference data.")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = read_settings(config)
    if steps is not None:
        settings["steps"].update(total=steps, evaluate_every=max(1, steps // 2))
    seed = settings["seed"]
    folder = encoder_folder(settings["encoder"])
    pieces = WordPieces((folder / "tokenizer.json").read_text("utf-8"))
    vocab = English().vocab
    train_path, dev_path = names_sets(corpora, reference, out / "data", seed)
    names, dev_names = read(train_path, vocab), read(dev_path, vocab)
    trees = treebank_docs(vocab, corpora, "train", size=SIZE, seed=seed)
    dev_trees = treebank_docs(vocab, corpora, "dev", size=SIZE)
    inventory = Inventory.of(trees, names)
    (out / "inventory.json").write_text(json.dumps(inventory.to_dict(), indent=1), "utf-8")
    (out / "encoder.txt").write_text(settings["encoder"], "utf-8")
    windows = name_windows(dev_names, inventory, pieces)
    material = Material(
        inventory,
        tree_windows(trees, inventory, pieces),
        name_windows(names, inventory, pieces),
        tree_windows(dev_trees, inventory, pieces)[:DEV_TREES],
        windows[:: max(1, len(windows) // DEV_NAMES)],
    )
    torch.manual_seed(seed)
    return train(settings, material, pieces, build_reader(folder, inventory), out)
