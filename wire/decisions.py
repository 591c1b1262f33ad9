"""What stands behind a decision: who looked at the photos by eye and what they saw, why somebody was refused."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from wire.base import Seconds, Strict
from wire.staff import Staff

MAX_NOTE: Final = 500  # characters
MAX_REVIEWS: Final = 4

Note = Annotated[str, Field(max_length=MAX_NOTE)]


class ReviewAnswer(StrEnum):
    """What somebody sees who compares the person with their registered photos, before the machine's score is shown."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    CANNOT_TELL = "CANNOT_TELL"


class Feature(StrEnum):
    """What an answer rests on. Hair, make-up, glasses and weight are not among them: they change."""

    EARS = "EARS"
    EYES = "EYES"
    NOSE = "NOSE"
    MOUTH = "MOUTH"
    CHIN = "CHIN"
    MARKS = "MARKS"  # moles, scars
    FACE_SHAPE = "FACE_SHAPE"
    PICTURE_QUALITY = "PICTURE_QUALITY"  # why nothing can be told


class ManualReview(Strict):
    """One reviewer's answer. ``seconds`` is how long they looked."""

    reviewer: Staff
    answer: ReviewAnswer
    features: Annotated[tuple[Feature, ...], Field(max_length=len(Feature))] = ()
    note: Note = ""
    seconds: Seconds


class RefusalCategory(StrEnum):
    """Why a person refuses a candidate."""

    DIFFERENT_PERSON = "DIFFERENT_PERSON"
    NO_VALID_ID = "NO_VALID_ID"
    WRONG_SESSION = "WRONG_SESSION"
    TOO_LATE = "TOO_LATE"
    CONDUCT = "CONDUCT"
    OTHER = "OTHER"  # the note says what


class Refusal(Strict):
    """Why somebody was refused."""

    category: RefusalCategory
    note: Note = ""


class ThreeWay(Strict):
    """The comparison that settles a provisional admission: person, ID card and registered photos, two at a time."""

    person_card: ReviewAnswer
    person_photos: ReviewAnswer
    card_photos: ReviewAnswer


class Resolution(StrEnum):
    """How a provisional admission ended."""

    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


class SignIn(StrEnum):
    """What happened to somebody's sign-in at a station."""

    SIGNED_IN = "SIGNED_IN"
    SIGNED_OUT = "SIGNED_OUT"
    LOCKED_OUT = "LOCKED_OUT"
