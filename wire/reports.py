"""Reports: what a station tells the central server, one immutable record a decision.

A report travels inside an `Envelope` as the exact text that the station stored. The digest is the SHA-256 of that
text in UTF-8, so that nobody ever has to write JSON "the same way" to check it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from wire.errors import ReportError
from wire.vocabulary import Decision, Reason, ReportOutcome, Verdict

SCHEMA_VERSION: Final = 1
MAX_BATCH = 100  # reports
MAX_PAYLOAD = 16 * 1024  # characters of one report
MAX_BODY = 2 * 1024 * 1024  # bytes of one request
MAX_EARLIER_ATTEMPTS = 50

StationId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Text = Annotated[str, Field(min_length=1, max_length=120)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Score = Annotated[float, Field(ge=-1.001, le=1.001, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]


class _Strict(BaseModel):
    # Inputs stay out of error messages: they would carry names and numbers into logs.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class EarlierAttempt(_Strict):
    """What an attempt of the same check-in found, that the operator had looked at again."""

    verdict: Verdict | None
    reason: Reason | None
    score: Score | None


class CheckInReport(_Strict):
    """One decision at a desk, refusals and abandoned attempts included.

    ``earlier_attempts`` are in order; of more than `MAX_EARLIER_ATTEMPTS`, the latest.
    ``score``, ``threshold`` and ``fmr`` are None where no face was compared. ``station_seq`` counts the station's
    reports from 1 without a gap; it orders them, ``occurred_at`` only describes.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    kind: Literal["checkin"] = "checkin"
    report_id: UUID
    station_id: StationId
    station_seq: Annotated[int, Field(ge=1, le=2**53)]
    occurred_at: AwareDatetime
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


class Envelope(_Strict):
    """A report as it travels: its exact text and the SHA-256 of that text."""

    report_id: UUID
    station_id: StationId
    station_seq: Annotated[int, Field(ge=1, le=2**53)]
    digest: Digest
    payload: Annotated[str, Field(min_length=2, max_length=MAX_PAYLOAD)]


class Batch(_Strict):
    """Up to `MAX_BATCH` envelopes of one station. Each has an outcome of its own."""

    envelopes: Annotated[list[Envelope], Field(min_length=1, max_length=MAX_BATCH)]


class EnvelopeOutcome(_Strict):
    """What became of one envelope; ``detail`` is for the station's quarantine list."""

    report_id: UUID
    outcome: ReportOutcome
    detail: Annotated[str, Field(max_length=500)] = ""


class BatchResult(_Strict):
    """One outcome for each envelope, in the order of the batch."""

    outcomes: list[EnvelopeOutcome]
    server_time: datetime


def digest_of(payload: str) -> str:
    """Hexadecimal SHA-256 of a report's text in UTF-8."""
    return hashlib.sha256(payload.encode()).hexdigest()


def seal(report: CheckInReport) -> Envelope:
    """Put a report into its envelope."""
    payload = report.model_dump_json()
    return Envelope(
        report_id=report.report_id,
        station_id=report.station_id,
        station_seq=report.station_seq,
        digest=digest_of(payload),
        payload=payload,
    )


def unseal(envelope: Envelope) -> CheckInReport:
    """Take the report out of an envelope.

    Raises:
        ReportError: the digest is not the payload's, the payload is not a report of a known version, or the
            envelope names another report than the one inside.
    """
    found = digest_of(envelope.payload)
    if found != envelope.digest:
        raise ReportError(f"expected digest {envelope.digest}, found {found}")
    try:
        report = CheckInReport.model_validate_json(envelope.payload)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        raise ReportError(f"{where}: {first['msg']} ({error.error_count()} in all)") from error
    inside = (report.report_id, report.station_id, report.station_seq)
    if inside != (envelope.report_id, envelope.station_id, envelope.station_seq):
        raise ReportError("the envelope names another report than the one inside")
    return report
