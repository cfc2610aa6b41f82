"""Trains the multi-task encoder from a config and a folder of corpora."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import cast

import torch
from spacy.lang.en import English

from pipeline.errors import TrainingError
from pipeline.stages.encoder_input import WordPieces, Words
from pipeline.stages.windows import fit
from pipeline.training.encoder_data import Inventory, name_windows, tree_windows
from pipeline.training.encoder_export import load_reader
from pipeline.training.encoder_model import Reader
from pipeline.training.encoder_train import Material, build_reader, encoder_folder, read_settings, tokenizer_text, train
from pipeline.training.name_sets import Row, name_sets
from pipeline.training.treebanks import treebank_docs

# Words of a treebank window; the most windows of development data that training looks at.
SIZE, SHORT, DEV_TREES, DEV_NAMES = 160, 60, 160, 156
# Training texts by which the weights are rounded to int8: 11,000 words, of which a network shows its large channels soon.
SAMPLE = 128


def trained_reader(run: Path) -> tuple[Reader, str]:
    """The reader that was trained in the folder `run`, and the definition of its wordpieces; TrainingError if unfinished."""
    if not (run / "reader.pt").is_file():
        raise TrainingError(
            f"{run} holds no finished training: run `claimspan train` with the same folder until it ends."
        )
    from transformers import AutoConfig, AutoModel

    folder = encoder_folder((run / "encoder.txt").read_text("utf-8"))
    encoder = AutoModel.from_config(AutoConfig.from_pretrained(str(folder)))
    return load_reader(run / "reader.pt", encoder), tokenizer_text(folder)


def sample_windows(run: Path, definition: str) -> list[Words]:
    """Windows at equal distances in the training set of names that the folder `run` keeps.

    `definition` is that of the wordpieces. TrainingError when the set is gone.
    """
    from datasets import load_from_disk

    folder = run / "data" / "names-train"
    if not folder.is_dir():
        raise TrainingError(
            f"{folder} is gone, by whose texts weights are rounded to int8: "
            "run `claimspan train` with the same folder again, or export with --no-quantise."
        )
    rows = load_from_disk(str(folder))
    pieces = WordPieces(definition)
    windows = []
    for row in rows.select(range(0, len(rows), -(-len(rows) // SAMPLE))):
        words = Words(row["forms"], row["gaps"])
        end = fit(words, pieces, 0)
        windows.append(Words(words.forms[:end], words.gaps[:end]))
    return windows


def train_encoder(
    config: Path, corpora: Path, reference: Path, out: Path, *, steps: int | None = None, encoder: str | None = None
) -> Path:
    """Train, or go on training, in `out`; returns the path of the weights.

    `reference` (folder of reference data) settles the labels of names. `steps` shortens the run; `encoder` names
    another encoder than the config does. Raises TrainingError.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = read_settings(config)
    if steps is not None:
        settings["steps"].update(total=steps, evaluate_every=max(1, steps // 2))
    if encoder is not None:
        settings["encoder"] = encoder
    seed = settings["seed"]
    folder = encoder_folder(settings["encoder"])
    pieces = WordPieces(tokenizer_text(folder))
    vocab = English().vocab
    names, dev_names = (
        cast("list[Row]", found.to_list())
        for found in name_sets(corpora, reference, out / "data", seed, settings["copies"])
    )
    # Twice, cut and varied differently: long windows teach sentence ends in running text, short ones how texts begin.
    trees = treebank_docs(vocab, corpora, "train", size=SIZE, seed=seed)
    trees += treebank_docs(vocab, corpora, "train", size=SHORT, seed=seed + 1)
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
