"""What is wrong with a roster's rows and what an import changes, said in the language in use."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import QT_TRANSLATE_NOOP

from enrollment.changes import Mark, Value
from enrollment.errors import PhotoProblem
from enrollment.roster.problems import Said, Wording
from enrollment.roster.sessions import ExamSessionRow
from ui.enrolment import words
from ui.texts import number, translate

WORDINGS: dict[Wording, object] = {
    Wording.CELLS: QT_TRANSLATE_NOOP("Enrolment", "%1 cells, each quotation mark closed"),
    Wording.OTHER_CELLS: QT_TRANSLATE_NOOP(
        "Enrolment", "%1 cells; text that holds the separator needs quotation marks"
    ),
    Wording.AS_TEXT: QT_TRANSLATE_NOOP("Enrolment", "digits in a column formatted as text"),
    Wording.ROUNDED: QT_TRANSLATE_NOOP("Enrolment", "%1, a number that Excel has rounded"),
    Wording.TEXT: QT_TRANSLATE_NOOP("Enrolment", "printable text of %1 to %2 characters"),
    Wording.SOMETHING: QT_TRANSLATE_NOOP("Enrolment", "something that shows, of 1 to %1 characters"),
    Wording.BIRTH: QT_TRANSLATE_NOOP("Enrolment", "a date such as 31/12/1999, from %1 until today"),
    Wording.DIGITS: QT_TRANSLATE_NOOP("Enrolment", "%1 digits"),
    Wording.OTHER_DIGITS: QT_TRANSLATE_NOOP("Enrolment", "%1 characters, %2 of them digits"),
    Wording.PROVINCE: QT_TRANSLATE_NOOP("Enrolment", "a province of 11 to 96 in digits 1 and 2"),
    Wording.DAY: QT_TRANSLATE_NOOP(
        "Enrolment", "a day of birth of 01 to 31, or 41 to 71 of a woman, in digits 7 and 8"
    ),
    Wording.SERIAL: QT_TRANSLATE_NOOP("Enrolment", "a serial number of 0001 to 9999 as the last four digits"),
    Wording.MONTH: QT_TRANSLATE_NOOP("Enrolment", "a month of birth of 01 to 12 in digits 9 and 10"),
    Wording.OWN_BIRTH: QT_TRANSLATE_NOOP(
        "Enrolment", "the date of birth of this row in digits 7 to 12, a woman's day 40 higher"
    ),
    Wording.OTHER_BIRTH: QT_TRANSLATE_NOOP("Enrolment", "%1; the candidate goes in, check their identity card"),
    Wording.MOMENT: QT_TRANSLATE_NOOP("Enrolment", "date and time such as 2026-10-12T08:00+07:00"),
    Wording.DATE: QT_TRANSLATE_NOOP("Enrolment", "a date such as 12/10/2026"),
    Wording.TIME: QT_TRANSLATE_NOOP("Enrolment", "a time such as 08:00"),
    Wording.PIN: QT_TRANSLATE_NOOP("Enrolment", "4 to 12 printable characters without spaces"),
    Wording.LENGTH: QT_TRANSLATE_NOOP("Enrolment", "%1 characters"),
    Wording.FILE_NAMES: QT_TRANSLATE_NOOP("Enrolment", "printable file names of at most %1 characters"),
    Wording.PHOTOS: QT_TRANSLATE_NOOP("Enrolment", "at most %1 photos"),
    Wording.PHOTOS_TOGETHER: QT_TRANSLATE_NOOP("Enrolment", "at most %1 photos with those of line %2"),
    Wording.PHOTOS_CUT: QT_TRANSLATE_NOOP("Enrolment", "%1; the first %2 are taken"),
    Wording.NEW_NUMBER: QT_TRANSLATE_NOOP("Enrolment", "a new number (line %1 has it)"),
    Wording.FREE_NIK: QT_TRANSLATE_NOOP("Enrolment", "a NIK that no other number has (line %1 has it under %2)"),
    Wording.SAME_NIK: QT_TRANSLATE_NOOP("Enrolment", "the same under %1"),
    Wording.NIK_OF_NOBODY: QT_TRANSLATE_NOOP("Enrolment", "a NIK that nobody else has"),
    Wording.NIK_OF_CANDIDATE: QT_TRANSLATE_NOOP("Enrolment", "that of candidate %1"),
    Wording.SAME_START: QT_TRANSLATE_NOOP("Enrolment", "the start of this session in line %1, %2"),
    Wording.SOME_PHOTO: QT_TRANSLATE_NOOP(
        "Enrolment", "a photo of candidate %1, named in the roster or found by their number"
    ),
    Wording.NO_PHOTO: QT_TRANSLATE_NOOP("Enrolment", "none; the candidate goes in, to be checked by eye at the desk"),
    Wording.PHOTO_OF: QT_TRANSLATE_NOOP("Enrolment", "the photo of candidate %1, %2"),
}

MARKS: dict[Mark, object] = {
    Mark.NONE: QT_TRANSLATE_NOOP("Enrolment", "none"),
    Mark.PIN: QT_TRANSLATE_NOOP("Enrolment", "(a PIN)"),
    Mark.GONE: QT_TRANSLATE_NOOP("Enrolment", "gone"),
    Mark.REPLACED: QT_TRANSLATE_NOOP("Enrolment", "another picture under the same name"),
    Mark.UNREADABLE: QT_TRANSLATE_NOOP("Enrolment", "a file that cannot be read"),
}


def wording(value: Said) -> str:
    """A wording with its values; of a cell what is written there, since everybody can read that."""
    match value.wording:
        case Wording.CELL:
            return _written(str(value.values[0]))
        case Wording.VALUE:
            return _value(value.values[0])
        case Wording.PHOTO:
            return words.photo_problem(PhotoProblem(str(value.values[0])))
    return words.say(translate("Enrolment", str(WORDINGS[value.wording])), *map(_value, value.values))


def changed(value: Value) -> str:
    """A value before or after a change."""
    if isinstance(value, Mark):
        return translate("Enrolment", str(MARKS[value]))
    if isinstance(value, ExamSessionRow):
        return words.session(value)
    if isinstance(value, datetime):
        return words.moment(value)
    return value if isinstance(value, str) else words.date(datetime.combine(value, time()))


def _value(value: str | int | datetime) -> str:
    return words.moment(value) if isinstance(value, datetime) else number(value) if isinstance(value, int) else value


def _written(cell: str) -> str:
    if not cell:
        return translate("Enrolment", "nothing")
    return f"“{cell}”" if cell.isprintable() else repr(cell)
