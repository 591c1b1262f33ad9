"""What is said where people compare faces by eye."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.texts import clock_time, translate
from ui.view_state import ViewState
from wire.decisions import Feature, ManualReview, Resolution, ReviewAnswer

ANSWERS: dict[ReviewAnswer, object] = {
    ReviewAnswer.SAME: QT_TRANSLATE_NOOP("Desk", "Same"),
    ReviewAnswer.DIFFERENT: QT_TRANSLATE_NOOP("Desk", "Different"),
    ReviewAnswer.CANNOT_TELL: QT_TRANSLATE_NOOP("Desk", "Can't tell"),
}

FEATURES: dict[Feature, object] = {
    Feature.EARS: QT_TRANSLATE_NOOP("Desk", "Ears"),
    Feature.EYES: QT_TRANSLATE_NOOP("Desk", "Eyes"),
    Feature.NOSE: QT_TRANSLATE_NOOP("Desk", "Nose"),
    Feature.MOUTH: QT_TRANSLATE_NOOP("Desk", "Mouth"),
    Feature.CHIN: QT_TRANSLATE_NOOP("Desk", "Chin"),
    Feature.MARKS: QT_TRANSLATE_NOOP("Desk", "Moles, scars"),
    Feature.FACE_SHAPE: QT_TRANSLATE_NOOP("Desk", "Face shape"),
    Feature.PICTURE_QUALITY: QT_TRANSLATE_NOOP("Desk", "Picture quality"),
}

RESOLUTIONS: dict[Resolution, object] = {
    Resolution.CONFIRMED: QT_TRANSLATE_NOOP("Desk", "Confirmed"),
    Resolution.REFUSED: QT_TRANSLATE_NOOP("Desk", "Refused"),
}


def answer(value: ReviewAnswer) -> str:
    """What somebody sees."""
    return translate("Desk", str(ANSWERS[value]))


def feature(value: Feature) -> str:
    """What an answer rests on."""
    return translate("Desk", str(FEATURES[value]))


def resolution(value: Resolution) -> str:
    """How a provisional admission ends."""
    return translate("Desk", str(RESOLUTIONS[value]))


def reviewed(review: ManualReview) -> str:
    """Somebody's answer, once everybody may see it."""
    return f"{review.reviewer.name}: {answer(review.answer)}"


def reviewers(view: ViewState) -> list[tuple[str, str, str]]:
    """Everybody who has to look: their place, who they are, and in which tone of a label to say how far they are."""
    done = view.checkin.reviews if view.checkin else ()
    lines = []
    for place in range(1, max(view.reviewers, len(done)) + 1):
        title = translate("Desk", "Reviewer %1").replace("%1", str(place))
        if place <= len(done):
            words = translate("Desk", "%1 ✓ has answered").replace("%1", done[place - 1].reviewer.name)
            lines.append((title, words, "ink"))
        elif place == len(done) + 1 and view.reviewer is not None:
            words = translate("Desk", "%1 is looking").replace("%1", view.reviewer.name)
            lines.append((title, words, "ink"))
        else:
            lines.append((title, translate("Desk", "waits for another person's PIN"), "amber"))
    return lines


def what_follows(view: ViewState) -> str:
    """What becomes of the answers."""
    deadline = clock_time(view.deadline) if view.deadline else ""
    sentence = translate(
        "Desk", "If everybody answers the same: admit. If not: admit provisionally, to be settled by %1, or refuse."
    )
    return sentence.replace("%1", deadline)
