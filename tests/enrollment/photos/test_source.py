"""Photos are read from a folder or an archive by the names that anybody may have written, and never from outside."""

from __future__ import annotations

import io
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from enrollment.errors import PhotoProblem, PhotoProblemError, PhotoSourceError
from enrollment.photos import archive as archive_module
from enrollment.photos import names as names_module
from enrollment.photos import source as source_module
from enrollment.photos.source import PhotoSource, open_photos
from tests.enrollment.makers import row

FILES = (
    *("123.jpg", "123_2.PNG", "123-front.jpeg", "1234.jpg", "123.txt", "ab 12.jpg", "456/depan.jpg", "456/kiri.HEIC"),
    *("sub/789.jpg", ".123.jpg", "Foto/Siti.JPG"),
)
Open = Callable[..., PhotoSource]


@pytest.fixture
def face() -> bytes:
    """What stands for a photo where it is not looked at: no kind of picture by its beginning."""
    return b"a face, "


@pytest.fixture
def folder(tmp_path: Path, face: bytes) -> Path:
    folder = tmp_path / "photos"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(face + name.encode())
    return folder


@pytest.fixture
def opened() -> Iterator[Open]:
    with ExitStack() as stack:
        yield lambda path, pattern="": stack.enter_context(open_photos(path, pattern))


def zipped(folder: Path, below: str = "", method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", method) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, below + file.relative_to(folder).as_posix())
    return path


@pytest.fixture(params=["folder", "archive", "archive of one folder"])
def photos(request: pytest.FixtureRequest, folder: Path, opened: Open) -> PhotoSource:
    if request.param == "folder":
        return opened(folder)
    return opened(zipped(folder, "Foto Peserta/" if "one" in request.param else ""))


def problem_of(photos: PhotoSource, name: str) -> tuple[PhotoProblem, str]:
    with pytest.raises(PhotoProblemError) as caught:
        photos.read(name)
    return caught.value.problem, str(caught.value)


def picture(kind: str) -> bytes:
    """A file of that kind."""
    file = io.BytesIO()
    image = PillowImage.new("RGB", (40, 40))
    if kind == "HEIC":
        pillow_heif = pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
        pillow_heif.from_pillow(image).save(file)
    else:
        image.save(file, {"PNM": "PPM"}.get(kind, kind))
    return file.getvalue()


def inner(names: tuple[str, ...]) -> list[str]:
    return [name.removeprefix("Foto Peserta/") for name in names]


def test_photos_are_found_by_number(photos: PhotoSource) -> None:
    assert inner(photos.names_of(row("123"))) == ["123-front.jpeg", "123.jpg", "123_2.PNG"]
    assert inner(photos.names_of(row("456"))) == ["456/depan.jpg", "456/kiri.HEIC"]
    assert inner(photos.names_of(row("AB12"))) == ["ab 12.jpg"]
    assert photos.names_of(row("12")) == ()
    assert photos.names_of(row("789")) == ()  # neither beside nor in a folder of its own


def test_the_names_of_the_roster_go_before_what_could_be_found(photos: PhotoSource) -> None:
    assert photos.names_of(row("123", "Siti.jpg")) == ("Siti.jpg",)


def test_what_is_found_can_be_read(photos: PhotoSource, face: bytes) -> None:
    for number in ("123", "456"):
        for name in photos.names_of(row(number)):
            assert photos.read(name) == face + inner((name,))[0].encode()


@pytest.mark.parametrize("name", ["Foto/Siti.JPG", "foto/siti.jpg", "FOTO\\Siti.jpg", "./Foto//Siti.JPG"])
def test_a_name_is_read_as_it_is_written_or_but_for_case_and_slashes(
    photos: PhotoSource, face: bytes, name: str
) -> None:
    assert photos.read(name) == face + b"Foto/Siti.JPG"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("none.jpg", PhotoProblem.MISSING),
        ("123.jpg/x.jpg", PhotoProblem.MISSING),
        ("", PhotoProblem.MISSING),
        (".", PhotoProblem.MISSING),
        ("nul\0.jpg", PhotoProblem.MISSING),
        ("../outside.pgm", PhotoProblem.OUTSIDE),
        ("456/../../outside.pgm", PhotoProblem.OUTSIDE),
        ("..\\outside.pgm", PhotoProblem.OUTSIDE),
        ("/etc/passwd", PhotoProblem.OUTSIDE),
        ("C:\\Windows\\win.ini", PhotoProblem.OUTSIDE),
    ],
)
def test_a_name_that_leads_nowhere_or_outside_is_refused(
    photos: PhotoSource, tmp_path: Path, face: bytes, name: str, problem: PhotoProblem
) -> None:
    (tmp_path / "outside.pgm").write_bytes(face)
    assert problem_of(photos, name)[0] is problem


def test_photos_are_read_by_several_threads_at_once(photos: PhotoSource, face: bytes) -> None:
    names = photos.names_of(row("123")) + photos.names_of(row("456"))
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(photos.read, names * 40))
    assert read == [face + name.encode() for name in inner(names * 40)]


@pytest.mark.parametrize(
    ("name", "kind", "right"),
    [
        ("1.jpg", "PNG", ".png"),
        ("1.JPG", "WebP", ".webp"),
        ("1.jpg", "TIFF", ".tif"),
        ("1.jpg", "BMP", ".bmp"),
        ("1.jpg", "HEIC", ".heic"),
        ("1.txt", "JPEG", ".jpg"),
        ("1.png", "JPEG", ".jpg"),
        ("1.png", "PNM", ".ppm"),
    ],
)
def test_a_picture_of_another_kind_than_its_name_says_is_refused(
    tmp_path: Path, opened: Open, name: str, kind: str, right: str
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / name).write_bytes(picture(kind))
    said = f"a {kind} called {Path(name).suffix}: rename it to {right}"
    for path in (tmp_path / "photos", zipped(tmp_path / "photos")):
        assert problem_of(opened(path), name) == (PhotoProblem.MISNAMED, said)


@pytest.mark.parametrize(
    "name", [*("1.JPEG", "1.jpe", "1.jfif"), *("1.png", "1.webp", "1.heif", "1.tiff", "1.bmp", "1.pnm"), "1"]
)
def test_a_picture_with_an_ending_of_its_kind_or_none_is_read(tmp_path: Path, opened: Open, name: str) -> None:
    kinds = {".png": "PNG", ".webp": "WebP", ".heif": "HEIC", ".tiff": "TIFF", ".bmp": "BMP", ".pnm": "PNM"}
    data = picture(kinds.get(Path(name).suffix, "JPEG"))
    (tmp_path / name).write_bytes(data)
    assert opened(tmp_path).read(name) == data


@pytest.mark.parametrize("below", ["", "Foto Peserta/"])
def test_a_pattern_takes_the_place_of_the_number(folder: Path, opened: Open, below: str) -> None:
    for path in (folder, zipped(folder, below)):
        photos = opened(path, "{session}/{number}.*")
        assert photos.names_of(row("123")) == ()
        assert inner(opened(path, "sub/{number}.*").names_of(row("789"))) == ["sub/789.jpg"]
        assert inner(opened(path, "{number}.txt").names_of(row("123"))) == ["123.txt"]


def test_more_files_than_any_session_has_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_module, "MAX_FILES", 3)
    for path in (folder, zipped(folder)):
        with pytest.raises(PhotoSourceError, match="expected at most 3 files, found more"), open_photos(path):
            pass


def test_what_is_neither_a_folder_nor_an_archive_is_refused(folder: Path, tmp_path: Path) -> None:
    for path in (folder / "123.jpg", tmp_path / "none", tmp_path / "none.zip"):
        with pytest.raises(PhotoSourceError, match="expected a folder or a ZIP archive"), open_photos(path):
            pass


@pytest.mark.parametrize("pattern", ["{nomor}.jpg", "*.jpg"])
def test_a_pattern_that_cannot_be_used_is_refused(folder: Path, pattern: str) -> None:
    for path in (folder, zipped(folder)):
        with pytest.raises(PhotoSourceError, match=r"^pattern .* expected"), open_photos(path, pattern):
            pass


# A folder


@pytest.fixture
def links(folder: Path, tmp_path: Path, face: bytes) -> Path:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "1.jpg").write_bytes(face)
    try:
        (folder / "out.jpg").symlink_to(tmp_path / "elsewhere" / "1.jpg")
    except OSError:
        pytest.skip("this computer makes no links")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (folder / "in.jpg").symlink_to(folder / "123.jpg")
    (folder / "ring.jpg").symlink_to(folder / "ring.jpg")
    (folder / "gone.jpg").symlink_to(folder / "none.jpg")
    return folder


@pytest.mark.parametrize(
    ("name", "problem", "found"),
    [
        ("out.jpg", PhotoProblem.OUTSIDE, "a link that leaves the folder"),
        ("out/1.jpg", PhotoProblem.OUTSIDE, "a link that leaves the folder"),
        ("ring.jpg", PhotoProblem.NOT_A_FILE, "a ring of links"),
        ("gone.jpg", PhotoProblem.MISSING, "no such file"),
    ],
)
def test_a_link_that_leaves_the_folder_is_not_followed(
    links: Path, opened: Open, name: str, problem: PhotoProblem, found: str
) -> None:
    assert problem_of(opened(links), name) == (problem, found)


def test_a_link_within_the_folder_is_followed(links: Path, opened: Open, face: bytes) -> None:
    assert opened(links).read("in.jpg") == face + b"123.jpg"
    assert opened(links).names_of(row("out")) == ("out.jpg",)  # found, and refused when it is read


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in a folder of Windows")
def test_only_files_are_read(folder: Path, opened: Open) -> None:
    os.mkfifo(folder / "pipe.jpg")
    for name in ("pipe.jpg", "456"):
        assert problem_of(opened(folder), name) == (PhotoProblem.NOT_A_FILE, "a folder, pipe or device, no file")


def test_of_two_names_that_differ_in_case_only_the_exact_one_is_meant(
    tmp_path: Path, face: bytes, opened: Open
) -> None:
    (tmp_path / "a.jpg").write_bytes(face)
    (tmp_path / "A.jpg").write_bytes(face + b"2")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system takes upper and lower case for the same")
    photos = opened(tmp_path)
    assert photos.read("A.jpg") == face + b"2"
    assert problem_of(photos, "A.JPG")[0] is PhotoProblem.MISSING


def test_a_file_of_more_bytes_than_a_photo_has_is_refused(
    folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (folder / "1234.jpg").stat().st_size
    for module in (names_module, source_module, archive_module):
        monkeypatch.setattr(module, "MAX_BYTES", size - 1)
    for path in (folder, zipped(folder)):
        assert problem_of(opened(path), "1234.jpg") == (PhotoProblem.TOO_LARGE, f"more than {size - 1} bytes")
        assert opened(path).read("123.jpg")  # one byte less


# An archive


def archive_of(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def test_names_in_an_archive_may_have_backslashes(tmp_path: Path, face: bytes, opened: Open) -> None:
    path = archive_of(tmp_path / "a.zip", ("456\\1.jpg", face), ("x.jpg", face))
    photos = opened(path)
    assert [photos.read(name) for name in photos.names_of(row("456"))] == [face]


@pytest.mark.parametrize(
    "name", ["../123.jpg", "..\\123.jpg", "a/../../123.jpg", "/foto/123.jpg", "/123.jpg", "C:\\x\\123.jpg", "C:123.jpg"]
)
def test_a_name_in_an_archive_that_leaves_it_is_found_and_refused(
    tmp_path: Path, face: bytes, opened: Open, name: str
) -> None:
    path = archive_of(tmp_path / "a.zip", (name, face), ("foto/123_2.jpg", face), ("foto/124.jpg", face))
    photos = opened(path)
    assert photos.names_of(row("123")) == (name.replace("\\", "/"), "foto/123_2.jpg")
    assert problem_of(photos, photos.names_of(row("123"))[0])[0] is PhotoProblem.OUTSIDE
    assert photos.read("foto/123_2.jpg") == photos.read("123_2.jpg") == face


def test_a_name_that_leaves_an_archive_is_found_by_a_pattern_too(tmp_path: Path, face: bytes, opened: Open) -> None:
    photos = opened(archive_of(tmp_path / "a.zip", ("../SKD/123.jpg", face)), "SKD/{number}.jpg")
    assert photos.names_of(row("123")) == ("../SKD/123.jpg",)


def test_what_some_programs_put_before_every_name_is_left_out(tmp_path: Path, face: bytes, opened: Open) -> None:
    photos = opened(archive_of(tmp_path / "a.zip", ("./123.jpg", face), ("./456/1.jpg", face)))
    assert [photos.read(name) for number in ("123", "456") for name in photos.names_of(row(number))] == [face, face]


def test_the_doubles_that_macos_adds_are_not_photos(tmp_path: Path, face: bytes, opened: Open) -> None:
    path = archive_of(tmp_path / "a.zip", ("foto/123.jpg", face), ("__MACOSX/foto/._123.jpg", b"x"), ("foto/", b""))
    assert opened(path).names_of(row("123")) == ("foto/123.jpg",)


def test_two_files_of_one_name_are_refused(tmp_path: Path, face: bytes, opened: Open) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive_of(tmp_path / "a.zip", ("1.jpg", face), ("1.jpg", face))
    assert problem_of(opened(path), "1.jpg") == (PhotoProblem.UNREADABLE, "2 files of this name in the archive")


def test_a_link_in_an_archive_is_refused(tmp_path: Path, opened: Open) -> None:
    link = zipfile.ZipInfo("1.jpg")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    path = archive_of(tmp_path / "a.zip", (link, b"../outside.pgm"))
    assert problem_of(opened(path), "1.jpg") == (PhotoProblem.NOT_A_FILE, "a link, folder or device, no file")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_without_a_bound_is_refused(
    tmp_path: Path, face: bytes, opened: Open, method: int
) -> None:
    path = archive_of(tmp_path / "a.zip", ("1.jpg", face), method=method)
    problem, found = problem_of(opened(path), "1.jpg")
    assert problem is PhotoProblem.UNREADABLE
    assert f"expected stored or deflated, found method {method}" in found


def changed(path: Path, *, locked: bool = False, size: int | None = None, spoilt: bool = False) -> Path:
    """An archive of one file whose header says otherwise, or whose content is not what it was."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry, content = archive.infolist()[0], archive.read(archive.infolist()[0])
    local, central = 0, data.index(b"PK\x01\x02")
    for start in (local + 6, central + 8):
        data[start] |= locked
    if size is not None:
        for start in (local + 14, central + 16):
            crc = zlib.crc32(content[:size]) if size < len(content) else entry.CRC
            data[start : start + 12] = struct.pack("<LLL", crc, entry.compress_size, size)
    if spoilt:
        data[central - 1] ^= 0xFF
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    ("change", "problem", "found"),
    [
        ({"locked": True}, PhotoProblem.UNREADABLE, "encrypted"),
        ({"spoilt": True}, PhotoProblem.UNREADABLE, "Bad CRC-32"),
        ({"size": 100}, PhotoProblem.UNREADABLE, "Bad CRC-32"),
        ({"size": 100_000}, PhotoProblem.UNREADABLE, "where the archive says 100000"),
        ({"size": 2**31}, PhotoProblem.TOO_LARGE, "more than"),
    ],
)
def test_an_entry_that_is_locked_or_not_what_the_archive_says_is_refused(
    tmp_path: Path,
    opened: Open,
    method: int,
    change: dict[str, int],
    problem: PhotoProblem,
    found: str,
) -> None:
    path = changed(archive_of(tmp_path / "a.zip", ("1.jpg", os.urandom(5000)), method=method), **change)  # type: ignore[arg-type]
    what, message = problem_of(opened(path), "1.jpg")
    assert what is problem
    assert found in message


def test_a_bomb_is_given_up_when_it_passes_the_bound(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (names_module, archive_module):
        monkeypatch.setattr(module, "MAX_BYTES", 1_000_000)
    path = changed(archive_of(tmp_path / "a.zip", ("1.jpg", bytes(50_000_000))), size=1000)
    assert path.stat().st_size < 60_000
    assert problem_of(opened(path), "1.jpg") == (PhotoProblem.TOO_LARGE, "more than 1000000 bytes")


def test_an_archive_is_closed_after_use(folder: Path) -> None:
    path = zipped(folder)
    with open_photos(path) as photos:
        assert photos.read("123.jpg")
    with pytest.raises(PhotoProblemError, match="closed"):
        photos.read("123.jpg")


def test_an_archive_that_is_cut_off_is_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.zip"
    shutil.copy(zipped(folder), path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(PhotoSourceError, match="expected a folder or a ZIP archive"), open_photos(path):
        pass


def test_an_empty_archive_holds_nobody(tmp_path: Path, opened: Open) -> None:
    photos = opened(archive_of(tmp_path / "a.zip"))
    assert photos.names_of(row("123")) == ()
    assert problem_of(photos, "123.jpg")[0] is PhotoProblem.MISSING
