"""What goes into a session's pack: the same each time, with what speaks against it told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from enrollment.errors import PackingError
from enrollment.importing import plan_import, store_import
from enrollment.packing import session_content, validity
from enrollment.photos.source import FolderPhotos
from enrollment.roster.reading import Roster
from enrollment.roster.table import TableFormat
from enrollment.store import pairs
from enrollment.store.pairs import Answer, Review, Search
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.recogniser import Recogniser
from recognition.scoring import BINS
from tests.enrollment.makers import MORNING, NOON, open_database, row
from vault import sqlite
from wire.gallery import GalleryFile, PackPolicy
from wire.pack_content import encode_content


@pytest.fixture
def database(tmp_path: Path, faces: Path, recogniser: Recogniser) -> sqlite.Connection:
    connection = open_database(tmp_path)
    rows = (
        row("B2", "s2/1.pgm", "s2/2.pgm", pin="4711", seat="A-2"),
        row("a1", "s1/1.pgm", "s1/1.pgm", nik="1671010101900001"),
        row("C3", "missing.pgm"),
        row("D4", "s4/1.pgm", session=NOON),
    )
    source = FolderPhotos(faces)
    plan = plan_import(connection, Roster(rows, (), TableFormat("CSV"), {}, ()), "r.csv", source)
    store_import(connection, plan, source, recogniser)
    return connection


def content(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry, session: str = "SKD-1"
) -> GalleryFile:
    return session_content(database, session, recogniser.model_id, registry.entry(DEFAULT))


def test_a_session_has_its_own_people_their_photos_and_pins(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    made = content(database, recogniser, registry)
    header = made.header
    assert [(each.number, each.seat, each.pin, len(each.photos)) for each in header.candidates] == [
        ("a1", "", "", 1), ("B2", "A-2", "4711", 2), ("C3", "", "", 0)
    ]  # fmt: skip
    assert header.candidates[0].nik == "1671010101900001"
    assert (header.session.venue, header.session.room) == (MORNING.venue, MORNING.room)
    assert made.templates.shape == (3, 128)


def test_who_has_no_usable_photo_changes_nothing_for_the_others(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    among = content(database, recogniser, registry)
    database.execute("DELETE FROM candidate WHERE number = 'C3'")
    alone = content(database, recogniser, registry)
    assert among.header.calibration == alone.header.calibration
    assert (among.templates == alone.templates).all()
    assert among.photos == alone.photos
    assert among.header.calibration.comparisons == 1  # the two who have photos


def test_a_twin_without_a_usable_photo_is_named_too(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    said = Review(Answer.TWINS, "Dian", datetime(2026, 10, 1, tzinfo=UTC), "")
    pairs.review(database, "A1", "C3", said)
    assert [set(pair) for pair in content(database, recogniser, registry).header.twins] == [{"a1", "C3"}]


def test_the_same_database_gives_the_same_bytes(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    one, other = (encode_content(content(database, recogniser, registry)) for _ in range(2))
    assert one == other


def test_twins_of_the_session_are_named(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    state = Search(recogniser.model_id, np.zeros(128, dtype=np.float32), 4, 0.1, np.zeros(BINS, dtype=np.int64))
    pairs.store_compared(database, state, [], [(1, 2, 0.5), (1, 4, 0.6)])
    said = Review(Answer.TWINS, "Dian", datetime(2026, 10, 1, tzinfo=UTC), "")
    pairs.review(database, "A1", "B2", said)
    made = content(database, recogniser, registry)
    assert [set(pair) for pair in made.header.twins] == [{"a1", "B2"}]
    assert content(database, recogniser, registry, "SKD-2").header.twins == []


def test_a_session_that_is_not_there_or_has_nobody_is_refused(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    with pytest.raises(PackingError, match=r"got 'SKD-9'; there are: SKD-1, SKD-2"):
        content(database, recogniser, registry, "SKD-9")
    database.execute("UPDATE photo SET template = NULL")
    with pytest.raises(PackingError, match="nobody of 3 candidates has a usable photo"):
        content(database, recogniser, registry)


def test_a_pack_is_valid_around_its_session() -> None:
    start = MORNING.starts_at
    assert validity(start, None, None) == (start - timedelta(days=3), start + timedelta(days=1))
    with pytest.raises(PackingError, match="valid before it expires"):
        validity(start, start + timedelta(days=2), None)


def test_a_policy_is_packed_and_one_without_a_threshold_is_refused(
    database: sqlite.Connection, recogniser: Recogniser, registry: ModelRegistry
) -> None:
    def packed(policy: PackPolicy) -> GalleryFile:
        return session_content(database, "SKD-1", recogniser.model_id, registry.entry(DEFAULT), policy)

    wanted = PackPolicy(pin_closes_minutes=15, objection="Sampaikan kepada penyelia.")
    assert packed(wanted).header.policy == wanted
    with pytest.raises(PackingError, match=r"policy, target_fmr: expected one of 0\.01, .*, found 0\.0002"):
        packed(PackPolicy(target_fmr=2e-4))
    with pytest.raises(PackingError, match=r"review_fmr to be at least target_fmr, found 0\.001 below"):
        packed(PackPolicy(target_fmr=1e-2, review_fmr=1e-3))
