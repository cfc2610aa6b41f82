"""int8 weights: what errors they may make, on small networks; needs the `train` extra."""

import io
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from pipeline.stages import encoder  # noqa: E402
from pipeline.training.quantise import FLOOR, quantise  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # torch's exporter warns about its own future


def session_of(model: Any) -> Any:
    return encoder.session_of(model.SerializeToString())


def network(nodes: list[Any], width: int, constants: dict[str, np.ndarray], columns: int) -> Any:
    shapes = [
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["texts", "words", size])
        for name, size in (("x", width), ("found", columns))
    ]
    tensors = [onnx.numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = onnx.helper.make_graph(nodes, "graph", shapes[:1], shapes[1:], tensors)
    return onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)


def product(width: int, columns: int, seed: int) -> Any:
    weights = np.random.default_rng(seed).normal(size=(width, columns)).astype(np.float32)
    return network([onnx.helper.make_node("MatMul", ["x", "weights"], ["found"])], width, {"weights": weights}, columns)


def mean_error(model: Any, inputs: np.ndarray, sample: list[dict[str, np.ndarray]]) -> float:
    [exact] = session_of(model).run(None, {"x": inputs})
    [found] = session_of(quantise(model, sample)).run(None, {"x": inputs})
    return float(np.sqrt(((found - exact) ** 2).mean()))


def test_a_channel_that_is_large_everywhere_costs_the_others_little() -> None:
    model, random = product(32, 64, seed=3), np.random.default_rng(4)
    texts = random.normal(size=(8, 40, 32)).astype(np.float32)
    texts[..., 5] *= 40
    sample = [{"x": texts[i : i + 1]} for i in range(4)]
    assert mean_error(model, texts[4:], sample) < 0.5 * mean_error(model, texts[4:], [])


def test_channels_that_go_together_make_up_for_each_others_rounding() -> None:
    model, random = product(64, 64, seed=6), np.random.default_rng(7)
    texts = (random.normal(size=(8, 40, 4)) @ random.normal(size=(4, 64))).astype(np.float32)
    sample = [{"x": texts[i : i + 1]} for i in range(4)]
    assert mean_error(model, texts[4:], sample) < 0.85 * mean_error(model, texts[4:], [])


def test_the_activations_of_gelu_have_the_whole_range() -> None:
    class Step(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.gelu = torch.nn.Linear(8, 64, bias=False), torch.nn.GELU()
            self.last = torch.nn.Linear(64, 64, bias=False)

        def forward(self, x: Any) -> Any:
            return self.last(self.gelu(self.first(x)))

    torch.manual_seed(2)
    buffer = io.BytesIO()
    torch.onnx.export(
        Step(), (torch.zeros(1, 2, 8),), buffer, input_names=["x"], opset_version=17, dynamo=False,
        dynamic_axes={"x": {0: "texts", 1: "words"}},
    )  # fmt: skip
    model = onnx.load_from_string(buffer.getvalue())
    starts = {node.input[0]: node.input[2] for node in quantise(model).graph.node if node.op_type == "MatMulInteger"}
    assert sorted(starts.values()) == ["int8 bottom", "int8 middle"]
    inputs = np.random.default_rng(1).normal(size=(3, 50, 8)).astype(np.float32) * 4
    [exact], [found] = (session_of(each).run(None, {"x": inputs}) for each in (model, quantise(model)))
    assert np.abs(found - exact).max() < 0.03 * np.abs(exact).max()


def test_gelu_gives_nothing_below_the_floor_of_int8() -> None:
    values = torch.nn.functional.gelu(torch.linspace(-8, 8, 100_001, dtype=torch.float64))
    assert -FLOOR < float(values.min()) < 0.001 - FLOOR


def test_scores_of_a_text_are_the_same_whatever_is_read_with_it() -> None:
    model, random = product(32, 64, seed=8), np.random.default_rng(9)
    texts = random.normal(size=(6, 10, 32)).astype(np.float32)
    texts[3] *= 1000
    session = session_of(quantise(model, [{"x": texts[:1]}]))
    [together] = session.run(None, {"x": texts})
    for i in range(len(texts)):
        assert np.array_equal(session.run(None, {"x": texts[i : i + 1]})[0][0], together[i])


def test_narrow_matrices_stay_as_they_are() -> None:
    assert not [node for node in quantise(product(32, 23, seed=1)).graph.node if node.op_type == "MatMulInteger"]


def test_one_very_large_row_costs_the_others_nothing() -> None:
    random = np.random.default_rng(5)
    weights = random.normal(size=(32, 64)).astype(np.float32)
    table = random.normal(size=(20_000, 32)).astype(np.float32)
    table[7] *= 1000
    nodes = [onnx.helper.make_node("Gather", ["table", "ids"], ["rows"], axis=0)]
    nodes += [onnx.helper.make_node("MatMul", ["rows", "weights"], ["found"])]
    shapes = [onnx.helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, ["words"])]
    shapes += [onnx.helper.make_tensor_value_info("found", onnx.TensorProto.FLOAT, ["words", 64])]
    constants = [onnx.numpy_helper.from_array(table, "table"), onnx.numpy_helper.from_array(weights, "weights")]
    graph = onnx.helper.make_graph(nodes, "graph", shapes[:1], shapes[1:], constants)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    session = session_of(quantise(model))
    ids = np.array([1, 7, 2, 3], np.int64)
    [found] = session.run(None, {"ids": ids})
    assert np.abs(found - table[ids] @ weights)[[0, 2, 3]].max() < 0.3
