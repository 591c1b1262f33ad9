"""Getting a session pack from the server: whole or not at all, and going on where the line broke."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from wire.errors import PackError, PackProblem
from wire.pack import pack_path, read_pack
from wire.pack_listing import ListedPack
from wire.signing import PublicKey

_PART = ".part"


class PackLine(Protocol):
    """Where the bytes of packs come from."""

    def pack_piece(self, digest: str, offset: int) -> bytes:
        """At least one byte of a pack from an offset on; raises TransportError."""


def fetch(
    line: PackLine,
    offered: ListedPack,
    packs: Path,
    trusted: Sequence[PublicKey],
    on_progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> Path | None:
    """Put a pack among those of this station, in the place of an older one of its session.

    What has arrived when it is cancelled or the line breaks stays in a file that is no pack by its name, and the next
    attempt goes on from there. What has arrived of any other pack goes.

    Args:
        line: to the server.
        offered: what the server has said of the pack.
        packs: the folder of this station's packs.
        trusted: whose signature is believed.
        on_progress: told how many bytes are here.
        cancelled: asked before each piece.

    Returns:
        Where it lies; None where it was cancelled.

    Raises:
        TransportError: the line broke, or the server will not give it.
        PackError: what arrived is not the pack that was offered, or nobody who is trusted has signed it.
        OSError: it cannot be kept.
    """
    packs.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = packs / f".{offered.digest}{_PART}"
    for other in packs.glob(f".*{_PART}"):
        if other != part:
            other.unlink(missing_ok=True)
    try:
        if not _collect(line, offered, part, on_progress, cancelled):
            return None
        _verify(part, offered, trusted)
    except PackError:
        part.unlink()
        raise
    return part.replace(pack_path(packs, offered.session.id))


def _collect(
    line: PackLine,
    offered: ListedPack,
    part: Path,
    on_progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Whether all of it is here."""
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        arrived = min(file.seek(0, os.SEEK_END), offered.size)
        file.truncate(arrived)
        file.seek(arrived)
        while arrived < offered.size:
            on_progress(arrived)
            if cancelled():
                return False
            piece = line.pack_piece(offered.digest, arrived)
            if arrived + len(piece) > offered.size:
                raise PackError("the server sent more than it said", PackProblem.ALTERED)
            file.write(piece)
            arrived += len(piece)
        file.flush()
        os.fsync(file.fileno())
    on_progress(arrived)
    return True


def _verify(part: Path, offered: ListedPack, trusted: Sequence[PublicKey]) -> None:
    sealed = read_pack(part)
    if sealed.digest != offered.digest:
        raise PackError("what the server sent is not the pack that it offered", PackProblem.ALTERED)
    header = sealed.verify(trusted)
    if not offered.tells_of(header):
        raise PackError("the server said something else of the pack than is in it", PackProblem.INVALID)
