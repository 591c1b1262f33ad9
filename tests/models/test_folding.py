"""Folding changes how a network is stored and run, not what it computes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from onnx import TensorProto, helper

from models.folding import dequantise_blocks, fold
from models.registry import ModelRegistry


def unfolded_session(path: Path) -> onnxruntime.InferenceSession:
    """The shipped SFace in ONNX Runtime, with the inputs dropped that only list its weights."""
    model = onnx.load(path)
    used = {name for node in model.graph.node for name in node.input}
    stored = {tensor.name for tensor in model.graph.initializer}
    real = [value for value in model.graph.input if value.name in used and value.name not in stored]
    del model.graph.input[:]
    model.graph.input.extend(real)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def test_the_folded_sface_gives_the_templates_of_the_shipped_one(registry: ModelRegistry) -> None:
    crop = np.random.default_rng(3).uniform(0, 255, (1, 3, 112, 112)).astype(np.float32)
    shipped = unfolded_session(registry.find("sface").path).run(None, {"data": crop})[0]
    folded = registry.open("sface").run(None, {"data": crop})[0]
    assert np.abs(folded - shipped).max() < 1e-4 * np.abs(shipped).max()


def test_the_folded_yunet_agrees_with_its_float_original(registry: ModelRegistry, data: Path) -> None:
    original = data / "models" / "yunet" / "face_detection_yunet_2023mar.onnx"
    picture = np.random.default_rng(4).uniform(0, 255, (1, 3, 640, 640)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(original), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    expected = session.run(names, {session.get_inputs()[0].name: picture})
    found = registry.open("yunet").run(names, {"input": picture})
    for name, one, other in zip(names, expected, found, strict=True):
        assert one.shape == other.shape
        if name.startswith(("cls", "obj")):  # quantisation moves boxes of noise by more than any of these
            assert np.abs(one - other).mean() < 0.02, name


def test_a_folded_model_holds_no_quantised_weight_and_no_prelu(registry: ModelRegistry) -> None:
    for name in ("yunet", "sface"):
        graph = onnx.load(registry.folded(name)).graph
        assert {node.op_type for node in graph.node}.isdisjoint({"DequantizeLinear", "PRelu"})
        assert {tensor.data_type for tensor in graph.initializer} <= {TensorProto.FLOAT, TensorProto.INT64}


def test_several_crops_go_through_the_folded_sface_at_once(registry: ModelRegistry) -> None:
    crops = np.random.default_rng(5).uniform(0, 255, (3, 3, 112, 112)).astype(np.float32)
    session = registry.open("sface")
    together = session.run(None, {"data": crops})[0]
    apart = np.concatenate([session.run(None, {"data": crop[None]})[0] for crop in crops])
    assert np.abs(together - apart).max() < 1e-4 * np.abs(apart).max()


@given(
    arrays.arrays(np.int8, (2, 7)),
    arrays.arrays(np.float32, (2, 3), elements=st.floats(-4, 4, width=32)),
    arrays.arrays(np.int8, (2, 3)),
)
def test_each_value_is_dequantised_by_the_scale_of_its_block(
    quantised: np.ndarray, scale: np.ndarray, zero: np.ndarray
) -> None:
    folded = dequantise_blocks(quantised, scale, zero, axis=1)
    for row in range(2):
        for column in range(7):
            block = column // 3
            expected = (float(quantised[row, column]) - float(zero[row, block])) * float(scale[row, block])
            assert folded[row, column] == pytest.approx(expected, rel=1e-5, abs=1e-5)


def test_prelu_is_rewritten_to_the_same_function() -> None:
    slope = helper.make_tensor("slope", TensorProto.FLOAT, [2, 1, 1], [0.25, -0.5])
    graph = helper.make_graph(
        [helper.make_node("PRelu", ["x", "slope"], ["y"])],
        "prelu",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, 3, 3])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 2, 3, 3])],
        [slope],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    x = np.random.default_rng(6).normal(size=(1, 2, 3, 3)).astype(np.float32)
    results = []
    for each in (model, fold(model, (0,))):
        session = onnxruntime.InferenceSession(each.SerializeToString(), providers=["CPUExecutionProvider"])
        results.append(session.run(None, {"x": x})[0])
    assert np.allclose(results[0], results[1], atol=1e-6)


def normalised_prelu(slopes: list[float], *, used_twice: bool = False) -> onnx.ModelProto:
    """BatchNormalization, then PRelu; its input may be used by somebody else too."""
    channels = len(slopes)
    random = np.random.default_rng(7)

    def weights(name: str, values: np.ndarray) -> onnx.TensorProto:
        return helper.make_tensor(name, TensorProto.FLOAT, values.shape, values.astype(np.float32).ravel())

    stored = [weights(name, random.uniform(0.5, 2, channels)) for name in ("scale", "bias", "mean", "variance")]
    stored.append(weights("slope", np.array(slopes).reshape(-1, 1, 1)))
    nodes = [
        helper.make_node("BatchNormalization", ["x", "scale", "bias", "mean", "variance"], ["n"]),
        helper.make_node("PRelu", ["n", "slope"], ["p"]),
        helper.make_node("Add", ["p", "n" if used_twice else "p"], ["y"]),
    ]
    shape = [1, channels, 4, 4]
    graph = helper.make_graph(
        nodes,
        "normalised",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        stored,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


@pytest.mark.parametrize(
    ("slopes", "used_twice", "products"),
    [
        ([0.25, -0.5, 0.0], False, 1),  # folded into the normalisation
        ([0.25, -0.5, 1.1], False, 2),  # too steep
        ([0.25, -0.5, 0.0], True, 2),  # somebody else needs the normalised values as they are
    ],
)
def test_a_normalised_prelu_computes_the_same_with_one_product_less(
    slopes: list[float], used_twice: bool, products: int
) -> None:
    model = normalised_prelu(slopes, used_twice=used_twice)
    folded = fold(model, (0,))
    assert [node.op_type for node in folded.graph.node].count("Mul") == products
    x = np.random.default_rng(8).normal(size=(1, 3, 4, 4)).astype(np.float32)
    before, after = (
        onnxruntime.InferenceSession(each.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"x": x})[
            0
        ]
        for each in (model, folded)
    )
    assert np.allclose(before, after, atol=1e-5)
