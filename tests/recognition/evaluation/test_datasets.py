"""Sets of photos are read as they were meant, or refused with file, line and what was expected there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recognition.errors import DatasetError
from recognition.evaluation.datasets import Pair, PairList, Photo, read_folder, read_groups, read_pairs

NAMES = (
    "Ana/Ana_0001.jpg",
    "Ana/Ana_0002.jpg",
    "Budi/Budi_0001.jpg",
    'O"Brien, Jr/a 1.png',
    "Zoë/é,ü.jpg",
    "Ana/x'y.jpg",
)


def folder_with(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a photo")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with(tmp_path_factory.mktemp("set"), *NAMES)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists") / "list.txt"


@pytest.fixture
def read(tmp_path: Path, root: Path) -> Callable[[str], PairList]:
    """Reads the text of a list."""

    def reading(text: str) -> PairList:
        path = tmp_path / "list.txt"
        path.write_text(text, encoding="utf-8")
        return read_pairs(path, root)

    return reading


def meant(listed: PairList, root: Path) -> list[tuple[str, str, bool]]:
    """The pairs by the names of their files."""

    def name(index: int) -> str:
        return listed.photos[index].path.relative_to(root).as_posix()

    return [(name(pair.one), name(pair.other), pair.same) for pair in listed.pairs]


# A folder for each person.


def test_photos_are_read_in_the_order_of_their_names_with_their_people(tmp_path: Path) -> None:
    folder_with(tmp_path, "Siti R/2.jpg", "Siti R/1.PNG", "Budi/a.webp", "Budi/b.TIF")
    assert [(photo.person, photo.path.name) for photo in read_folder(tmp_path)] == [
        ("Budi", "a.webp"),
        ("Budi", "b.TIF"),
        ("Siti R", "1.PNG"),
        ("Siti R", "2.jpg"),
    ]


def test_hidden_files_other_files_and_folders_further_down_are_left_out(tmp_path: Path) -> None:
    folder_with(tmp_path, "a/1.jpg", "a/.hidden.jpg", "a/notes.txt", "a/jpg", "a/more/2.jpg", ".trash/3.jpg", "4.jpg")
    (tmp_path / "a" / "folder.jpg").mkdir()
    (tmp_path / "nobody").mkdir()
    assert read_folder(tmp_path) == (Photo(tmp_path / "a" / "1.jpg", "a"),)


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "photos without people", "no photos"])
def test_a_folder_without_photos_of_people_is_refused_by_its_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "set"
    if kind == "file":
        path.write_bytes(b"a photo")
    elif kind != "missing":
        path.mkdir()
    if kind == "photos without people":
        folder_with(path, "1.jpg", "2.jpg")
    if kind == "no photos":
        folder_with(path, "a/notes.txt", "b/.1.jpg")
    with pytest.raises(DatasetError, match=rf"^{re.escape(str(path))}: expected .*one folder for each person"):
        read_folder(path)


# Lists of pairs as CSV.


def test_pairs_of_a_csv_have_their_photos_once_and_the_folder_as_person(read: Callable[[str], PairList]) -> None:
    listed = read("same,a,b\n1,Ana/Ana_0001.jpg,Ana/Ana_0002.jpg\n0,Budi/Budi_0001.jpg,Ana/Ana_0001.jpg\n")
    assert [(photo.person, photo.path.name) for photo in listed.photos] == [
        ("Ana", "Ana_0001.jpg"),
        ("Ana", "Ana_0002.jpg"),
        ("Budi", "Budi_0001.jpg"),
    ]
    assert listed.pairs == (Pair(0, 1, same=True), Pair(2, 0, same=False))


@given(
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=12),
    columns=st.permutations(["same", "a", "b", "note"]),
    quoted=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    spaces=st.sampled_from(["", " ", "  "]),
    blank=st.booleans(),
)
def test_any_csv_of_pairs_is_read_as_it_was_meant(
    scratch: Path,
    root: Path,
    pairs: list[tuple[str, str, bool]],
    columns: list[str],
    quoted: bool,
    newline: str,
    bom: bool,
    spaces: str,
    blank: bool,
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator=newline)
    writer.writerow(columns)
    for one, other, same in pairs:
        row = {"same": str(int(same)), "a": one, "b": other, "note": ""}
        writer.writerow([row[column] for column in columns])
        if blank:
            text.write(newline)
    content = text.getvalue()
    if quoted:
        content = content.replace('","', f'",{spaces}"')
    scratch.write_bytes((b"\xef\xbb\xbf" if bom else b"") + content.encode())
    assert meant(read_pairs(scratch, root), root) == pairs


@given(st.text(max_size=300), st.sampled_from(["", "same,a,b\n", "same,a,b\n1,", "300\n", "1\t2\nAna\t1\t"]))
@example('"', "same,a,b\n1,")
@example("Ana/\0.jpg,Ana/Ana_0001.jpg", "same,a,b\n1,")
@example(f"{'x' * 5000},Ana/Ana_0001.jpg", "same,a,b\n1,")
@example(f"{'x' * 200_000},Ana/Ana_0001.jpg", "same,a,b\n1,")
@example("9" * 5000, "1\t2\nAna\t1\t")
def test_any_text_is_read_or_refused_by_the_name_of_its_file(scratch: Path, root: Path, text: str, start: str) -> None:
    scratch.write_bytes((start + text).encode("utf-8", "ignore"))
    try:
        listed = read_pairs(scratch, root)
    except DatasetError as error:
        complaint = str(error)
    else:
        assert listed.pairs
        return
    assert complaint.startswith(str(scratch))


BAD_CSV = {
    "neither one nor zero": ("same,a,b\n1,Ana/Ana_0001.jpg,Ana/Ana_0002.jpg\n2,Ana/x'y.jpg,Ana/x'y.jpg\n", 3, "1 or 0"),
    "a file too few": ("same,a,b\n1,Ana/Ana_0001.jpg\n", 2, "two files"),
    "no name": ("same,a,b\n\n1,Ana/Ana_0001.jpg,\n", 3, "two files"),
    "a file that is not there": (
        "same,a,b\n1,Ana/Ana_0001.jpg,Ana/none.jpg\n",
        2,
        "'Ana/none.jpg', which is not there",
    ),
    "a folder": ("same,a,b\n1,Ana/Ana_0001.jpg,Ana\n", 2, "'Ana', which is not there"),
    "other columns": ("same,one,two\n1,Ana/Ana_0001.jpg,Ana/Ana_0002.jpg\n", 1, "expected the columns same,a,b"),
    "out of the root": ("same,a,b\n1,Ana/Ana_0001.jpg,../list.txt\n", 2, "expected .*'../list.txt'"),
    "out by an address": ("same,a,b\n1,/etc/passwd,Ana/Ana_0001.jpg\n", 2, "expected .*'/etc/passwd'"),
}


@pytest.mark.parametrize(("text", "line", "expected"), BAD_CSV.values(), ids=BAD_CSV.keys())
def test_a_bad_csv_is_refused_with_file_line_and_what_was_expected(
    read: Callable[[str], PairList], tmp_path: Path, text: str, line: int, expected: str
) -> None:
    where = re.escape(f"{tmp_path / 'list.txt'}, line {line}: ")
    with pytest.raises(DatasetError, match=rf"^{where}.*{expected}"):
        read(text)


def test_a_link_that_leads_out_of_the_root_is_refused(tmp_path: Path) -> None:
    outside = folder_with(tmp_path / "outside", "secret.jpg")
    inside = folder_with(tmp_path / "inside", "a/1.jpg")
    (inside / "a" / "2.jpg").symlink_to(outside / "secret.jpg")
    path = tmp_path / "list.csv"
    path.write_text("same,a,b\n1,a/1.jpg,a/2.jpg\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"'a/2\.jpg', which leads out of it"):
        read_pairs(path, inside)


@pytest.mark.parametrize("kind", ["missing", "folder", "not text", "empty", "no pairs"])
def test_a_list_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path, root: Path, kind: str) -> None:
    path = tmp_path / "list.csv"
    contents = {"not text": b"same,a,b\n\xff\xfe", "empty": b"", "no pairs": b"same,a,b\n\n"}
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(contents[kind])
    with pytest.raises(DatasetError, match=f"^{re.escape(str(path))}"):
        read_pairs(path, root)
    with pytest.raises(DatasetError, match=f"^{re.escape(str(path))}"):
        read_groups(path, ["Ana"])


# LFW's pairs.txt.


@pytest.mark.parametrize("header", ["10\t300", "2200", " 10  300 "])
@pytest.mark.parametrize("between", ["\t", "  "])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_both_kinds_of_lines_of_lfw_are_read_whatever_is_between_the_words(
    read: Callable[[str], PairList], root: Path, header: str, between: str, bom: str
) -> None:
    lines = [header, "Ana 1 2".replace(" ", between), "", "Ana 2 Budi 1".replace(" ", between), "Budi 1 1"]
    assert meant(read(bom + "\r\n".join(lines)), root) == [
        ("Ana/Ana_0001.jpg", "Ana/Ana_0002.jpg", True),
        ("Ana/Ana_0002.jpg", "Budi/Budi_0001.jpg", False),
        ("Budi/Budi_0001.jpg", "Budi/Budi_0001.jpg", True),
    ]


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ("Ana\tone\t2", "'name i j' or 'name i other j', found"),
        ("Ana\t1\tBudi", "'name i j' or 'name i other j', found"),
        ("Ana\t1\t2\t3\t4", "'name i j' or 'name i other j', found"),
        ("Ana", "'name i j' or 'name i other j', found"),
        ("Ana\t1\t7", r"'Ana/Ana_0007\.jpg', which is not there"),
        ("../set/Ana\t1\t2", r"expected"),
    ],
)
def test_a_bad_line_of_lfw_is_refused_with_file_line_and_what_was_expected(
    read: Callable[[str], PairList], tmp_path: Path, bad: str, expected: str
) -> None:
    where = re.escape(f"{tmp_path / 'list.txt'}, line 3: ")
    with pytest.raises(DatasetError, match=rf"^{where}.*{expected}"):
        read(f"10\t300\nAna\t1\t2\n{bad}\n")


def test_a_pair_where_lfw_has_its_counts_is_not_lost(read: Callable[[str], PairList], tmp_path: Path) -> None:
    where = re.escape(f"{tmp_path / 'list.txt'}, line 1: ")
    with pytest.raises(DatasetError, match=rf"^{where}expected"):
        read("Ana\t1\t2\nAna\t1\tBudi\t1\n")


# Groups.


def groups_of(path: Path, text: str, *people: str) -> dict[str, str]:
    path.write_text(text, encoding="utf-8")
    return read_groups(path, people)


def test_groups_are_those_of_the_people_of_the_set(tmp_path: Path) -> None:
    text = "\ufeffnote,person, group\n,Ana, Jawa\n,Budi,Bali \n,Somebody Else,Bali\n,Ana,Jawa\n\n"
    assert groups_of(tmp_path / "g.csv", text, "Ana", "Budi", "Cahyo") == {"Ana": "Jawa", "Budi": "Bali"}


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("name,group\nAna,Jawa\n", ", line 1: ", "expected the columns person,group, found 'name,group'"),
        ("person,group\nAna,\n", ", line 2: ", "expected a person and a group"),
        ("person,group\nAna,Jawa\nBudi\n", ", line 3: ", "expected a person and a group"),
        ("person,group\nAna,Jawa\nAna,Bali\n", ", line 3: ", "Ana is in group Jawa already"),
        ("person,group\nX,Jawa\n", ": ", "expected people of this set, found none of them"),
        (f"person,group\nAna,{'x' * 200_000}\n", "", ""),
    ],
    ids=["columns", "no group", "one word", "two groups", "nobody known", "endless"],
)
def test_bad_groups_are_refused_with_file_line_and_what_was_expected(
    tmp_path: Path, text: str, place: str, expected: str
) -> None:
    path = tmp_path / "groups.csv"
    with pytest.raises(DatasetError, match=f"^{re.escape(f'{path}{place}')}.*{expected}"):
        groups_of(path, text, "Ana", "Budi")


def people_in(listed: PairList) -> list[str]:
    return [photo.person for photo in listed.photos]


def test_a_person_is_the_folder_that_a_photo_lies_in(read: Callable[[str], PairList]) -> None:
    listed = read("same,a,b\n1,Ana/Ana_0001.jpg,Ana/Ana_0002.jpg\n0,Ana/Ana_0001.jpg,Budi/Budi_0001.jpg\n")
    assert people_in(listed) == ["Ana", "Ana", "Budi"]


def test_where_the_list_contradicts_the_folders_a_person_is_whoever_the_list_joins(tmp_path: Path) -> None:
    folder_with(tmp_path, "gallery/1.jpg", "gallery/2.jpg", "probes/1.jpg", "probes/2.jpg", "probes/3.jpg")
    path = tmp_path / "list.csv"
    path.write_text(
        "same,a,b\n1,gallery/1.jpg,probes/1.jpg\n1,probes/1.jpg,probes/2.jpg\n"
        "0,gallery/1.jpg,gallery/2.jpg\n1,gallery/2.jpg,probes/3.jpg\n"
    )
    listed = read_pairs(path, tmp_path)
    persons = dict(
        zip((photo.path.relative_to(tmp_path).as_posix() for photo in listed.photos), people_in(listed), strict=True)
    )
    assert persons == {
        "gallery/1.jpg": "gallery/1.jpg",
        "probes/1.jpg": "gallery/1.jpg",
        "probes/2.jpg": "gallery/1.jpg",
        "gallery/2.jpg": "gallery/2.jpg",
        "probes/3.jpg": "gallery/2.jpg",
    }
