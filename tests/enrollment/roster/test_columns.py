"""Columns are found by the names that rosters give them, or by a mapping file that says what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from enrollment.errors import RosterError
from enrollment.roster.columns import ALIASES, ColumnMapping, Columns, find_columns, is_header, read_mapping

NEEDED = ["No Peserta", "Nama", "Tilok", "Mulai"]


def found(header: list[str], mapping: ColumnMapping | None = None) -> dict[str, str]:
    columns = find_columns(header, "roster.csv", mapping)
    return {meaning: header[index] for meaning, index in columns.of.items()}


def mapping_of(folder: Path, text: str) -> ColumnMapping:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_indonesian_headers_are_known_whatever_their_case_and_punctuation() -> None:
    header = [
        *("No.", "No. Peserta", "N I K", "NAMA LENGKAP", "Tgl. Lahir", "Titik Lokasi", "Ruang Ujian", "Tanggal Ujian"),
        *("Jam\nMulai", "Sesi", "No_Kursi", "PIN Registrasi", "Foto", "Jenis Kelamin"),
    ]
    assert found(header) == {
        **{"number": "No. Peserta", "nik": "N I K", "name": "NAMA LENGKAP", "born": "Tgl. Lahir"},
        **{"venue": "Titik Lokasi", "room": "Ruang Ujian", "date": "Tanggal Ujian", "start": "Jam\nMulai"},
        **{"session": "Sesi", "seat": "No_Kursi", "pin": "PIN Registrasi"},
    }
    columns = find_columns(header, "roster.csv")
    assert columns.photos == (12,)
    assert columns.unused == ("No.", "Jenis Kelamin")


def test_a_place_and_date_of_birth_in_one_column_serve_where_the_date_has_none_of_its_own() -> None:
    assert found([*NEEDED, "Tempat, Tgl Lahir"])["born"] == "Tempat, Tgl Lahir"
    assert found([*NEEDED, "Tempat, Tanggal Lahir", "Tgl Lahir"])["born"] == "Tgl Lahir"


@pytest.mark.parametrize(
    ("cells", "header"),
    [
        (NEEDED, True),
        (NEEDED[:3], True),  # what else is missing is told of this row
        (["DAFTAR PESERTA SKD 2026"], False),
        (["Tilok", "Palembang", "Nama", "Nomor Surat"], False),
        (["NOMOR", "NAMA", "LOKASI", "NOMOR"], True),  # of two that could be meant it is told
    ],
)
def test_a_header_is_known_by_the_columns_that_no_roster_can_do_without(cells: list[str], header: bool) -> None:
    assert is_header(cells) == header


def test_a_header_is_known_by_what_a_mapping_calls_its_columns(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, 'number = "Kode  Unik"')
    assert is_header(["Kode Unik", "Nama", "Tilok"], mapping)
    assert not is_header(NEEDED, mapping)


def test_english_headers_are_known() -> None:
    header = ["Candidate number", "Full name", "Date of birth", "Test centre", "starts_at", "photos"]
    assert set(found(header)) == {"number", "name", "born", "venue", "starts_at"}


def test_no_name_means_two_things() -> None:
    names = ["".join(char for char in alias if char.isalnum()) for aliases in ALIASES.values() for alias in aliases]
    assert len(names) == len(set(names))


def test_photos_may_stand_in_several_columns() -> None:
    assert find_columns([*NEEDED, "Foto", "Swafoto 1", "Swafoto 2"], "r").photos == (4, 5, 6)


def test_beside_a_date_the_start_is_a_time_of_day_whatever_it_is_called() -> None:
    assert found([*NEEDED, "Tanggal"])["start"] == "Mulai"
    assert "start" not in found(NEEDED)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["Nama", "Tilok", "Mulai"], "a column for number, called nomor peserta, .* found Nama, Tilok, Mulai"),
        (["No Peserta", "Tilok", "Mulai"], "a column for name"),
        (["No Peserta", "Nama", "Mulai"], "a column for venue"),
        (["No Peserta", "Nama", "Tilok"], "a column for starts_at"),
        (["No Peserta", "Nama", "Tilok", "Tanggal"], "a column for start,"),
        (["No Peserta", "Nama", "Tilok", "Jam"], "a column for date,"),
        ([*NEEDED, "Nomor"], "one column for number, found 'No Peserta' and 'Nomor'; name one in a mapping file"),
        ([*NEEDED, "Tanggal", "Jam"], "one column for the start, found 'Mulai' and 'Jam'"),
    ],
)
def test_what_is_missing_or_could_be_meant_twice_is_told(header: list[str], message: str) -> None:
    with pytest.raises(RosterError, match=rf"^roster\.csv: expected {message}"):
        find_columns(header, "roster.csv")


def test_a_mapping_says_which_column_is_meant_and_the_rest_is_found_by_name(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, 'number = "Kode  Unik"\nphotos = ["Berkas A", "Berkas B"]\n')
    header = ["Nomor", "Kode\nUnik", "Nama", "Tilok", "Mulai", "Berkas A", "Foto", "Berkas B"]
    assert found(header, mapping)["number"] == "Kode\nUnik"
    assert find_columns(header, "r", mapping).photos == (5, 7)


def test_a_mapping_may_say_that_the_roster_has_no_such_column(tmp_path: Path) -> None:
    header = [*NEEDED, "Sesi"]
    assert "session" in found(header)
    assert "session" not in found(header, mapping_of(tmp_path, 'session = ""\n'))


def test_a_start_that_is_mapped_one_way_is_not_looked_for_the_other_way(tmp_path: Path) -> None:
    header = ["No Peserta", "Nama", "Tilok", "Tanggal", "Jam", "Mulai"]
    one = found(header, mapping_of(tmp_path, 'starts_at = "Mulai"\n'))
    assert "starts_at" in one
    assert not {"date", "start"} & one.keys()
    two = found(header, mapping_of(tmp_path, 'date = "Tanggal"\nstart = "Jam"\n'))
    assert {"date", "start"} <= two.keys()
    assert "starts_at" not in two


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('nomer = "Nomor"', "unknown key nomer; known: number, nik, name"),
        ("number = 3", "number: Input should be a valid string, found 3"),
        ("photos = [1]", "photos: Input should be a valid string, found 1$"),
        ("number = ", "cannot be read"),
        ("x = " + "[" * 5000, "cannot be read"),
        ("# " + "x" * 70_000, "expected at most 65536 bytes"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused_by_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RosterError, match=rf"^mapping .*mapping\.toml:? {message}"):
        mapping_of(tmp_path, text)


def test_every_fault_of_a_mapping_is_told(tmp_path: Path) -> None:
    with pytest.raises(RosterError) as caught:
        mapping_of(tmp_path, "nomer = 'x'\nname = 1\n")
    assert len(str(caught.value).splitlines()) == 2


def test_a_mapping_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"cannot be read: .*No such file"):
        read_mapping(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RosterError, match="cannot be read: 'utf-8' codec"):
        read_mapping(tmp_path / "binary.toml")


@pytest.mark.parametrize(
    ("header", "title", "found_"),
    [
        (NEEDED, "Nomor", "No Peserta, Nama, Tilok, Mulai"),
        ([*NEEDED, "Kode", "Kode"], "Kode", "it twice"),
    ],
)
def test_a_mapping_to_a_column_that_is_not_there_once_is_refused(header: list[str], title: str, found_: str) -> None:
    with pytest.raises(RosterError, match=f"one column '{title}', which the mapping calls number, found {found_}"):
        find_columns(header, "roster.csv", ColumnMapping(number=title))


def test_columns_know_what_they_leave_unused() -> None:
    assert Columns(("a", "", "b"), {"number": 0}, (1,)).unused == ("b",)
