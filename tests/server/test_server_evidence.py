"""Pictures arrive piece by piece, whole, and only those that a report names."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from server.errors import PictureError
from server.evidence import shown_picture, take_piece, upload_state
from server.ingest import ingest
from server.tables import EvidencePicture
from tests.server.conftest import registered
from tests.server.scribe import NOW, Scribe
from wire.evidence import Picture, PictureRole, picture_digest

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
