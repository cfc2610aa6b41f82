"""int8 weights for an exported network, with a scale for every row of what is multiplied."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
# int8 without -128, so that both signs reach as far; activations are the same, moved into uint8.
RANGE, MIDDLE = 127, 128
# A table of fewer rows than this (positions, cases) gains nothing worth its error.
FEWEST_ROWS = 10_000


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """`model` with the constant matrices of its products, and its large tables, as int8.

    A weight matrix has a scale per column, a table one per row, and the left side of a product one per row, found when
    it runs. With one scale for a whole text, as onnxruntime's dynamic quantisation has it, the few wordpieces of very
    large values ([SEP], full stops) leave the others a handful of steps: that made four fifths of its error.
    """
    constants = {tensor.name: tensor for tensor in model.graph.initializer}
    uses: dict[str, int] = {}
    for node in model.graph.node:
        for name in node.input:
            uses[name] = uses.get(name, 0) + 1
    nodes: list[onnx.NodeProto] = []
    added = [numpy_helper.from_array(np.array(value, kind), name) for name, value, kind in _SCALARS]
    rows: set[str] = set()
    gone: set[str] = set()
    for node in model.graph.node:
        side = 1 if node.op_type == "MatMul" else 0
        tensor = constants.get(node.input[side]) if node.op_type in ("MatMul", "Gather") else None
        if tensor is None or len(tensor.dims) != 2 or uses[tensor.name] > 1:
            nodes.append(node)
        elif node.op_type == "MatMul":
            if node.input[0] not in rows:
                rows.add(node.input[0])
                nodes += _rows(node.input[0])
            weights, scales = _int8(numpy_helper.to_array(tensor), axis=0)
            added += [_constant(tensor.name, weights, "int8"), _constant(tensor.name, scales, "scale")]
            nodes += _product(node, tensor.name)
            gone.add(tensor.name)
        elif tensor.dims[0] >= FEWEST_ROWS:
            weights, scales = _int8(numpy_helper.to_array(tensor), axis=1)
            added += [_constant(tensor.name, weights, "int8"), _constant(tensor.name, scales, "scale")]
            nodes += _lookup(node, tensor.name)
            gone.add(tensor.name)
        else:
            nodes.append(node)
    kept = [tensor for tensor in model.graph.initializer if tensor.name not in gone]
    graph = helper.make_graph(nodes, model.graph.name, model.graph.input, model.graph.output, [*kept, *added])
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


_SCALARS = (
    ("int8 range", 1 / RANGE, np.float32),
    ("int8 least", 1e-12, np.float32),
    ("int8 one", 1.0, np.float32),
    ("int8 middle", MIDDLE, np.uint8),
)


def _int8(matrix: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers and the scale of each column (`axis` 0) or row (1)."""
    scales = np.maximum(np.abs(matrix).max(axis, keepdims=True) / RANGE, 1e-12).astype(np.float32)
    return np.rint(matrix / scales).astype(np.int8), scales


def _constant(name: str, values: NDArray[np.int8] | Floats, what: str) -> onnx.TensorProto:
    return numpy_helper.from_array(values, f"{name} {what}")


def _rows(name: str) -> list[onnx.NodeProto]:
    """The left side of a product as uint8, and the scale of each of its rows."""
    return [
        helper.make_node("Abs", [name], [f"{name} abs"]),
        helper.make_node("ReduceMax", [f"{name} abs"], [f"{name} most"], axes=[-1], keepdims=1),
        helper.make_node("Mul", [f"{name} most", "int8 range"], [f"{name} step"]),
        helper.make_node("Max", [f"{name} step", "int8 least"], [f"{name} scale"]),
        helper.make_node("Div", [name, f"{name} scale"], [f"{name} steps"]),
        helper.make_node("QuantizeLinear", [f"{name} steps", "int8 one", "int8 middle"], [f"{name} uint8"]),
    ]


def _product(node: onnx.NodeProto, weights: str) -> list[onnx.NodeProto]:
    left, out = node.input[0], node.output[0]
    return [
        helper.make_node("MatMulInteger", [f"{left} uint8", f"{weights} int8", "int8 middle"], [f"{out} int32"]),
        helper.make_node("Cast", [f"{out} int32"], [f"{out} float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out} float", f"{weights} scale"], [f"{out} columns"]),
        helper.make_node("Mul", [f"{out} columns", f"{left} scale"], [out], name=node.name),
    ]


def _lookup(node: onnx.NodeProto, table: str) -> list[onnx.NodeProto]:
    index, out = node.input[1], node.output[0]
    return [
        helper.make_node("Gather", [f"{table} int8", index], [f"{out} looked up int8"], axis=0),
        helper.make_node("Gather", [f"{table} scale", index], [f"{out} looked up scale"], axis=0),
        helper.make_node("Cast", [f"{out} looked up int8"], [f"{out} looked up"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out} looked up", f"{out} looked up scale"], [out], name=node.name),
    ]
