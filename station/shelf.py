"""The packs that lie at this station, by what everybody may read of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from os import SEEK_END
from pathlib import Path

from wire.errors import PackError, PackProblem
from wire.pack import MAX_HEADER, parse_pack
from wire.pack_header import PackHeader
from wire.pack_listing import ListedPack

SUFFIX = ".pack"
_BEGINNING = MAX_HEADER + 4096  # bytes, with what stands before the header


@dataclass(frozen=True, slots=True)
class ShelvedPack:
    """A pack's file and what it claims to be, which nobody has checked: to be shown, not to be believed.

    ``header`` is None where it cannot be read; ``problem`` is the reason then, or why it is of no use now.
    """

    path: Path
    header: PackHeader | None
    problem: PackProblem | None = None
    size: int = 0  # bytes


def look_at(path: Path, now: datetime) -> ShelvedPack:
    """Read the beginning of a pack, however large it is."""
    try:
        with path.open("rb") as file:
            header = parse_pack(file.read(_BEGINNING)).claims()
            size = file.seek(0, SEEK_END)
    except OSError:
        return ShelvedPack(path, None, PackProblem.UNREADABLE)
    except PackError as error:
        return ShelvedPack(path, None, error.problem)
    if now >= header.expires_at:
        return ShelvedPack(path, header, PackProblem.EXPIRED, size)
    return ShelvedPack(path, header, PackProblem.NOT_YET_VALID if now < header.not_before else None, size)


def packs_on(folders: Iterable[Path], now: datetime) -> tuple[ShelvedPack, ...]:
    """The packs in some folders: those of use first, by the start of their session, then the others likewise."""
    found = [look_at(path, now) for folder in folders if folder.is_dir() for path in folder.glob(f"*{SUFFIX}")]
    return tuple(sorted(found, key=_order))


def lacking(offered: Iterable[ListedPack], shelf: Iterable[ShelvedPack]) -> tuple[ListedPack, ...]:
    """Of the packs on the server, those that do not lie here, nor a later one of their session.

    A file that claims to be the same and has another size does not count: it was cut off.
    """
    here = {pack.header.session.id: pack for pack in shelf if pack.header is not None}
    return tuple(each for each in offered if not _replaces(here.get(each.session.id), each))


def _replaces(pack: ShelvedPack | None, offered: ListedPack) -> bool:
    if pack is None or pack.header is None or pack.header.created_at < offered.created_at:
        return False
    return pack.header.created_at > offered.created_at or pack.size == offered.size


def _order(pack: ShelvedPack) -> tuple[bool, bool, float, str]:
    starts = pack.header.session.starts_at.timestamp() if pack.header else 0.0
    return pack.problem is not None, pack.header is None, starts, pack.path.name
