"""Every command of docs/enrolment.md does what it says there, one after the other."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.faces import name_of, number_of, photo_name
from tests.cli.conftest import Hadir, Ran

PAGE = Path(__file__).parents[2] / "docs" / "enrolment.md"
WINDOW = "hadir enroll window"
PEOPLE = (1, 2, 3, 40)

Tour = Callable[[Sequence[str]], Ran]


def commands() -> list[str]:
    """What stands in the page's blocks, a command a line; the window has a test of its own."""
    blocks = re.findall(r"^```\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line != WINDOW]


@pytest.fixture
def tour(hadir: Hadir, faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tour:
    """Runs a command of the page in a folder with a roster and photos."""
    (tmp_path / "passphrase").write_text("a passphrase long enough")
    monkeypatch.setenv("HADIR_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").mkdir()
    today = datetime.now(UTC).date()
    with (tmp_path / "peserta.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["No. Peserta", "Nama", "Sesi", "Tilok", "Mulai", "Kursi"])
        for person in PEOPLE:
            number = number_of(person)
            writer.writerow([number, name_of(person), "SKD-1", "Palembang", f"{today}T08:00+07:00", f"A-{person}"])
            content = (faces / photo_name(person, 1)).read_bytes()
            (tmp_path / "photos" / f"{number}.pgm").write_bytes(content)

    def run(arguments: Sequence[str]) -> Ran:
        return hadir("--home", tmp_path / "home", *arguments)

    return run


def packed_in(said: str) -> str:
    """The file that a pack was written to."""
    found = re.search("-> (.*)$", said, re.MULTILINE)
    return shlex.quote(found[1]) if found else ""


def test_every_command_of_the_page_works_in_its_order(tour: Tour, tmp_path: Path) -> None:
    said: dict[str, str] = {}
    for line in commands():
        program, *arguments = shlex.split(line.replace("PACK", packed_in(said.get("enroll pack", ""))))
        assert program == "hadir"
        ran = tour(arguments)
        assert ran.code == 0, f"{line}: {ran.err}"
        said[" ".join(arguments[:2])] = ran.out
    assert "4 candidates, 4 with a usable photo" in said["enroll status"]
    assert "different, Dian Prasetyo: Different people" in said["enroll review"]
    assert "4 candidates" in said["enroll pack"]
    assert "holds       4 candidates" in said["pack inspect"]
    assert "1 forgotten" in said["enroll remove"]
    assert "4 candidates: " in said["enroll triage"]
    assert "Pemeriksaan foto pendaftaran" in (tmp_path / "photos.html").read_text(encoding="utf-8")
    assert (tmp_path / "photos.csv").read_text(encoding="utf-8-sig").startswith("number;name;chance_percent;")


def test_triage_names_who_has_no_usable_photo_first_and_why(tour: Tour, tmp_path: Path) -> None:
    (tmp_path / "photos" / f"{number_of(2)}.pgm").unlink()
    imported = tour(["enroll", "import", "peserta.csv", "--photos", "photos"])
    assert (imported.code, f"expected a photo of candidate {number_of(2)}" in imported.err) == (1, True)
    ran = tour(["enroll", "triage"])
    assert ran.out.splitlines()[0] == f"by eye  {number_of(2)}  {name_of(2)}: no photo"
    assert "1 without a usable photo" in ran.out
    assert "got 'SKD-9'" in tour(["enroll", "triage", "--session", "SKD-9"]).err


def test_who_has_no_usable_photo_is_in_the_pack_all_the_same_and_whoever_signs_is_told(
    tour: Tour, tmp_path: Path
) -> None:
    (tmp_path / "photos" / f"{number_of(2)}.pgm").unlink()
    for line in commands():
        _, *arguments = shlex.split(line)
        if arguments[:2] in (["enroll", "import"], ["keys", "new"], ["keys", "export"], ["station", "key"]):
            tour(arguments)
    packed = tour(["enroll", "pack", "--session", "SKD-1", "--to", "desk-1.txt", "--folder", "packs"])
    assert packed.code == 0
    session = f"session SKD-1 · Palembang · {datetime.now(UTC).date()}"
    assert f"{session}: 1 candidates have no usable photo: the desk checks their ID cards" in packed.err
    assert f"{session}: 4 candidates (1 without a photo), " in packed.out
    assert tour(["station", "trust", "signer.txt", "--yes"]).code == 0
    inside = tour(["pack", "inspect", *shlex.split(packed_in(packed.out)), "--names"]).out
    assert "holds       4 candidates, 3 references\nno photo    1\n" in inside
    assert f"  {number_of(2)}  {name_of(2)}  A-2  (no photo)\n" in inside


def test_what_would_be_overwritten_is_shown_and_asked_first(tour: Tour, tmp_path: Path) -> None:
    assert tour(["enroll", "import", "peserta.csv", "--photos", "photos"]).code == 0
    roster = tmp_path / "peserta.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("A-40", "B-7"), encoding="utf-8")
    ran = tour(["enroll", "import", "peserta.csv", "--photos", "photos", "--dry-run"])
    assert "0 new, 1 changed, 3 as they are" in ran.out
    assert f"{number_of(40)}  seat: A-40 -> B-7" in ran.out
    assert tour(["enroll", "import", "peserta.csv", "--photos", "photos", "--yes"]).code == 0
    assert "0 changed" in tour(["enroll", "import", "peserta.csv", "--photos", "photos", "--dry-run"]).out


def test_a_photo_that_cannot_serve_is_named_with_what_was_found(tour: Tour, tmp_path: Path) -> None:
    (tmp_path / "photos" / f"{number_of(2)}_2.jpg").write_text("no picture")
    ran = tour(["enroll", "import", "peserta.csv", "--photos", "photos"])
    assert ran.code == 1
    expected = f"expected the photo of candidate {number_of(2)}, {number_of(2)}_2.jpg"
    assert f"peserta.csv, line 3, photos: {expected}, found not a picture: expected a whole" in ran.err
    assert "4 candidates, 4 with a usable photo" in ran.out


def test_a_dry_run_reads_the_photos_and_leaves_no_trace(tour: Tour, tmp_path: Path) -> None:
    (tmp_path / "photos" / f"{number_of(1)}.pgm").write_bytes(b"")
    (tmp_path / "photos" / f"{number_of(2)}.pgm").unlink()
    import_ = ["enroll", "import", "peserta.csv", "--photos", "photos", "--dry-run", "--problems", "problems.csv"]
    ran = tour(import_)
    assert ran.code == 1
    assert "4 new, 0 changed, 0 as they are; 2 problems" in ran.out
    assert f"photo of candidate {number_of(1)}, {number_of(1)}.pgm, found not a picture" in ran.err
    assert f"expected a photo of candidate {number_of(2)}" in ran.err
    assert (tmp_path / "problems.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    assert not (tmp_path / "home").exists()


def test_a_wrong_folder_is_asked_about_before_anything_is_lost(tour: Tour, tmp_path: Path) -> None:
    assert tour(["enroll", "import", "peserta.csv", "--photos", "photos"]).code == 0
    (tmp_path / "elsewhere").mkdir()
    ran = tour(["enroll", "import", "peserta.csv", "--photos", "elsewhere"])
    assert ran.code != 0  # there is nobody to answer
    assert f"{number_of(1)}  photos: {number_of(1)}.pgm -> gone" in ran.out
    assert "ATTENTION: 4 photos that were imported before are not in elsewhere: is this the right place?" in ran.err
    assert "4 with a usable photo" in tour(["enroll", "status"]).out
    assert tour(["enroll", "import", "peserta.csv", "--photos", "photos"]).code == 0


def test_one_name_in_two_rooms_is_two_sessions_and_a_command_asks_which(tour: Tour, tmp_path: Path) -> None:
    roster = tmp_path / "peserta.csv"
    lines = roster.read_text(encoding="utf-8").splitlines()
    rooms = ["Ruang", "A", "A", "B", "B"]
    roster.write_text("\n".join(f"{line};{room}" for line, room in zip(lines, rooms, strict=True)), encoding="utf-8")
    assert tour(["enroll", "import", "peserta.csv", "--photos", "photos"]).code == 0
    ids = [f"SKD-1 · Palembang · {room} · {datetime.now(UTC).date()}" for room in "AB"]
    ran = tour(["enroll", "triage", "--session", "SKD-1"])
    assert ran.code == 2
    assert "which 2 are called" in ran.err
    assert all(each in ran.err for each in ids)
    assert "2 candidates" in tour(["enroll", "triage", "--session", ids[1]]).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["enroll", "status"], "there is no enrolment database"),
        (["enroll", "import", "nowhere.csv", "--photos", "photos"], "cannot be read"),
        (["enroll", "import", "peserta.csv", "--photos", "nowhere"], "expected a folder or a ZIP archive"),
        (["enroll", "import", "peserta.csv", "--photos", "photos", "--timezone", "Mars"], "expected WIB, WITA, WIT"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(tour: Tour, arguments: list[str], said: str) -> None:
    ran = tour(arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
