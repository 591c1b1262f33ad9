"""What becomes of a report, by what is known of its journal. Pure.

The order of the questions matters: nothing about a report is believed before its signature is checked, so that nobody
but the station can raise an alarm in its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from wire.envelopes import Envelope, EnvelopeOutcome
from wire.reports import FIRST_PREVIOUS, KeyReport, Report
from wire.signing import REPORT_DOMAIN, PublicKey
from wire.vocabulary import ReportOutcome, ReportProblem


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that signs a journal's reports from ``first_seq`` up to that of the next key."""

    first_seq: int
    key: PublicKey


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report that is kept."""

    report_id: UUID
    digest: str
    previous: str


@dataclass(slots=True)
class JournalFacts:
    """A journal's keys, by rising ``first_seq``."""

    keys: list[KnownKey]

    def key_at(self, station_seq: int) -> PublicKey:
        """The key that must have signed the report of that number."""
        return next(known.key for known in reversed(self.keys) if known.first_seq <= station_seq)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a report has named. With ``first_seq`` 1 it begins a journal, which continues another."""

    journal_id: UUID
    first_seq: int
    key: PublicKey
    continues: UUID | None = None


@dataclass(slots=True)
class Registry:
    """What is known of the journals of a batch. `judge` adds what it accepts: the next report is judged by it too.

    ``venue`` is where the station is registered.
    """

    journals: dict[UUID, JournalFacts]
    by_place: dict[tuple[UUID, int], KnownReport]
    by_id: dict[UUID, KnownReport]
    venue: str = ""
    new_keys: list[NewKey] = field(default_factory=list)


def judge(registry: Registry, envelope: Envelope, report: Report) -> EnvelopeOutcome:
    """The outcome of one report, taken out of its envelope already."""
    problem = _stranger(registry, envelope, report)
    if problem is not None:
        return problem
    known = registry.by_id.get(envelope.report_id)
    if known is not None:
        if known.digest == envelope.digest:
            return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.DUPLICATE)
        return _rejected(
            envelope,
            ReportProblem.DIGEST_CONFLICT,
            f"this report was received before with digest {known.digest}",
        )
    there = registry.by_place.get((envelope.journal_id, envelope.station_seq))
    if there is not None:
        return _rejected(envelope, ReportProblem.SEQUENCE_CONFLICT, f"station_seq belongs to report {there.report_id}")
    broken = _broken_link(registry, envelope, report)
    if broken:
        return _rejected(envelope, ReportProblem.CHAIN_CONFLICT, broken)
    _take(registry, envelope, report)
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.ACCEPTED)


def _stranger(registry: Registry, envelope: Envelope, report: Report) -> EnvelopeOutcome | None:
    """Why a report is not believed to be the station's, or not yet."""
    facts = registry.journals.get(envelope.journal_id)
    if facts is None:
        facts = _continued(registry, report)
    if facts is None:
        return _later(envelope, ReportProblem.JOURNAL_UNKNOWN, "the station is not registered with this journal")
    key = facts.key_at(envelope.station_seq)
    if key.id != envelope.key_id:
        if any(known.key.id == envelope.key_id for known in facts.keys):
            return _rejected(envelope, ReportProblem.SIGNATURE_INVALID, "signed with a key whose time is over")
        return _later(envelope, ReportProblem.KEY_UNKNOWN, "no report that names this key has arrived yet")
    if not key.verifies(REPORT_DOMAIN, envelope.digest, envelope.signature):
        return _rejected(envelope, ReportProblem.SIGNATURE_INVALID, "the signature is not this key's")
    return None


def _continued(registry: Registry, report: Report) -> JournalFacts | None:
    """A journal that begins by naming one of the station's, and whose key is the one that signed that one's end."""
    if not isinstance(report, KeyReport) or report.continues is None or report.station_seq != 1:
        return None
    before = registry.journals.get(report.continues.journal_id)
    if before is None or before.keys[-1].key.text != report.public_key:
        return None
    return JournalFacts([KnownKey(1, before.keys[-1].key)])


def _broken_link(registry: Registry, envelope: Envelope, report: Report) -> str:
    """How a report does not fit between its neighbours; empty if it does."""
    before = registry.by_place.get((envelope.journal_id, envelope.station_seq - 1))
    after = registry.by_place.get((envelope.journal_id, envelope.station_seq + 1))
    if envelope.station_seq == 1 and report.previous != FIRST_PREVIOUS:
        return "the first report of a journal names one before it"
    if before is not None and before.digest != report.previous:
        return f"expected previous {before.digest}"
    if after is not None and after.previous != envelope.digest:
        return "the report after it names another one as its previous"
    return ""


def _take(registry: Registry, envelope: Envelope, report: Report) -> None:
    known = KnownReport(envelope.report_id, envelope.digest, report.previous)
    registry.by_id[envelope.report_id] = known
    registry.by_place[envelope.journal_id, envelope.station_seq] = known
    if not isinstance(report, KeyReport):
        return
    key = PublicKey.parse(report.public_key)
    if envelope.journal_id not in registry.journals:
        registry.journals[envelope.journal_id] = JournalFacts([KnownKey(1, key)])
        continues = report.continues.journal_id if report.continues else None
        registry.new_keys.append(NewKey(envelope.journal_id, 1, key, continues))
    elif report.station_seq > 1:
        facts = registry.journals[envelope.journal_id]
        facts.keys.append(KnownKey(report.station_seq + 1, key))
        facts.keys.sort(key=lambda each: each.first_seq)
        registry.new_keys.append(NewKey(envelope.journal_id, report.station_seq + 1, key))


def _rejected(envelope: Envelope, problem: ReportProblem, detail: str) -> EnvelopeOutcome:
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.REJECTED, code=problem, detail=detail)


def _later(envelope: Envelope, problem: ReportProblem, detail: str) -> EnvelopeOutcome:
    return EnvelopeOutcome(report_id=envelope.report_id, outcome=ReportOutcome.RETRY, code=problem, detail=detail)
