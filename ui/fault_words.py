"""What is said of a fault: what it is, what to do, and that it is nobody's fault."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP

from station.camera.reader import CameraState, CameraStatus
from station.journal.faults import StorageProblem
from ui import texts
from ui.texts import translate
from ui.view_state import Look, Message, ViewState

_MOST_PROBLEM = 200  # characters of the program's own words

_BY_STORAGE: dict[StorageProblem, object] = {
    StorageProblem.FULL: QT_TRANSLATE_NOOP("Desk", "The disk is full: call venue IT to free some space."),
    StorageProblem.LOCKED: QT_TRANSLATE_NOOP(
        "Desk", "Another program holds the database, such as a backup: close it, or call venue IT."
    ),
    StorageProblem.READ_ONLY: QT_TRANSLATE_NOOP("Desk", "The disk cannot be written to: call venue IT."),
    StorageProblem.DAMAGED: QT_TRANSLATE_NOOP(
        "Desk", "The database is damaged: close Hadir and call venue IT, who run hadir journal repair."
    ),
    StorageProblem.UNREADABLE: QT_TRANSLATE_NOOP("Desk", "The disk does not answer: call venue IT."),
}


def steps(view: ViewState) -> str:
    """What to do in a fault, a line each, and the program's own words for venue IT; empty where nothing fails."""
    if view.look is not Look.FAULT:
        return ""
    lines = [
        translate("Desk", "Meanwhile:"),
        f"1. {_first_step(view)}",
        "2. " + translate("Desk", "Send waiting candidates to the supervisor or another desk."),
    ]
    if view.storage is not None and view.storage is not StorageProblem.DAMAGED:
        lines.append("3. " + translate("Desk", "Hadir looks every two seconds, and says when it works again."))
    if view.problem:
        lines.append(view.problem[:_MOST_PROBLEM])
    return "\n".join(lines)


def _first_step(view: ViewState) -> str:
    match view.message:
        case Message.CAMERA_LOST:
            return translate("Desk", "Check the cable and the camera's light.")
        case Message.CAMERA_TAKEN:
            return translate("Desk", "Close the other program: a video call, a browser, another Hadir.")
        case Message.CAMERA_STALLED:
            return translate("Desk", "Unplug the camera, wait a moment, and plug it in again.")
        case Message.NOT_STORED | Message.NOT_UNDONE | Message.STORAGE_FAULT:
            if view.storage is None:
                return translate("Desk", "Storage works again: decide once more.")
            return translate("Desk", str(_BY_STORAGE[view.storage]))
        case Message.PACK_EXPIRED if view.open_cases:
            return translate("Desk", "Settle what is open (F6), then start again with the next session's pack.")
        case Message.PACK_EXPIRED:
            return translate("Desk", "Choose the next session's pack.")
        case _:
            return translate("Desk", "Start the program again; nothing recorded is lost.")


def camera_title(camera: CameraStatus) -> str:
    """What stands in the place of the picture while none comes."""
    if camera.taken:
        return translate("Desk", "Camera in use elsewhere")
    if camera.state is CameraState.STALLED:
        return translate("Desk", "Camera stands still")
    return translate("Desk", "Camera disconnected")


def camera_help(camera: CameraStatus) -> str:
    """The sentence below it: what to do, and when Hadir tries again."""
    if camera.taken:
        what = translate("Desk", "Close the other program that uses it; Hadir connects by itself.")
    elif camera.state is CameraState.STALLED:
        what = translate("Desk", "Plug the camera in anew; Hadir goes on by itself.")
    else:
        what = translate("Desk", "Plug the camera in again; Hadir connects by itself.")
    if not camera.attempt:
        return what
    wait = translate("Desk", "Attempt %1, the next in %2 s.").replace("%1", texts.number(camera.attempt))
    return what + "\n" + wait.replace("%2", texts.number(camera.retry_in, 1))


def time_title(jump: timedelta, still: timedelta) -> str:
    """That time went otherwise than it should, by how much; empty where it did not."""
    if jump > timedelta(0):
        sentence, much = translate("Desk", "The computer slept, or its clock jumped ahead by %1"), jump
    elif jump < timedelta(0):
        sentence, much = translate("Desk", "The computer's clock jumped back by %1"), -jump
    elif still:
        sentence, much = translate("Desk", "The computer stood still for %1"), still
    else:
        return ""
    return sentence.replace("%1", texts.duration(round(much.total_seconds())))


def time_help(now: datetime) -> str:
    """What to do about it, with the time that this computer goes by now."""
    sentence = translate(
        "Desk",
        "Whoever stood here may be gone: look again before deciding. It is %1 by this computer; if that is wrong, "
        "call venue IT.",
    )
    return sentence.replace("%1", f"{texts.date(now)}, {texts.clock_time(now)}")
