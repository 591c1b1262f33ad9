"""Who is looking, and what they may see: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, or_, select, true

from server.tables import Amendment, Candidate, Case, CheckIn, ExamSession, PictureUse, Rate, Role, Station

EVERYBODY = frozenset(Role)
SETTLERS = frozenset({Role.HEADQUARTERS, Role.VENUE})
WATCHERS = frozenset({Role.HEADQUARTERS, Role.AUDITOR})  # of the record of accesses


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is signed in. ``venue`` is for the role venue, which sees that venue's sessions and stations."""

    name: str
    role: Role
    venue: str | None

    @property
    def may_settle(self) -> bool:
        """Whether they may settle cases that they see."""
        return self.role in SETTLERS

    @property
    def may_see_accesses(self) -> bool:
        """Whether they may read the record of accesses."""
        return self.role in WATCHERS

    def sessions(self) -> ColumnElement[bool]:
        """The exam sessions that they may see."""
        return ExamSession.venue == self.venue if self.role is Role.VENUE else true()

    def stations(self) -> ColumnElement[bool]:
        """The stations that they may see."""
        return Station.venue == self.venue if self.role is Role.VENUE else true()

    def checkins(self) -> ColumnElement[bool]:
        """The check-ins that they may see: those at their stations.

        Where a session is, stations claim; where a station is, headquarters has said. So faces and numbers follow the
        station.
        """
        return CheckIn.station_id.in_(self._station_ids()) if self.role is Role.VENUE else true()

    def amendments(self) -> ColumnElement[bool]:
        """The undos and resolutions that they may see: those of their stations."""
        return Amendment.station_id.in_(self._station_ids()) if self.role is Role.VENUE else true()

    def cases(self) -> ColumnElement[bool]:
        """The cases that they may see: about a candidate, if one of their stations checked them in; else those of their
        stations."""
        if self.role is not Role.VENUE:
            return true()
        checked_in = exists().where(
            CheckIn.session_id == Case.session_id, CheckIn.candidate_number == Case.candidate_number, self.checkins()
        )
        return or_(checked_in, Case.session_id.is_(None) & Case.station_id.in_(self._station_ids()))

    def candidates(self) -> ColumnElement[bool]:
        """The candidates that they may see: those whom one of their stations checked in."""
        if self.role is not Role.VENUE:
            return true()
        # The sessions first, of which there are few: else a search would walk the numbers of all of them.
        served = select(Rate.session_id).where(Rate.station_id.in_(self._station_ids()))
        checked_in = exists().where(
            CheckIn.session_id == Candidate.session_id, CheckIn.candidate_number == Candidate.number, self.checkins()
        )
        return Candidate.session_id.in_(served) & checked_in

    def pictures(self) -> ColumnElement[bool]:
        """The pictures that they may see: those that a check-in names which they may see."""
        if self.role is not Role.VENUE:
            return true()
        return PictureUse.report.in_(select(CheckIn.id).where(CheckIn.id == PictureUse.report, self.checkins()))

    def _station_ids(self) -> Select[str]:
        return select(Station.id).where(self.stations())
