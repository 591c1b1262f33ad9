"""A candidate who registered no usable photo, from the roster through a pack to the desk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from demo.faces import photo_name
from enrollment.importing import plan_import, store_import
from enrollment.packing_errands import PackOrder, build_packs, outlooks
from enrollment.photos.source import FolderPhotos
from enrollment.roster.reading import Roster
from enrollment.roster.table import TableFormat
from enrollment.workbench import Bench
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.images import read_image
from recognition.recogniser import Recogniser
from recognition.types import CandidateNumber, Template
from station import packs
from station.checkin.authority import allowed_decisions
from station.checkin.background import Background
from station.checkin.events import Analysed, CardRead
from station.checkin.policy import policy_for
from station.checkin.states import AwaitingDecision, Idle, Rules, State
from station.checkin.step import step
from station.ids import CheckInId
from station.journal import database
from station.session import ExamSession
from tests.enrollment.makers import MORNING, open_database, row
from tests.station.makers import KEY, analysis
from tests.wire.makers import SIGNER
from wire.pack_keys import StationKey
from wire.vocabulary import Decision, Reason, Verdict

PEOPLE = (1, 2, 3, 4, 5)
ID = CheckInId(UUID(int=1))


@pytest.fixture
def session(tmp_path: Path, faces: Path, recogniser: Recogniser, registry: ModelRegistry) -> ExamSession:
    """What a station opens: five people with a photo each, one whose file is damaged, one who sent none."""
    (tmp_path / "photos").mkdir()
    for person in PEOPLE:
        (tmp_path / "photos" / f"{person}.pgm").write_bytes((faces / photo_name(person, 1)).read_bytes())
    (tmp_path / "photos" / "6.pgm").write_bytes(b"P5 no picture")
    rows = (*(row(f"C{person}", f"{person}.pgm") for person in (*PEOPLE, 6)), row("A7"))
    connection = open_database(tmp_path)
    source = FolderPhotos(tmp_path / "photos")
    plan = plan_import(connection, Roster(rows, (), TableFormat("CSV"), {}, ()), "r.csv", source)
    store_import(connection, plan, source, recogniser)
    journal = database.connect(tmp_path / "station.sqlite3", KEY)
    packs.trust(journal, SIGNER.public, MORNING.starts_at)
    station = StationKey("desk-1", packs.make_identity(journal).recipient)
    bench = Bench(connection, lambda: recogniser, lambda _progress: None)
    (outlook,) = outlooks(bench)
    assert (outlook.summary.candidates, outlook.without_photo) == (7, 2)
    order = PackOrder((MORNING.id,), (station,), tmp_path / "packs", timedelta(days=1), timedelta(days=1))
    engine = registry.entry(DEFAULT)
    (built,) = build_packs(order, engine, SIGNER, lambda: MORNING.starts_at, lambda: UUID(int=2))(bench)
    assert (built.candidates, built.without_photo) == (7, 2)
    opened = packs.open_pack(built.path, journal, recogniser.model_id, MORNING.starts_at)
    journal.close()
    connection.close()
    return opened


def face_of(person: int, faces: Path, recogniser: Recogniser) -> Template:
    image = read_image(faces / photo_name(person, 2))
    return recogniser.embed(recogniser.align(image, recogniser.faces(image)[0])).template


def at_the_desk(session: ExamSession, card: str, face: Template) -> State:
    """Where a check-in stands when somebody holds up a card and has looked into the camera for a second."""
    policy = policy_for(session.points, session.policy.target_fmr, session.policy.review_fmr, session.policy.margin)
    rules = Rules(policy, session.gallery.compare, session.nearest_twin)
    state: State = Idle()
    state, _ = step(state, CardRead(ID, CandidateNumber(card), Background(session.find(card))), 10.0, rules)
    for number in range(8):
        at = 10.1 + 0.12 * number
        state, _ = step(state, Analysed(ID, analysis(at, face)), at, rules)
    return state


@pytest.mark.parametrize("card", ["C6", "A7"])
@pytest.mark.parametrize("person", [1, 6])
def test_whoever_comes_with_the_card_a_person_decides(
    session: ExamSession, faces: Path, recogniser: Recogniser, card: str, person: int
) -> None:
    state = at_the_desk(session, card, face_of(person, faces, recogniser))
    assert isinstance(state, AwaitingDecision)
    assert state.checkin.candidate is not None
    assert (state.outcome.verdict, state.outcome.reason) == (None, Reason.NO_REFERENCE)
    assert state.outcome.comparison is None
    assert state.outcome.best is not None
    assert Decision.ADMIT not in allowed_decisions(state, policy_for(session.points))


def test_the_others_are_compared_as_ever(session: ExamSession, faces: Path, recogniser: Recogniser) -> None:
    for person in PEOPLE:
        state = at_the_desk(session, f"C{person}", face_of(person, faces, recogniser))
        assert isinstance(state, AwaitingDecision)
        assert state.outcome.verdict is Verdict.MATCH
        assert state.outcome.comparison is not None
        assert state.outcome.comparison.others == len(PEOPLE) - 1
    impostor = at_the_desk(session, "C1", face_of(6, faces, recogniser))
    assert isinstance(impostor, AwaitingDecision)
    assert impostor.outcome.verdict is Verdict.NO_MATCH
    unknown = at_the_desk(session, "X9", face_of(6, faces, recogniser))
    assert isinstance(unknown, AwaitingDecision)
    assert unknown.outcome.reason is Reason.NOT_ON_ROSTER
