"""Templates of invented people, and what comparing them one by one gives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from enrollment.duplicates.compare import DECIMALS, StripeResult, compare_stripe, stripes
from enrollment.duplicates.run import LocalRunner, Runner, search
from recognition.scoring import Counts
from recognition.types import Vector

Pairs = list[tuple[int, int, float]]


def strangers(count: int, seed: int = 0, size: int = 128) -> Vector:
    """Random directions: as unlike each other as people are, a score of 0 more or less."""
    vectors = np.random.default_rng(seed).normal(size=(count, size))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def again(vectors: Vector, scores: list[float], seed: int = 0) -> Vector:
    """Other photos of the first people, one for each score, which is how alike the two are."""
    own = vectors[: len(scores)].astype(np.float64)
    other = np.random.default_rng(seed + 1).normal(size=own.shape)
    other -= np.sum(own * other, axis=1, keepdims=True) * own
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    alike = np.array(scores)[:, None]
    return np.asarray(alike * own + np.sqrt(1 - alike**2) * other, dtype=np.float32)


def found(
    vectors: Vector, floor: float, known: int = 0, runner: Runner | None = None, batches: tuple[int, ...] = ()
) -> Pairs:
    """Every pair that searches find, the first among the ``batches``, then among more people each time."""
    pairs: Pairs = []
    for count in (*batches, len(vectors)):
        search(vectors[:count], known, floor, runner or LocalRunner(), into(pairs))
        known = count
    return sorted(pairs)


def into(pairs: Pairs) -> Callable[[StripeResult], None]:
    """A store of pairs."""

    def store(result: StripeResult) -> None:
        pairs.extend(zip(result.one.tolist(), result.other.tolist(), result.scores.tolist(), strict=True))

    return store


def every_pair(vectors: Vector, floor: float) -> Pairs:
    """The pairs that score a floor or more, by multiplying everybody with everybody in float64."""
    exact = vectors.astype(np.float64)
    scores = np.round(exact @ exact.T, DECIMALS)
    one, other = np.nonzero(np.triu(scores >= floor, 1))
    return sorted(zip(one.tolist(), other.tolist(), scores[one, other].tolist(), strict=True))


def counts_of(vectors: Vector) -> Counts:
    """The scores of everybody with everybody."""
    parts = stripes(len(vectors), 0)
    return np.asarray(np.sum([compare_stripe(vectors, part, 2.0).tail for part in parts], axis=0))
