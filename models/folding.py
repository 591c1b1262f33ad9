"""Turns a block-quantised ONNX model into a plain float32 one, and rewrites what ONNX Runtime runs slowly.

Three rewrites, none of which changes what the network computes:

* ``DequantizeLinear`` of a stored weight, and the ``Reshape`` behind it, become a stored float32 weight
  (ONNX operator set 21, blocked form: ``y = (x - zero_point) * scale``, one scale per block along ``axis``);
* ``PRelu(x, s)`` becomes ``s*x + (1 - s)*Relu(x)``, since ONNX Runtime vectorises the second but not the first; where x
  is normalised just before, that layer is made to give ``z = (1 - s)*x`` instead, and ``s/(1 - s)*z + Relu(z)`` has one
  product less;
* fixed batch, height and width of the inputs become free, so that a picture need not be padded to a square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

# A slope nearer to one would have its rest divided by next to nothing.
_STEEPEST = 0.97


def fold(model: onnx.ModelProto, free_axes: Sequence[int]) -> onnx.ModelProto:
    """Return the same network with float32 weights.

    ``free_axes`` are the axes of the first input, and of every output, that stop being fixed in size.
    The model given is not changed.
    """
    folded = onnx.ModelProto()
    folded.CopyFrom(model)
    _fold_weights(folded.graph)
    _rewrite_prelu(folded.graph)
    _drop_unused_weights(folded.graph)
    _free_axes(folded.graph, free_axes)
    onnx.checker.check_model(folded)
    return folded


def dequantise_blocks(
    quantised: NDArray[np.int8],
    scale: NDArray[np.float32],
    zero_point: NDArray[np.int8] | None,
    axis: int,
) -> NDArray[np.float32]:
    """``(x - zero_point) * scale`` with each scale repeated over its block along ``axis``.

    The block length is the ratio of the two lengths along ``axis``, rounded up for a short last block.
    """
    length = quantised.shape[axis]
    block = -(-length // scale.shape[axis])

    def spread(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.repeat(values, block, axis=axis).take(range(length), axis=axis)

    values = quantised.astype(np.float32)
    if zero_point is not None:
        values -= spread(zero_point.astype(np.float32))
    return np.asarray(values * spread(scale), dtype=np.float32)


def _fold_weights(graph: onnx.GraphProto) -> None:
    weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    kept: list[onnx.NodeProto] = []
    for node in graph.node:
        constant = all(name in weights for name in node.input)
        if node.op_type == "DequantizeLinear" and constant:
            inputs = [weights[name] for name in node.input]
            zero_point = inputs[2] if len(inputs) == 3 else None
            value = dequantise_blocks(inputs[0], inputs[1], zero_point, _integer_attribute(node, "axis", 1))
        elif node.op_type == "Reshape" and constant:
            value = weights[node.input[0]].reshape(weights[node.input[1]].tolist())
        else:
            kept.append(node)
            continue
        weights[node.output[0]] = value
        graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(value), node.output[0]))
    del graph.node[:]
    graph.node.extend(kept)


def _rewrite_prelu(graph: onnx.GraphProto) -> None:
    weights = {tensor.name: tensor for tensor in graph.initializer}
    uses = Counter(name for node in graph.node for name in node.input)
    makers = {name: node for node in graph.node for name in node.output}
    rewritten: list[onnx.NodeProto] = []
    for node in graph.node:
        if node.op_type != "PRelu" or node.input[1] not in weights:
            rewritten.append(node)
            continue
        source, slope_name = node.input
        output = node.output[0]
        slope = numpy_helper.to_array(weights[slope_name])
        before = makers.get(source)
        own = before is not None and before.op_type == "BatchNormalization" and uses[source] == 1
        if (
            before is not None
            and own
            and slope.max() < _STEEPEST
            and all(each in weights for each in before.input[1:3])
        ):
            _scale_outputs(graph, before, weights, 1 - slope.reshape(-1))
            ratio_name = f"{slope_name}_ratio"
            graph.initializer.append(numpy_helper.from_array((slope / (1 - slope)).astype(np.float32), ratio_name))
            rewritten += [
                onnx.helper.make_node("Relu", [source], [f"{output}_positive"]),
                onnx.helper.make_node("Mul", [source, ratio_name], [f"{output}_sloped"]),
                onnx.helper.make_node("Add", [f"{output}_sloped", f"{output}_positive"], [output]),
            ]
            continue
        rest_name = f"{slope_name}_one_minus"
        graph.initializer.append(numpy_helper.from_array((1 - slope).astype(np.float32), rest_name))
        rewritten += [
            onnx.helper.make_node("Relu", [source], [f"{output}_positive"]),
            onnx.helper.make_node("Mul", [source, slope_name], [f"{output}_sloped"]),
            onnx.helper.make_node("Mul", [f"{output}_positive", rest_name], [f"{output}_rest"]),
            onnx.helper.make_node("Add", [f"{output}_sloped", f"{output}_rest"], [output]),
        ]
    del graph.node[:]
    graph.node.extend(rewritten)


def _scale_outputs(
    graph: onnx.GraphProto,
    normalisation: onnx.NodeProto,
    weights: Mapping[str, onnx.TensorProto],
    factor: NDArray[np.float32],
) -> None:
    """Let a BatchNormalization give ``factor`` times what it gave, channel by channel or all alike."""
    for index in (1, 2):  # scale and bias
        name = normalisation.input[index]
        scaled = (numpy_helper.to_array(weights[name]) * factor).astype(np.float32)
        normalisation.input[index] = f"{name}_scaled_for_{normalisation.output[0]}"
        graph.initializer.append(numpy_helper.from_array(scaled, normalisation.input[index]))


def _drop_unused_weights(graph: onnx.GraphProto) -> None:
    used = {name for node in graph.node for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    stored = {tensor.name for tensor in graph.initializer}
    # Old exporters list the weights among the inputs too: as something a caller could override, and so
    # nothing that ONNX Runtime could fold into its neighbours.
    inputs = [value for value in graph.input if value.name in used and value.name not in stored]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    del graph.input[:]
    graph.input.extend(inputs)
    del graph.value_info[:]


def _free_axes(graph: onnx.GraphProto, axes: Sequence[int]) -> None:
    image = graph.input[0].type.tensor_type.shape
    for axis in axes:
        image.dim[axis].dim_param = f"axis_{axis}"
    for value in graph.output:
        shape = value.type.tensor_type.shape
        for index, dim in enumerate(shape.dim[:-1]):
            dim.dim_param = f"{value.name}_{index}"


def _integer_attribute(node: onnx.NodeProto, name: str, default: int) -> int:
    return next((int(attribute.i) for attribute in node.attribute if attribute.name == name), default)
