"""A station that writes its journal in memory: signed, chained, and willing to forge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

from wire.decisions import Resolution, ReviewAnswer, SignIn, ThreeWay
from wire.envelopes import Envelope, digest_of, seal
from wire.registration import Registration, make_registration, token_of
from wire.reports import (
    FIRST_PREVIOUS,
    REPORTS,
    CheckInReport,
    Continued,
    KeyReport,
    OpeningReport,
    Report,
    ResolutionReport,
    SelfTestResult,
    SessionFacts,
    SignInReport,
    Threshold,
    UndoReport,
)
from wire.signing import REPORT_DOMAIN, SigningKey
from wire.staff import Role, Staff
from wire.vocabulary import Decision, Verdict

JAKARTA = timezone(timedelta(hours=7), "WIB")
NOW = datetime(2026, 10, 12, 7, 41, 12, tzinfo=JAKARTA)
SESSION = "2026-10-12-PLM-2"
OPERATOR = Staff(id=UUID(int=1), name="Rina Marlina", role=Role.OPERATOR)
SUPERVISOR = Staff(id=UUID(int=2), name="Budi Santoso", role=Role.SUPERVISOR)


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

    def open(self, expected: int = 350, self_test: Sequence[SelfTestResult] = (), **changes: Any) -> Envelope:
        """The opening of a session; names any fact of the session to change it."""
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
                self_test=tuple(self_test),
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

    def undo(self, checkin: Envelope, **changes: Any) -> Envelope:
        """The undo of a check-in; names any field of the report to change it."""
        about = _about(checkin)
        undone = {"undone": about.decision, "operator": OPERATOR}
        return self._write(UndoReport(**(self._head() | _names(about) | undone | changes)))

    def resolve(self, checkin: Envelope, resolution: Resolution = Resolution.CONFIRMED, **changes: Any) -> Envelope:
        """The resolution of a provisional check-in; names any field of the report to change it."""
        seen = ReviewAnswer.SAME if resolution is Resolution.CONFIRMED else ReviewAnswer.DIFFERENT
        values: dict[str, Any] = {
            "resolution": resolution,
            "compared": ThreeWay(person_card=ReviewAnswer.SAME, person_photos=seen, card_photos=seen),
            "operator": OPERATOR,
            "second": SUPERVISOR,
        }
        return self._write(ResolutionReport(**(self._head() | _names(_about(checkin)) | values | changes)))

    def sign(self, event: SignIn, staff: Staff | None = None) -> Envelope:
        """Somebody signs in or out, or is locked out."""
        return self._write(SignInReport(**self._head(), event=event, staff=staff or OPERATOR))

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


def _about(envelope: Envelope) -> CheckInReport:
    report = REPORTS.validate_json(envelope.payload)
    assert isinstance(report, CheckInReport)
    return report


def _names(report: CheckInReport) -> dict[str, Any]:
    """What an undo or a resolution names its check-in by."""
    return {
        "session_id": report.session_id,
        "checkin_id": report.checkin_id,
        "candidate_number": report.candidate_number,
    }
