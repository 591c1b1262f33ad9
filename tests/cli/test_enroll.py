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


def test_every_command_of_the_page_works_in_its_order(tour: Tour, tmp_path: Path) -> None:
    said: dict[str, str] = {}
    for line in commands():
        program, *arguments = shlex.split(line)
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
    assert (tmp_path / "photos.csv").read_text(encoding="utf-8-sig").startswith("number,name,chance")


def test_triage_names_who_has_no_usable_photo_first_and_why(tour: Tour, tmp_path: Path) -> None:
    (tmp_path / "photos" / f"{number_of(2)}.pgm").unlink()
    assert tour(["enroll", "import", "peserta.csv", "--photos", "photos"]).code == 0
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
    assert "session SKD-1: 1 candidates have no usable photo: the desk checks their ID cards" in packed.err
    assert "session SKD-1: 4 candidates (1 without a photo), " in packed.out
    assert tour(["station", "trust", "signer.txt", "--yes"]).code == 0
    inside = tour(["pack", "inspect", "packs/SKD-1.pack", "--names"]).out
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
    assert f"candidate {number_of(2)}, photo {number_of(2)}_2.jpg: expected a whole" in ran.err
    assert "4 candidates, 4 with a usable photo" in ran.out


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
