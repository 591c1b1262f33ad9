"""`hadir station key`, `trust` and `distrust`, and `hadir pack inspect`: from a station's key to its pack."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Hadir
from tests.wire import makers
from tests.wire.makers import FACTS, SIGNER, STATION, content, content_of
from wire.gallery import GalleryFile
from wire.pack_keys import StationKey, read_station, signer_text
from wire.signing import SigningKey

OTHER = SigningKey.from_bytes(bytes(32)).public
DAY = timedelta(days=1)


def pack(made: GalleryFile, to: Sequence[StationKey], since: timedelta = DAY, until: timedelta = DAY) -> bytes:
    """A pack that has been valid for so long and stays so for so long, by this computer's clock."""
    now = datetime.now(UTC)
    return makers.pack(made, replace(FACTS, not_before=now - since, expires_at=now + until), to)


@pytest.fixture
def signer(tmp_path: Path) -> Path:
    """The key file of whoever signs."""
    path = tmp_path / "signer.txt"
    path.write_text(signer_text(SIGNER.public))
    return path


@pytest.fixture
def desk(hadir: Hadir, folder: Path, signer: Path, tmp_path: Path) -> StationKey:
    """A station that trusts the signer, by its own commands."""
    file = tmp_path / "desk.txt"
    assert hadir("--home", folder, "station", "key", "--id", "desk-1", "--export", file).code == 0
    assert hadir("--home", folder, "station", "trust", signer, "--yes").code == 0
    return read_station(file.read_text())


@pytest.fixture
def file(tmp_path: Path, desk: StationKey) -> Path:
    """A pack for that station."""
    path = tmp_path / "SKD-1.pack"
    path.write_bytes(pack(content(3, twins=[("C0", "C1")]), to=[desk]))
    return path


def test_a_station_prints_the_same_key_each_time_and_whom_it_trusts(
    hadir: Hadir, folder: Path, desk: StationKey
) -> None:
    ran = hadir("--home", folder, "station", "key", "--id", "desk-1")
    assert f"station    desk-1\nrecipient  {desk.recipient}\n" in ran.out
    assert f"trusts     {SIGNER.public.id}  fingerprint {SIGNER.public.fingerprint}" in ran.out
    assert "AGE-SECRET-KEY" not in ran.out


def test_a_station_without_a_name_is_asked_for_one(hadir: Hadir, folder: Path) -> None:
    ran = hadir("--home", folder, "station", "key")
    assert ran.code == 2
    assert "this station has no name yet" in ran.err


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_nobody_is_trusted_unasked(
    hadir: Hadir, folder: Path, signer: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    ran = hadir("--home", folder, "station", "trust", signer)
    assert ran.code == 1
    assert SIGNER.public.fingerprint in ran.out
    assert "nobody yet" in hadir("--home", folder, "station", "key", "--id", "x").out


def test_what_is_no_key_file_is_one_message_that_says_what_was_expected(
    hadir: Hadir, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "a list").write_bytes(b"a shopping list")
    (tmp_path / "no text").write_bytes(b"\xff\xfe")
    (tmp_path / "a folder").mkdir()
    begins = "expected a file that begins with 'hadir pack signer 1'"
    for name, said in (
        ("a list", begins),
        ("no text", begins),
        ("a folder", "it cannot be read: Is a directory"),
        ("nothing", "it cannot be read: No such file or directory"),
    ):
        ran = hadir("--home", folder, "station", "trust", tmp_path / name, "--yes")
        expected = f"hadir: key file {tmp_path / name}: expected a signer's (hadir keys export): {said}\n"
        assert (ran.code, ran.err) == (2, expected)


def test_a_station_s_key_overwrites_no_file(hadir: Hadir, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "desk.txt").write_text("somebody's")
    ran = hadir("--home", folder, "station", "key", "--id", "desk-1", "--export", tmp_path / "desk.txt")
    assert ran.code == 2
    assert "never overwritten; name another, or move it away" in ran.err
    assert (tmp_path / "desk.txt").read_text() == "somebody's"


def test_trust_can_be_taken_back(hadir: Hadir, folder: Path, file: Path) -> None:
    assert hadir("--home", folder, "pack", "inspect", file, "--content").code == 0
    assert hadir("--home", folder, "station", "distrust", SIGNER.public.id).code == 0
    ran = hadir("--home", folder, "pack", "inspect", file, "--content")
    assert ran.code == 1
    assert f"refused     the pack is signed with key {SIGNER.public.id}, not trusted here (untrusted)" in ran.out
    again = hadir("--home", folder, "station", "distrust", SIGNER.public.id)
    assert again.code == 2
    assert "expected the id of a key that is trusted (none)" in again.err


def test_without_keys_a_pack_shows_its_header_and_that_nobody_vouches_for_it(
    hadir: Hadir, file: Path, desk: StationKey
) -> None:
    ran = hadir("pack", "inspect", file)
    assert ran.code == 0
    for part in (
        f"pack        {FACTS.pack_id}, format 1",
        "session     SKD-1: SKD",
        "where       Palembang, A",
        "candidates  3",
        f"for         desk-1  {desk.recipient}",
        f"signature   not checked (--signer FILE); it claims to be by key {SIGNER.public.id}",
    ):
        assert part in ran.out
    assert "Peserta" not in ran.out


def test_a_signer_s_key_tells_a_good_signature_from_all_others(
    hadir: Hadir, file: Path, signer: Path, tmp_path: Path
) -> None:
    assert f"signature   good, by key {SIGNER.public.id}" in hadir("pack", "inspect", file, "--signer", signer).out
    (tmp_path / "other.txt").write_text(signer_text(OTHER))
    ran = hadir("pack", "inspect", file, "--signer", tmp_path / "other.txt")
    assert ran.code == 1
    assert "not trusted here (untrusted)" in ran.out


def test_a_station_counts_what_is_inside_and_names_people_only_if_asked(hadir: Hadir, folder: Path, file: Path) -> None:
    counted = hadir("--home", folder, "pack", "inspect", file, "--content")
    assert counted.code == 0
    for part in ("signature   good", "holds       3 candidates, 3 references", "with a PIN  3", "twins       1 pairs"):
        assert part in counted.out
    assert "Peserta" not in counted.out
    named = hadir("--home", folder, "pack", "inspect", file, "--names")
    assert "  C1  Peserta 1  A-01" in named.out
    for secret in ("0000000000000001", " 000001", "2000-01-31"):
        assert secret not in named.out


def test_a_station_is_told_how_many_have_no_photo_and_who(
    hadir: Hadir, folder: Path, file: Path, desk: StationKey
) -> None:
    assert "no photo    0" in hadir("--home", folder, "pack", "inspect", file, "--content").out
    file.write_bytes(pack(content_of([2, 0, 1, 0]), to=[desk]))
    named = hadir("--home", folder, "pack", "inspect", file, "--names").out
    assert "holds       4 candidates, 3 references\nno photo    2\n" in named
    without = [line.split()[0] for line in named.splitlines() if line.endswith("(no photo)")]
    assert without == ["C1", "C3"]


def test_another_station_is_told_for_whom_it_is(hadir: Hadir, folder: Path, file: Path) -> None:
    file.write_bytes(pack(content(), to=[StationKey("desk-2", STATION.recipient)]))
    ran = hadir("--home", folder, "pack", "inspect", file, "--content")
    assert ran.code == 1
    assert "refused     the pack is for desk-2, not for this station (not_for_this_station)" in ran.out


@pytest.mark.parametrize(
    ("since", "until", "said", "problem"),
    [(3 * DAY, -DAY, "was valid until", "expired"), (-DAY, 3 * DAY, "is valid from", "not_yet_valid")],
)
@pytest.mark.parametrize("options", [[], ["--content"]], ids=["header", "content"])
def test_a_pack_out_of_its_time_is_shown_and_said_to_be_refused(
    hadir: Hadir,
    folder: Path,
    file: Path,
    desk: StationKey,
    options: list[str],
    since: timedelta,
    until: timedelta,
    said: str,
    problem: str,
) -> None:
    file.write_bytes(pack(content(3), [desk], since, until))
    ran = hadir("--home", folder, "pack", "inspect", file, *options)
    assert ran.code == 1
    assert "candidates  3" in ran.out
    assert ("holds       3 candidates" in ran.out) == bool(options)
    assert ran.out.splitlines()[-1].startswith(f"refused     the pack {said} ")
    assert ran.out.endswith(f"({problem})\n")


@pytest.mark.parametrize(("cut", "problem"), [(-1, "truncated"), (None, "altered")])
def test_a_pack_that_is_not_whole_is_told_without_any_key(
    hadir: Hadir, file: Path, cut: int | None, problem: str
) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:cut] if cut else data + b"x")
    ran = hadir("pack", "inspect", file)
    assert ran.code == 1
    assert f"({problem})" in ran.out


def test_a_file_that_is_no_pack_is_one_message(hadir: Hadir, signer: Path, tmp_path: Path) -> None:
    for path, message in ((signer, "this is not a session pack"), (tmp_path / "none.pack", "there is no such file")):
        ran = hadir("pack", "inspect", path)
        assert (ran.code, ran.err) == (2, f"hadir: pack {path}: {message}\n")
