"""Every sentence of the opening that is put together here; those of the checks stand in `findings`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDate, QLocale

from station.camera.devices import CameraDevice
from station.client import UNTRUSTED
from station.errors import TransportError
from station.selftest.results import BLOCKING, Check, CheckResult, Value, may_open
from station.shelf import ShelvedPack
from ui.opening.findings import CHECKS, OUTCOMES, REMEDIES, SENTENCES
from ui.texts import clock_time, number, translate
from ui.view_state import Look
from wire.errors import PackProblem
from wire.pack_header import PackHeader
from wire.pack_listing import ListedPack
from wire.reports import CheckOutcome

LOOKS = {
    CheckOutcome.PASSED: Look.ADMIT,
    CheckOutcome.WARNED: Look.CHECK,
    CheckOutcome.FAILED: Look.FAULT,
    CheckOutcome.NOT_RUN: Look.WAIT,
}
_PLACE = re.compile("%([1-9])")
_GROUPED = 10_000  # from here on digits stand in groups: nobody writes a picture's 1920 pixels so

REASONS: dict[PackProblem, object] = {
    PackProblem.UNREADABLE: QT_TRANSLATE_NOOP("Opening", "The file cannot be read."),
    PackProblem.NOT_A_PACK: QT_TRANSLATE_NOOP("Opening", "This file is not a session pack."),
    PackProblem.NEWER_FORMAT: QT_TRANSLATE_NOOP("Opening", "The pack was made for a newer version of Hadir."),
    PackProblem.TRUNCATED: QT_TRANSLATE_NOOP("Opening", "The file was not copied completely."),
    PackProblem.UNSIGNED: QT_TRANSLATE_NOOP("Opening", "Nobody has signed this pack."),
    PackProblem.UNTRUSTED: QT_TRANSLATE_NOOP("Opening", "This station does not know who signed this pack."),
    PackProblem.ALTERED: QT_TRANSLATE_NOOP("Opening", "The pack was changed after it was signed."),
    PackProblem.INVALID: QT_TRANSLATE_NOOP("Opening", "What is in the pack does not fit together."),
    PackProblem.NOT_FOR_THIS_STATION: QT_TRANSLATE_NOOP("Opening", "The pack was made for other stations."),
    PackProblem.OTHER_VENUE: QT_TRANSLATE_NOOP("Opening", "The pack is for another venue."),
    PackProblem.NOT_YET_VALID: QT_TRANSLATE_NOOP("Opening", "The pack is not valid yet."),
    PackProblem.EXPIRED: QT_TRANSLATE_NOOP("Opening", "The pack is no longer valid."),
    PackProblem.OTHER_ENGINE: QT_TRANSLATE_NOOP("Opening", "The pack was made with other face models than these."),
}

ADVICE: dict[PackProblem, object] = {
    PackProblem.UNREADABLE: QT_TRANSLATE_NOOP("Opening", "Plug the stick in again, or copy the file anew."),
    PackProblem.NOT_A_PACK: QT_TRANSLATE_NOOP("Opening", "Choose the file from headquarters that ends in .pack."),
    PackProblem.NEWER_FORMAT: QT_TRANSLATE_NOOP("Opening", "Have venue IT update Hadir on this computer."),
    PackProblem.TRUNCATED: QT_TRANSLATE_NOOP("Opening", "Copy it again, and wait until the copy is complete."),
    PackProblem.UNSIGNED: QT_TRANSLATE_NOOP("Opening", "Do not use it. Tell headquarters."),
    PackProblem.UNTRUSTED: QT_TRANSLATE_NOOP(
        "Opening", "If headquarters has a new key, venue IT adds it with hadir station trust. Otherwise do not use it."
    ),
    PackProblem.ALTERED: QT_TRANSLATE_NOOP("Opening", "Do not use it. Get it from headquarters again, and tell them."),
    PackProblem.INVALID: QT_TRANSLATE_NOOP("Opening", "Ask headquarters for another pack."),
    PackProblem.NOT_FOR_THIS_STATION: QT_TRANSLATE_NOOP(
        "Opening", "Headquarters needs this station's key: venue IT makes it with hadir station key."
    ),
    PackProblem.OTHER_VENUE: QT_TRANSLATE_NOOP("Opening", "Choose the pack of this venue."),
    PackProblem.NOT_YET_VALID: QT_TRANSLATE_NOOP(
        "Opening", "Check this computer's clock; otherwise wait, or ask headquarters."
    ),
    PackProblem.EXPIRED: QT_TRANSLATE_NOOP("Opening", "Check this computer's clock; otherwise load today's pack."),
    PackProblem.OTHER_ENGINE: QT_TRANSLATE_NOOP("Opening", "Venue IT: use the engine that headquarters enrolled with."),
}


def fill(sentence: str, *values: Value) -> str:
    """A sentence that was translated already, with values in its places %1, %2 ... as the language in use writes them.

    All places are filled at once, so that a name with "%2" in it stays as it is.
    """
    return _PLACE.sub(lambda found: written(values[int(found[1]) - 1]), sentence)


def written(value: Value) -> str:
    """A value as the language in use writes it; a moment as `moment` does."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 1)
    if isinstance(value, int):
        return number(value) if value >= _GROUPED else str(value)
    return value


def moment(value: datetime) -> str:
    """Day and time in the zone that a moment carries, which is the venue's; one in UTC in that of this computer."""
    shown = value.astimezone() if value.utcoffset() == timedelta(0) else value
    day = QLocale().toString(QDate(shown.year, shown.month, shown.day), "d MMM yyyy")
    return f"{day} {clock_time(shown)}"


def camera(value: CameraDevice) -> str:
    """What a camera is called; one without a name by its place."""
    if value.name or not value.target.isdigit():
        return value.name or value.target
    return fill(translate("Opening", "Camera %1"), int(value.target) + 1)


def check(value: Check) -> str:
    """What a check is called."""
    return translate("Opening", str(CHECKS[value]))


def outcome(value: CheckOutcome | None) -> str:
    """One word on how a check ended; None while it runs."""
    return translate("Opening", "Checking") if value is None else translate("Opening", str(OUTCOMES[value]))


def sentence(result: CheckResult) -> str:
    """What a check found."""
    return fill(translate("Opening", str(SENTENCES[result.finding])), *result.values)


def remedy(result: CheckResult) -> str:
    """What to do about it; empty where there is nothing to do."""
    said = REMEDIES.get(result.finding)
    return translate("Opening", str(said)) if said is not None else ""


def summary(results: Sequence[CheckResult], running: bool) -> tuple[Look, str, str]:
    """The look, the headline and the sentence above the list."""
    if running:
        said = fill(translate("Opening", "%1 of %2 checks are done."), len(results), len(Check))
        return Look.WAIT, translate("Opening", "Checking the station"), said
    if not may_open(results):
        good = (CheckOutcome.PASSED, CheckOutcome.WARNED)
        fine = {each.check for each in results if each.outcome in good}
        lacking = ", ".join(check(each) for each in Check if each in BLOCKING and each not in fine)
        said = fill(translate("Opening", "Put this right first: %1. The remedy stands beside it."), lacking)
        return Look.FAULT, translate("Opening", "The desk cannot open yet"), said
    faults = sum(each.outcome is CheckOutcome.FAILED for each in results)
    remarks = sum(each.outcome is CheckOutcome.WARNED for each in results)
    if faults:
        said = translate("Opening", "Put right what you can. Faults: %1. Where the camera fails, check people by eye.")
        return Look.CHECK, translate("Opening", "The desk can open, with faults"), fill(said, faults)
    if remarks:
        said = translate("Opening", "Nothing stands in the way. To look at: %1.")
        return Look.CHECK, translate("Opening", "The desk can open"), fill(said, remarks)
    return Look.ADMIT, translate("Opening", "Ready"), translate("Opening", "Everything is well. The desk can open.")


def refusal(problem: PackProblem) -> tuple[str, str]:
    """Why a pack is refused, and what to do."""
    return translate("Opening", str(REASONS[problem])), translate("Opening", str(ADVICE[problem]))


def shelved(pack: ShelvedPack) -> tuple[str, str, str]:
    """A pack in a list: its title, where and when, and how long it is valid or why it is of no use."""
    if pack.header is None:
        return pack.path.name, "", translate("Opening", str(REASONS[pack.problem or PackProblem.UNREADABLE]))
    return offered(pack.header, pack.problem)


def offered(header: PackHeader | ListedPack, problem: PackProblem | None = None) -> tuple[str, str, str]:
    """What a pack says of itself: its title, where and when, and how long it is valid."""
    session = header.session
    where = f"{session.venue}, {session.room}" if session.room else session.venue
    people = fill(translate("Opening", "Candidates: %1"), header.candidates)
    until = (
        translate("Opening", "Valid from %1")
        if problem is PackProblem.NOT_YET_VALID
        else translate("Opening", "No longer valid since %1")
        if problem is PackProblem.EXPIRED
        else translate("Opening", "Valid until %1")
    )
    limit = header.not_before if problem is PackProblem.NOT_YET_VALID else header.expires_at
    starts = fill(translate("Opening", "starts %1"), session.starts_at)
    return session.title, f"{where} · {starts}", f"{fill(until, limit)} · {people}"


def megabytes(*sizes: int) -> tuple[str, ...]:
    """Sizes in bytes as millions of them, with one decimal."""
    return tuple(number(size / 1e6, 1) for size in sizes)


def server_trouble(error: Exception) -> tuple[str, str]:
    """Why a pack cannot be had from the server, and what to do."""
    if isinstance(error, TransportError) and error.unauthorised:
        return (
            translate("Opening", "The server does not accept this station."),
            translate("Opening", "Venue IT registers it again with hadir station register. Until then use a stick."),
        )
    if isinstance(error, TransportError) and error.code == "pack_unknown":
        return (
            translate("Opening", "The server no longer has this pack for this station."),
            translate("Opening", "Press F5 to look again, or ask headquarters for it."),
        )
    if isinstance(error, TransportError) and error.code == UNTRUSTED:
        return (
            translate("Opening", "This computer does not trust the server's certificate."),
            translate("Opening", "Check this computer's clock and tell venue IT. Until then use a stick."),
        )
    if isinstance(error, OSError):
        return (
            translate("Opening", "The pack could not be stored on this computer."),
            translate("Opening", "Free some space on the disk, then try again."),
        )
    return (
        translate("Opening", "The server was not reached."),
        translate("Opening", "Check the network, then press F5. Until then use a stick: it works without the server."),
    )
