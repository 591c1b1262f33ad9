"""A session's content is the same bytes each time, whole and fitting together, or is refused."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.wire.makers import DIGEST, NOW, content, content_of, header_of
from wire.errors import PackError, PackProblem
from wire.gallery import CandidateEntry, GalleryFile, PackPolicy, SessionInfo
from wire.pack_content import decode_content, encode_content

BYTES = encode_content(content())
OTHER = b"\xff\xd8 another"
OTHER_DIGEST = hashlib.sha256(OTHER).hexdigest()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def archive_of(parts: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(PackError) as caught:
        decode_content(data)
    assert caught.value.problem is PackProblem.INVALID
    return str(caught.value)


@pytest.mark.parametrize("candidates", [0, 1, 4])
def test_what_is_packed_is_unpacked(candidates: int) -> None:
    made = content(candidates)
    found = decode_content(encode_content(made))
    assert found.header == made.header
    assert found.templates.dtype == np.float32
    assert (found.templates == made.templates).all()
    assert found.photos == made.photos


@given(st.lists(st.integers(0, 3), max_size=8))
def test_candidates_without_a_photo_are_unpacked_among_the_others(photos: list[int]) -> None:
    made = content_of(photos)
    found = decode_content(encode_content(made))
    assert [len(each.photos) for each in found.header.candidates] == photos
    assert found.header == made.header
    assert (found.templates == made.templates).all()
    assert found.photos == made.photos


def test_a_template_for_whoever_has_no_photo_is_refused() -> None:
    with pytest.raises(PackError, match="expected 1 x 4 float32 templates"):
        encode_content(replace(content_of([1, 0]), templates=np.eye(2, 4, dtype=np.float32)))


def test_the_bytes_are_those_that_were_ever_made() -> None:
    # Written down once: another digest is another format, which old stations cannot read.
    assert hashlib.sha256(BYTES).hexdigest() == "fc3f98ad276ce6cf60f6e4ff5a797c048e1d81d801e45a63f4c3d8b8845a56b6"


def test_the_order_of_photos_and_of_twins_in_memory_makes_no_difference() -> None:
    made = content(3)
    both = [made.header.candidates[0].model_copy(update={"photos": [OTHER_DIGEST, DIGEST]})]
    header = header_of(both, twins=[])
    photos = {**made.photos, OTHER_DIGEST: OTHER}
    one, two = (GalleryFile(header, made.templates[:2], each) for each in (photos, dict(reversed(photos.items()))))
    assert encode_content(one) == encode_content(two)
    pairs = [("C1", "C0"), ("C2", "C1"), ("C0", "C1")]
    three, four = (replace(made, header=header_of(made.header.candidates, each)) for each in (pairs, pairs[::-1]))
    assert encode_content(three) == encode_content(four)
    assert decode_content(encode_content(three)).header.twins == [("C0", "C1"), ("C1", "C2")]


def test_a_photo_that_several_candidates_share_lies_in_it_once() -> None:
    assert list(parts_of(BYTES)) == ["gallery.json", "templates.f32", f"photos/{DIGEST}"]


@given(st.integers(0, len(BYTES) - 1))
def test_what_is_cut_off_is_refused(length: int) -> None:
    refused(BYTES[:length])


@given(st.lists(st.tuples(st.integers(0, len(BYTES) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
def test_other_bytes_are_refused_or_read_and_never_anything_else(edits: list[tuple[int, bytes]]) -> None:
    data = bytearray(BYTES)
    for at, new in edits:
        data[at : at + len(new)] = new
    try:
        photos = decode_content(bytes(data)).photos
    except PackError:
        photos = {}
    assert photos in ({}, content().photos)


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_refused(data: bytes) -> None:
    refused(data)


def test_an_archive_that_would_grow_is_refused_before_it_does() -> None:
    bomb = parts_of(BYTES) | {"gallery.json": b" " * 50_000_000}
    assert "compressed" in refused(archive_of(bomb, zipfile.ZIP_DEFLATED))


def test_entries_that_lie_upon_each_other_are_refused() -> None:
    """Many names for the same bytes: small as a file, large when it is read."""
    one = archive_of({"photos/x": bytes(5000)})
    (directory,) = struct.unpack_from("<I", one, len(one) - 6)
    entry = one[directory:-22]
    count = 200
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entry) * count, directory, 0)
    assert "larger than it is" in refused(one[:directory] + entry * count + end)


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(BYTES)
    directory = data.index(b"PK\1\2")
    data[6] |= 1
    data[directory + 8] |= 1
    assert "encrypted" in refused(bytes(data))


def test_a_name_that_stands_in_it_twice_is_refused() -> None:
    buffer = io.BytesIO(BYTES)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("gallery.json", b"{}")
    assert "twice" in refused(buffer.getvalue())


@pytest.mark.parametrize("name", ["gallery.json", "templates.f32", f"photos/{DIGEST}"])
def test_a_part_that_is_missing_is_told(name: str) -> None:
    parts = parts_of(BYTES)
    del parts[name]
    assert refused(archive_of(parts))


def test_a_photo_that_nobody_names_and_one_that_is_another_are_refused() -> None:
    assert "1 photos that its candidates name, found 2" in refused(
        archive_of(parts_of(BYTES) | {f"photos/{OTHER_DIGEST}": OTHER})
    )
    assert f"photo {DIGEST} is altered" in refused(archive_of(parts_of(BYTES) | {f"photos/{DIGEST}": OTHER}))


@pytest.mark.parametrize(
    "templates",
    [np.eye(3, 4, dtype=np.float32), np.eye(2, 4), np.ones((2, 4), dtype=np.float32), np.ones(2, dtype=np.float32)],
)
def test_templates_that_do_not_fit_are_neither_packed_nor_unpacked(templates: np.ndarray) -> None:
    with pytest.raises(PackError, match=r"expected .*templates"):
        encode_content(replace(content(), templates=templates))
    refused(archive_of(parts_of(BYTES) | {"templates.f32": templates.tobytes()}))


@pytest.mark.parametrize("number", [np.nan, np.inf, 3e38])
def test_a_number_that_no_template_can_have_is_refused(number: float) -> None:
    broken = content().templates
    broken[0, 0] = number
    with pytest.raises(PackError, match="templates of length one"):
        encode_content(replace(content(), templates=broken))


def test_a_candidate_number_that_stands_in_it_twice_is_refused_however_it_is_written() -> None:
    entry = content().header.candidates[0]
    header = header_of([entry, entry.model_copy(update={"number": " c0"})])
    with pytest.raises(PackError, match="stands in it twice"):
        encode_content(replace(content(), header=header))


@pytest.mark.parametrize("pair", [("C0", "C9"), ("C0", "c0 "), ("C8", "C9")])
def test_twins_are_two_candidates_of_the_session(pair: tuple[str, str]) -> None:
    with pytest.raises(PackError, match="expected twins"):
        encode_content(replace(content(), header=header_of(content().header.candidates, [pair])))


@pytest.mark.parametrize("nik", ["1", "16 digits or not", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥", "1234567890123456\n"])
def test_a_nik_is_sixteen_digits_or_nothing(nik: str) -> None:
    with pytest.raises(ValidationError):
        CandidateEntry(number="1", name="x", nik=nik, photos=[DIGEST])


def test_errors_never_repeat_who_is_in_it() -> None:
    header = parts_of(BYTES)["gallery.json"].replace(b'"born":"2000-01-31"', b'"born":"Peserta X"')
    message = refused(archive_of(parts_of(BYTES) | {"gallery.json": header}))
    assert "candidates.0.born" in message
    assert "Peserta" not in message


def test_a_policy_has_its_defaults_and_its_limits() -> None:
    assert PackPolicy().pin_closes_minutes == 5
    with pytest.raises(ValidationError):
        PackPolicy(target_fmr=0.5)
    with pytest.raises(ValidationError):
        SessionInfo(id="", title="SKD", venue="Palembang", starts_at=NOW)
