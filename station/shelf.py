"""The packs that lie at this station, by what everybody may read of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wire.errors import PackError, PackProblem
from wire.pack import MAX_HEADER, parse_pack
from wire.pack_header import PackHeader

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


def look_at(path: Path, now: datetime) -> ShelvedPack:
    """Read the beginning of a pack, however large it is."""
    try:
        with path.open("rb") as file:
            header = parse_pack(file.read(_BEGINNING)).claims()
    except OSError:
        return ShelvedPack(path, None, PackProblem.UNREADABLE)
    except PackError as error:
        return ShelvedPack(path, None, error.problem)
    if now >= header.expires_at:
        return ShelvedPack(path, header, PackProblem.EXPIRED)
    return ShelvedPack(path, header, PackProblem.NOT_YET_VALID if now < header.not_before else None)


def packs_on(folders: Iterable[Path], now: datetime) -> tuple[ShelvedPack, ...]:
    """The packs in some folders: those of use first, by the start of their session, then the others likewise."""
    found = [look_at(path, now) for folder in folders if folder.is_dir() for path in folder.glob(f"*{SUFFIX}")]
    return tuple(sorted(found, key=_order))


def _order(pack: ShelvedPack) -> tuple[bool, bool, float, str]:
    starts = pack.header.session.starts_at.timestamp() if pack.header else 0.0
    return pack.problem is not None, pack.header is None, starts, pack.path.name
