"""A trained encoder as one int8 ONNX file inside a pipeline folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.stages.encoder import Encoder
from pipeline.stages.encoder_input import WordPieces, Words, batch
from pipeline.training.encoder_model import Reader
from pipeline.training.quantise import quantise as int8

INPUTS = ("ids", "cases", "mask", "first", "last", "word_cases", "suffixes", "gaps")
OUTPUTS = ("xpos", "upos", "feats", "starts", "names", "arcs", "relations", "heads", "states")


class _Flat(nn.Module):  # type: ignore[misc]
    """The reader with its inputs and outputs in a fixed order, as ONNX wants them."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        scores = self.reader(dict(zip(INPUTS, inputs, strict=True)))
        return tuple(scores[name] for name in OUTPUTS)


def export(
    reader: Reader,
    labels: dict[str, list[str]],
    definition: str,
    *,
    quantise: bool = True,
    sample: Sequence[Words] = (),
) -> dict[str, bytes]:
    """The files of an `Encoder`: network (weights as int8 unless `quantise` is off), wordpieces, labels.

    `sample`: windows of training texts, by which the weights are rounded (see `quantise.quantise`).
    """
    import onnx

    reader.eval()
    if hasattr(reader.encoder, "set_attn_implementation"):
        reader.encoder.set_attn_implementation("eager")  # the fused attention takes shortcuts that tracing would freeze
    pieces = WordPieces(definition)
    traced = batch([Words(["A", "short", "sentence", "."], [2, 1, 1, 0])], pieces)
    axes = {name: {0: "batch", 1: "pieces" if name in ("ids", "cases", "mask") else "words"} for name in INPUTS}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "reader.onnx"
        torch.onnx.export(
            _Flat(reader).eval(),
            tuple(torch.from_numpy(traced[name]) for name in INPUTS),
            str(plain),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        network = plain.read_bytes()
        if quantise:
            network = int8(onnx.load(str(plain)), [batch([words], pieces) for words in sample]).SerializeToString()
    roots = labels["deps"].index("ROOT")
    settings: dict[str, Any] = {**labels, "root": roots}
    return {
        "reader.onnx": network,
        "tokenizer.json": definition.encode("utf-8"),
        "labels.json": json.dumps(settings, ensure_ascii=False).encode("utf-8"),
    }


def load_reader(weights: Path, encoder: nn.Module) -> Reader:
    """A reader with the weights that training saved."""
    from pipeline.training.encoder_model import Sizes

    state = torch.load(weights, weights_only=True)
    reader = Reader(encoder, Sizes(**state["sizes"]))
    reader.load_state_dict(state["reader"])
    return reader


def same_scores(reader: Reader, encoder: Encoder, words: Words) -> float:
    """The largest difference between the scores of tags of the network and of its export."""
    session, pieces, _ = encoder._load()
    inputs = batch([words], pieces)
    with torch.no_grad():
        ours = reader({name: torch.from_numpy(inputs[name]) for name in inputs})
    names = [output.name for output in session.get_outputs()]
    theirs = dict(zip(names, session.run(None, {name: inputs[name] for name in INPUTS}), strict=True))
    return float(max(np.abs(ours[name].numpy() - theirs[name]).max() for name in ("xpos", "names", "arcs")))
