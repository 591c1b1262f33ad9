"""Packs at a station are listed by their headers, whatever else is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from station.shelf import look_at, packs_on
from tests.wire.makers import FACTS, NOW, pack
from wire.errors import PackProblem

DAY = timedelta(days=1)


def test_a_pack_is_read_by_its_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "SKD-1.pack"
    whole = pack()
    path.write_bytes(whole[:-40])  # of the content, which nobody looks at here
    found = look_at(path, NOW)
    assert found.problem is None
    assert found.header is not None
    assert (found.header.session.id, found.header.session.venue, found.header.candidates) == ("SKD-1", "Palembang", 2)


def test_a_pack_that_is_not_of_use_now_says_why(tmp_path: Path) -> None:
    path = tmp_path / "SKD-1.pack"
    path.write_bytes(pack())
    assert look_at(path, FACTS.expires_at).problem is PackProblem.EXPIRED
    assert look_at(path, FACTS.not_before - DAY).problem is PackProblem.NOT_YET_VALID
    assert look_at(tmp_path / "gone.pack", NOW).problem is PackProblem.UNREADABLE
    path.write_bytes(b"PK something else")
    assert look_at(path, NOW).problem is PackProblem.NOT_A_PACK
    path.write_bytes(pack()[:120])
    assert look_at(path, NOW).problem is PackProblem.TRUNCATED


def test_what_can_be_used_comes_first(tmp_path: Path) -> None:
    (tmp_path / "b.pack").write_bytes(pack())
    (tmp_path / "a.pack").write_bytes(b"nonsense")
    (tmp_path / "c.pack").write_bytes(pack(facts=replace(FACTS, not_before=NOW - 3 * DAY, expires_at=NOW - DAY)))
    (tmp_path / "notes.txt").write_text("no pack")
    found = packs_on([tmp_path, tmp_path / "gone"], NOW)
    assert [each.path.name for each in found] == ["b.pack", "c.pack", "a.pack"]
    assert [each.problem for each in found] == [None, PackProblem.EXPIRED, PackProblem.NOT_A_PACK]
