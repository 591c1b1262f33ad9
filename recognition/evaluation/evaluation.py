"""One evaluation from templates to figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from recognition.centring import centre_of, centred
from recognition.evaluation.datasets import Pair, Photo
from recognition.evaluation.discarding import Discard, error_versus_discard
from recognition.evaluation.extraction import Templates
from recognition.evaluation.fusion import Sides, draw_sides
from recognition.evaluation.groups import GroupRates, rates_by_group
from recognition.evaluation.measuring import (
    WORST,
    Compared,
    Genuine,
    MeasuredPoint,
    compare_all,
    compare_sides,
    operating_points,
    worst_genuine,
    worst_impostors,
)
from recognition.scoring import BINS, GROUPS, Counts, ImpostorCounts, Samples, bin_of, highest

TARGET_FMR = 1e-4  # of the curves and groups that hold for one threshold, where the set is large enough
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Everything that was measured.

    ``impostor`` are the counts of all scores of different people (BINS,), ``genuine`` every score of one person.
    ``reference_point`` is the operating point that discard curve and groups refer to; None when none was measured.
    """

    engine: str
    comparison: str
    fused: bool
    templates: Templates
    people: int
    centred: bool
    points: tuple[MeasuredPoint, ...]
    genuine: Genuine
    impostor: Counts
    highest_impostor: float | None
    false_matches: tuple[Compared, ...]
    false_non_matches: tuple[Compared, ...]
    reference_point: MeasuredPoint | None
    discard: tuple[Discard, ...]
    groups: tuple[GroupRates, ...]

    @property
    def n_images(self) -> int:
        """All photos, those without a face too."""
        return len(self.templates.photos) + len(self.templates.failed)

    @property
    def fta(self) -> float:
        """Failure-to-acquire rate: the share of photos that gave no template."""
        return len(self.templates.failed) / self.n_images

    @property
    def below_highest_impostor(self) -> int:
        """How many comparisons of one person are less alike than the most alike one of two people."""
        return 0 if self.highest_impostor is None else int((self.genuine.scores < self.highest_impostor).sum())

    def photo(self, row: int) -> Photo:
        """The photo that a row of a comparison is of."""
        return self.templates.photos[row]

    def to_json(self) -> str:
        """The figures, by the keys of docs/evaluation.md."""
        return json.dumps(
            {
                "n_images": self.n_images,
                "n_people": self.people,
                "fta": self.fta,
                "n_fta": len(self.templates.failed),
                "n_genuine": len(self.genuine.scores),
                "n_impostor": int(self.impostor.sum()),
                "operating_points": [
                    {
                        "fmr": point.fmr,
                        "threshold": point.threshold,
                        "threshold_ci": point.threshold_ci,
                        "fnmr": point.fnmr,
                        "fnmr_ci": point.fnmr_ci,
                    }
                    for point in self.points
                ],
                "seconds_per_image": self.templates.seconds,
                "engine": self.engine,
                "model_id": self.templates.model_id,
                "comparison": self.comparison,
                "centred": self.centred,
                "lowest_genuine": float(self.genuine.scores.min()) if len(self.genuine.scores) else None,
                "highest_impostor": self.highest_impostor,
                "genuine_below_highest_impostor": self.below_highest_impostor,
                "error_versus_discard": [{"share": each.share, "fnmr": each.fnmr} for each in self.discard],
                "groups": [
                    {
                        "group": each.group,
                        "n_people": each.people,
                        "n_impostor": each.impostor,
                        "fmr": each.fmr,
                        "n_genuine": each.genuine,
                        "fnmr": each.fnmr,
                        "fnmr_ci": each.fnmr_ci,
                    }
                    for each in self.groups
                ],
            },
            indent=1,
        )


def evaluate_folder(
    engine: str,
    templates: Templates,
    groups: Mapping[str, str],
    on_progress: Progress = lambda done: None,
    *,
    centring: bool = True,
) -> Evaluation:
    """Every photo against every other. ``centring``: on the mean of the set, for an engine that gains by it."""
    people = _people(templates, centring=centring)
    genuine, impostor = compare_all(people.samples, on_progress)
    worst = worst_impostors(people.samples, None, impostor.all)
    return _evaluation(
        engine, templates, people, _Comparison("every photo against every other", genuine, impostor, worst), groups
    )


def evaluate_fused(
    engine: str,
    templates: Templates,
    groups: Mapping[str, str],
    references: int,
    probes: int,
    draws: int,
    on_progress: Progress = lambda done: None,
    *,
    centring: bool = True,
) -> Evaluation:
    """Fused references against fused probes of other photos, over several draws of which photo is on which side.

    Groups are measured, and the worst impostors shown, on the first draw alone.

    Raises:
        DatasetError: nobody has enough photos.
    """
    people = _people(templates, centring=centring)
    parts: list[Genuine] = []
    counts = np.zeros((GROUPS, GROUPS, BINS), dtype=np.int64)
    worst: list[Compared] = []
    first: Sides | None = None
    for draw, sides in enumerate(draw_sides(people.samples, references, probes, draws)):
        genuine, impostor = compare_sides(sides, partial(_tell, on_progress, draw, draws))
        parts.append(_shown(genuine, sides))
        counts += impostor.counts
        if first is None:
            first = sides
            worst = [
                Compared(int(sides.reference_rows[each.row]), int(sides.probe_rows[each.column]), each.score)
                for each in worst_impostors(sides.references, sides.probes, impostor.all)
            ]
    title = f"{references} fused references against {probes} fused probes, {draws} draws"
    comparison = _Comparison(title, _joined(parts), ImpostorCounts(counts), worst, draws, first, parts[0])
    return _evaluation(engine, templates, people, comparison, groups)


def evaluate_pairs(
    engine: str, templates: Templates, photos: Sequence[Photo], pairs: Sequence[Pair], *, centring: bool = True
) -> Evaluation:
    """The pairs of a list; a pair with a photo that shows no face is left out, and counted as a failure to acquire."""
    people = _people(templates, centring=centring)
    samples = people.samples
    row_of = {photo: row for row, photo in enumerate(templates.photos)}
    listed = [
        (row_of[photos[pair.one]], row_of[photos[pair.other]], pair.same)
        for pair in pairs
        if photos[pair.one] in row_of and photos[pair.other] in row_of
    ]
    rows = np.array([(one, other) for one, other, _ in listed], dtype=np.int64).reshape(-1, 2)
    same = np.array([same for _, _, same in listed], dtype=np.bool_)
    scores = np.einsum("ij,ij->i", samples.vectors[rows[:, 0]], samples.vectors[rows[:, 1]]).astype(np.float32)
    genuine = Genuine(scores[same], samples.people[rows[same, 0]], rows[same, 0], rows[same, 1])
    counts = np.zeros((GROUPS, GROUPS, BINS), dtype=np.int64)
    first, second = np.sort(samples.people[rows[~same]] % GROUPS, axis=1).T
    np.add.at(counts, (first, second, bin_of(scores[~same])), 1)
    apart, rows_apart = scores[~same], rows[~same]
    worst = [
        Compared(int(rows_apart[index, 0]), int(rows_apart[index, 1]), float(apart[index]))
        for index in np.argsort(-apart)[:WORST]
    ]
    return _evaluation(
        engine, templates, people, _Comparison("listed pairs", genuine, ImpostorCounts(counts), worst), {}
    )


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """The templates as they are compared: whose they are by number, the people's names by that number."""

    samples: Samples
    names: tuple[str, ...]
    centred: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Comparison:
    """What was compared, and what came out. ``sides`` and ``first_draw`` are of fused templates."""

    title: str
    genuine: Genuine
    impostor: ImpostorCounts
    worst: Sequence[Compared]
    draws: int = 1
    sides: Sides | None = None
    first_draw: Genuine | None = None


def _people(templates: Templates, *, centring: bool) -> _People:
    names, people = np.unique([photo.person for photo in templates.photos], return_inverse=True)
    # One picture a person, as a roster has one reference: the mean of the people, not of whoever has most photos.
    firsts = np.unique(people, return_index=True)[1]
    centre = np.zeros(templates.vectors.shape[1], dtype=np.float32)
    if centring:
        centre = centre_of(templates.vectors[firsts])
    samples = Samples(centred(templates.vectors, centre), people.astype(np.int64))
    return _People(samples, tuple(str(name) for name in names), bool(centre.any()))


def _evaluation(
    engine: str, templates: Templates, people: _People, comparison: _Comparison, groups: Mapping[str, str]
) -> Evaluation:
    points = operating_points(comparison.genuine, comparison.impostor, comparison.draws)
    measured = [point for point in points if point.threshold is not None and point.fmr >= TARGET_FMR]
    reference = measured[-1] if measured else None
    threshold = reference.threshold if reference else None
    discard: tuple[Discard, ...] = ()
    by_group: tuple[GroupRates, ...] = ()
    if threshold is not None:
        sides, genuine = comparison.sides, comparison.first_draw or comparison.genuine
        references, probes = (sides.references, sides.probes) if sides else (people.samples, None)
        by_group = rates_by_group(references, probes, genuine, people.names, groups, threshold)
        if sides is None:  # the quality of a fused template is that of none of its pictures
            discard = error_versus_discard(comparison.genuine, templates.quality, threshold)
    return Evaluation(
        engine=engine,
        comparison=comparison.title,
        fused=comparison.sides is not None,
        templates=templates,
        people=len(people.names),
        centred=people.centred,
        points=points,
        genuine=comparison.genuine,
        impostor=comparison.impostor.all,
        highest_impostor=highest(comparison.impostor.all),
        false_matches=tuple(comparison.worst),
        false_non_matches=tuple(worst_genuine(comparison.genuine)),
        reference_point=reference,
        discard=discard,
        groups=by_group,
    )


def _tell(on_progress: Progress, draw: int, draws: int, done: float) -> None:
    on_progress((draw + done) / draws)


def _shown(genuine: Genuine, sides: Sides) -> Genuine:
    """The comparisons with rows of pictures instead of rows of fused templates."""
    return Genuine(
        genuine.scores, genuine.people, sides.reference_rows[genuine.rows], sides.probe_rows[genuine.columns]
    )


def _joined(parts: Sequence[Genuine]) -> Genuine:
    def join(values: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return np.concatenate(values)

    return Genuine(
        np.concatenate([part.scores for part in parts]),
        join([part.people for part in parts]),
        join([part.rows for part in parts]),
        join([part.columns for part in parts]),
    )
