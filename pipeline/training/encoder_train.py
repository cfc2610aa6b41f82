"""Trains the multi-task encoder: seeded, driven by a TOML file, resumable after a kill, with a learning curve."""

from __future__ import annotations

import importlib
import json
import logging
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.errors import TrainingError
from pipeline.stages.encoder_input import WordPieces
from pipeline.training.encoder_data import IGNORE, Inventory, Window, batches, collate
from pipeline.training.encoder_model import Reader, Sizes, relation_scores

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Material:
    """Training and development windows and the labels they are numbered by."""

    inventory: Inventory
    trees: list[Window]
    names: list[Window]
    dev_trees: list[Window]
    dev_names: list[Window]


def read_settings(path: Path) -> dict[str, Any]:
    """A training config; TrainingError when it is missing."""
    if not path.is_file():
        raise TrainingError(f"There is no training config at {path}.")
    return tomllib.loads(path.read_text("utf-8"))


def encoder_folder(name: str) -> Path:
    """Folder of an encoder that a package carries (`get_model_path`) or that the user names by path."""
    if Path(name).is_dir():
        return Path(name)
    try:
        module = importlib.import_module(name.replace("-", "_"))
    except ImportError as error:
        raise TrainingError(
            f"The encoder {name!r} is neither a folder nor an installed package: pip install {name}."
        ) from error
    return Path(module.get_model_path())


def build_reader(folder: Path, inventory: Inventory) -> Reader:
    """A reader on a pretrained encoder, its heads untrained."""
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(str(folder), attn_implementation="sdpa")
    return Reader(encoder, Sizes(**{task: len(labels) for task, labels in inventory.to_dict().items()}))


def loss(scores: dict[str, Tensor], targets: dict[str, Tensor], weights: dict[str, float], size: int) -> Tensor:
    """Weighted sum of the cross entropies of whatever tasks have targets."""
    total = torch.zeros(())
    for task in ("xpos", "upos", "feats", "starts", "names"):
        if task in targets:
            total = total + weights[task] * _cross_entropy(scores[task], targets[task])
    if "heads" in targets:
        total = total + weights["heads"] * _cross_entropy(
            mask_arcs(scores["arcs"], targets["sentence"]), targets["heads"]
        )
        labels = relation_scores(scores, targets["heads"].clamp(min=0), size)
        total = total + weights["deps"] * _cross_entropy(labels, targets["deps"])
    return total


def mask_arcs(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores with every head outside the word's own sentence ruled out."""
    inside = sentence.unsqueeze(2) == sentence.unsqueeze(1)
    inside &= ~torch.eye(sentence.shape[1], dtype=torch.bool).unsqueeze(0)
    allowed = torch.cat([torch.ones_like(inside[:, :, :1]), inside], 2)
    return arcs.masked_fill(~allowed, -1e4)


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    known = int((target != IGNORE).sum())
    if not known:
        return torch.zeros(())
    return functional.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def tensors(arrays: dict[str, Any]) -> dict[str, Tensor]:
    """Arrays as tensors."""
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def train(settings: dict[str, Any], material: Material, pieces: WordPieces, reader: Reader, folder: Path) -> Path:
    """Train `reader`, going on from `folder/checkpoint.pt` if it is there; returns the path of the trained weights.

    The order of batches depends on the seed alone, so a resumed run sees what an uninterrupted one would have seen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    steps = settings["steps"]
    optimizer, schedule = _optimizer(settings, reader)
    checkpoint = folder / "checkpoint.pt"
    step, curve = 0, []
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step, curve = state["step"], state["curve"]
        log.info("going on from step %d", step)
    trees = islice(batches(material.trees, settings["batch"]["trees"], settings["seed"]), step, None)
    names = islice(batches(material.names, settings["batch"]["names"], settings["seed"] + 1), step, None)
    running = 0.0
    while step < steps["total"]:
        torch.manual_seed(settings["seed"] * 1_000_003 + step)  # dropout too is the same after a resume
        reader.train()
        optimizer.zero_grad(set_to_none=True)
        for windows in (next(trees), next(names)):
            inputs, targets = collate(windows, pieces)
            with torch.autocast("cpu", torch.bfloat16):
                scores = reader(tensors(inputs))
            part = loss(scores, tensors(targets), settings["loss"], reader.sizes.relation)
            part.backward()  # type: ignore[no-untyped-call]
            running += float(part.detach())
        torch.nn.utils.clip_grad_norm_(reader.parameters(), settings["rate"]["clip"])
        optimizer.step()
        schedule.step()
        step += 1
        if step % steps["evaluate_every"] == 0 or step == steps["total"]:
            row = {"step": step, "loss": running / steps["evaluate_every"], **evaluate(reader, material, pieces)}
            running = 0.0
            curve.append(row)
            log.info(json.dumps({name: round(value, 4) for name, value in row.items()}))
            _save(checkpoint, reader, optimizer, schedule, step, curve)
            draw_curve(curve, folder / "curve.png")
        elif step % steps["checkpoint_every"] == 0:
            _save(checkpoint, reader, optimizer, schedule, step, curve)
    torch.save({"reader": reader.state_dict(), "sizes": reader.sizes.to_dict()}, folder / "reader.pt")
    return folder / "reader.pt"


def _optimizer(
    settings: dict[str, Any], reader: Reader
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    rate, total = settings["rate"], settings["steps"]["total"]
    encoder = list(reader.encoder.parameters())
    inside = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in reader.parameters() if id(parameter) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate["encoder"]}, {"params": heads, "lr": rate["heads"]}],
        weight_decay=rate["weight_decay"],
        fused=True,
    )
    warmup = max(1, round(settings["steps"]["warmup"] * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warmup, max(0.0, (total - step) / max(1, total - warmup)))
    )
    return optimizer, schedule


def _save(path: Path, reader: Reader, optimizer: Any, schedule: Any, step: int, curve: list[dict[str, float]]) -> None:
    """Write a checkpoint whole or not at all."""
    state = {
        "reader": reader.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
        "curve": curve,
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


@torch.no_grad()  # type: ignore[untyped-decorator]
def evaluate(reader: Reader, material: Material, pieces: WordPieces) -> dict[str, float]:
    """Accuracies on the development windows: greedy heads within gold sentences, exact names."""
    reader.eval()
    right: dict[str, int] = dict.fromkeys(("xpos", "upos", "feats", "uas", "las"), 0)
    words = 0
    starts = np.zeros(3, np.int64)
    for windows in _chunks(material.dev_trees, 8):
        arrays, gold = collate(windows, pieces)
        targets = tensors(gold)
        with torch.autocast("cpu", torch.bfloat16):
            scores = reader(tensors(arrays))
        known = targets["heads"] != IGNORE
        words += int(known.sum())
        for task in ("xpos", "upos", "feats"):
            right[task] += int(((scores[task].argmax(-1) == targets[task]) & known).sum())
        heads = mask_arcs(scores["arcs"].float(), targets["sentence"]).argmax(-1)
        labels = relation_scores({k: v.float() for k, v in scores.items()}, heads, reader.sizes.relation).argmax(-1)
        attached = (heads == targets["heads"]) & known
        right["uas"] += int(attached.sum())
        right["las"] += int((attached & (labels == targets["deps"])).sum())
        found = (scores["starts"].argmax(-1) == 1) & known
        starts += [int((found & (targets["starts"] == 1)).sum()), int(found.sum()), int((targets["starts"] == 1).sum())]
    result = {task: 100 * count / max(words, 1) for task, count in right.items()}
    result["starts"] = _f(*starts.tolist())
    spans = np.zeros(3, np.int64)
    for windows in _chunks(material.dev_names, 8):
        arrays, gold = collate(windows, pieces)
        with torch.autocast("cpu", torch.bfloat16):
            found_names = reader(tensors(arrays))["names"].argmax(-1).numpy()
        for row, window in enumerate(windows):
            want = _spans(gold["names"][row, : len(window.words.forms)].tolist(), material.inventory.names)
            open_words = {i for i, label in enumerate(gold["names"][row]) if label == IGNORE}
            got = {
                span
                for span in _spans(found_names[row, : len(window.words.forms)].tolist(), material.inventory.names)
                if not open_words.intersection(range(span[0], span[1]))
            }
            spans += [len(want & got), len(got), len(want)]
    result["names"] = _f(*spans.tolist())
    return result


def _spans(labels: list[int], inventory: Sequence[str]) -> set[tuple[int, int, str]]:
    found, start, kind = set(), 0, ""
    for position, number in enumerate([*labels, 0]):
        label = "O" if number == IGNORE else inventory[number]
        if kind and label != f"I-{kind}":
            found.add((start, position, kind))
            kind = ""
        if label.startswith("B-"):
            start, kind = position, label[2:]
    return found


def _chunks(windows: Sequence[Window], size: int) -> list[Sequence[Window]]:
    return [windows[i : i + size] for i in range(0, len(windows), size)]


def _f(right: int, found: int, wanted: int) -> float:
    return 200 * right / max(found + wanted, 1)


def draw_curve(curve: list[dict[str, float]], path: Path) -> None:
    """Figures over steps as a picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    for name in ("xpos", "uas", "las", "starts", "names"):
        axes.plot([row["step"] for row in curve], [row[name] for row in curve], label=name)
    axes.set_xlabel("steps")
    axes.set_ylabel("development set, %")
    axes.set_ylim(60, 100)
    axes.legend()
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=110, bbox_inches="tight")
    pyplot.close(figure)
