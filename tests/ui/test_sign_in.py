"""Somebody finds their name, types their PIN, and is let in, on the record; or is told why not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from station.clock import ServerClock
from station.journal import entries
from station.operators import store
from station.operators.outcomes import SignInOutcome
from station.operators.people import People
from station.operators.permissions import Permission
from tests.conftest import TurnedClock
from tests.station.makers import NOW, open_journal
from tests.station.operators.makers import ADMIN_PIN, OTHER_PIN, PIN, PINS, hire
from ui import theme
from ui.background import Background
from ui.languages import Languages
from ui.pin_entry import PinEntry
from ui.pin_pad import BACK, CLEAR
from ui.second_signature import SecondSignature
from ui.sign_in import SignInPanel
from vault import sqlite
from wire.decisions import SignIn
from wire.envelopes import unseal
from wire.reports import SignInReport
from wire.staff import Role, Staff

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WRONG, CARD = "000001", "24300110012345"
MakePanel = Callable[..., SignInPanel]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[sqlite.Connection]:
    connection = open_journal(tmp_path / "station.sqlite3")
    yield connection
    connection.close()


@pytest.fixture
def people(journal: sqlite.Connection, clock: TurnedClock) -> People:
    return People(journal, clock, ServerClock(), PINS)


@pytest.fixture
def staff(journal: sqlite.Connection) -> dict[str, Staff]:
    """An admin, an operator, a supervisor and a proctor."""
    hired = (
        ("Made Wirawan", Role.ADMIN, ADMIN_PIN),
        ("Rina Wulandari", Role.OPERATOR, PIN),
        ("Antonius Raja Simanjuntak", Role.SUPERVISOR, OTHER_PIN),
        ("Maria Goreti Wenda", Role.PROCTOR, PIN),
    )
    return {name.split()[0]: hire(journal, name, role, pin) for name, role, pin in hired}


@pytest.fixture
def background(qapp: QApplication, people: People) -> Iterator[Background]:
    theme.apply(qapp)
    Languages(qapp).use("en")
    made = Background()
    yield made
    made.close()


@pytest.fixture
def make_panel(qtbot: QtBot, people: People, background: Background, clock: TurnedClock) -> MakePanel:
    kept: list[SignInPanel] = []  # pytest-qt itself keeps no widget alive

    def make(**others: Callable[[UUID, str], SignInOutcome]) -> SignInPanel:
        check = others.get("check", people.sign_in)
        made = SignInPanel("3", people.active, check, people.set_up, background, clock.monotonic)
        kept.append(made)
        qtbot.addWidget(made)
        made.resize(1366, 768)
        made.show()
        qtbot.waitUntil(lambda: made.staff.isVisible() or made.first_admin.isVisible())
        return made

    return make


@pytest.fixture
def panel(staff: dict[str, Staff], make_panel: MakePanel) -> SignInPanel:
    return make_panel()


def events(connection: sqlite.Connection) -> list[tuple[SignIn, str]]:
    reports = [unseal(envelope) for envelope in entries.envelopes(connection)]
    return [(report.event, report.staff.name) for report in reports if isinstance(report, SignInReport)]


def choose(parts: SignInPanel | SecondSignature, name: str) -> PinEntry:
    """Find somebody by typing."""
    QTest.keyClicks(parts.staff.field, name)
    QTest.keyClick(parts.staff.field, Qt.Key.Key_Return)
    return parts.entry


def type_pin(entry: PinEntry, pin: str) -> None:
    QTest.keyClicks(entry.field, pin)
    QTest.keyClick(entry.field, Qt.Key.Key_Return)


def try_pin(qtbot: QtBot, entry: PinEntry, pin: str) -> str:
    """Type a PIN that is not taken; returns what is said of it."""
    type_pin(entry, pin)
    qtbot.waitUntil(lambda: bool(entry.notice.text))
    return entry.notice.text


def tap(view: QListView, row: int) -> None:
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualRect(view.model().index(row, 0)).center(),
    )


def test_who_types_their_name_and_their_pin_is_signed_in_on_the_record(
    qtbot: QtBot, panel: SignInPanel, staff: dict[str, Staff], journal: sqlite.Connection
) -> None:
    with qtbot.waitSignal(panel.signed_in) as signed_in:
        type_pin(choose(panel, "wulan"), PIN)
    assert signed_in.args == [staff["Rina"]]
    assert events(journal) == [(SignIn.SIGNED_IN, "Rina Wulandari")]


def test_fingers_are_enough(qtbot: QtBot, panel: SignInPanel, staff: dict[str, Staff]) -> None:
    tap(panel.staff.view, panel.staff.names.index("Rina Wulandari"))
    entry = panel.entry
    for key in ("5", CLEAR, *PIN, "7", BACK):
        QTest.mouseClick(entry.keypad.keys[key], Qt.MouseButton.LeftButton)
    assert entry.field.text() == PIN
    with qtbot.waitSignal(panel.signed_in) as signed_in:
        QTest.mouseClick(entry.button, Qt.MouseButton.LeftButton)
    assert signed_in.args == [staff["Rina"]]


def test_arrows_go_through_the_names_and_escape_comes_back_to_them(panel: SignInPanel) -> None:
    field = panel.staff.field
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(field, key)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert panel.entry.takes_pin
    QTest.keyClicks(panel.entry.field, "48")
    QTest.keyClick(panel.entry.field, Qt.Key.Key_Escape)
    assert not panel.entry.takes_pin
    assert panel.entry.field.text() == ""


def test_only_those_are_listed_who_may_work_at_a_desk_by_any_parts_of_their_names(panel: SignInPanel) -> None:
    assert panel.staff.names == ["Antonius Raja Simanjuntak", "Made Wirawan", "Rina Wulandari"]
    QTest.keyClicks(panel.staff.field, "SIMAN ant")
    assert panel.staff.names == ["Antonius Raja Simanjuntak"]
    QTest.keyClicks(panel.staff.field, "x")
    assert panel.staff.names == []
    QTest.keyClick(panel.staff.field, Qt.Key.Key_Return)
    assert not panel.entry.takes_pin


def test_asking_who_works_here_takes_nothing_away_from_who_types(
    qtbot: QtBot, panel: SignInPanel, journal: sqlite.Connection
) -> None:
    QTest.keyClicks(panel.staff.field, "r")
    hire(journal, "Rudi Hartono")
    QTest.keyClick(panel, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Rudi Hartono" in panel.staff.names)
    entry = choose(panel, "udi")
    assert panel.staff.field.text() == "rudi"
    QTest.keyClicks(entry.field, "48")
    hire(journal, "Rudi Hapsari")
    QTest.keyClick(panel, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Rudi Hapsari" in panel.staff.names)
    assert entry.field.text() == "48"


def test_a_pin_is_never_shown(panel: SignInPanel) -> None:
    entry = choose(panel, "rina")
    QTest.keyClicks(entry.field, PIN)
    assert not any(character.isdigit() for character in entry.field.displayText())
    entry.field.selectAll()
    entry.field.copy()
    assert PIN not in QApplication.clipboard().text()


def test_a_pin_that_is_typed_too_early_or_during_a_wait_stands_nowhere(
    qtbot: QtBot, panel: SignInPanel, journal: sqlite.Connection
) -> None:
    QTest.keyClicks(panel.staff.field, PIN)
    assert panel.staff.field.text() == ""
    entry = choose(panel, "rina")
    for _ in range(3):
        try_pin(qtbot, entry, WRONG)
    type_pin(entry, PIN)
    assert entry.field.text() == ""
    assert journal.execute("SELECT failures FROM pin_failure").fetchall() == [(3,)]


def test_a_wrong_pin_tells_how_many_tries_are_left(qtbot: QtBot, panel: SignInPanel) -> None:
    entry = choose(panel, "rina")
    assert try_pin(qtbot, entry, WRONG) == "That is not the PIN. 2 tries left."
    QTest.keyClicks(entry.field, "4")
    assert entry.notice.text == ""
    entry.field.clear()
    assert try_pin(qtbot, entry, WRONG) == "That is not the PIN. One try left, then a pause."


def test_the_third_one_counts_down_for_this_person_only(
    qtbot: QtBot, panel: SignInPanel, clock: TurnedClock, journal: sqlite.Connection
) -> None:
    entry = choose(panel, "rina")
    for _ in range(2):
        try_pin(qtbot, entry, WRONG)
    assert try_pin(qtbot, entry, WRONG).startswith("Try again in 0:30 Too many wrong PINs")
    assert not entry.takes_pin
    clock.turn(9.5)
    qtbot.waitUntil(lambda: entry.notice.text.startswith("Try again in 0:21"))
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.signed_in):
        type_pin(choose(panel, "made"), ADMIN_PIN)
    panel.staff.begin()
    choose(panel, "rina")
    assert entry.notice.text.startswith("Try again in 0:21")
    clock.turn(20.5)
    qtbot.waitUntil(lambda: entry.takes_pin)
    assert entry.notice.text == ""
    with qtbot.waitSignal(panel.signed_in):
        type_pin(entry, PIN)
    expected = [(SignIn.LOCKED_OUT, "Rina Wulandari"), (SignIn.SIGNED_IN, "Made Wirawan")]
    assert events(journal) == [*expected, (SignIn.SIGNED_IN, "Rina Wulandari")]


def test_a_lock_out_from_before_the_start_is_told_at_the_first_try(
    qtbot: QtBot, people: People, staff: dict[str, Staff], make_panel: MakePanel
) -> None:
    for _ in range(3):
        people.check(staff["Rina"].id, WRONG)
    entry = choose(make_panel(), "rina")
    assert try_pin(qtbot, entry, PIN).startswith("Try again in 0:30")


@pytest.mark.parametrize("typed", ["48151", CARD])
def test_what_is_no_pin_such_as_a_scanned_card_is_not_counted(
    qtbot: QtBot, panel: SignInPanel, journal: sqlite.Connection, typed: str
) -> None:
    entry = choose(panel, "rina")
    assert try_pin(qtbot, entry, typed) == "A PIN has 6 to 12 digits."
    assert entry.field.text() == ""
    assert journal.execute("SELECT count(*) FROM pin_failure").fetchone() == (0,)


def test_a_pin_is_checked_off_the_windows_thread_and_nothing_else_is_done_meanwhile(
    qtbot: QtBot, staff: dict[str, Staff], people: People, make_panel: MakePanel
) -> None:
    go_on, threads = threading.Event(), []

    def slow(staff_id: UUID, pin: str) -> SignInOutcome:
        threads.append(threading.current_thread())
        go_on.wait(20)
        return people.sign_in(staff_id, pin)

    panel = make_panel(check=slow)
    entry = choose(panel, "rina")
    type_pin(entry, PIN)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert not panel.staff.isEnabled()
    assert not entry.takes_pin
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert entry.busy
    with qtbot.waitSignal(panel.signed_in) as signed_in:
        go_on.set()
    assert signed_in.args == [staff["Rina"]]
    assert panel.staff.isEnabled()


def test_who_was_retired_meanwhile_is_not_offered_again(
    qtbot: QtBot, panel: SignInPanel, staff: dict[str, Staff], journal: sqlite.Connection
) -> None:
    entry = choose(panel, "rina")
    store.retire(journal, staff["Rina"].id, NOW)
    type_pin(entry, PIN)
    qtbot.waitUntil(lambda: "Rina Wulandari" not in panel.staff.names)
    assert not entry.takes_pin


def test_a_database_that_fails_is_a_fault_and_can_be_asked_again(
    qtbot: QtBot, panel: SignInPanel, journal: sqlite.Connection
) -> None:
    entry = choose(panel, "rina")
    journal.execute("ALTER TABLE pin_failure RENAME TO elsewhere")
    assert try_pin(qtbot, entry, PIN).startswith("The PIN could not be checked.")
    assert entry.takes_pin
    journal.execute("ALTER TABLE elsewhere RENAME TO pin_failure")
    journal.execute("ALTER TABLE staff RENAME TO elsewhere")
    QTest.keyClick(panel, Qt.Key.Key_F5)
    qtbot.waitUntil(panel.fault.isVisible)
    assert "call venue IT" in panel.fault.text
    journal.execute("ALTER TABLE elsewhere RENAME TO staff")
    QTest.mouseClick(panel.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.staff.isVisible)


def test_a_new_station_is_set_up_by_its_first_admin_who_is_signed_in(
    qtbot: QtBot, make_panel: MakePanel, people: People, journal: sqlite.Connection
) -> None:
    panel = make_panel()
    page = panel.first_admin
    assert page.isVisible()
    QTest.keyClicks(page.name, "Made Wirawan")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    QTest.keyClicks(page.first, ADMIN_PIN)
    QTest.keyClick(page.first, Qt.Key.Key_Return)
    QTest.keyClicks(page.second, ADMIN_PIN)
    with qtbot.waitSignal(panel.signed_in) as signed_in:
        QTest.keyClick(page.second, Qt.Key.Key_Return)
    assert signed_in.args == people.active()
    assert [(each.name, each.role) for each in people.active()] == [("Made Wirawan", Role.ADMIN)]
    assert events(journal) == [(SignIn.SIGNED_IN, "Made Wirawan")]


@pytest.mark.parametrize(
    ("name", "first", "second", "said"),
    [
        (" ", ADMIN_PIN, ADMIN_PIN, "Please type your name."),
        ("Made", "4815", "4815", "A PIN has 6 to 12 digits."),
        ("Made", "777777", "777777", "Too easy to guess: the same digits again and again."),
        ("Made", "123456", "123456", "Too easy to guess: digits in a row."),
        ("Made", ADMIN_PIN, PIN, "The two PINs are not the same."),
    ],
)
def test_what_is_missing_for_the_first_admin_is_said(
    make_panel: MakePanel, people: People, name: str, first: str, second: str, said: str
) -> None:
    page = make_panel().first_admin
    for field, text in ((page.name, name), (page.first, first), (page.second, second)):
        QTest.keyClicks(field, text)
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.notice.text == said
    assert people.active() == []


def test_the_keypad_types_into_the_field_that_was_touched_last(make_panel: MakePanel) -> None:
    page = make_panel().first_admin
    for field, key in ((page.first, "4"), (page.second, "8")):
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.mouseClick(page.keypad.keys[key], Qt.MouseButton.LeftButton)
    assert (page.first.text(), page.second.text()) == ("4", "8")


def test_a_station_that_was_set_up_by_somebody_else_meanwhile_says_so(
    qtbot: QtBot, make_panel: MakePanel, people: People
) -> None:
    page = make_panel().first_admin
    people.set_up("Somebody else", OTHER_PIN)
    for field, text in ((page.name, "Made"), (page.first, ADMIN_PIN), (page.second, ADMIN_PIN)):
        QTest.keyClicks(field, text)
    page.submit()
    qtbot.waitUntil(lambda: bool(page.notice.text))
    assert page.notice.text.startswith("The station could not be set up.")
    assert [each.name for each in people.active()] == ["Somebody else"]


def test_the_language_is_switched_while_it_is_shown(qtbot: QtBot, panel: SignInPanel, qapp: QApplication) -> None:
    languages = Languages(qapp)
    choose(panel, "rina")
    with qtbot.waitSignal(panel.language_asked):
        QTest.keyClick(panel, Qt.Key.Key_F2)
    languages.use("id")
    qtbot.waitUntil(lambda: panel.entry.button.text() == "Masuk")
    assert panel.windowTitle() == "Hadir · masuk"
    languages.use("en")
    qtbot.waitUntil(lambda: panel.entry.button.text() == "Sign in")


def test_every_control_has_a_name_for_a_screen_reader(panel: SignInPanel) -> None:
    for kind in (QAbstractButton, QLineEdit, QListView):
        for control in panel.findChildren(kind):
            words = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            assert words or not control.isVisibleTo(panel), control
    index = panel.staff.view.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Antonius Raja Simanjuntak, Supervisor"


@pytest.fixture
def make_signature(
    qtbot: QtBot, staff: dict[str, Staff], people: People, background: Background, clock: TurnedClock
) -> Callable[..., SecondSignature]:
    kept: list[SecondSignature] = []

    def make(*exclude: str, permission: Permission = Permission.SIGN_SECOND) -> SecondSignature:
        excluded = [staff[name].id for name in exclude]
        dialog = SecondSignature(
            "Provisional", people.active, people.check, background, clock.monotonic, excluded, permission
        )
        kept.append(dialog)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.staff.names) or dialog.notice.isVisible())
        return dialog

    return make


def test_a_second_person_signs_without_signing_in(
    qtbot: QtBot, make_signature: Callable[..., SecondSignature], staff: dict[str, Staff], journal: sqlite.Connection
) -> None:
    dialog = make_signature()
    assert dialog.staff.names == ["Antonius Raja Simanjuntak", "Made Wirawan"]
    with qtbot.waitSignal(dialog.accepted):
        type_pin(choose(dialog, "anton"), OTHER_PIN)
    assert dialog.signer == staff["Antonius"]
    assert events(journal) == []


def test_nobody_signs_twice_nor_without_the_permission(make_signature: Callable[..., SecondSignature]) -> None:
    assert make_signature("Antonius").staff.names == ["Made Wirawan"]
    assert make_signature(permission=Permission.OVERRIDE_CLOSING).staff.names == ["Antonius Raja Simanjuntak"]
    alone = make_signature("Antonius", "Made")
    assert alone.notice.text.startswith("Nobody else here may sign.")


def test_escape_leaves_the_pin_first_and_then_the_dialog_without_a_signature(
    make_signature: Callable[..., SecondSignature],
) -> None:
    dialog = make_signature()
    entry = choose(dialog, "anton")
    QTest.keyClick(entry.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog.staff.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.signer is None
