"""Pictures arrive piece by piece, whole, and only those that a report names."""

from __future__ import annotations

import contextlib
import io
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import event, select
from sqlalchemy.orm import Session, sessionmaker

from server.database import open_engine
from server.errors import PictureError
from server.evidence import awaited_pictures, shown_picture, take_piece, upload_state
from server.ingest import ingest
from server.tables import EvidencePicture
from tests.server.conftest import registered
from tests.server.scribe import NOW, Scribe
from wire.evidence import Picture, PictureRole, picture_digest
from wire.heartbeat import MAX_PICTURES

Sessions = sessionmaker[Session]


def jpeg(seed: int = 1) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (64, 48, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", comment="where and when")
    return out.getvalue()


@pytest.fixture
def named(sessions: Sessions, scribe: Scribe) -> bytes:
    """A picture that a report of the station names."""
    content = jpeg()
    _name(sessions, scribe, content)
    return content


def _name(sessions: Sessions, scribe: Scribe, content: bytes) -> None:
    picture = Picture(digest=picture_digest(content), role=PictureRole.FACE, size=len(content))
    ingest(sessions, scribe.station_id, [scribe.checkin("1", pictures=(picture,))], NOW)


def refused(sessions: Sessions, digest: str, offset: int, piece: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        take_piece(sessions, "PLM-01", digest, offset, piece, NOW)
    return caught.value.code


def test_a_picture_is_put_together_from_its_pieces(sessions: Sessions, scribe: Scribe, named: bytes) -> None:
    digest = picture_digest(named)
    assert upload_state(sessions, "PLM-01", digest).received == 0
    first = take_piece(sessions, "PLM-01", digest, 0, named[:1000], NOW)
    assert (first.received, first.complete) == (1000, False)
    assert upload_state(sessions, "PLM-01", digest) == first
    assert take_piece(sessions, "PLM-01", digest, 1000, named[1000:], NOW).complete
    with sessions() as session:
        picture = session.scalars(select(EvidencePicture)).one()
        assert (picture.content, picture.completed_at) == (named, NOW)


def test_a_piece_that_comes_twice_or_too_early_is_refused_and_changes_nothing(
    sessions: Sessions, scribe: Scribe, named: bytes
) -> None:
    digest = picture_digest(named)
    take_piece(sessions, "PLM-01", digest, 0, named[:1000], NOW)
    assert refused(sessions, digest, 0, named[:1000]) == "offset_conflict"
    assert refused(sessions, digest, 2000, named[2000:]) == "offset_conflict"
    assert upload_state(sessions, "PLM-01", digest).received == 1000


def test_a_whole_picture_stays_as_it_is_whatever_is_sent_after_it(
    sessions: Sessions, scribe: Scribe, named: bytes
) -> None:
    digest = picture_digest(named)
    take_piece(sessions, "PLM-01", digest, 0, named, NOW)
    assert take_piece(sessions, "PLM-01", digest, 0, b"other", NOW).complete


def test_a_picture_that_no_report_of_this_station_names_is_not_taken(
    sessions: Sessions, scribe: Scribe, named: bytes
) -> None:
    registered(sessions, Scribe("PLM-02"))
    digest = picture_digest(named)
    with pytest.raises(PictureError, match="no report of this station"):
        take_piece(sessions, "PLM-02", digest, 0, named, NOW)
    assert refused(sessions, "f" * 64, 0, named) == "picture_unknown"
    with sessions() as session:
        assert session.scalars(select(EvidencePicture)).all() == []


def test_bytes_that_are_not_the_picture_are_dropped_and_it_can_be_sent_again(
    sessions: Sessions, scribe: Scribe, named: bytes
) -> None:
    digest = picture_digest(named)
    assert refused(sessions, digest, 0, b"\xff" * len(named)) == "not_the_picture"
    assert upload_state(sessions, "PLM-01", digest).received == 0
    assert refused(sessions, digest, 0, named + b"more") == "too_long"
    assert take_piece(sessions, "PLM-01", digest, 0, named, NOW).complete


def test_what_is_signed_but_no_jpeg_is_not_taken(sessions: Sessions, scribe: Scribe) -> None:
    letter = b"<script>alert(1)</script>"
    _name(sessions, scribe, letter)
    assert refused(sessions, picture_digest(letter), 0, letter) == "not_the_picture"


def test_what_is_awaited_of_a_station_are_its_own_pictures_that_are_not_whole(
    sessions: Sessions, scribe: Scribe
) -> None:
    whole, begun, never = jpeg(2), jpeg(3), jpeg(4)
    for content in (whole, begun, never):
        _name(sessions, scribe, content)
    other = registered(sessions, Scribe("PLM-02"))
    _name(sessions, other, jpeg(5))
    take_piece(sessions, "PLM-01", picture_digest(whole), 0, whole, NOW)
    take_piece(sessions, "PLM-01", picture_digest(begun), 0, begun[:1000], NOW)
    _name(sessions, scribe, whole)  # a later report that names what has arrived
    with sessions() as session:
        assert set(awaited_pictures(session, "PLM-01", NOW)) == {picture_digest(begun), picture_digest(never)}
        assert awaited_pictures(session, "PLM-02", NOW) == [picture_digest(jpeg(5))]
        assert awaited_pictures(session, "PLM-03", NOW) == []


def test_of_more_pictures_than_an_answer_holds_each_has_its_turn(sessions: Sessions, scribe: Scribe) -> None:
    contents = [b"%d" % number for number in range(3 * MAX_PICTURES)]
    pictures = [Picture(digest=picture_digest(each), role=PictureRole.FACE, size=len(each)) for each in contents]
    ingest(sessions, "PLM-01", [scribe.begin(), *(scribe.checkin("1", pictures=(each,)) for each in pictures)], NOW)
    told: set[str] = set()
    with sessions() as session:
        for minute in range(60):
            answer = awaited_pictures(session, "PLM-01", NOW + timedelta(minutes=minute))
            assert len(answer) == len(set(answer)) == MAX_PICTURES
            told.update(answer)
    assert told == {picture.digest for picture in pictures}


def test_awaited_pictures_are_found_by_their_index_alone(sqlite_template: Path) -> None:
    engine = open_engine(f"sqlite:///{sqlite_template}")
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    with Session(engine) as session:
        awaited_pictures(session, "PLM-01", NOW)
        plans = [
            " ".join(row.detail for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values))
            for sql, values in list(asked)
            if sql.startswith("SELECT")
        ]
    engine.dispose()
    assert len(plans) == 2
    for plan in plans:
        assert "ix_picture_use_awaited (station_id=? AND digest" in plan
        assert "SCAN" not in plan
        assert "TEMP B-TREE" not in plan


def test_a_picture_is_shown_without_anything_that_was_not_pixels() -> None:
    original = jpeg()
    shown = shown_picture(original)
    assert b"where and when" in original
    assert b"where and when" not in shown
    with Image.open(io.BytesIO(shown)) as image:
        assert image.size == (48, 64)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_showing(tail: bytes) -> None:
    with contextlib.suppress(PictureError):
        assert shown_picture(jpeg()[:200] + tail).startswith(b"\xff\xd8")


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    out = io.BytesIO()
    Image.new("L", (8000, 8000)).save(out, "JPEG")
    with pytest.raises(PictureError, match="pixels"):
        shown_picture(out.getvalue())
