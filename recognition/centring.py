"""Centring: the mean template of a roster is subtracted from every template before they are compared.

All faces have something in common, and all faces of one population more: templates point a little into one direction
together, which raises every comparison score between strangers. What is left when the mean is gone tells people apart.
The mean of other people does not serve (docs/decisions/0010), and that of few people is mostly those people themselves:
so a small roster is not centred at all.
"""

from __future__ import annotations

import numpy as np

from recognition.types import Vector

MIN_PEOPLE = 142  # they give 10,011 comparisons, with which a calibration begins as well
_APART = 1e-3  # from the mean, in which a template would be all noise


def centre_of(people: Vector) -> Vector:
    """The mean (D,) of unit vectors (N, D); zero, which centres nothing, for fewer than `MIN_PEOPLE`, or where one of
    them is the mean itself, as when one photo stands for everybody.
    """
    mean = people.mean(axis=0) if len(people) >= MIN_PEOPLE else np.zeros(people.shape[1])
    if len(people) >= MIN_PEOPLE and np.linalg.norm(people - mean, axis=1).min() < _APART:
        mean = np.zeros_like(mean)
    return np.asarray(mean, dtype=np.float32)


def centred(vectors: Vector, centre: Vector) -> Vector:
    """Unit vectors, (D,) or (N, D), with the centre (D,) taken out, at length one again.

    Raises:
        ValueError: a vector is the centre itself.
    """
    moved = vectors - centre
    length = np.linalg.norm(moved, axis=-1, keepdims=True)
    if not np.all(length > 1e-6):
        raise ValueError("expected templates apart from their centre, got one that is the centre")
    return np.asarray(moved / length, dtype=np.float32)
