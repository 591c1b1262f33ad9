"""A file is written whole, for its owner only, and in nobody's way."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from vault.files import write_new, write_whole


def test_what_is_written_is_there_for_its_owner_only_and_nothing_beside_it(tmp_path: Path) -> None:
    for write, name in ((write_whole, "a"), (write_new, "b")):
        write(tmp_path / name, b"content")
        assert (tmp_path / name).read_bytes() == b"content"
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_that_is_there_is_replaced_or_kept_as_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_new(path, b"first")
    write_whole(path, b"second")
    with pytest.raises(FileExistsError):
        write_new(path, b"third")
    assert path.read_bytes() == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "folder", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]
