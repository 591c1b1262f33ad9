"""Any network of the ArcFace layout runs as its manifest entry says, and one that does not fit is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from models.errors import ModelFormatError
from models.manifest import ModelEntry, NormMapping
from models.registry import ModelRegistry, sha256_of
from recognition.alignment import AlignedFace, align
from recognition.embedding import Embedder
from recognition.engines import open_engine
from recognition.errors import TemplateMismatchError
from recognition.recogniser import Recogniser
from recognition.types import Face, Image, QualityStatus, Vector

Batch = int | str
Engine = Callable[..., Embedder]


def model_of(
    nodes: Sequence[onnx.NodeProto],
    weights: Sequence[onnx.TensorProto],
    shape: Sequence[Batch],
    dimension: int,
    more_inputs: Sequence[onnx.ValueInfoProto] = (),
    number: int = TensorProto.FLOAT,
) -> onnx.ModelProto:
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("picture", number, shape), *more_inputs],
        [helper.make_tensor_value_info("vector", number, [shape[0], dimension])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


def means_of_channels(
    shape: Sequence[Batch] = ("N", 3, 112, 112), number: int = TensorProto.FLOAT, spatial: Sequence[int] = (2, 3)
) -> onnx.ModelProto:
    """Gives the mean of each channel: three numbers."""
    axes = helper.make_tensor("axes", TensorProto.INT64, [2], spatial)
    mean = helper.make_node("ReduceMean", ["picture", "axes"], ["vector"], keepdims=0)
    return model_of([mean], [axes], shape, 3, number=number)


def weights_of(side: int, dimension: int = 4) -> Vector:
    return (np.random.default_rng(5).normal(size=(3 * side * side, dimension)) / side).astype(np.float32)


def weighs_positions(side: int, batch: Batch) -> onnx.ModelProto:
    """Gives four sums of all values, each value with a weight of its own: it sees where something is."""
    weights = weights_of(side)
    tensor = onnx.numpy_helper.from_array(weights, "weights")
    nodes = [
        helper.make_node("Flatten", ["picture"], ["flat"], axis=1),
        helper.make_node("MatMul", ["flat", "weights"], ["vector"]),
    ]
    return model_of(nodes, [tensor], [batch, 3, side, side], weights.shape[1])


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Opens a network as a model of one's own."""

    def opened(model: onnx.ModelProto, *, mirrored: bool = True, **fields: Any) -> Embedder:
        path = tmp_path / "own.onnx"
        path.write_bytes(model.SerializeToString())
        described: dict[str, Any] = {
            "name": "own",
            "task": "embedding",
            "title": "A small one",
            "file": path.name,
            "sha256": sha256_of(path),
            "licence": "MIT",
            "source": "this test",
            "dimension": 3,
            "norm": NormMapping(1.0, 1.0),  # with it the engine tells the length of the vector
        }
        entry = ModelEntry(**(described | fields))
        registry = ModelRegistry(tmp_path / "cache", [tmp_path], threads=1, entries={"own": entry})
        return open_engine(registry, "own", mirrored=mirrored)

    return opened


@pytest.fixture(scope="module")
def face() -> AlignedFace:
    """A coloured picture in which no pixel is like another, and where a face would be in it."""
    random = np.random.default_rng(3)
    coarse = random.integers(0, 256, (25, 22, 3)).astype(np.uint8)
    picture: Image = np.asarray(cv2.resize(coarse, (180, 200), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    picture[:, :, 0] //= 2  # less blue, so that the order of the colours shows
    points = np.array([[60, 80], [110, 78], [85, 105], [65, 130], [108, 131]], dtype=np.float32)
    return AlignedFace.of(picture, Face(np.array([40, 50, 130, 150], dtype=np.float32), points, 0.9))


def given_to_network(face: AlignedFace, side: int, channels: str, mean: float, scale: float) -> Vector:
    """What a network is given, (3, side, side), worked out anew."""
    crop = align(face.image, face.face, side).astype(np.float64)
    ordered = crop if channels == "BGR" else crop[:, :, ::-1]
    return ((ordered - mean) * scale).transpose(2, 0, 1).astype(np.float32)


def raw_vector(engine: Embedder, face: AlignedFace) -> Vector:
    """What the network gave, before it was brought to length one."""
    embedding = engine.embed(face)
    assert embedding.quality.raw is not None
    return embedding.template.vector * np.float32(embedding.quality.raw)


def test_sface_under_another_name_gives_the_same_vectors_that_do_not_meet_its_own(
    registry: ModelRegistry, recogniser: Recogniser, face_photo: Image, tmp_path: Path
) -> None:
    entry = replace(registry.entry("sface"), name="other")
    other = open_engine(ModelRegistry(tmp_path, entries={"other": entry}), "other")
    aligned = recogniser.align(face_photo, recogniser.faces(face_photo)[0])
    one, two = recogniser.embed(aligned).template, other.embed(aligned).template
    np.testing.assert_allclose(one.vector, two.vector, atol=1e-6)
    assert one.model_id != two.model_id == other.model_id
    assert two.model_id.startswith("other-")
    with pytest.raises(TemplateMismatchError, match="cannot be compared; enrol again with one model"):
        one.similarity(two)


@pytest.mark.parametrize("channels", ["RGB", "BGR"])
@pytest.mark.parametrize(("side", "mean", "scale"), [(112, 127.5, 0.0078125), (128, 0.0, 1.0), (128, 127.5, 2.0)])
def test_the_network_is_given_what_its_entry_says(
    engine: Engine, face: AlignedFace, side: int, channels: str, mean: float, scale: float
) -> None:
    opened = engine(
        means_of_channels(("N", 3, side, side)), side=side, channels=channels, mean=mean, scale=scale, free_axes=(0,)
    )
    expected = given_to_network(face, side, channels, mean, scale).mean(axis=(1, 2))
    np.testing.assert_allclose(raw_vector(opened, face), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("batch", "free_axes"), [("N", ()), (1, ()), (1, (0,))], ids=["free", "fixed", "made free"])
@pytest.mark.parametrize("side", [112, 128])
def test_the_vectors_of_the_crop_and_of_its_mirror_image_are_averaged(
    engine: Engine, face: AlignedFace, side: int, batch: Batch, free_axes: tuple[int, ...]
) -> None:
    opened = engine(weighs_positions(side, batch), side=side, channels="RGB", dimension=4, free_axes=free_axes)
    picture = given_to_network(face, side, "RGB", 0.0, 1.0)
    straight, mirrored = (each.reshape(-1) @ weights_of(side) for each in (picture, picture[:, :, ::-1]))
    assert not np.allclose(straight, mirrored, rtol=0.01)
    np.testing.assert_allclose(raw_vector(opened, face), (straight + mirrored) / 2, rtol=1e-3, atol=1e-2)


@pytest.mark.parametrize("batch", ["N", 1])
def test_without_mirroring_it_is_the_vector_of_the_crop_and_of_the_same_model(
    engine: Engine, face: AlignedFace, batch: Batch
) -> None:
    both = engine(weighs_positions(112, batch), dimension=4)
    alone = engine(weighs_positions(112, batch), dimension=4, mirrored=False)
    picture = given_to_network(face, 112, "RGB", 0.0, 1.0)
    np.testing.assert_allclose(raw_vector(alone, face), picture.reshape(-1) @ weights_of(112), rtol=1e-3, atol=1e-2)
    assert alone.model_id == both.model_id


def test_without_a_measured_length_there_is_no_quality_and_the_template_is_the_same(
    engine: Engine, face: AlignedFace
) -> None:
    measured, unmeasured = engine(means_of_channels()), engine(means_of_channels(), norm=None)
    one, other = measured.embed(face), unmeasured.embed(face)
    assert one.quality.status is QualityStatus.ASSESSED
    assert other.quality.status is QualityStatus.FAILED_TO_ASSESS
    assert other.quality.passed
    np.testing.assert_array_equal(one.template.vector, other.template.vector)


@pytest.mark.parametrize(
    "change",
    [{"channels": "BGR"}, {"mean": 127.5}, {"scale": 0.5}, {"side": 128}],
    ids=["channels", "mean", "scale", "side"],
)
def test_another_way_of_giving_the_picture_to_the_network_is_another_model(
    engine: Engine, change: dict[str, Any]
) -> None:
    """Else templates that mean something else would be compared, and an evaluation would show those it has kept."""
    free = means_of_channels(("N", 3, "H", "W"))
    assert engine(free).model_id != engine(free, **change).model_id


def test_other_weights_are_another_model(engine: Engine) -> None:
    assert engine(means_of_channels()).model_id != engine(means_of_channels((1, 3, 112, 112))).model_id


@pytest.mark.parametrize(
    ("model", "found"),
    [
        (means_of_channels(("N", 3, 128, 128)), r"\b3, 128, 128\]"),
        (means_of_channels(("N", 1, 112, 112)), r"\b1, 112, 112\]"),
        (means_of_channels(("N", 112, 112, 3), spatial=(1, 2)), r"\b112, 112, 3\]"),
        (means_of_channels(("N", 3, 112), spatial=(1, 2)), r"\b3, 112\]"),
    ],
    ids=["larger", "grey", "channels last", "flat"],
)
def test_an_input_of_another_shape_is_refused_with_what_was_expected_and_found(
    engine: Engine, model: onnx.ModelProto, found: str
) -> None:
    with pytest.raises(ModelFormatError, match=rf"model own: expected one input of Nx3x112x112\b.*, got .*{found}"):
        engine(model)


def test_a_second_input_is_refused_and_said_to_be_there(engine: Engine) -> None:
    nodes = [
        helper.make_node("ReduceMean", ["picture", "axes"], ["means"], keepdims=0),
        helper.make_node("Mul", ["means", "mask"], ["vector"]),
    ]
    axes = helper.make_tensor("axes", TensorProto.INT64, [2], [2, 3])
    mask = helper.make_tensor_value_info("mask", TensorProto.FLOAT, [1, 3])
    with pytest.raises(ModelFormatError, match=r"expected one input of Nx3x112x112\b.*, got (2|two)\b"):
        engine(model_of(nodes, [axes], ["N", 3, 112, 112], 3, [mask]))


def test_a_fixed_batch_of_more_than_one_is_refused(engine: Engine, face: AlignedFace) -> None:
    with pytest.raises(ModelFormatError, match="own: expected"):
        engine(means_of_channels((4, 3, 112, 112))).embed(face)


def test_an_input_of_other_numbers_than_float32_is_refused(engine: Engine, face: AlignedFace) -> None:
    with pytest.raises(ModelFormatError, match="own: expected"):
        engine(means_of_channels(number=TensorProto.FLOAT16)).embed(face)


def test_vectors_of_another_length_are_refused_with_what_was_expected_and_found(
    engine: Engine, face: AlignedFace
) -> None:
    with pytest.raises(ModelFormatError, match=r"model own: expected vectors of 512 numbers, got .*3"):
        engine(means_of_channels(), dimension=512).embed(face)


def test_a_first_output_that_is_no_vector_is_refused(engine: Engine, face: AlignedFace) -> None:
    same = helper.make_node("Identity", ["picture"], ["vector"])
    model = model_of([same], [], ["N", 3, 112, 112], 3)
    del model.graph.output[0].type.tensor_type.shape.dim[:]
    with pytest.raises(ModelFormatError, match="model own: expected vectors of 3 numbers, got"):
        engine(model).embed(face)


def test_a_network_that_fails_while_it_runs_is_said_to(engine: Engine, face: AlignedFace) -> None:
    """Its file says that a batch may have any size, and inside it stands one of one: many exported files are so."""
    nodes = [
        helper.make_node("ReduceMean", ["picture", "axes"], ["means"], keepdims=0),
        helper.make_node("Reshape", ["means", "shape"], ["vector"]),
    ]
    axes = helper.make_tensor("axes", TensorProto.INT64, [2], [2, 3])
    shape = helper.make_tensor("shape", TensorProto.INT64, [2], [1, 3])
    opened = engine(model_of(nodes, [axes, shape], ["N", 3, 112, 112], 3))
    with pytest.raises(ModelFormatError, match="own"):
        opened.embed(face)


def test_an_operator_that_the_runtime_does_not_know_is_refused(engine: Engine) -> None:
    model = model_of([helper.make_node("Guess", ["picture"], ["vector"], domain="own")], [], ["N", 3, 112, 112], 3)
    model.opset_import.append(helper.make_opsetid("own", 1))
    with pytest.raises(ModelFormatError, match="model own cannot be run"):
        engine(model)
