"""What a session's pack says of other sessions, so that a desk can show somebody the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from enrollment.roster.sessions import ExamSessionRow
from wire.elsewhere import MAX_NUMBERS, MAX_SESSIONS, OtherSessionEntry, mark_of


def other_sessions(
    session: ExamSessionRow, sessions: Sequence[ExamSessionRow], numbers: Iterable[tuple[str, str]]
) -> list[OtherSessionEntry]:
    """The sessions nearest in time to one, as many as a pack holds: who comes on the wrong day is mostly a day off.

    ``numbers`` are pairs of session and candidate's number. The order is that of time, venue and id.
    """
    by_session: defaultdict[str, list[str]] = defaultdict(list)
    for name, number in numbers:
        if name != session.id:
            by_session[name].append(number)
    others = sorted(
        (each for each in sessions if each.id in by_session),
        key=lambda each: (abs(each.starts_at - session.starts_at), each.venue != session.venue, each.id),
    )
    taken: list[ExamSessionRow] = []
    room = MAX_NUMBERS
    for each in others[:MAX_SESSIONS]:
        room -= len(by_session[each.id])
        if room < 0:
            break
        taken.append(each)
    return [
        OtherSessionEntry(
            title=each.title,
            venue=each.venue,
            room=each.room,
            starts_at=each.starts_at,
            marks=sorted(mark_of(session.id, number) for number in by_session[each.id]),
        )
        for each in sorted(taken, key=lambda each: (each.starts_at, each.venue, each.id))
    ]
