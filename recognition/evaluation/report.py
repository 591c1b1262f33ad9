"""The report of an evaluation: one HTML file that needs nothing else, for experts and for those who are none.

It shows faces, so only its owner may read it. The same evaluation gives the same bytes.
"""

from __future__ import annotations

import base64
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from recognition.calibration import ENOUGH
from recognition.errors import ImageError
from recognition.evaluation import wording
from recognition.evaluation.datasets import Photo
from recognition.evaluation.evaluation import TARGET_FMR, Evaluation
from recognition.evaluation.measuring import Compared
from recognition.evaluation.plots import det_plot, discard_plot, score_plot
from recognition.images import read_image
from recognition.portrait import portrait
from recognition.scoring import GROUPS
from recognition.types import Face

_TEMPLATE = Path(__file__).with_name("report.html.j2")
_MAX_FAILED = 100
_SIDE = 192  # pixels of a picture, shown at 150 and sharp on finer screens too
_JPEG_QUALITY = 82


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
        engine=wording.visible(result.engine),
        model=wording.visible(str(result.templates.model_id)),
        comparison=wording.visible(result.comparison),
        fused=result.fused,
        facts=list(wording.facts(result)),
        reference=wording.point_row(result, reference) if reference else None,
        why_nothing=wording.why_nothing(result),
        meaning=list(wording.meaning(result)),
        too_small=reference is not None and reference.fmr > TARGET_FMR,
        people=wording.counted(result.people, "person", "people"),
        people_twice=f"{wording.people_twice(result):,}",
        points=[wording.point_row(result, point) for point in points],
        enough=ENOUGH,
        score_plot=score_plot(genuine, impostor, points, reference) if len(genuine) or impostor.any() else None,
        extremes=wording.extremes(result),
        det_plot=det_plot(genuine, impostor, points),
        discard_plot=discard_plot(discard) if discard and discard[0].fnmr else None,
        discard_sentence=wording.discard_sentence(result),
        groups=[wording.group_row(group) for group in result.groups],
        differentials=list(wording.differentials(result.groups)),
        false_matches=[_card(result, each, pictures, same=False) for each in result.false_matches],
        false_non_matches=[_card(result, each, pictures, same=True) for each in result.false_non_matches],
        failed=[(_label(photo), _problem(photo, why)) for photo, why in result.templates.failed[:_MAX_FAILED]],
        failed_more=max(0, len(result.templates.failed) - _MAX_FAILED),
        n_failed=len(result.templates.failed),
        centred=result.centred,
        centring=wording.centring(result),
        jackknife_groups=GROUPS,
    )


class _Pictures:
    """The faces of an evaluation, all at one eye distance; each photo is read once."""

    def __init__(self, result: Evaluation) -> None:
        self._result = result
        self._known: dict[int, _Picture] = {}

    def of(self, row: int) -> _Picture:
        if row not in self._known:
            photo = self._result.photo(row)
            self._known[row] = _Picture(
                self._source(row, photo), wording.visible(photo.person), wording.visible(photo.path.name)
            )
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
        return _Card(both, wording.score(compared.score), "", "no threshold measured", wrong=False)
    passes = compared.score >= threshold
    outcome = {
        (True, True): "above the threshold, recognised",
        (True, False): "below the threshold, missed",
        (False, True): "above the threshold, mistaken",
        (False, False): "below the threshold, told apart",
    }[same, passes]
    mark = "\N{BLACK UP-POINTING TRIANGLE}" if passes else "\N{BLACK DOWN-POINTING TRIANGLE}"
    return _Card(both, wording.score(compared.score), mark, outcome, wrong=same is not passes)


def _label(photo: Photo) -> str:
    return wording.visible(f"{photo.person}/{photo.path.name}")


def _problem(photo: Photo, why: str) -> str:
    """What was wrong, without the folders that the photo lies in."""
    return wording.visible(why.replace(f"{photo.path}: ", "").replace(str(photo.path), photo.path.name))
