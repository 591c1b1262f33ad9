"""Every sentence that several parts of the enrolment window say. English stands here, as in `ui.texts`."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDate, QLocale

from enrollment.duplicates.expected import ONE_PHOTO, Chance
from enrollment.errors import PhotoProblem
from enrollment.photo_errands import GalleryRow
from enrollment.roster.sessions import ExamSessionRow
from enrollment.store.pairs import Answer
from enrollment.triage.sentences import Language, message
from enrollment.triage.triage import Finding
from enrollment.triage.words import FINDINGS
from enrollment.workbench import Failure, Trouble
from ui.texts import number, translate

TROUBLES: dict[Trouble, object] = {
    Trouble.STOPPED: QT_TRANSLATE_NOOP("Enrolment", "Stopped. What was stored stays; start again to go on from here."),
    Trouble.ROSTER: QT_TRANSLATE_NOOP("Enrolment", "This roster cannot be read. Correct the file and choose it again."),
    Trouble.PHOTOS: QT_TRANSLATE_NOOP("Enrolment", "These photos cannot be read. Choose another folder or ZIP file."),
    Trouble.STORE: QT_TRANSLATE_NOOP(
        "Enrolment", "The enrolment data cannot be written or read. Check the disk's free space, then try again."
    ),
    Trouble.FILE: QT_TRANSLATE_NOOP(
        "Enrolment", "A file cannot be read or written. Check that it is there and that you may open it."
    ),
    Trouble.KEY: QT_TRANSLATE_NOOP(
        "Enrolment", "The signing key does not open. Use the account and the passphrase that it was made with."
    ),
    Trouble.ENGINE: QT_TRANSLATE_NOOP("Enrolment", "The face engine cannot be opened. Install Hadir's models again."),
    Trouble.CLUSTER: QT_TRANSLATE_NOOP("Enrolment", "The other computers do not answer. The search can go on later."),
    Trouble.REPORT: QT_TRANSLATE_NOOP("Enrolment", "The report was not written. Choose another place for it."),
    Trouble.PACK: QT_TRANSLATE_NOOP("Enrolment", "No pack was written. See below for what is missing."),
    Trouble.REQUEST: QT_TRANSLATE_NOOP("Enrolment", "That cannot be done. The reason stands below."),
    Trouble.PROGRAM: QT_TRANSLATE_NOOP(
        "Enrolment", "A part of the program failed. Nothing that was stored is lost; close the window and start again."
    ),
}

PHOTO_PROBLEMS: dict[PhotoProblem, object] = {
    PhotoProblem.MISSING: QT_TRANSLATE_NOOP("Enrolment", "file not there"),
    PhotoProblem.OUTSIDE: QT_TRANSLATE_NOOP("Enrolment", "lies outside the photo folder"),
    PhotoProblem.NOT_A_FILE: QT_TRANSLATE_NOOP("Enrolment", "not a regular file"),
    PhotoProblem.UNREADABLE: QT_TRANSLATE_NOOP("Enrolment", "file damaged"),
    PhotoProblem.MISNAMED: QT_TRANSLATE_NOOP("Enrolment", "wrong file extension"),
    PhotoProblem.NOT_A_PICTURE: QT_TRANSLATE_NOOP("Enrolment", "not a picture"),
    PhotoProblem.TOO_LARGE: QT_TRANSLATE_NOOP("Enrolment", "picture too large"),
    PhotoProblem.TOO_SMALL: QT_TRANSLATE_NOOP("Enrolment", "picture too small"),
    PhotoProblem.NO_FACE: QT_TRANSLATE_NOOP("Enrolment", "no face found"),
    PhotoProblem.SEVERAL_FACES: QT_TRANSLATE_NOOP("Enrolment", "several faces"),
}

ANSWERS: dict[Answer, object] = {
    Answer.SAME: QT_TRANSLATE_NOOP("Enrolment", "Same person"),
    Answer.DIFFERENT: QT_TRANSLATE_NOOP("Enrolment", "Different people"),
    Answer.TWINS: QT_TRANSLATE_NOOP("Enrolment", "Twins"),
    Answer.UNCLEAR: QT_TRANSLATE_NOOP("Enrolment", "Unclear"),
}

# The fields of `enrollment.changes` and the columns of a roster, as they are called there.
FIELDS: dict[str, object] = {
    "number": QT_TRANSLATE_NOOP("Enrolment", "number"),
    "name": QT_TRANSLATE_NOOP("Enrolment", "name"),
    "nik": QT_TRANSLATE_NOOP("Enrolment", "NIK"),
    "NIK": QT_TRANSLATE_NOOP("Enrolment", "NIK"),
    "born": QT_TRANSLATE_NOOP("Enrolment", "date of birth"),
    "date of birth": QT_TRANSLATE_NOOP("Enrolment", "date of birth"),
    "session": QT_TRANSLATE_NOOP("Enrolment", "session"),
    "session title": QT_TRANSLATE_NOOP("Enrolment", "session title"),
    "venue": QT_TRANSLATE_NOOP("Enrolment", "venue"),
    "room": QT_TRANSLATE_NOOP("Enrolment", "room"),
    "start": QT_TRANSLATE_NOOP("Enrolment", "start"),
    "starts_at": QT_TRANSLATE_NOOP("Enrolment", "start"),
    "date": QT_TRANSLATE_NOOP("Enrolment", "date"),
    "seat": QT_TRANSLATE_NOOP("Enrolment", "seat"),
    "pin": QT_TRANSLATE_NOOP("Enrolment", "PIN"),
    "PIN": QT_TRANSLATE_NOOP("Enrolment", "PIN"),
    "photos": QT_TRANSLATE_NOOP("Enrolment", "photos"),
    "row": QT_TRANSLATE_NOOP("Enrolment", "whole row"),
}


def say(sentence: str, *values: object) -> str:
    """A sentence that was translated already, with values in its places %1, %2 ...; whole numbers as people write them.

    Places are filled at once, so that a name with "%2" in it stays as it is.
    """
    parts = sentence.split("%")
    filled = [parts[0]]
    for part in parts[1:]:
        if part[:1].isdigit() and 1 <= int(part[0]) <= len(values):
            value = values[int(part[0]) - 1]
            filled.append((number(value) if isinstance(value, int) else str(value)) + part[1:])
        else:
            filled.append("%" + part)
    return "".join(filled)


def failure(value: Failure) -> str:
    """What happened and what to do."""
    return translate("Enrolment", str(TROUBLES[value.trouble]))


def photo_problem(value: PhotoProblem) -> str:
    """Why a photo cannot serve."""
    return translate("Enrolment", str(PHOTO_PROBLEMS[value]))


def answer(value: Answer) -> str:
    """What a person said of a pair."""
    return translate("Enrolment", str(ANSWERS[value]))


def field(name: str) -> str:
    """A field of a candidate, or a column of a roster, in words; an unknown one as it is called."""
    return translate("Enrolment", str(FIELDS[name])) if name in FIELDS else name


def moment(value: datetime) -> str:
    """A date with its time, in the zone that it carries, as the language in use writes it."""
    return f"{date(value)} {value.strftime('%H.%M' if _indonesian() else '%H:%M')}"


def date(value: datetime) -> str:
    """A day, as the language in use writes it."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")


def place(value: ExamSessionRow) -> str:
    """A session and where it is; a title that was made of venue and room is not said twice."""
    where = f"{value.venue}, {value.room}" if value.room else value.venue
    return where if value.title.startswith(value.venue) else f"{value.title} · {where}"


def session(value: ExamSessionRow) -> str:
    """A session in one line."""
    return f"{place(value)} · {moment(value.starts_at)}"


def duration(seconds: float) -> str:
    """How long something takes yet, roughly."""
    if seconds < 60:
        return say(translate("Enrolment", "%1 s"), max(1, round(seconds)))
    if seconds < 3600:
        return say(translate("Enrolment", "%1 min"), round(seconds / 60))
    return say(translate("Enrolment", "%1 h %2 min"), int(seconds // 3600), int(seconds % 3600 // 60))


def finding(value: Finding) -> str:
    """What was found in a candidate's photos, in a few words."""
    said = FINDINGS[value]
    return said.id if _indonesian() else said.en


def telling(row: GalleryRow) -> str:
    """The finding that says most: why a photo is not usable rather than that it is not."""
    reasons = [each for each in row.triaged.findings if each is not Finding.NO_USABLE_PHOTO]
    return finding((*reasons, *row.triaged.findings)[0])


def sentence_for(row: GalleryRow) -> str:
    """What to tell the candidate, in the language in use; empty where there is nothing to tell."""
    return message(row.triaged, Language.INDONESIAN if _indonesian() else Language.ENGLISH)


def chance(row: GalleryRow) -> str:
    """How likely the candidate is to have trouble at the desk."""
    if not row.usable:
        return translate("Enrolment", "No usable photo: checked by eye at the desk")
    percent = round(100 * row.triaged.chance)
    if percent < 1:
        return translate("Enrolment", "Trouble at the desk is unlikely: under 1 %")
    return say(translate("Enrolment", "Chance of trouble at the desk: about %1 %"), percent)


def chance_pairs(value: Chance | None, score: float) -> str:
    """What a score means among so many comparisons: how many pairs of strangers reach it by chance."""
    if score >= ONE_PHOTO:
        return translate("Enrolment", "The same photo, or a copy of it, stands under both numbers. Ask registration.")
    if value is None:
        return translate("Enrolment", "Too few candidates to say how many pairs are as alike by chance. Look closely.")
    expected = value.pairs_expected(score)
    if expected >= 1:
        sentence = translate(
            "Enrolment", "By chance, about %1 pairs of strangers in a roster of this size are as alike."
        )
        return say(sentence, math.ceil(expected))
    sentence = translate(
        "Enrolment", "By chance, strangers are as alike in about 1 of %1 rosters of this size; siblings more often."
    )
    return say(sentence, math.floor(1 / expected))


def _indonesian() -> bool:
    return QLocale().language() == QLocale.Language.Indonesian
