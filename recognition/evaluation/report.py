"""The report of an evaluation: one HTML file that needs nothing else, for experts and for those who are none.

It shows faces, so only its owner may read it. The same evaluation gives the same bytes.
"""

from __future__ import annotations

import base64
import os
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from recognition.calibration import ENOUGH
from recognition.centring import MIN_PEOPLE
from recognition.errors import ImageError
from recognition.evaluation.datasets import Photo
from recognition.evaluation.evaluation import TARGET_FMR, Evaluation
from recognition.evaluation.groups import GroupRates
from recognition.evaluation.measuring import Compared, MeasuredPoint
from recognition.evaluation.plots import det_plot, discard_plot, score_plot
from recognition.images import read_image
from recognition.portrait import portrait
from recognition.scoring import GROUPS
from recognition.types import Face

_TEMPLATE = Path(__file__).with_name("report.html.j2")
_MAX_FAILED = 100
_SIDE = 192  # pixels of a picture, shown at 150 and sharp on finer screens too
_JPEG_QUALITY = 82
_SPACE = "\N{NO-BREAK SPACE}"
_UNSEEN = frozenset({"Cc", "Cs", "Cn"})  # control characters, halves of pairs, unassigned
_LEFT_OUT = 0.10  # of the pictures, in the sentence on quality


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class _PointRow:
    """One line of the table of operating points; ``missing`` says why it was not measured."""

    often: str
    fmr: str
    is_reference: bool
    missing: str = ""
    threshold: str = ""
    threshold_interval: str = ""
    fnmr: str = ""
    fnmr_interval: str = ""
    misses: str = ""
    rough: bool = False


@dataclass(frozen=True, slots=True)
class _GroupRow:
    """One line of the table of groups; a rate that rests on fewer than `ENOUGH` errors is rough."""

    name: str
    people: str
    impostor: str
    fmr: str
    fmr_rough: bool
    genuine: str
    fnmr: str
    fnmr_interval: str
    fnmr_rough: bool


@dataclass(frozen=True, slots=True)
class _Picture:
    """``source`` is a data address; empty when the photo cannot be read any more."""

    source: str
    person: str
    file: str


@dataclass(frozen=True, slots=True)
class _Card:
    """Two pictures that were compared; ``outcome`` is what the threshold makes of them."""

    pictures: tuple[_Picture, _Picture]
    score: str
    mark: str
    outcome: str
    wrong: bool


def write_report(result: Evaluation, path: Path) -> None:
    """Write the report, readable by its owner only; a file that is there is replaced at once or stays whole.

    Raises:
        OSError: the file cannot be written.
    """
    content = _render(result).encode("utf-8", "replace")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".report-")  # its mode is 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _render(result: Evaluation) -> str:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATE.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    reference, discard = result.reference_point, result.discard
    genuine, impostor, points = result.genuine.scores, result.impostor, result.points
    pictures = _Pictures(result)
    return environment.get_template(_TEMPLATE.name).render(
        engine=_visible(result.engine),
        model=_visible(str(result.templates.model_id)),
        comparison=_visible(result.comparison),
        fused=result.fused,
        facts=list(_facts(result)),
        reference=_point_row(result, reference) if reference else None,
        why_nothing=_why_nothing(result),
        meaning=list(_meaning(result)),
        too_small=reference is not None and reference.fmr > TARGET_FMR,
        people=_counted(result.people, "person", "people"),
        people_twice=f"{_people_twice(result):,}",
        points=[_point_row(result, point) for point in points],
        enough=ENOUGH,
        score_plot=score_plot(genuine, impostor, points, reference) if len(genuine) or impostor.any() else None,
        extremes=_extremes(result),
        det_plot=det_plot(genuine, impostor, points),
        discard_plot=discard_plot(discard) if discard and discard[0].fnmr else None,
        discard_sentence=_discard_sentence(result),
        groups=[_group_row(group) for group in result.groups],
        differentials=list(_differentials(result.groups)),
        false_matches=[_card(result, each, pictures, same=False) for each in result.false_matches],
        false_non_matches=[_card(result, each, pictures, same=True) for each in result.false_non_matches],
        failed=[(_label(photo), _problem(photo, why)) for photo, why in result.templates.failed[:_MAX_FAILED]],
        failed_more=max(0, len(result.templates.failed) - _MAX_FAILED),
        n_failed=len(result.templates.failed),
        centred=result.centred,
        centring=_centring(result),
        jackknife_groups=GROUPS,
    )


def _facts(result: Evaluation) -> Iterator[_Fact]:
    failed = len(result.templates.failed)
    yield _Fact("Photos", f"{result.n_images:,}", f"of {_counted(result.people, 'person', 'people')}")
    yield _Fact("Without a template", f"{failed:,}", f"failure to acquire {_percent(result.fta)}")
    yield _Fact("Comparisons", f"{len(result.genuine.scores):,}", "of one person")
    yield _Fact("Comparisons", f"{int(result.impostor.sum()):,}", "of different people")
    yield _Fact("Time a photo", f"{result.templates.seconds * 1000:.1f}{_SPACE}ms", "from file to template")
    yield _Fact("Centred", "yes" if result.centred else "no", _centring(result))


def _centring(result: Evaluation) -> str:
    if result.centred:
        return "on the mean of this set"
    return f"fewer than {MIN_PEOPLE} people" if result.people < MIN_PEOPLE else "this engine does not gain by it"


def _why_nothing(result: Evaluation) -> str:
    """Why there is no operating point; empty where there is one."""
    if result.reference_point is not None:
        return ""
    if not len(result.genuine.scores):
        return "No two photos of one person were compared, so nobody could be missed or recognised."
    impostor = int(result.impostor.sum())
    if not impostor:
        return "No photos of different people were compared, so nobody could be mistaken for another."
    laxest = max((point.fmr for point in result.points), default=TARGET_FMR)
    return (
        f"This set gives {impostor:,} comparisons of different people. A rate of {_one_in(laxest)} needs "
        f"{_needed(laxest):,} before it can be measured."
    )


def _meaning(result: Evaluation) -> Iterator[str]:
    """What the reference point says, in words."""
    point = result.reference_point
    if point is None or point.fnmr is None or point.fnmr_ci is None or point.threshold is None:
        return
    yield (
        f"A comparison gives a score, and whoever reaches the threshold, here {_score(point.threshold)}, passes. "
        f"Of {1 / point.fmr:,.0f} strangers, each compared once with somebody else, about one would pass."
    )
    made, (low, high) = len(result.genuine.scores), point.fnmr_ci
    if point.fnmr == 0:
        yield (
            f"Of the right people none missed it in {_counted(made, 'comparison', 'comparisons')}. That does not prove "
            f"that none ever will: with {_counted(_people_twice(result), 'person', 'people')}, up to {_percent(high)} "
            "would still be plausible."
        )
        return
    base = _base(point.fnmr)
    yield (
        f"Of {base:,} right people, each compared once with themselves, about {base * point.fnmr:,.0f} would miss it "
        f"(with 95{_SPACE}% confidence {base * low:,.0f} to {base * high:,.0f}). To miss it is no finding against "
        "anybody: the pictures did not settle who it is, and a person has to look."
    )


def _point_row(result: Evaluation, point: MeasuredPoint) -> _PointRow:
    often, fmr = _one_in(point.fmr), f"{point.fmr:.0e}".replace("e-0", "e-")
    if point.threshold is None or point.fnmr is None or point.fnmr_ci is None:
        impostor = int(result.impostor.sum())
        missing = (
            f"Too few comparisons to measure: {_needed(point.fmr):,} of different people are needed, there are "
            f"{impostor:,}."
            if impostor < _needed(point.fmr)
            else "Not measured: there is no comparison of one person."
            if not len(result.genuine.scores)
            else "Not measured: too few in each draw, or too many photos of different people are the same."
        )
        return _PointRow(often, fmr, is_reference=False, missing=missing)
    made = len(result.genuine.scores)
    misses = round(point.fnmr * made)
    return _PointRow(
        often,
        fmr,
        is_reference=point is result.reference_point,
        threshold=_score(point.threshold),
        threshold_interval=f"{_score(point.threshold_ci[0])} to {_score(point.threshold_ci[1])}"
        if point.threshold_ci
        else "too few people",
        fnmr=_percent(point.fnmr),
        fnmr_interval=f"{_percent(point.fnmr_ci[0])} to {_percent(point.fnmr_ci[1])}",
        misses=f"{misses:,} of {made:,}",
        rough=misses < ENOUGH,
    )


def _extremes(result: Evaluation) -> str:
    """Where the two kinds of comparisons begin and end."""
    scores, highest = result.genuine.scores, result.highest_impostor
    if not len(scores) or highest is None:
        return ""
    below = int((scores < highest).sum())
    start = f"The highest score of different people is {_score(highest)}, the lowest of one person "
    start += f"{_score(float(scores.min()))}"
    if not below:
        return f"{start}: no comparison of one person lies below the highest of different people."
    return (
        f"{start}. Of the comparisons of one person {below:,} of {len(scores):,} ({_percent(below / len(scores))}) lie "
        "below the highest of different people."
    )


def _discard_sentence(result: Evaluation) -> str:
    """By how much FNMR falls without the worst tenth; why there is no curve where there is none."""
    if not result.discard:
        if result.reference_point is None:
            return "No threshold could be measured, so there is no error rate to follow."
        if result.fused:
            return "It is measured on single photos: a fused template has the quality of none of its pictures."
        if not np.isfinite(result.templates.quality).all():
            count = int((~np.isfinite(result.templates.quality)).sum())
            return (
                f"The quality of {_counted(count, 'picture', 'pictures')} could not be assessed, so there is no order."
            )
        return "There is no comparison of one person left to follow."
    start = result.discard[0].fnmr
    nearest = min(result.discard, key=lambda each: abs(each.share - _LEFT_OUT))
    left_out = f"without the {nearest.share:.0%} of the pictures with the lowest quality score".replace(
        "%", f"{_SPACE}%"
    )
    if start == 0:
        return "Not one comparison of one person missed the threshold, so there is nothing to improve."
    misses = round(start * len(result.genuine.scores))
    rough = f" It rests on {_counted(misses, 'miss', 'misses')} only, so take it for rough." if misses < ENOUGH else ""
    if nearest.fnmr < start:
        return (
            f"FNMR falls from {_percent(start)} to {_percent(nearest.fnmr)} {left_out}: "
            f"{_percent(1 - nearest.fnmr / start, digits=0)} of it is gone.{rough}"
        )
    verb = "stays at" if nearest.fnmr == start else f"rises from {_percent(start)} to"
    return f"FNMR {verb} {_percent(nearest.fnmr)} {left_out}: on this set the score does not find what fails.{rough}"


def _group_row(group: GroupRates) -> _GroupRow:
    fmr_errors, fnmr_errors = (group.fmr or 0) * group.impostor, (group.fnmr or 0) * group.genuine
    return _GroupRow(
        _visible(group.group),
        f"{group.people:,}",
        f"{group.impostor:,}",
        "none made" if group.fmr is None else _rate(group.fmr),
        group.fmr is not None and round(fmr_errors) < ENOUGH,
        f"{group.genuine:,}",
        "none made" if group.fnmr is None else _percent(group.fnmr),
        "" if group.fnmr_ci is None else f"{_percent(group.fnmr_ci[0])} to {_percent(group.fnmr_ci[1])}",
        group.fnmr is not None and round(fnmr_errors) < ENOUGH,
    )


def _differentials(groups: Sequence[GroupRates]) -> Iterator[str]:
    """The highest rate of any group over the lowest that is not zero: nothing can be a multiple of that."""
    for name, rates in (
        ("FMR", [(each.fmr, each.group) for each in groups if each.fmr is not None]),
        ("FNMR", [(each.fnmr, each.group) for each in groups if each.fnmr is not None]),
    ):
        if len(rates) < 2:
            yield f"{name}: fewer than two groups have such comparisons."
            continue
        erring = [each for each in rates if each[0] > 0]
        without = ", ".join(_visible(group) for rate, group in rates if rate == 0)
        if not erring:
            yield f"{name}: no group has an error."
            continue
        (low, lowest), (high, highest) = min(erring), max(erring)
        sentence = f"{name}: {high / low:.1f} times as high in {_visible(highest)} as in {_visible(lowest)}"
        if len(erring) == 1:
            sentence = f"{name}: only {_visible(highest)} has an error"
        yield f"{sentence}; none was seen in {without}." if without else f"{sentence}."


class _Pictures:
    """The faces of an evaluation, all at one eye distance; each photo is read once."""

    def __init__(self, result: Evaluation) -> None:
        self._result = result
        self._known: dict[int, _Picture] = {}

    def of(self, row: int) -> _Picture:
        if row not in self._known:
            photo = self._result.photo(row)
            self._known[row] = _Picture(self._source(row, photo), _visible(photo.person), _visible(photo.path.name))
        return self._known[row]

    def _source(self, row: int, photo: Photo) -> str:
        landmarks = np.array(self._result.templates.landmarks[row], dtype=np.float32)
        box = np.concatenate([landmarks.min(axis=0), landmarks.max(axis=0)])
        try:
            picture = portrait(read_image(photo.path), Face(box, landmarks, confidence=1.0))
        except (
            OSError,
            ImageError,
            ValueError,
        ):  # gone or changed since it was measured: the figures hold all the same
            return ""
        small = cv2.resize(picture, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
        done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        return f"data:image/jpeg;base64,{base64.b64encode(data.tobytes()).decode()}" if done else ""


def _card(result: Evaluation, compared: Compared, pictures: _Pictures, *, same: bool) -> _Card:
    both = pictures.of(compared.row), pictures.of(compared.column)
    threshold = result.reference_point.threshold if result.reference_point else None
    if threshold is None:
        return _Card(both, _score(compared.score), "", "no threshold measured", wrong=False)
    passes = compared.score >= threshold
    outcome = {
        (True, True): "above the threshold, recognised",
        (True, False): "below the threshold, missed",
        (False, True): "above the threshold, mistaken",
        (False, False): "below the threshold, told apart",
    }[same, passes]
    mark = "\N{BLACK UP-POINTING TRIANGLE}" if passes else "\N{BLACK DOWN-POINTING TRIANGLE}"
    return _Card(both, _score(compared.score), mark, outcome, wrong=same is not passes)


def _people_twice(result: Evaluation) -> int:
    """How many people FNMR rests on: those who were compared with themselves."""
    return len(np.unique(result.genuine.people))


def _label(photo: Photo) -> str:
    return _visible(f"{photo.person}/{photo.path.name}")


def _problem(photo: Photo, why: str) -> str:
    """What was wrong, without the folders that the photo lies in."""
    return _visible(why.replace(f"{photo.path}: ", "").replace(str(photo.path), photo.path.name))


def _visible(text: str) -> str:
    """A name from outside, with a mark for every character that has no shape."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in _UNSEEN else each for each in text)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _score(score: float) -> str:
    return f"{score:.4f}".replace("-", "\N{MINUS SIGN}")


def _percent(share: float, digits: int = 2) -> str:
    return f"0{_SPACE}%" if share == 0 else f"{100 * share:.{digits}f}{_SPACE}%"


def _one_in(rate: float) -> str:
    return f"1 in {1 / rate:,.0f}"


def _rate(rate: float) -> str:
    """A rate of any size, to two figures."""
    return "0" if rate == 0 else f"1 in {float(f'{1 / rate:.2g}'):,.0f}" if rate < 0.05 else _percent(rate)


def _needed(rate: float) -> int:
    """Comparisons of different people that it takes to measure a rate."""
    return round(ENOUGH / rate)


def _base(rate: float) -> int:
    """Of how many people to speak, so that the whole number that errs has two figures."""
    return next((base for base in (100, 1_000, 10_000, 100_000) if rate * base >= 9.5), 1_000_000)
