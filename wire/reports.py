"""Reports: what a station tells the central server, one immutable record a decision or an event.

A report is text: the exact JSON that the station stored. Its digest is the SHA-256 of that text in UTF-8, so that
nobody ever has to write JSON "the same way" to check it. Each report names the digest of the one before it in its
journal, so that the digest of the last speaks for all. docs/wire.md is the contract.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter, model_validator

from wire.base import (
    ClockOffset,
    Count,
    Digest,
    Moment,
    PublicKeyText,
    Score,
    Seconds,
    Sequence,
    Share,
    StationId,
    Strict,
    Text,
)
from wire.decisions import MAX_REVIEWS, ManualReview, Note, Refusal, Resolution, SignIn, ThreeWay
from wire.evidence import MAX_PICTURES, Picture
from wire.staff import Staff
from wire.vocabulary import Decision, Reason, Verdict

SCHEMA_VERSION: Final = 2
FIRST_PREVIOUS: Final = "0" * 64  # what the first report of a journal names as the one before it
MAX_EARLIER_ATTEMPTS = 50
MAX_COMPARED = 1_000_000  # candidates of one session


class _Report(Strict):
    """What every report says.

    ``station_seq`` counts the reports of a journal from 1 without a gap; it orders them. ``occurred_at`` only
    describes; ``clock_offset`` is the seconds by which the server's clock was last seen ahead of the station's, None
    as long as no server was seen.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    report_id: UUID
    station_id: StationId
    journal_id: UUID
    station_seq: Sequence
    previous: Digest
    occurred_at: Moment
    clock_offset: ClockOffset | None


class EarlierAttempt(Strict):
    """What an attempt of the same check-in found, that the operator had looked at again."""

    verdict: Verdict | None
    reason: Reason | None
    score: Score | None


class Others(Strict):
    """The probe against all other candidates of the session: impostor comparisons that measure the achieved FMR.

    ``above`` of ``compared`` reached the threshold.
    """

    compared: Annotated[int, Field(ge=0, le=MAX_COMPARED)]
    above: Annotated[int, Field(ge=0, le=MAX_COMPARED)]

    @model_validator(mode="after")
    def _check(self) -> Others:
        if self.above > self.compared:
            raise ValueError("expected no more above than compared")
        return self


class CheckInReport(_Report):
    """One decision at a desk, refusals and abandoned attempts included.

    ``earlier_attempts`` are in order; of more than `MAX_EARLIER_ATTEMPTS`, the latest. ``score``, ``threshold``,
    ``fmr`` and ``others`` are None where no face was compared. ``pictures`` travel apart and may be late.

    ``operator`` decided, ``second`` signed with their own PIN; ``operator`` is None at a desk where nobody signs in.
    ``reviews`` are what people saw before the score was shown, in order. ``deadline`` is until when a provisional
    admission is to be settled. ``pin_shown``: the candidate's registration PIN was shown; ``override`` is why it was
    after the closing time.
    """

    kind: Literal["checkin"] = "checkin"
    session_id: Text
    checkin_id: UUID
    candidate_number: Text
    decision: Decision
    verdict: Verdict | None
    reason: Reason | None
    score: Score | None
    threshold: Score | None
    fmr: Share | None
    model_id: Text | None
    frames_used: Annotated[int, Field(ge=0, le=10_000)]
    seconds_to_verdict: Seconds | None
    earlier_attempts: Annotated[tuple[EarlierAttempt, ...], Field(max_length=MAX_EARLIER_ATTEMPTS)] = ()
    others: Others | None = None
    pictures: Annotated[tuple[Picture, ...], Field(max_length=MAX_PICTURES)] = ()
    operator: Staff | None = None
    second: Staff | None = None
    reviews: Annotated[tuple[ManualReview, ...], Field(max_length=MAX_REVIEWS)] = ()
    refusal: Refusal | None = None
    deadline: Moment | None = None
    pin_shown: bool = False
    override: Note = ""


class UndoReport(_Report):
    """A decision is taken back, within a minute of it: the candidate is where they were before it.

    ``checkin_id`` names it; its own report stays as it was.
    """

    kind: Literal["undo"] = "undo"
    session_id: Text
    checkin_id: UUID
    candidate_number: Text
    undone: Decision
    operator: Staff | None = None
    note: Note = ""


class ResolutionReport(_Report):
    """A provisional admission is settled by two people, who saw the person, the ID card and the photos."""

    kind: Literal["resolution"] = "resolution"
    session_id: Text
    checkin_id: UUID
    candidate_number: Text
    resolution: Resolution
    compared: ThreeWay
    operator: Staff
    second: Staff
    note: Note = ""


class SignInReport(_Report):
    """Somebody signed in at a station or out, or tried too many wrong PINs."""

    kind: Literal["signin"] = "signin"
    event: SignIn
    staff: Staff


class SessionFacts(Strict):
    """The exam session that a desk serves, as its gallery has it. ``expected`` is the number of candidates."""

    id: Text
    title: Text
    venue: Text
    starts_at: Moment
    expected: Count


class Threshold(Strict):
    """A threshold and the false match rate that it was measured at."""

    fmr: Share
    score: Score


class CheckOutcome(StrEnum):
    """What one check of the self-test found."""

    PASSED = "PASSED"
    WARNED = "WARNED"
    FAILED = "FAILED"
    NOT_RUN = "NOT_RUN"


class SelfTestResult(Strict):
    """One check before the desk opened: its name, such as camera, and what it found."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
    outcome: CheckOutcome


class OpeningReport(_Report):
    """A desk was opened for a session: what was loaded, what it will be decided by, and how the self-test went."""

    kind: Literal["opening"] = "opening"
    session: SessionFacts
    gallery_digest: Digest
    model_id: Text
    accept: Threshold
    review: Threshold
    program: Text
    self_test: Annotated[tuple[SelfTestResult, ...], Field(max_length=32)] = ()


class Continued(Strict):
    """The journal that could not be written on, and the last report of it that could be read."""

    journal_id: UUID
    last_seq: Count
    last_digest: Digest


class KeyReport(_Report):
    """From the next report on, the journal is signed with this key.

    The first report of a journal is one of these and is signed with the very key that it names. A later one, which
    replaces the key, is signed with the key before. ``continues`` stands in the first report of a journal that was
    begun because another could not be written on.
    """

    kind: Literal["key"] = "key"
    public_key: PublicKeyText
    continues: Continued | None = None


Report = CheckInReport | UndoReport | ResolutionReport | SignInReport | OpeningReport | KeyReport

REPORTS: TypeAdapter[Report] = TypeAdapter(Annotated[Report, Field(discriminator="kind")])
