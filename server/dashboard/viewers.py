"""Who is looking, and what they may see: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, true

from server.tables import Case, CheckIn, ExamSession, PictureUse, Role, Station

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
        """The check-ins that they may see: those of their sessions and those at their stations."""
        if self.role is not Role.VENUE:
            return true()
        return or_(CheckIn.session_id.in_(self._session_ids()), CheckIn.station_id.in_(self._station_ids()))

    def cases(self) -> ColumnElement[bool]:
        """The cases that they may see: about a candidate, those of their sessions; else those of their stations."""
        if self.role is not Role.VENUE:
            return true()
        own_station = Case.session_id.is_(None) & Case.station_id.in_(self._station_ids())
        return or_(Case.session_id.in_(self._session_ids()), own_station)

    def pictures(self) -> ColumnElement[bool]:
        """The pictures that they may see: those that a check-in names which they may see."""
        if self.role is not Role.VENUE:
            return true()
        return PictureUse.report.in_(select(CheckIn.id).where(CheckIn.id == PictureUse.report, self.checkins()))

    def _session_ids(self) -> Select[str]:
        return select(ExamSession.id).where(self.sessions())

    def _station_ids(self) -> Select[str]:
        return select(Station.id).where(self.stations())
