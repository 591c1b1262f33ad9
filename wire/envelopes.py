"""How reports travel: sealed into signed envelopes, in batches, with an outcome for each."""

from __future__ import annotations

import hashlib
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, ValidationError

from wire.base import Digest, KeyId, Sequence, SignatureText, StationId, Strict
from wire.errors import ReportError
from wire.reports import REPORTS, Report
from wire.signing import REPORT_DOMAIN, SigningKey
from wire.vocabulary import ReportOutcome, ReportProblem

MAX_BATCH = 100  # reports
MAX_PAYLOAD = 16 * 1024  # characters of one report
MAX_BODY = 2 * 1024 * 1024  # bytes of one request


class Envelope(Strict):
    """A report as it travels: its exact text, the SHA-256 of that text, and the station's signature over that.

    ``key_id`` names the key that signed.
    """

    report_id: UUID
    station_id: StationId
    journal_id: UUID
    station_seq: Sequence
    key_id: KeyId
    digest: Digest
    signature: SignatureText
    payload: Annotated[str, Field(min_length=2, max_length=MAX_PAYLOAD)]


class Batch(Strict):
    """Up to `MAX_BATCH` envelopes of one station. Each has an outcome of its own."""

    envelopes: Annotated[list[Envelope], Field(min_length=1, max_length=MAX_BATCH)]


class EnvelopeOutcome(Strict):
    """What became of one envelope. ``code`` is for programs, ``detail`` for the station's quarantine list."""

    report_id: UUID
    outcome: ReportOutcome
    code: ReportProblem | None = None
    detail: Annotated[str, Field(max_length=500)] = ""


class BatchResult(Strict):
    """One outcome for each envelope, in the order of the batch."""

    outcomes: list[EnvelopeOutcome]
    server_time: AwareDatetime


def digest_of(payload: str) -> str:
    """Hexadecimal SHA-256 of a report's text in UTF-8."""
    return hashlib.sha256(payload.encode()).hexdigest()


def seal(report: Report, key: SigningKey) -> Envelope:
    """Put a report into its envelope."""
    payload = report.model_dump_json()
    digest = digest_of(payload)
    return Envelope(
        report_id=report.report_id,
        station_id=report.station_id,
        journal_id=report.journal_id,
        station_seq=report.station_seq,
        key_id=key.public.id,
        digest=digest,
        signature=key.sign(REPORT_DOMAIN, digest),
        payload=payload,
    )


def unseal(envelope: Envelope) -> Report:
    """Take the report out of an envelope. Whose signature it carries is for those to check who know the keys.

    Raises:
        ReportError: the digest is not the payload's, the payload is not a report of a known version, or the
            envelope names another report than the one inside.
    """
    found = digest_of(envelope.payload)
    if found != envelope.digest:
        raise ReportError(f"expected digest {envelope.digest}, found {found}", ReportProblem.DIGEST_MISMATCH)
    try:
        report = REPORTS.validate_json(envelope.payload)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        detail = f"{where}: {first['msg']} ({error.error_count()} in all)"
        raise ReportError(detail, ReportProblem.SCHEMA_INVALID) from error
    inside = (report.report_id, report.station_id, report.journal_id, report.station_seq)
    if inside != (envelope.report_id, envelope.station_id, envelope.journal_id, envelope.station_seq):
        raise ReportError("the envelope names another report than the one inside", ReportProblem.ENVELOPE_MISMATCH)
    return report
