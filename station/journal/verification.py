"""Proof that nothing in a journal was changed, removed, reordered or inserted.

Each entry's text has a digest, each entry names the digest of the one before, each digest is signed, and the first
entry names the key that signs. So the digest of the last entry speaks for all before it. That the end itself was not
cut off is proved by a head noted earlier or known to the server. Only public data is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import ValidationError

from station.errors import JournalError
from wire.envelopes import Envelope, unseal
from wire.errors import KeyFormatError, ReportError
from wire.evidence import Picture
from wire.reports import FIRST_PREVIOUS, CheckInReport, KeyReport, Report
from wire.signing import REPORT_DOMAIN, PublicKey
from wire.vocabulary import ReportProblem

_HEAD: Final = re.compile(r"([1-9][0-9]{0,15}):([0-9a-f]{64})")


class Fault(StrEnum):
    """What can be wrong, in words."""

    UNREADABLE = "is not an entry"
    DIGEST = "the digest is not the text's"
    SCHEMA = "the text is not a report"
    NAMED_OTHERWISE = "the entry is named otherwise than the report in it"
    COLUMN = "a column differs from the report"
    KEY_UNKNOWN = "signed with a key that no entry before names"
    KEY_REPLACED = "signed with a key that was replaced before"
    SIGNATURE = "the signature is not the key's"
    LINK = "does not name the entry before it"
    GAP = "entries are missing before it"
    ORDER = "stands behind a later entry"
    NO_BEGINNING = "the journal does not begin with its key"
    REPEATED = "a report or check-in is recorded twice"
    OTHER_STATION = "the journal is another station's from here on"
    CONTINUES = "names another end of the journal it continues"
    CUT_OFF = "the journal ends before the head that was expected"
    PICTURE_MISSING = "a picture that the report names is missing"
    PICTURE = "a picture is not the one that was recorded"
    OUTBOX = "an outbox row has no entry"
    KEY_OTHER = "the key for the next entry is not the one that was named"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where."""

    journal_id: str
    station_seq: int
    fault: Fault
    detail: str = ""

    def __str__(self) -> str:
        return f"journal {self.journal_id} entry {self.station_seq}: {self.fault}" + f" ({self.detail})" * bool(
            self.detail
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in an entry's place and is none."""

    journal_id: str
    station_seq: int
    detail: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One journal: how many entries it has, its end, and the ids of the keys that sign it, in order."""

    journal_id: UUID
    station_id: str
    entries: int
    last_seq: int
    last_digest: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What a verification found. The journal is sound when there are no problems."""

    journals: tuple[Summary, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ExpectedHead:
    """An entry that some journal must have: noted at an earlier verification, or known to the server."""

    station_seq: int
    digest: str

    @classmethod
    def parse(cls, text: str) -> ExpectedHead:
        """Read ``SEQ:DIGEST``; raises JournalError."""
        found = _HEAD.fullmatch(text.strip().lower())
        if found is None:
            raise JournalError(f"expected head: expected SEQ:DIGEST as verify prints it, got {text!r}")
        return cls(int(found[1]), found[2])


@dataclass(slots=True)
class _Journal:
    """One journal on the way through it. ``current`` is the key that signs the next entry."""

    name: str
    station_id: str = ""
    entries: int = 0
    last_seq: int = 0
    last_digest: str = FIRST_PREVIOUS
    digests: dict[int, str] = field(default_factory=dict)
    keys: dict[str, PublicKey] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    current: str = ""


def verify(found: Iterable[Envelope | Unreadable], expected: ExpectedHead | None = None) -> Account:
    """Walk through the entries of any number of journals, each in the order of writing."""
    journals: dict[str, _Journal] = {}
    seen: set[UUID] = set()
    problems: list[Problem] = []
    for item in found:
        journal = journals.setdefault(str(item.journal_id), _Journal(str(item.journal_id)))
        if isinstance(item, Unreadable):
            problems.append(Problem(item.journal_id, item.station_seq, Fault.UNREADABLE, item.detail))
        else:
            problems += _entry(journal, item, seen, journals)
    if expected is not None and not any(
        journal.digests.get(expected.station_seq) == expected.digest for journal in journals.values()
    ):
        last = next(reversed(journals.values()), _Journal("-"))
        problems.append(Problem(last.name, last.last_seq, Fault.CUT_OFF, f"expected entry {expected.station_seq}"))
    summaries = [
        Summary(UUID(each.name), each.station_id, each.entries, each.last_seq, each.last_digest, tuple(each.keys))
        for each in journals.values()
        if each.entries
    ]
    return Account(tuple(summaries), tuple(problems))


def check_end(last: Envelope, before: Envelope | None, key: PublicKey | None) -> list[str]:
    """What is wrong with the last entry of a journal, as far as it alone tells; ``key`` is to have signed it."""
    try:
        report = unseal(last)
    except ReportError as error:
        return [f"last entry {last.station_seq}: {error}"]
    if key is None or not key.verifies(REPORT_DOMAIN, last.digest, last.signature):
        return [f"last entry {last.station_seq}: {Fault.SIGNATURE}"]
    if report.previous != (before.digest if before else FIRST_PREVIOUS):
        return [f"last entry {last.station_seq}: {Fault.LINK}"]
    return []


def _entry(journal: _Journal, envelope: Envelope, seen: set[UUID], journals: dict[str, _Journal]) -> list[Problem]:
    """The problems of one entry; takes it in as the end of the journal."""
    report: Report | None = None
    faults: list[tuple[Fault, str]] = []
    try:
        report = unseal(envelope)
    except ReportError as error:
        faults.append((_FAULTS.get(error.problem, Fault.SCHEMA), str(error)))
    if not journal.entries:
        journal.station_id = envelope.station_id
        faults += _beginning(journal, envelope, report)
    elif envelope.station_id != journal.station_id:
        faults.append((Fault.OTHER_STATION, envelope.station_id))
    faults += _signature(journal, envelope)
    faults += _place(journal, envelope, report)
    faults += _repeated(envelope, report, seen)
    if isinstance(report, KeyReport):
        faults += _take_key(journal, report)
        faults += _continues(report, journals)
    journal.entries += 1
    journal.digests[envelope.station_seq] = envelope.digest
    if envelope.station_seq > journal.last_seq:
        journal.last_seq, journal.last_digest = envelope.station_seq, envelope.digest
    return [Problem(journal.name, envelope.station_seq, fault, detail) for fault, detail in faults]


def _beginning(journal: _Journal, envelope: Envelope, report: Report | None) -> list[tuple[Fault, str]]:
    """The first entry is signed with the very key that it names."""
    if not isinstance(report, KeyReport) or envelope.station_seq != 1:
        return [(Fault.NO_BEGINNING, "")]
    return _take_key(journal, report)


def _repeated(envelope: Envelope, report: Report | None, seen: set[UUID]) -> list[tuple[Fault, str]]:
    checkin = report.checkin_id if isinstance(report, CheckInReport) else None
    ids = {envelope.report_id} if checkin is None else {envelope.report_id, checkin}
    repeated = ids & seen
    seen |= ids
    return [(Fault.REPEATED, str(id_)) for id_ in repeated]


def _continues(report: KeyReport, journals: dict[str, _Journal]) -> list[tuple[Fault, str]]:
    """The journal before, where it is there, ends as the one that goes on says."""
    end = report.continues
    before = journals.get(str(end.journal_id)) if end else None
    if end is None or before is None or (before.last_seq, before.last_digest) == (end.last_seq, end.last_digest):
        return []
    return [(Fault.CONTINUES, f"expected entry {end.last_seq}")]


def _take_key(journal: _Journal, report: KeyReport) -> list[tuple[Fault, str]]:
    try:
        key = PublicKey.parse(report.public_key)
    except KeyFormatError as error:
        return [(Fault.SCHEMA, str(error))]
    journal.keys[key.id] = key
    journal.current = key.id
    return []


def _signature(journal: _Journal, envelope: Envelope) -> Iterator[tuple[Fault, str]]:
    key = journal.keys.get(envelope.key_id)
    if key is None:
        if envelope.key_id not in journal.unknown:  # told once: the entry that named it may be the one missing
            journal.unknown.add(envelope.key_id)
            yield Fault.KEY_UNKNOWN, envelope.key_id
    elif not key.verifies(REPORT_DOMAIN, envelope.digest, envelope.signature):
        yield Fault.SIGNATURE, envelope.key_id
    elif envelope.key_id != journal.current:
        yield Fault.KEY_REPLACED, envelope.key_id


def _place(journal: _Journal, envelope: Envelope, report: Report | None) -> Iterator[tuple[Fault, str]]:
    sequence = envelope.station_seq
    if sequence <= journal.last_seq:
        yield Fault.ORDER, f"behind entry {journal.last_seq}"
    elif sequence > journal.last_seq + 1:
        first, last = journal.last_seq + 1, sequence - 1
        yield Fault.GAP, f"{first}" if first == last else f"{first} to {last}"
    elif report is not None and report.previous != journal.last_digest:
        yield Fault.LINK, f"expected {journal.last_digest}"


def pictures_of(envelope: Envelope) -> tuple[Picture, ...]:
    """The pictures that an entry names; none where it cannot be read."""
    try:
        report = unseal(envelope)
    except ReportError:
        return ()
    return report.pictures if isinstance(report, CheckInReport) else ()


def read_lines(lines: Iterable[str]) -> Iterator[Envelope | Unreadable]:
    """The entries of an export: one envelope in JSON a line."""
    for number, line in enumerate(lines, 1):
        try:
            yield Envelope.model_validate_json(line)
        except ValidationError as error:
            yield Unreadable("-", 0, f"line {number}: {error.error_count()} faults")


_FAULTS = {
    ReportProblem.DIGEST_MISMATCH: Fault.DIGEST,
    ReportProblem.ENVELOPE_MISMATCH: Fault.NAMED_OTHERWISE,
}
