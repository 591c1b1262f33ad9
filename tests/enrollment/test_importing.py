"""A roster and photos go into the database: once, whatever is stopped, killed or sent again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from demo.faces import PEOPLE, name_of, number_of, photo_name
from enrollment.errors import PhotoProblem
from enrollment.importing import Progress, plan_import, store_import
from enrollment.photos.source import FolderPhotos
from enrollment.roster.reading import Roster, read_roster
from enrollment.roster.rows import RosterRow
from enrollment.roster.table import TableFormat
from enrollment.store import candidates, photos
from recognition.recogniser import Recogniser
from tests.enrollment.makers import MORNING, open_database, row
from vault import sqlite


@pytest.fixture
def database(tmp_path: Path) -> sqlite.Connection:
    return open_database(tmp_path)


def roster(*rows: RosterRow) -> Roster:
    return Roster(rows, (), TableFormat("CSV"), {}, ())


def run(database: sqlite.Connection, faces: Path, recogniser: Recogniser, *rows: RosterRow) -> list[Progress]:
    told: list[Progress] = []
    source = FolderPhotos(faces)
    plan = plan_import(database, roster(*rows), "roster.csv", source)
    store_import(database, plan, source, recogniser, workers=2, on_progress=told.append)
    return told


def test_each_photo_is_looked_at_once_whoever_has_it_and_however_often_it_comes(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser
) -> None:
    rows = (row("1", "s1/1.pgm", "s1/2.pgm"), row("2", "s2/1.pgm"))
    first = run(database, faces, recogniser, *rows)
    assert (first[0], first[-1]) == (Progress(0, 3, 0), Progress(3, 3, 3))
    assert run(database, faces, recogniser, *rows)[-1] == Progress(3, 3, 0)
    assert run(database, faces, recogniser, row("3", "s1/1.pgm", "s3/1.pgm"))[-1] == Progress(2, 2, 1)
    assert len(photos.known(database, recogniser.model_id)) == 4
    assert [number for _, number in photos.shared(database, recogniser.model_id)] == ["1", "3"]


def test_a_photo_that_was_replaced_under_its_name_is_looked_at_anew(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "1.pgm").write_bytes((faces / "s1/1.pgm").read_bytes())
    run(database, folder, recogniser, row("1"))
    before = photos.of_candidate(database, 1, recogniser.model_id)[0].photo_id
    (folder / "1.pgm").write_bytes((faces / "s1/2.pgm").read_bytes())
    assert run(database, folder, recogniser, row("1"))[-1].looked_at == 1
    assert photos.of_candidate(database, 1, recogniser.model_id)[0].photo_id != before


def test_a_photo_that_cannot_serve_says_why_and_stops_nobody(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    for name, content in {"good.pgm": (faces / "s1/1.pgm").read_bytes(), "text.jpg": b"text", "empty.jpg": b""}.items():
        (tmp_path / "photos" / name).write_bytes(content)
    rows = (row("1", "good.pgm", "missing.jpg", "../secret.jpg"), row("2", "text.jpg", "empty.jpg"), row("3"))
    run(database, tmp_path / "photos", recogniser, *rows)
    stored = [photos.of_candidate(database, id_, recogniser.model_id) for id_ in (1, 2, 3)]
    found = [[each.problem or (each.facts and each.facts.problem) for each in person] for person in stored]
    not_a_picture = PhotoProblem.NOT_A_PICTURE
    assert found == [[None, PhotoProblem.MISSING, PhotoProblem.OUTSIDE], [not_a_picture, not_a_picture], []]
    (summary,) = candidates.sessions(database)
    assert (summary.candidates, summary.usable, summary.waiting) == (3, 1, 0)
    refused = photos.refused(database, recogniser.model_id)
    assert [(each.key, each.name) for each in refused] == [
        ("1", "missing.jpg"), ("1", "../secret.jpg"), ("2", "text.jpg"), ("2", "empty.jpg")
    ]  # fmt: skip
    assert all(each.found for each in refused)
    assert "an empty file" in refused[-1].found


def test_more_photos_than_a_pack_can_hold_are_told_and_left_out(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    for photo in range(18):
        content = (faces / f"s1/{photo % 10 + 1}.pgm").read_bytes()
        (tmp_path / "photos" / f"1_{photo:02}.pgm").write_bytes(content)
    source = FolderPhotos(tmp_path / "photos")
    plan = plan_import(database, roster(row("1")), "roster.csv", source)
    assert [str(each) for each in plan.problems] == [
        "roster.csv, line 2, photos: expected at most 16 photos, found 18; the first 16 are taken"
    ]
    store_import(database, plan, source, recogniser)
    assert len(candidates.find(database, "1").photos) == 16


def test_a_plan_says_what_would_be_new_and_what_overwritten_and_stores_nothing(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser
) -> None:
    nik = "1671010101900001"
    run(database, faces, recogniser, row("1", "s1/1.pgm", nik=nik), row("2", "s2/1.pgm"), row("4", "s4/1.pgm"))
    rows = (row("1", "s1/1.pgm", name="New Name", nik=nik), row("3", "s3/1.pgm"), row("2", "s2/1.pgm", nik=nik))
    plan = plan_import(database, roster(*rows), "late.csv", FolderPhotos(faces))
    assert plan.changes.new == ("3",)
    assert [str(each) for each in plan.changes.changed] == ["1  name: Siti Rahma -> New Name"]
    assert (plan.changes.unchanged, plan.changes.not_in_roster) == (0, 2)
    (problem,) = plan.problems
    assert str(problem) == "late.csv, line 2, nik: expected a NIK that nobody else has, found that of candidate 1"
    assert candidates.find(database, "1").name == "Siti Rahma"


def test_a_wrong_folder_and_a_photo_that_was_replaced_are_told_before_anything_is_overwritten(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    rows = [row("1", "s1/1.pgm"), row("2", "s2/1.pgm"), row("3", "s3/1.pgm", "s3/none.pgm")]
    run(database, faces, recogniser, *rows)
    assert plan_import(database, roster(*rows), "r.csv", FolderPhotos(faces)).changes.changed == ()
    other = tmp_path / "photos"
    shutil.copytree(faces / "s2", other / "s1")
    shutil.copytree(faces / "s3", other / "s3")
    changes = plan_import(database, roster(*rows), "r.csv", FolderPhotos(other)).changes
    assert [str(each) for each in changes.changed] == [
        "1  photos: s1/1.pgm -> another picture under the same name",
        "2  photos: s2/1.pgm -> gone",
    ]
    assert (changes.gone, changes.unchanged) == (1, 1)


def test_who_has_no_photo_is_named_and_of_all_photos_those_that_cannot_serve(
    database: sqlite.Connection, faces: Path, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "text.jpg").write_bytes(b"text")
    rows = roster(row("1"), row("2", "missing.jpg", "text.jpg"))
    source = FolderPhotos(tmp_path / "photos")
    (alone,) = plan_import(database, rows, "r.csv", source).problems
    assert str(alone) == (
        "r.csv, line 2, photos: expected a photo of candidate 1, named in the roster or found by their number, found "
        "none; the candidate goes in, to be checked by eye at the desk"
    )
    told: list[Progress] = []
    plan = plan_import(database, rows, "r.csv", source, every_photo=True, workers=2, on_progress=told.append)
    assert [str(each.found).partition(":")[0] for each in plan.problems[1:]] == ["no such file", "not a picture"]
    assert told[-1] == Progress(2, 2, 0)


def test_the_first_photos_are_stored_soon(database: sqlite.Connection, faces: Path, recogniser: Recogniser) -> None:
    told = run(database, faces, recogniser, *[row(str(each), f"s{each}/1.pgm") for each in range(1, 21)])
    assert 0 < told[1].done <= 16
    assert told[-1] == Progress(20, 20, 20)


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_an_import_killed_at_any_moment_goes_on_where_it_was(tmp_path: Path, faces: Path) -> None:
    lines = ["nomor,nama,tilok,mulai,foto"]
    for person in PEOPLE:
        names = ";".join(photo_name(person, photo) for photo in (1, 2, 3))
        lines.append(f"{number_of(person)},{name_of(person)},{MORNING.venue},2026-10-12T08:00+07:00,{names}")
    (tmp_path / "roster.csv").write_text("\n".join(lines))
    (tmp_path / "passphrase").write_text("a passphrase long enough")
    command = [
        *(sys.executable, "-m", "cli.main", "--home", str(tmp_path / "home"), "enroll", "import"),
        *(str(tmp_path / "roster.csv"), "--photos", str(faces), "--passphrase-file", str(tmp_path / "passphrase")),
    ]
    database = tmp_path / "home" / "enrolment.sqlite3"
    for committed in (1, 200_000, 900_000):  # bytes of the database and its log when the plug is pulled
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        while process.poll() is None and _size(database) < committed:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "40 candidates, 40 with a usable photo\n" in done.stdout


def _size(database: Path) -> int:
    return sum(file.stat().st_size for file in database.parent.glob(f"{database.name}*")) if database.exists() else 0


def test_a_roster_file_goes_all_the_way(
    database: sqlite.Connection, faces: Path, recogniser: Recogniser, tmp_path: Path
) -> None:
    file = tmp_path / "peserta.csv"
    file.write_text(
        "No. Peserta;Nama Lengkap;Tilok;Tanggal Ujian;Jam;Foto\n101;Siti;Palembang;12/10/2026;08.00;s1/1.pgm\n", "utf-8"
    )
    read = read_roster(file, zone=ZoneInfo("Asia/Jakarta"), today=date(2026, 9, 1))
    run(database, faces, recogniser, *read.rows)
    assert candidates.find(database, "101").session.starts_at.isoformat() == "2026-10-12T08:00:00+07:00"
