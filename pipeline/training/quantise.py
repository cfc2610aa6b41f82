"""int8 weights for an exported network, with a scale for every row of what is multiplied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from pipeline.training.rounding import RANGE, Doubles, Floats, compensated, nearest

# Activations are whole numbers of the range of the weights, moved into uint8; those of GELU have all of it.
MIDDLE, WHOLE = 128, 255
# GELU gives nothing below its minimum, -0.16998.
FLOOR = 0.17
# A table of fewer rows (positions, cases) and a matrix of fewer columns (tags, names) gain nothing worth their error.
FEWEST_ROWS, FEWEST_COLUMNS = 10_000, 64
# How much of the differences between the channels of a left side goes over to the weights: half, as in SmoothQuant
# (Xiao et al. 2023, arXiv:2211.10438), so that neither side is left with a few very large channels.
SHARE = 0.5


@dataclass(slots=True)
class Channels:
    """The largest absolute value of each channel of the left side of a product, and the mean of x xᵀ."""

    most: Floats
    moments: Doubles
    rows: int = 0

    def see(self, values: Floats) -> None:
        """Take in values [..., channels]."""
        found = values.reshape(-1, values.shape[-1]).astype(np.float64)
        self.most = np.maximum(self.most, np.abs(found).max(0)).astype(np.float32)
        self.rows += len(found)
        self.moments += (found.T @ found - len(found) * self.moments) / self.rows

    def evening(self) -> Floats:
        """What the channels are divided by, and the rows of the weights multiplied with."""
        most = np.maximum(self.most, 1e-3 * self.most.max() + 1e-12) ** SHARE
        evened: Floats = (most / np.exp(np.log(most).mean())).astype(np.float32)
        return evened


def quantise(model: onnx.ModelProto, sample: Sequence[Mapping[str, NDArray[Any]]] = ()) -> onnx.ModelProto:
    """`model` with the constant matrices of its products, and its large tables, as int8.

    A weight matrix has a scale per column, a table one per row, and the left side of a product one per row, found when
    it runs. With one scale for a whole text, as onnxruntime's dynamic quantisation has it, the few wordpieces of very
    large values ([SEP], full stops) leave the others a handful of steps: that made four fifths of its error.

    `sample` (inputs of the network, from training texts) shows which channels are large in all rows, and which go
    together: the first are evened out, the weights rounded with a view to the second. Without it neither is done.
    """
    constants = {tensor.name: tensor for tensor in model.graph.initializer}
    uses = Counter(name for node in model.graph.node for name in node.input)
    products: list[onnx.NodeProto] = []
    tables: list[onnx.NodeProto] = []
    for node in model.graph.node:
        side = {"MatMul": 1, "Gather": 0}.get(node.op_type)
        tensor = constants.get(node.input[side]) if side is not None else None
        if tensor is None or len(tensor.dims) != 2 or uses[tensor.name] > 1:
            continue
        if side and tensor.dims[1] >= FEWEST_COLUMNS:
            products.append(node)
        elif not side and tensor.dims[0] >= FEWEST_ROWS:
            tables.append(node)
    seen = _channels(model, {node.input[0]: constants[node.input[1]].dims[0] for node in products}, sample)
    floored = _gelus(model)
    added = [numpy_helper.from_array(np.array(value, kind), name) for name, value, kind in _SCALARS]
    replaced: dict[str, list[onnx.NodeProto]] = {}
    rows: set[str] = set()
    for node in products:
        left, name = node.input
        matrix = numpy_helper.to_array(constants[name])
        evening = seen[left].evening() if left in seen and left not in floored else None
        nodes = [] if left in rows else _rows(left, evened=evening is not None, floored=left in floored)
        if evening is not None and left not in rows:
            added.append(_constant(left, np.reciprocal(evening), "evening"))
        rows.add(left)
        even = np.ones(len(matrix), np.float32) if evening is None else evening
        matrix = matrix * even[:, None]
        whole, scales = (
            compensated(matrix, seen[left].moments / np.outer(even, even)) if left in seen else nearest(matrix, axis=0)
        )
        added += [_constant(name, whole, "int8"), _constant(name, scales, "scale")]
        if left in floored:
            added.append(_constant(name, (-FLOOR * scales[0] * whole.sum(0)).astype(np.float32), "floor"))
        replaced[node.output[0]] = [*nodes, *_product(node, name, floored=left in floored)]
    for node in tables:
        whole, scales = nearest(numpy_helper.to_array(constants[node.input[0]]), axis=1)
        added += [_constant(node.input[0], whole, "int8"), _constant(node.input[0], scales, "scale")]
        replaced[node.output[0]] = _lookup(node, node.input[0])
    gone = {node.input[1] for node in products} | {node.input[0] for node in tables}
    nodes = [new for node in model.graph.node for new in replaced.get(node.output[0], [node])]
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in model.graph.initializer if tensor.name not in gone]
    added = [tensor for tensor in added if tensor.name in used]
    graph = helper.make_graph(nodes, model.graph.name, model.graph.input, model.graph.output, [*kept, *added])
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


_SCALARS = (
    ("int8 range", 1 / RANGE, np.float32),
    ("int8 whole", 1 / WHOLE, np.float32),
    ("int8 least", 1e-12, np.float32),
    ("int8 one", 1.0, np.float32),
    ("int8 floor", FLOOR, np.float32),
    ("int8 middle", MIDDLE, np.uint8),
    ("int8 bottom", 0, np.uint8),
)


def _channels(
    model: onnx.ModelProto, widths: Mapping[str, int], sample: Sequence[Mapping[str, NDArray[Any]]]
) -> dict[str, Channels]:
    """What the values named by `widths` (their numbers of channels) look like on `sample`; nothing without one."""
    if not sample:
        return {}
    import onnxruntime

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in widths)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [node.name for node in session.get_inputs()]
    found = {
        name: Channels(np.zeros(width, np.float32), np.zeros((width, width), np.float64))
        for name, width in widths.items()
    }
    for inputs in sample:
        for name, values in zip(widths, session.run(list(widths), {key: inputs[key] for key in names}), strict=True):
            found[name].see(values)
    return found


def _gelus(model: onnx.ModelProto) -> set[str]:
    """What GELU gives, as torch writes it out: ((1 + erf) x) / 2."""
    following = {name: node for node in model.graph.node for name in node.input}
    halves = {
        node.output[0]
        for node in model.graph.node
        if node.op_type == "Constant" and np.all(numpy_helper.to_array(node.attribute[0].t) == 0.5)
    }
    found = set()
    for node in model.graph.node:
        if node.op_type == "Erf":
            steps = [node]
            while len(steps) < 4 and steps[-1].output[0] in following:
                steps.append(following[steps[-1].output[0]])
            if [step.op_type for step in steps] == ["Erf", "Add", "Mul", "Mul"] and halves.intersection(
                steps[-1].input
            ):
                found.add(steps[-1].output[0])
    return found


def _constant(name: str, values: NDArray[np.int8] | Floats, what: str) -> onnx.TensorProto:
    return numpy_helper.from_array(values, f"{name} {what}")


def _rows(name: str, *, evened: bool, floored: bool) -> list[onnx.NodeProto]:
    """The left side of a product as uint8, and the scale of each of its rows."""
    nodes: list[onnx.NodeProto] = []
    values = name
    if evened:
        nodes.append(helper.make_node("Mul", [name, f"{name} evening"], [f"{name} evened"]))
        values = f"{name} evened"
    if floored:
        nodes.append(helper.make_node("Add", [values, "int8 floor"], [f"{name} raised"]))
        values = sizes = f"{name} raised"
    else:
        nodes.append(helper.make_node("Abs", [values], [f"{name} abs"]))
        sizes = f"{name} abs"
    share, start = ("int8 whole", "int8 bottom") if floored else ("int8 range", "int8 middle")
    return [
        *nodes,
        helper.make_node("ReduceMax", [sizes], [f"{name} most"], axes=[-1], keepdims=1),
        helper.make_node("Mul", [f"{name} most", share], [f"{name} step"]),
        helper.make_node("Max", [f"{name} step", "int8 least"], [f"{name} scale"]),
        helper.make_node("Div", [values, f"{name} scale"], [f"{name} steps"]),
        helper.make_node("QuantizeLinear", [f"{name} steps", "int8 one", start], [f"{name} uint8"]),
    ]


def _product(node: onnx.NodeProto, weights: str, *, floored: bool) -> list[onnx.NodeProto]:
    left, out = node.input[0], node.output[0]
    start = "int8 bottom" if floored else "int8 middle"
    scaled = f"{out} raised" if floored else out
    nodes = [
        helper.make_node("MatMulInteger", [f"{left} uint8", f"{weights} int8", start], [f"{out} int32"]),
        helper.make_node("Cast", [f"{out} int32"], [f"{out} float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out} float", f"{weights} scale"], [f"{out} columns"]),
        helper.make_node("Mul", [f"{out} columns", f"{left} scale"], [scaled], name=node.name),
    ]
    # Every value was raised by the floor: what that adds to a column is the same in every row.
    return [*nodes, helper.make_node("Add", [scaled, f"{weights} floor"], [out])] if floored else nodes


def _lookup(node: onnx.NodeProto, table: str) -> list[onnx.NodeProto]:
    index, out = node.input[1], node.output[0]
    return [
        helper.make_node("Gather", [f"{table} int8", index], [f"{out} looked up int8"], axis=0),
        helper.make_node("Gather", [f"{table} scale", index], [f"{out} looked up scale"], axis=0),
        helper.make_node("Cast", [f"{out} looked up int8"], [f"{out} looked up"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out} looked up", f"{out} looked up scale"], [out], name=node.name),
    ]
