"""Rows of text become candidates of sessions, or problems that say what to correct."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from enrollment.roster.columns import Columns
from enrollment.roster.moments import date_of, joined, moment_of, time_of
from enrollment.roster.nik import bare_nik, fault_of_nik, names_date
from enrollment.roster.problems import RosterProblem, Said, Wording, cell, said
from enrollment.roster.sessions import ExamSessionRow, exam_session
from enrollment.roster.table import TableRow
from wire.numbers import MAX_LENGTH, normalise_number

MAX_PHOTOS = 16  # of a candidate
_MAX_TEXT = 120  # characters
_MAX_SEAT = 40
_MAX_PHOTO_NAME = 1000
_FIRST_BIRTH = date(1900, 1, 1)
_EXAM_YEARS = range(2000, 2100)
_PHOTO_SEPARATORS = re.compile(r"[;\r\n]+")

# What Excel makes of a number of more than 15 digits: the last of them are gone.
_ROUNDED = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_TEXT_MARK = re.compile(r'="(.*)"|\'(.*)')  # how exports make Excel take digits for text


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One candidate of one session. ``line`` is the row's line in the file, from 1.

    ``number`` is as `wire.numbers.normalise_number` has it. ``nik``, ``seat`` and ``pin`` may be empty. ``photos`` are
    as the roster names them, at most `MAX_PHOTOS`; none where they are to be found by number or by a pattern.
    """

    line: int
    number: str
    name: str
    nik: str
    born: date | None
    session: ExamSessionRow
    seat: str
    pin: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowChecks:
    """What the rows of a file are held against. A session's start is in ``zone`` where it names none."""

    file: str
    columns: Columns
    zone: tzinfo
    today: date

    def check(self, row: TableRow) -> tuple[RosterRow | None, list[RosterProblem]]:
        """A candidate, or none; and every problem of the row. A candidate may have one too: they go in all the same."""
        reading = _Reading(self, row)
        if row.fault or any(cell.strip() for cell in row.cells[len(self.columns.header) :]):
            found = said(Wording.VALUE, row.fault) if row.fault else said(Wording.OTHER_CELLS, len(row.cells))
            reading.complain("row", said(Wording.CELLS, len(self.columns.header)), found)
            return None, reading.problems
        return reading.candidate(), reading.problems


@dataclass(slots=True)
class _Reading:
    """One row while it is read."""

    checks: RowChecks
    row: TableRow
    problems: list[RosterProblem] = field(default_factory=list)
    spoilt: bool = False

    def complain(self, column: str, expected: Said, found: Said) -> None:
        self.remark(column, expected, found)
        self.spoilt = True

    def remark(self, column: str, expected: Said, found: Said) -> None:
        """A problem that does not keep the candidate out."""
        self.problems.append(RosterProblem(self.checks.file, self.row.line, column, expected, found))

    def candidate(self) -> RosterRow | None:
        number = self._number()
        name = self._text("name")
        born = self._born()
        nik = self._nik(born)
        session = self._session()
        seat = self._text("seat", least=0, most=_MAX_SEAT)
        pin = self._pin()
        photos = self._photos()
        if self.spoilt or session is None:
            return None
        return RosterRow(self.row.line, number, name, nik, born, session, seat, pin, photos)

    def _cell(self, index: int | None) -> str:
        """A cell, composed (NFC), with each run of white space as one space."""
        cells = self.row.cells
        return (
            " ".join(unicodedata.normalize("NFC", cells[index]).split())
            if index is not None and index < len(cells)
            else ""
        )

    def _value(self, column: str) -> str:
        return self._cell(self.checks.columns.of.get(column))

    def _digits(self, column: str) -> str:
        """A cell that may hold digits only, without the marks that make Excel leave them alone."""
        value = self._value(column)
        match = _TEXT_MARK.fullmatch(value)
        return (match[1] or match[2] or "").strip() if match else value

    def _rounded(self, column: str, value: str) -> bool:
        if not _ROUNDED.fullmatch(value):
            return False
        self.complain(column, said(Wording.AS_TEXT), said(Wording.ROUNDED, value))
        return True

    def _text(self, column: str, *, least: int = 1, most: int = _MAX_TEXT) -> str:
        value = self._value(column)
        if not least <= len(value) <= most or not value.isprintable():
            self.complain(column, said(Wording.TEXT, least, most), cell(value))
        return value

    def _number(self) -> str:
        value = self._digits("number")
        number = normalise_number(value)
        if self._rounded("number", value):
            return number
        if not 1 <= len(number) <= MAX_LENGTH:
            self.complain("number", said(Wording.SOMETHING, MAX_LENGTH), cell(value))
        return number

    def _born(self) -> date | None:
        value = self._value("born")
        if not value:
            return None
        born = date_of(value) or date_of(value.rpartition(",")[2])  # some rosters have the place of birth before it
        if born is None or not _FIRST_BIRTH <= born <= self.checks.today:
            self.complain("born", said(Wording.BIRTH, str(_FIRST_BIRTH.year)), cell(value))
            return None
        return born

    def _nik(self, born: date | None) -> str:
        value = self._digits("nik")
        if self._rounded("nik", value):
            return ""
        nik = bare_nik(value)
        if not nik:
            return ""
        fault = fault_of_nik(nik)
        if fault is not None:
            self.complain("nik", *fault)
        elif born is not None and not names_date(nik, born):
            self.remark("nik", said(Wording.OWN_BIRTH), said(Wording.OTHER_BIRTH, nik[6:12]))
        return nik

    def _session(self) -> ExamSessionRow | None:
        venue, room = self._text("venue"), self._text("room", least=0)
        starts_at = self._starts_at()
        name = self._text("session", least=0)
        return None if starts_at is None else exam_session(name, venue, room, starts_at)

    def _starts_at(self) -> datetime | None:
        if "starts_at" in self.checks.columns.of:
            value = self._value("starts_at")
            moment = moment_of(value, self.checks.zone)
            if moment is None or moment.year not in _EXAM_YEARS:
                self.complain("starts_at", said(Wording.MOMENT), cell(value))
                return None
            return moment
        day, clock = date_of(self._value("date")), time_of(self._value("start"))
        if day is None or day.year not in _EXAM_YEARS:
            self.complain("date", said(Wording.DATE), cell(self._value("date")))
            day = None
        if clock is None:
            self.complain("start", said(Wording.TIME), cell(self._value("start")))
        return None if day is None or clock is None else joined(day, clock, self.checks.zone)

    def _pin(self) -> str:
        pin = self._digits("pin")
        if pin and (not 4 <= len(pin) <= 12 or not pin.isprintable() or " " in pin):
            self.complain("pin", said(Wording.PIN), said(Wording.LENGTH, len(pin)))
        return pin

    def _photos(self) -> tuple[str, ...]:
        """File names, exactly as they are written."""
        cells = (self.row.cells[index] for index in self.checks.columns.photos if index < len(self.row.cells))
        found = (name.strip() for cell in cells for name in _PHOTO_SEPARATORS.split(cell))
        names = tuple(dict.fromkeys(name for name in found if name))
        for name in names:
            if len(name) > _MAX_PHOTO_NAME or not name.isprintable():
                self.complain("photos", said(Wording.FILE_NAMES, _MAX_PHOTO_NAME), cell(name))
        if len(names) > MAX_PHOTOS:
            self.remark("photos", said(Wording.PHOTOS, MAX_PHOTOS), said(Wording.PHOTOS_CUT, len(names), MAX_PHOTOS))
        return names[:MAX_PHOTOS]
