"""A pack from the server is put on the shelf whole, verified, or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from station.errors import TransportError
from station.packs_from_server import fetch
from station.shelf import lacking, packs_on
from tests.wire.makers import NOW, SIGNER, content, pack
from wire.errors import PackError, PackProblem
from wire.pack import parse_pack
from wire.pack_listing import ListedPack, listed
from wire.signing import SigningKey

STRANGER = SigningKey.from_bytes(bytes(32))


def offer(data: bytes) -> ListedPack:
    sealed = parse_pack(data)
    return listed(sealed.digest, len(data), sealed.claims())


@dataclass
class Line:
    """Has a pack and gives a hundred bytes at a time, until it breaks."""

    data: bytes
    breaks_at: int | None = None
    asked: list[int] = field(default_factory=list)

    def pack_piece(self, digest: str, offset: int) -> bytes:
        self.asked.append(offset)
        if self.breaks_at is not None and offset >= self.breaks_at:
            raise TransportError("gone")
        return self.data[offset : offset + 100]


def get(line: Line, told: ListedPack, shelf: Path, *, cancelled: bool = False) -> Path | None:
    return fetch(line, told, shelf, [SIGNER.public], lambda arrived: None, lambda: cancelled)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_pack_arrives_whole_and_in_the_place_of_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "SKD-1.pack").write_bytes(pack(content(1)))
    data = pack()
    arrived: list[int] = []
    got = fetch(Line(data), offer(data), tmp_path, [SIGNER.public], arrived.append, lambda: False)
    assert got == tmp_path / "SKD-1.pack"
    assert got.read_bytes() == data
    assert arrived == [*range(0, len(data), 100), len(data)]
    assert names(tmp_path) == {"SKD-1.pack"}
    if os.name == "posix":
        assert got.stat().st_mode & 0o077 == 0


def test_a_broken_line_leaves_no_pack_and_the_next_attempt_goes_on(tmp_path: Path) -> None:
    data = pack()
    with pytest.raises(TransportError):
        get(Line(data, breaks_at=300), offer(data), tmp_path)
    assert packs_on([tmp_path], NOW) == ()
    line = Line(data)
    assert get(line, offer(data), tmp_path) is not None
    assert line.asked[0] == 300


def test_what_was_cancelled_asks_for_nothing_more(tmp_path: Path) -> None:
    data = pack()
    line = Line(data)
    assert get(line, offer(data), tmp_path, cancelled=True) is None
    assert line.asked == []
    assert packs_on([tmp_path], NOW) == ()


def test_what_has_arrived_of_another_pack_goes(tmp_path: Path) -> None:
    first, second = pack(), pack(content(1))
    with pytest.raises(TransportError):
        get(Line(first, breaks_at=300), offer(first), tmp_path)
    get(Line(second), offer(second), tmp_path)
    assert names(tmp_path) == {"SKD-1.pack"}


def altered(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("at", [30, 60, -5])
def test_altered_bytes_are_refused_and_nothing_of_them_is_kept(tmp_path: Path, at: int) -> None:
    data = pack()
    with pytest.raises(PackError):
        get(Line(altered(data, at % len(data))), offer(data), tmp_path)
    assert names(tmp_path) == set()


def test_the_pack_on_the_shelf_outlives_one_that_nobody_who_is_trusted_has_signed(tmp_path: Path) -> None:
    kept, forged = pack(content(1)), pack(key=STRANGER)
    (tmp_path / "SKD-1.pack").write_bytes(kept)
    with pytest.raises(PackError) as caught:
        get(Line(forged), offer(forged), tmp_path)
    assert caught.value.problem is PackProblem.UNTRUSTED
    assert (tmp_path / "SKD-1.pack").read_bytes() == kept


def test_another_pack_than_was_offered_is_refused(tmp_path: Path) -> None:
    data, other = pack(), pack(content(1))
    lied = offer(other).model_copy(update={"digest": offer(data).digest, "size": len(data)})
    with pytest.raises(PackError) as caught:
        get(Line(data), lied, tmp_path)
    assert caught.value.problem is PackProblem.INVALID
    with pytest.raises(PackError) as caught:
        get(Line(other), offer(other).model_copy(update={"digest": "0" * 64}), tmp_path)
    assert caught.value.problem is PackProblem.ALTERED
    with pytest.raises(PackError, match="more than it said"):
        get(Line(data), offer(data).model_copy(update={"size": 150}), tmp_path)
    assert names(tmp_path) == set()


def test_packs_that_lie_here_whole_are_not_offered_again(tmp_path: Path) -> None:
    data = pack()
    told = offer(data)
    assert lacking([told], ()) == (told,)
    path = tmp_path / "SKD-1.pack"
    path.write_bytes(data[:-1])
    assert lacking([told], packs_on([tmp_path], NOW)) == (told,)
    path.write_bytes(data)
    assert lacking([told], packs_on([tmp_path], NOW)) == ()
    newer = told.model_copy(update={"created_at": told.created_at.replace(hour=1)})
    assert lacking([newer], packs_on([tmp_path], NOW)) == (newer,)
    older = told.model_copy(update={"created_at": told.created_at.replace(year=2025)})
    assert lacking([older], packs_on([tmp_path], NOW)) == ()
