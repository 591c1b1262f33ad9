"""A station that writes its journal in memory: signed, chained, and willing to forge."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

from wire.envelopes import Envelope, digest_of, seal
from wire.registration import Registration, make_registration, token_of
from wire.reports import (
    FIRST_PREVIOUS,
    CheckInReport,
    Continued,
    KeyReport,
    OpeningReport,
    Report,
    SessionFacts,
    Threshold,
)
from wire.signing import REPORT_DOMAIN, SigningKey
from wire.vocabulary import Decision, Verdict

JAKARTA = timezone(timedelta(hours=7), "WIB")
NOW = datetime(2026, 10, 12, 7, 41, 12, tzinfo=JAKARTA)
SESSION = "2026-10-12-PLM-2"


class Scribe:
    """The head of one station's journal. Each method writes one report and returns its envelope."""

    def __init__(self, station_id: str = "PLM-01", key: SigningKey | None = None) -> None:
        self.station_id = station_id
        self.key = key or SigningKey.generate()
        self.journal_id = uuid4()
        self.last_seq = 0
        self.last_digest = FIRST_PREVIOUS
        self.token = ""

    def registration(self, code: str) -> Registration:
        """What registers this station by a code; its token is the one of that code from now on."""
        self.token = token_of(self.key, code)
        return make_registration(self.key, code, self.station_id, self.journal_id)

    def begin(self, continues: Continued | None = None) -> Envelope:
        """The first report: the key."""
        return self._write(KeyReport(**self._head(), public_key=self.key.public.text, continues=continues))

    def rotate(self) -> Envelope:
        """A report that names a new key, which signs from the next one on."""
        new = SigningKey.generate()
        envelope = self._write(KeyReport(**self._head(), public_key=new.public.text))
        self.key = new
        return envelope

    def open(self, expected: int = 350, **changes: Any) -> Envelope:
        """The opening of a session."""
        facts = {
            "id": SESSION,
            "title": "SKD",
            "venue": "BKN Regional VII Palembang",
            "starts_at": NOW.replace(hour=8, minute=0, second=0),
            "expected": expected,
        }
        return self._write(
            OpeningReport(
                **self._head(),
                session=SessionFacts(**(facts | changes)),
                gallery_digest="1" * 64,
                model_id="sface",
                accept=Threshold(fmr=1e-4, score=0.46),
                review=Threshold(fmr=1e-2, score=0.33),
                program="0.1.0",
            )
        )

    def checkin(self, number: str = "24100140017", decision: Decision = Decision.ADMIT, **changes: Any) -> Envelope:
        """A decision; names any field of the report to change it."""
        values: dict[str, Any] = {
            "session_id": SESSION,
            "checkin_id": uuid4(),
            "candidate_number": number,
            "decision": decision,
            "verdict": Verdict.MATCH,
            "reason": None,
            "score": 0.512,
            "threshold": 0.363,
            "fmr": 1e-4,
            "model_id": "sface",
            "frames_used": 5,
            "seconds_to_verdict": 0.8,
        }
        return self._write(CheckInReport(**(self._head() | values | changes)))

    def checkins(self, count: int) -> list[Envelope]:
        """So many different candidates admitted."""
        return [self.checkin(f"{24_100_000_000 + self.last_seq}") for _ in range(count)]

    def end(self) -> Continued:
        """Where this journal ends."""
        return Continued(journal_id=self.journal_id, last_seq=self.last_seq, last_digest=self.last_digest)

    def forged(self, envelope: Envelope, old: str, new: str) -> Envelope:
        """An envelope with another text inside, signed all the same."""
        payload = envelope.payload.replace(old, new)
        assert payload != envelope.payload
        digest = digest_of(payload)
        signature = self.key.sign(REPORT_DOMAIN, digest)
        return envelope.model_copy(update={"payload": payload, "digest": digest, "signature": signature})

    def _head(self) -> dict[str, Any]:
        moment: datetime = NOW
        report_id: UUID = uuid4()
        return {
            "report_id": report_id,
            "station_id": self.station_id,
            "journal_id": self.journal_id,
            "station_seq": self.last_seq + 1,
            "previous": self.last_digest,
            "occurred_at": moment,
            "clock_offset": 0.2,
        }

    def _write(self, report: Report) -> Envelope:
        envelope = seal(report, self.key)
        self.last_seq, self.last_digest = report.station_seq, envelope.digest
        return envelope
