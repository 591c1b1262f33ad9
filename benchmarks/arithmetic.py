"""How near the embedding comes to what the cores can compute at all.

The limit is the network's multiplications and additions at the rate of the best case there is, a large product of two
float32 matrices on the same number of threads. No way to run the network can be faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np
import onnx
from onnx import shape_inference

from benchmarks.timing import milliseconds
from models.registry import ModelRegistry

_SIDE = 2048  # of the matrices


def rows(registry: ModelRegistry) -> Sequence[tuple[str, ...]]:
    """Name and figure. One embedding is the mean of a crop and its mirror image, so of two passes."""
    session = registry.open("sface")
    pair = np.random.default_rng(1).uniform(0, 255, (2, 3, 112, 112)).astype(np.float32)
    taken = median(milliseconds(lambda: session.run(None, {"data": pair})))
    passes = 2 * multiplications(registry.folded("sface"))
    rate = _rate()
    limit = 2 * passes / rate * 1000
    return [
        ("multiplications of one pass", f"{passes / 2 / 1e6:.0f} million"),
        ("rate of a matrix product", f"{rate / 1e9:.0f} GFLOP/s"),
        ("arithmetic limit of one embedding (two passes)", f"{limit:.1f} ms"),
        ("one embedding", f"{taken:.1f} ms"),
        ("ratio", f"{taken / limit:.2f}"),
    ]


def multiplications(path: Path) -> int:
    """Multiplications of one pass through the convolutions and matrix products of a network."""
    model = onnx.load(path)
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 1
    graph = shape_inference.infer_shapes(model, data_prop=True).graph
    weights = {tensor.name: list(tensor.dims) for tensor in graph.initializer}
    shapes = {
        value.name: [dim.dim_value for dim in value.type.tensor_type.shape.dim]
        for value in (*graph.value_info, *graph.output)
    }
    total = 0
    for node in graph.node:
        if node.op_type == "Conv":
            total += int(np.prod(shapes[node.output[0]][1:])) * int(np.prod(weights[node.input[1]][1:]))
        elif node.op_type in ("Gemm", "MatMul"):
            total += int(np.prod(weights[node.input[1]]))
    return total


def _rate() -> float:
    """Floating-point operations a second of a matrix product, on as many threads as numpy takes."""
    random = np.random.default_rng(2)
    one, other = (random.random((_SIDE, _SIDE), dtype=np.float32) for _ in range(2))
    return 2 * _SIDE**3 / (min(milliseconds(lambda: one @ other, rounds=10, warm_up=2)) / 1000)
