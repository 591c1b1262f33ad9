"""The rows of one roster side by side: each number once, each NIK of one person, each session at one time."""

from __future__ import annotations

from dataclasses import replace

from enrollment.roster.problems import RosterProblem, Said, Wording, said
from enrollment.roster.rows import MAX_PHOTOS, RosterRow


class Register:
    """The rows that agree with all that came before them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[str, RosterRow] = {}
        self._of_nik: dict[str, RosterRow] = {}
        self._of_session: dict[str, RosterRow] = {}

    @property
    def rows(self) -> tuple[RosterRow, ...]:
        """One row for each candidate, in the order of their first lines."""
        return tuple(self._rows.values())

    def add(self, row: RosterRow) -> list[RosterProblem]:
        """Take a row in, or say why not.

        A second row of a person that differs in its photos alone, as exports with a row for each photo have it, adds
        them to the first.
        """
        first = self._rows.get(row.number)
        if first is not None:
            return self._add_photos(first, row)
        problems = [*self._nik_problems(row), *self._session_problems(row)]
        if not problems:
            self._rows[row.number] = row
            self._of_session.setdefault(row.session.id, row)
            if row.nik:
                self._of_nik[row.nik] = row
        return problems

    def _problem(self, row: RosterRow, column: str, expected: Said, found: Said) -> RosterProblem:
        return RosterProblem(self._file, row.line, column, expected, found)

    def _add_photos(self, first: RosterRow, row: RosterRow) -> list[RosterProblem]:
        new = tuple(name for name in row.photos if name not in first.photos)
        if replace(row, line=first.line, photos=first.photos) != first or not new:
            expected = said(Wording.NEW_NUMBER, first.line)
            return [self._problem(row, "number", expected, said(Wording.VALUE, row.number))]
        photos = first.photos + new
        self._rows[row.number] = replace(first, photos=photos[:MAX_PHOTOS])
        if len(photos) <= MAX_PHOTOS:
            return []
        expected = said(Wording.PHOTOS_TOGETHER, MAX_PHOTOS, first.line)
        return [self._problem(row, "photos", expected, said(Wording.PHOTOS_CUT, len(photos), MAX_PHOTOS))]

    def _nik_problems(self, row: RosterRow) -> list[RosterProblem]:
        other = self._of_nik.get(row.nik)
        if other is None:
            return []
        expected = said(Wording.FREE_NIK, other.line, other.number)
        return [self._problem(row, "nik", expected, said(Wording.SAME_NIK, row.number))]

    def _session_problems(self, row: RosterRow) -> list[RosterProblem]:
        first = self._of_session.get(row.session.id, row)
        if row.session == first.session:
            return []
        expected = said(Wording.SAME_START, first.line, first.session.starts_at)
        return [self._problem(row, "session", expected, said(Wording.VALUE, row.session.starts_at))]
