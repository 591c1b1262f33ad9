"""Every sentence of the desk. English stands here; other languages come from ``translations``."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QLocale

from station.checkin.guidance import Guidance
from station.connectivity import Link
from station.outbox.sender import SyncStatus
from ui.view_state import Action, Message, ScoreView, ViewState

translate = QCoreApplication.translate

HEADLINES: dict[Message, object] = {
    Message.NEXT: QT_TRANSLATE_NOOP("Desk", "Next candidate"),
    Message.CHECKING: QT_TRANSLATE_NOOP("Desk", "Checking"),
    Message.MATCH: QT_TRANSLATE_NOOP("Desk", "Match"),
    Message.MATCH_STALE: QT_TRANSLATE_NOOP("Desk", "Look again"),
    Message.ALREADY_ADMITTED: QT_TRANSLATE_NOOP("Desk", "Check: already admitted"),
    Message.REFUSED_EARLIER: QT_TRANSLATE_NOOP("Desk", "Check: refused earlier"),
    Message.LOOKALIKE: QT_TRANSLATE_NOOP("Desk", "Check: similar to another candidate"),
    Message.KNOWN_TWIN: QT_TRANSLATE_NOOP("Desk", "Check: has a known twin"),
    Message.BETWEEN: QT_TRANSLATE_NOOP("Desk", "Check: cannot tell"),
    Message.NO_PICTURE: QT_TRANSLATE_NOOP("Desk", "Check: no clear picture"),
    Message.NOT_ON_ROSTER: QT_TRANSLATE_NOOP("Desk", "Check: not on this roster"),
    Message.NO_REFERENCE: QT_TRANSLATE_NOOP("Desk", "Check: no registered photo"),
    Message.NO_MATCH: QT_TRANSLATE_NOOP("Desk", "Does not match"),
    Message.STORING: QT_TRANSLATE_NOOP("Desk", "Storing"),
    Message.ADMITTED: QT_TRANSLATE_NOOP("Desk", "Admitted"),
    Message.PROVISIONAL: QT_TRANSLATE_NOOP("Desk", "Admitted provisionally"),
    Message.REFUSED: QT_TRANSLATE_NOOP("Desk", "Refused"),
    Message.CANCELLED: QT_TRANSLATE_NOOP("Desk", "Cancelled"),
    Message.UNDONE: QT_TRANSLATE_NOOP("Desk", "Taken back"),
    Message.NOT_STORED: QT_TRANSLATE_NOOP("Desk", "Not stored"),
    Message.NOT_UNDONE: QT_TRANSLATE_NOOP("Desk", "Not taken back"),
    Message.OTHER_SESSION: QT_TRANSLATE_NOOP("Desk", "Check: another session"),
    Message.REVIEWING: QT_TRANSLATE_NOOP("Desk", "Is this the same person?"),
    Message.AGREED: QT_TRANSLATE_NOOP("Desk", "Same person, by eye"),
    Message.DOUBTED: QT_TRANSLATE_NOOP("Desk", "Not confirmed by eye"),
    Message.PACK_EXPIRED: QT_TRANSLATE_NOOP("Desk", "Session pack expired"),
    Message.CAMERA_OPENING: QT_TRANSLATE_NOOP("Desk", "Starting the camera"),
    Message.CAMERA_LOST: QT_TRANSLATE_NOOP("Desk", "Camera disconnected"),
    Message.CAMERA_TAKEN: QT_TRANSLATE_NOOP("Desk", "Camera in use elsewhere"),
    Message.CAMERA_STALLED: QT_TRANSLATE_NOOP("Desk", "Camera stands still"),
    Message.ANALYSIS_FAULT: QT_TRANSLATE_NOOP("Desk", "Face check not working"),
    Message.STORAGE_FAULT: QT_TRANSLATE_NOOP("Desk", "Storage not working"),
    Message.PROGRAM_FAULT: QT_TRANSLATE_NOOP("Desk", "Start Hadir again"),
}

# A match has a sentence of its own, by its strength.
DETAILS: dict[Message, object] = {
    Message.NEXT: QT_TRANSLATE_NOOP("Desk", "Scan the participant card, or type the number."),
    Message.CHECKING: QT_TRANSLATE_NOOP("Desk", "Looking at the face. This takes about a second."),
    Message.LOOKALIKE: QT_TRANSLATE_NOOP(
        "Desk", "Another candidate of this session is as similar. Compare both yourself."
    ),
    Message.KNOWN_TWIN: QT_TRANSLATE_NOOP(
        "Desk", "A twin is in this session too, and the face could be either's. Compare both yourself."
    ),
    Message.BETWEEN: QT_TRANSLATE_NOOP(
        "Desk", "Similar, but not enough to be sure. This says nothing against the candidate."
    ),
    Message.NO_PICTURE: QT_TRANSLATE_NOOP(
        "Desk", "The picture was never clear enough to compare. Check light and lens, then retake."
    ),
    Message.NOT_ON_ROSTER: QT_TRANSLATE_NOOP(
        "Desk", "Compare number, date, session and venue on the card. No face was compared."
    ),
    Message.NO_REFERENCE: QT_TRANSLATE_NOOP("Desk", "No usable photo was registered. Check the ID card."),
    Message.NO_MATCH: QT_TRANSLATE_NOOP(
        "Desk", "To the machine, not the face of the registered photos. People compare and decide."
    ),
    Message.STORING: QT_TRANSLATE_NOOP("Desk", "Writing the decision to disk."),
    Message.ADMITTED: QT_TRANSLATE_NOOP("Desk", "Recorded. The next card can be scanned."),
    Message.PROVISIONAL: QT_TRANSLATE_NOOP("Desk", "Recorded, signed by two people. To be settled by %1."),
    Message.UNDONE: QT_TRANSLATE_NOOP("Desk", "Recorded. The decision before does not count; scan the card again."),
    Message.NOT_UNDONE: QT_TRANSLATE_NOOP("Desk", "That could not be written; the decision still counts. Try again."),
    Message.OTHER_SESSION: QT_TRANSLATE_NOOP(
        "Desk", "This candidate belongs to %1 at %2, %4, %3. Show them the way; no face was compared."
    ),
    Message.REVIEWING: QT_TRANSLATE_NOOP("Desk", "Compare both pictures. The score is shown after the answers."),
    Message.AGREED: QT_TRANSLATE_NOOP("Desk", "Everybody who had to look saw the same person."),
    Message.DOUBTED: QT_TRANSLATE_NOOP(
        "Desk", "Somebody saw a different person, or could not tell. Two people decide together."
    ),
    Message.PACK_EXPIRED: QT_TRANSLATE_NOOP(
        "Desk", "Nobody can be checked in with it any more. No decision was lost; load the next session's pack."
    ),
    Message.MATCH_STALE: QT_TRANSLATE_NOOP(
        "Desk", "The match is over a minute old, and somebody else may stand here. Look again."
    ),
    Message.REFUSED_EARLIER: QT_TRANSLATE_NOOP(
        "Desk", "The face matches, but this candidate was refused at %1, at desk %2, by %3."
    ),
    Message.REFUSED: QT_TRANSLATE_NOOP("Desk", "Recorded. Tell the candidate how to object."),
    Message.CANCELLED: QT_TRANSLATE_NOOP("Desk", "Recorded. Nobody was admitted or refused."),
    Message.NOT_STORED: QT_TRANSLATE_NOOP(
        "Desk", "The decision could not be written and does not count yet. Decide again."
    ),
    Message.CAMERA_OPENING: QT_TRANSLATE_NOOP("Desk", "One moment."),
    **dict.fromkeys(
        (
            Message.CAMERA_LOST,
            Message.CAMERA_TAKEN,
            Message.CAMERA_STALLED,
            Message.ANALYSIS_FAULT,
            Message.STORAGE_FAULT,
        ),
        QT_TRANSLATE_NOOP("Desk", "No decision was lost. This is a fault of equipment, not a result about a person."),
    ),
    Message.PROGRAM_FAULT: QT_TRANSLATE_NOOP(
        "Desk", "A part of the program has ended. Close the window and start it again; no decision was lost."
    ),
    Message.ALREADY_ADMITTED: QT_TRANSLATE_NOOP(
        "Desk", "The face matches, but this candidate was admitted at %1, at desk %2, by %3."
    ),
}

GUIDANCE: dict[Guidance, object] = {
    Guidance.FACE_THE_CAMERA: QT_TRANSLATE_NOOP("Desk", "Please face the camera"),
    Guidance.ONE_PERSON_ONLY: QT_TRANSLATE_NOOP("Desk", "One person only, please"),
    Guidance.COME_CLOSER: QT_TRANSLATE_NOOP("Desk", "Please come closer"),
    Guidance.MOVE_BACK: QT_TRANSLATE_NOOP("Desk", "Please move back a little"),
    Guidance.MOVE_TO_THE_MIDDLE: QT_TRANSLATE_NOOP("Desk", "Please move to the middle"),
    Guidance.HOLD_HEAD_STRAIGHT: QT_TRANSLATE_NOOP("Desk", "Please hold your head straight"),
    Guidance.RAISE_CHIN: QT_TRANSLATE_NOOP("Desk", "Please raise your chin"),
    Guidance.LOWER_CHIN: QT_TRANSLATE_NOOP("Desk", "Please lower your chin"),
    Guidance.MOVE_INTO_THE_LIGHT: QT_TRANSLATE_NOOP("Desk", "Please move into the light"),
    Guidance.AVOID_GLARE: QT_TRANSLATE_NOOP("Desk", "Please avoid the bright light"),
    Guidance.LEAVE_THE_SHADOW: QT_TRANSLATE_NOOP("Desk", "Please step out of shadow"),
    Guidance.HOLD_STILL: QT_TRANSLATE_NOOP("Desk", "Please hold still"),
    Guidance.SHOW_WHOLE_FACE: QT_TRANSLATE_NOOP("Desk", "Please show your whole face"),
    Guidance.LOOK_HERE: QT_TRANSLATE_NOOP("Desk", "Please look here"),
}

ACTIONS: dict[Action, object] = {
    Action.ADMIT: QT_TRANSLATE_NOOP("Desk", "Admit"),
    Action.RETAKE: QT_TRANSLATE_NOOP("Desk", "Retake"),
    Action.ADMIT_MANUAL: QT_TRANSLATE_NOOP("Desk", "Admit"),
    Action.REVIEW: QT_TRANSLATE_NOOP("Desk", "Compare by eye"),
    Action.PROVISIONAL: QT_TRANSLATE_NOOP("Desk", "Admit provisionally…"),
    Action.UNDO: QT_TRANSLATE_NOOP("Desk", "Take back"),
    Action.REFUSE: QT_TRANSLATE_NOOP("Desk", "Refuse…"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Desk", "Cancel"),
    Action.NEXT: QT_TRANSLATE_NOOP("Desk", "Next candidate"),
    Action.RETRY_CAMERA: QT_TRANSLATE_NOOP("Desk", "Try again now"),
    Action.NEXT_PACK: QT_TRANSLATE_NOOP("Desk", "Choose the next pack"),
}


def number(value: float, decimals: int = 0) -> str:
    """A number as the language in use writes it."""
    return QLocale().toString(float(value), "f", decimals)


def clock_time(moment: datetime) -> str:
    """Hours and minutes of a moment, in the time zone that it carries."""
    return moment.strftime("%H.%M" if QLocale().language() == QLocale.Language.Indonesian else "%H:%M")


def date(moment: datetime) -> str:
    """A day, as the language in use writes it."""
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMM yyyy")


def headline(view: ViewState) -> str:
    """The verdict card's word."""
    return translate("Desk", str(HEADLINES[view.message]))


def detail(view: ViewState) -> str:
    """The verdict card's sentence."""
    if view.message is Message.MATCH:
        return _strength(view)
    sentence = translate("Desk", str(DETAILS[view.message]))
    background = view.checkin.background if view.checkin else None
    if view.message is Message.NO_REFERENCE and background is not None and background.admitted is not None:
        sentence = translate(
            "Desk", "No usable photo was registered, and this candidate was admitted at %1. Check the ID card."
        )
    for place, value in enumerate(_values(view), 1):
        sentence = sentence.replace(f"%{place}", value)
    return sentence


def _values(view: ViewState) -> tuple[str, ...]:
    """What a sentence of the verdict card has in its places."""
    background = view.checkin.background if view.checkin else None
    if background is None:
        return ()
    if view.message is Message.OTHER_SESSION and background.elsewhere is not None:
        there = background.elsewhere
        place = f"{there.venue}, {there.room}" if there.room else there.venue
        return there.title, place, clock_time(there.starts_at), date(there.starts_at)
    if view.message is Message.REFUSED_EARLIER and background.refused is not None:
        refused = background.refused
        return _time_here(view, refused.at), refused.station_id, refused.operator or "–"
    if view.message is Message.PROVISIONAL:
        return (clock_time(view.deadline) if view.deadline else "",)
    if background.admitted is not None:
        admitted = background.admitted
        return _time_here(view, admitted.at), admitted.station_id, admitted.operator or "–"
    return ()


def _time_here(view: ViewState, moment: datetime) -> str:
    """The time of day at the venue, whatever this computer's zone."""
    return clock_time(moment.astimezone(view.pins_close_at.tzinfo if view.pins_close_at else None))


def _strength(view: ViewState) -> str:
    strangers = view.score.strangers if view.score else None
    if strangers is None:
        return ""
    sentence = (
        translate("Desk", "Very strong: fewer than 1 in %1 strangers would be as similar.")
        if strangers >= 100_000
        else translate("Desk", "Strong: fewer than 1 in %1 strangers would be as similar.")
    )
    return sentence.replace("%1", number(strangers))


def score(view: ScoreView) -> str:
    """The number behind the bar, with the thresholds and what they stand for."""
    sentence = translate(
        "Desk", "Score %1. Same person from %2 (1 stranger in %3 reaches it), different below %4 (1 in %5 is above it)."
    )
    values = (
        number(view.score, 3),
        number(view.accept.threshold, 3),
        number(round(1 / view.accept.fmr)),
        number(view.review.threshold, 3),
        number(round(1 / view.review.fmr)),
    )
    for place, value in enumerate(values, 1):
        sentence = sentence.replace(f"%{place}", value)
    return sentence


def guidance(value: Guidance) -> str:
    """One instruction for the candidate."""
    return translate("Desk", str(GUIDANCE[value]))


def action(value: Action) -> str:
    """What stands on a button."""
    return translate("Desk", str(ACTIONS[value]))


def sync(status: SyncStatus | None, now: datetime) -> str:
    """The footer's word on the line to the server."""
    if status is not None and status.set_back:
        return translate("Desk", "The server has entries that this computer lost: run hadir journal repair --set-back")
    if status is None or status.link is Link.UNKNOWN:
        return translate("Desk", "Not connected yet")
    if status.link is Link.UNREGISTERED:
        return translate("Desk", "This station is not registered · nothing is sent")
    if status.link is Link.UNAUTHORISED:
        return translate("Desk", "The server refuses this station: register it again · check-in goes on")
    if status.link is Link.OFFLINE:
        return translate("Desk", "Server not reached · check-in goes on")
    if status.last_sync is None:
        return translate("Desk", "Connected")
    return translate("Desk", "Connected · synced %1 ago").replace(
        "%1", duration((now - status.last_sync).total_seconds())
    )


def duration(seconds: float) -> str:
    """A length of time in its largest unit."""
    if seconds < 60:
        return translate("Desk", "%1 s").replace("%1", number(max(seconds, 0)))
    if seconds < 3600:
        return translate("Desk", "%1 min").replace("%1", number(seconds // 60))
    return translate("Desk", "%1 h").replace("%1", number(seconds // 3600))
