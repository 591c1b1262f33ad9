"""Do a candidate's own photos show one person?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from enrollment.triage.chance import Agreement
from models.errors import NotMeasuredError
from models.manifest import ModelEntry
from recognition.types import Template, Vector


@dataclass(frozen=True, slots=True)
class Alike:
    """Comparison scores, one picture against one.

    Below ``other`` a desk says that it is somebody else, from ``same`` on that it is the same person.
    """

    other: float
    same: float

    @classmethod
    def of(cls, engine: ModelEntry) -> Alike | None:
        """The engine's thresholds for FMR 1e-2 and 1e-4; None where nobody has measured them."""
        try:
            return cls(engine.threshold(1e-2), engine.threshold(1e-4))
        except NotMeasuredError:
            return None


@dataclass(frozen=True, slots=True)
class Agreements:
    """Comparison scores, -1 to 1: of ``each`` photo with all the others fused, and the ``mean`` of all pairs.

    A single photo agrees with nothing: ``each`` is empty then, and ``mean`` None.
    """

    each: Mapping[str, float]
    mean: float | None

    @classmethod
    def among(cls, templates: Mapping[str, Template]) -> Agreements:
        """Between photos of one candidate, by their digests."""
        if len(templates) < 2:
            return cls({}, None)
        vectors: Vector = np.array([template.vector for template in templates.values()])
        others = vectors.sum(axis=0) - vectors
        lengths = np.maximum(np.sqrt((others * others).sum(axis=1)), 1e-6)
        each = np.einsum("ij,ij->i", vectors, others) / lengths
        scores = vectors @ vectors.T
        mean = float(scores[_pairs(len(vectors))].mean())
        return cls(dict(zip(templates, each.tolist(), strict=True)), mean)

    def level(self, alike: Alike | None) -> Agreement:
        """What the mean stands for; nothing bad where it cannot be told."""
        if self.mean is None or alike is None or self.mean >= alike.same:
            return Agreement.GOOD
        return Agreement.FAIR if self.mean >= alike.other else Agreement.POOR

    def suspects(self, alike: Alike | None) -> frozenset[str]:
        """The photos that look like somebody else beside the others; all where none stands out, as with two and two."""
        if self.mean is None or alike is None:
            return frozenset()
        alone = frozenset(digest for digest, score in self.each.items() if score < alike.other)
        return alone or (frozenset(self.each) if self.mean < alike.other else frozenset())


@cache
def _pairs(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each of so many meets each other once, in a matrix of scores. There are few counts, and many candidates."""
    one, other = np.triu_indices(count, 1)
    return one, other
