"""The duplicate search on the enrolment database: what is new is compared with everything before.

A part that is done is stored with the people it has compared, so a search that was stopped, and one for a late batch,
are the same: whoever was not compared yet is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from enrollment.duplicates.compare import DECIMALS, StripeResult
from enrollment.duplicates.expected import floor_for
from enrollment.duplicates.run import LocalRunner, Runner, search
from enrollment.store import pairs, photos
from enrollment.store.pairs import Pair, Search
from enrollment.store.photos import Fused
from models.manifest import ModelEntry
from recognition.centring import centre_of, centred
from recognition.scoring import BINS
from recognition.types import ModelId, Vector
from vault import sqlite

_GROWN = 4  # times as many people as the centre is the mean of: a new centre then costs a sixteenth of the search


@dataclass(frozen=True, slots=True)
class Searched:
    """How many people there are, and how many of them were new."""

    people: int
    new: int


def find_duplicates(
    connection: sqlite.Connection,
    model_id: ModelId,
    engine: ModelEntry,
    runner: Runner | None = None,
    on_progress: Callable[[float], None] = lambda done: None,
) -> Searched:
    """Compare every candidate who has a usable photo with every other, as far as that was not done.

    Who has other photos than at the last search is compared again. Scores stay comparable from one batch to the next,
    since all are centred on the mean of the first; with another engine, or four times as many people, all begins anew.

    Raises:
        ClusterError: see `enrollment.duplicates.cluster`. What was stored before stays.
        sqlite.Error: likewise.
    """
    fused = photos.fused(connection, model_id)
    before = _begin(connection, fused, model_id, engine)
    known = pairs.compared(connection)
    marks = dict(zip(fused.ids, fused.marks, strict=True))
    pairs.forget(connection, [id_ for id_, mark in known.items() if marks.get(id_) != mark])
    is_known = np.array([known.get(id_) == mark for id_, mark in marks.items()], dtype=np.bool_)
    order = np.argsort(~is_known, kind="stable")
    ids = np.array(fused.ids, dtype=np.int64)[order]
    vectors = centred(fused.vectors[order], before.centre) if len(ids) else fused.vectors
    points = engine.centred_operating_points if before.centre.any() else engine.fused_operating_points
    state = _State(before, floor_for(vectors, points, before.floor) if len(ids) else before.floor)

    def store(result: StripeResult) -> None:
        people = [(int(id_), marks[int(id_)]) for id_ in ids[result.stripe.first : result.stripe.last]]
        found = zip(ids[result.one].tolist(), ids[result.other].tolist(), result.scores.tolist(), strict=True)
        pairs.store_compared(connection, state.with_counts_of(result), people, found)

    already = int(is_known.sum())
    search(vectors, already, state.floor, runner or LocalRunner(), store, on_progress)
    return Searched(len(ids), len(ids) - already)


class _State:
    """What a search stands on, as its parts come in."""

    def __init__(self, before: Search, floor: float) -> None:
        self._before = before
        self._counts = before.counts
        self.floor = floor

    def with_counts_of(self, result: StripeResult) -> Search:
        """The state with a part's scores added."""
        self._counts = self._counts + result.counts
        return Search(self._before.model_id, self._before.centre, self._before.people, self.floor, self._counts)


def _begin(connection: sqlite.Connection, fused: Fused, model_id: ModelId, engine: ModelEntry) -> Search:
    """What the search stands on, begun anew where that of before does not serve."""
    before = pairs.search(connection)
    people = len(fused.ids)
    if before is not None and before.model_id == model_id and people < _GROWN * max(before.people, 1):
        return before
    fresh = Search(model_id, _centre(fused.vectors, engine), people, -1.0, np.zeros(BINS, dtype=np.int64))
    pairs.begin_again(connection, fresh, _scored_anew(pairs.ranked(connection), fused, fresh.centre))
    return fresh


def _scored_anew(listed: Sequence[Pair], fused: Fused, centre: Vector) -> list[tuple[int, int, float]]:
    """The pairs that somebody may be reviewing, as far as both still have a photo: none vanishes by a new search."""
    places = {id_: place for place, id_ in enumerate(fused.ids)}
    there = [(pair.one, pair.other) for pair in listed if pair.one in places and pair.other in places]
    if not there:
        return []
    rows = fused.vectors[[[places[one], places[other]] for one, other in there]]
    vectors = centred(rows.reshape(-1, rows.shape[-1]), centre).reshape(rows.shape).astype(np.float64)
    scores = np.round(np.einsum("ij,ij->i", vectors[:, 0], vectors[:, 1]), DECIMALS)
    return [(one, other, score) for (one, other), score in zip(there, scores.tolist(), strict=True)]


def _centre(vectors: Vector, engine: ModelEntry) -> Vector:
    if engine.centred_operating_points and len(vectors):
        return centre_of(vectors)
    return np.zeros(vectors.shape[1], dtype=np.float32)
