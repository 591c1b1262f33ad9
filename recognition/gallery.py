"""The templates of a session's candidates: one row a candidate, exact search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from recognition.centring import centred
from recognition.errors import GalleryError, TemplateMismatchError
from recognition.types import CandidateNumber, Comparison, ModelId, Rival, Template, Vector


class Gallery:
    """A matrix of fused references and the candidates its rows belong to. Immutable, safe to share.

    A score needs one product of this matrix with the probe, in float32 as the engine made the templates: nothing is
    rounded, left out or approximated, so the search is exact.
    """

    def __init__(
        self,
        references: Mapping[CandidateNumber, Sequence[Template]],
        model_id: ModelId,
        centre: Vector | None = None,
    ) -> None:
        """Fuse each candidate's references. ``centre`` is the roster's (`recognition.centring`).

        Raises:
            TemplateMismatchError: a reference is of another model.
            ValueError: a candidate has no reference.
        """
        self.model_id = model_id
        self._numbers = tuple(references)
        self._rows = {number: row for row, number in enumerate(self._numbers)}
        fused = [Template.fuse(list(templates)) for templates in references.values()]
        for number, template in zip(self._numbers, fused, strict=True):
            if template.model_id != model_id:
                raise TemplateMismatchError(
                    f"candidate {number}: expected templates of {model_id}, got {template.model_id}"
                )
        self._centre = centre
        self._matrix = self._centred(np.array([template.vector for template in fused], dtype=np.float32))
        self._matrix.flags.writeable = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, number: object) -> bool:
        return number in self._rows

    def compare(self, probe: Template, number: CandidateNumber, threshold: float = np.inf) -> Comparison:
        """A probe against one candidate, the most similar of all others, and how many of them reach ``threshold``.

        Raises:
            GalleryError: there is no such candidate.
            TemplateMismatchError: the probe is of another model.
        """
        if number not in self._rows:
            raise GalleryError(f"candidate {number} is not in this gallery of {len(self)}")
        if probe.model_id != self.model_id:
            raise TemplateMismatchError(f"expected a probe of {self.model_id}, got {probe.model_id}")
        scores = self._matrix @ self._centred(probe.vector)
        row = self._rows[number]
        score = float(scores[row])
        if len(scores) == 1:
            return Comparison(number, score, None)
        scores[row] = -np.inf
        nearest = int(np.argmax(scores))
        rival = Rival(self._numbers[nearest], float(scores[nearest]))
        return Comparison(number, score, rival, len(scores) - 1, int(np.count_nonzero(scores >= threshold)))

    def _centred(self, vectors: Vector) -> Vector:
        return vectors if self._centre is None or not len(vectors) else centred(vectors, self._centre)
