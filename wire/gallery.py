"""A session's content: its candidates, their photos and templates, and how they are to be judged.

In memory; `wire.pack_content` makes bytes of it, `wire.pack` what travels.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Field

from wire.base import Digest, Moment, Strict, Text
from wire.decisions import MAX_REVIEWS
from wire.elsewhere import MAX_NUMBERS, MAX_SESSIONS, OtherSessionEntry
from wire.errors import PackError, PackProblem
from wire.numbers import normalise_number

MAX_CANDIDATES = 100_000


class SessionInfo(Strict):
    """An exam session: one venue, one room, one start."""

    id: Text
    title: Text
    venue: Text
    room: Annotated[str, Field(max_length=120)] = ""
    starts_at: Moment


class CandidateEntry(Strict):
    """One candidate. ``photos`` names a reference photo for each of their rows of templates; without one there is
    nothing to compare a face with, and a person decides by the ID card."""

    number: Text
    name: Text
    nik: Annotated[str, Field(pattern=r"^([0-9]{16})?$")] = ""
    born: date | None = None
    seat: Annotated[str, Field(max_length=40)] = ""
    pin: Annotated[str, Field(max_length=40)] = ""
    photos: Annotated[list[Digest], Field(max_length=16)]


class PointInfo(Strict):
    """A threshold, the false match rate it stands for, and where it comes from.

    ``low`` and ``high`` are the 95 % confidence interval of what this roster itself says, if it says anything.
    """

    fmr: Annotated[float, Field(gt=0, le=1)]
    threshold: Annotated[float, Field(ge=-1, le=1)]
    basis: Literal["counted", "extrapolated", "engine"]
    low: Annotated[float, Field(allow_inf_nan=False)] | None = None
    high: Annotated[float, Field(allow_inf_nan=False)] | None = None


class CalibrationInfo(Strict):
    """What scores mean in this session.

    ``comparisons`` of different candidates were made, ``suspects`` pairs left out as far too alike. Before templates
    are compared, ``centre`` is subtracted from them. ``points`` are in order, the rarest rate last.
    """

    comparisons: Annotated[int, Field(ge=0)]
    suspects: Annotated[int, Field(ge=0)]
    centre: Annotated[list[Annotated[float, Field(ge=-1, le=1)]], Field(min_length=1, max_length=4096)]
    points: Annotated[list[PointInfo], Field(max_length=16)]


class PackPolicy(Strict):
    """How the stations are to judge: false match rates that have a point in the calibration, the margin by which a
    score must be better than every other candidate's, and how many minutes before the start no PIN is given out.

    ``reviewers`` is how many people must see the same person by eye to admit somebody whom the machine does not,
    ``provisional_minutes`` how long after the start a provisional admission is to be settled. ``objection`` is how a
    candidate may object, as it stands on receipts; ``pin_on_receipt`` whether the PIN is printed there, where the desk
    shows it."""

    target_fmr: Annotated[float, Field(gt=0, le=0.01)] = 1e-4
    review_fmr: Annotated[float, Field(gt=0, le=0.1)] = 1e-2
    margin: Annotated[float, Field(ge=0, le=1)] = 0.05
    pin_closes_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 5
    reviewers: Annotated[int, Field(ge=1, le=MAX_REVIEWS)] = 2
    provisional_minutes: Annotated[int, Field(ge=0, le=7 * 24 * 60)] = 60
    objection: Annotated[str, Field(max_length=300)] = ""
    pin_on_receipt: bool = False


def _in_order(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted({(min(pair), max(pair)) for pair in pairs})


class GalleryHeader(Strict):
    """Everything of a session's content but templates and photos.

    ``twins`` are pairs of candidate numbers that somebody has confirmed to be two people who look alike; ``elsewhere``
    is where numbers belong that are not on this roster.
    """

    session: SessionInfo
    model_id: Text
    calibration: CalibrationInfo
    policy: PackPolicy = PackPolicy()
    candidates: Annotated[list[CandidateEntry], Field(max_length=MAX_CANDIDATES)]
    twins: Annotated[list[tuple[Text, Text]], Field(max_length=MAX_CANDIDATES), AfterValidator(_in_order)] = Field(
        default_factory=list
    )
    elsewhere: Annotated[list[OtherSessionEntry], Field(max_length=MAX_SESSIONS)] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class GalleryFile:
    """A session's content. ``templates`` are float32 (references, dimension), rows of length one, in the order of the
    candidates and, within one, of their photos; ``photos`` maps a SHA-256 to the JPEG's bytes."""

    header: GalleryHeader
    templates: NDArray[np.float32]
    photos: dict[str, bytes]


def check_content(content: GalleryFile) -> None:
    """Check that the parts belong together; raises PackError (INVALID)."""
    header, templates = content.header, content.templates
    rows = sum(len(candidate.photos) for candidate in header.candidates)
    dimension = len(header.calibration.centre)
    if templates.dtype != np.float32 or templates.shape != (rows, dimension):
        raise invalid(f"expected {rows} x {dimension} float32 templates, got {templates.dtype} {templates.shape}")
    with np.errstate(over="ignore", invalid="ignore"):  # of numbers that no template has
        lengths = np.linalg.norm(templates, axis=1)
    if not np.allclose(lengths, 1, atol=1e-3):
        raise invalid("expected templates of length one")
    numbers = {normalise_number(candidate.number) for candidate in header.candidates}
    if len(numbers) != len(header.candidates):
        raise invalid("a candidate number stands in it twice")
    for pair in header.twins:
        if len({normalise_number(number) for number in pair} & numbers) != len(pair):
            raise invalid("expected twins that are two candidates of the session")
    if sum(len(each.marks) for each in header.elsewhere) > MAX_NUMBERS:
        raise invalid(f"expected at most {MAX_NUMBERS} numbers of other sessions")
    named = {digest for candidate in header.candidates for digest in candidate.photos}
    if named != content.photos.keys():
        raise invalid(f"expected the {len(named)} photos that its candidates name, found {len(content.photos)}")
    for digest, data in content.photos.items():
        if hashlib.sha256(data).hexdigest() != digest:
            raise invalid(f"photo {digest} is altered")


def invalid(what: str) -> PackError:
    """The refusal of what does not fit together."""
    return PackError(f"the pack does not fit together: {what}", PackProblem.INVALID)
