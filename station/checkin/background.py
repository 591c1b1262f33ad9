"""What is known of whoever a card belongs to, at the moment it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from recognition.types import CandidateNumber
from station.session import Candidate, ExamSession, OtherSession
from station.venue import VenueView
from wire.decisions import RefusalCategory
from wire.standing import StandingStatus


@dataclass(frozen=True, slots=True)
class Admission:
    """That a candidate was let in: when, at which station, and by whom, where that is known."""

    at: datetime
    station_id: str
    operator: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class EarlierRefusal:
    """That a candidate was refused before. ``category`` is None where it is not known why."""

    at: datetime
    station_id: str
    operator: str = ""
    category: RefusalCategory | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """``candidate`` is None when the number is not on the roster; ``elsewhere`` says where it is, if that is known."""

    candidate: Candidate | None
    admitted: Admission | None = None
    refused: EarlierRefusal | None = None
    elsewhere: OtherSession | None = None


def known_elsewhere(
    number: CandidateNumber, session: ExamSession, venue: VenueView | None, station_id: str
) -> Background:
    """What the pack and the server know of a number. What the server says of this very station is left out: its own
    journal knows better, and earlier."""
    background = Background(session.candidates.get(number), elsewhere=session.find_elsewhere(number))
    standing = venue.people.get(number) if venue else None
    if standing is None or standing.station_id == station_id:
        return background
    match standing.status:
        case StandingStatus.ADMITTED | StandingStatus.PROVISIONAL:
            provisional = standing.status is StandingStatus.PROVISIONAL
            admission = Admission(standing.at, standing.station_id, standing.operator, provisional)
            return replace(background, admitted=admission)
        case StandingStatus.REFUSED:
            return replace(background, refused=EarlierRefusal(standing.at, standing.station_id, standing.operator))
        case _:
            return background
