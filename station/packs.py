"""Session packs at a station: its own key, the signers that it trusts, and whether a pack is for here and now."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from recognition.types import ModelId
from station.journal import identity
from station.session import ExamSession, load_session
from vault import sqlite
from vault.files import write_whole
from wire.errors import PackError, PackProblem
from wire.gallery import SessionInfo
from wire.pack import OpenedPack, SealedPack, pack_path, read_pack
from wire.pack_header import PackHeader
from wire.pack_keys import StationIdentity
from wire.pack_listing import same_venue
from wire.signing import PublicKey

_HINTS = {
    PackProblem.UNREADABLE: "get it from headquarters and name it with --pack",
    PackProblem.TRUNCATED: "copy it again",
    PackProblem.ALTERED: "do not use it; get it again from headquarters, and tell them",
    PackProblem.UNSIGNED: "do not use it; tell headquarters",
    PackProblem.UNTRUSTED: "if headquarters has a new key, get its file and: hadir station trust FILE",
    PackProblem.NOT_FOR_THIS_STATION: "headquarters needs this station's key: hadir station key --export FILE",
    PackProblem.OTHER_ENGINE: "headquarters must enrol with that engine",
}


def own_identity(connection: sqlite.Connection) -> StationIdentity | None:
    """The identity that opens packs made for this station; None as long as nobody has asked for its key."""
    row = connection.execute("SELECT secret FROM pack_identity").fetchone()
    return StationIdentity.parse(bytes(row[0]).decode()) if row else None


def make_identity(connection: sqlite.Connection) -> StationIdentity:
    """This station's identity, made now if there is none; it never changes."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        made = own_identity(connection)
        if made is None:
            made = StationIdentity.generate()
            connection.execute("INSERT INTO pack_identity VALUES (1, ?)", (made.secret_text().encode(),))
    return made


def trust(connection: sqlite.Connection, key: PublicKey, now: datetime, *, trusted: bool = True) -> None:
    """Believe packs that this key has signed from now on, or no longer. What was said before is kept."""
    connection.execute(
        "INSERT INTO pack_signer (public_key, trusted, changed_at) VALUES (?, ?, ?)",
        (key.text.encode(), int(trusted), now.isoformat()),
    )


def trusted_signers(connection: sqlite.Connection) -> list[PublicKey]:
    """The keys that were last said to be trusted."""
    rows = connection.execute(
        """
        SELECT public_key FROM pack_signer
        WHERE trusted AND number IN (SELECT max(number) FROM pack_signer GROUP BY public_key) ORDER BY number
        """
    )
    return [PublicKey.parse(bytes(text).decode()) for (text,) in rows]


def open_content(sealed: SealedPack, connection: sqlite.Connection) -> OpenedPack:
    """What is in a pack that a trusted key has signed for this station, wherever and whenever it is to be used.

    Raises:
        PackError: see `wire.pack`; or this station has no key yet.
    """
    return _open(sealed, sealed.verify(trusted_signers(connection)), connection)


def open_pack(path: Path, connection: sqlite.Connection, model_id: ModelId, now: datetime) -> ExamSession:
    """The session in a pack that is for this station, its venue and its engine, now.

    Raises:
        PackError: why it is not, and what to do about it.
    """
    try:
        sealed = read_pack(path)
        header = sealed.verify(trusted_signers(connection))
        known = identity.read(connection)
        _check(header, known.venue if known else "", model_id, now)
        return load_session(_open(sealed, header, connection))
    except PackError as error:
        raise PackError(f"pack {path}: {error}{_advice(error)}", error.problem) from error


def keep_copy(pack: Path, packs: Path, session_id: str) -> Path:
    """Put a pack among those of this station, in the place of an older one of the session; raises OSError."""
    copy = pack_path(packs, session_id)
    if pack.resolve() != copy.resolve():
        packs.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(copy, pack.read_bytes())
    return copy


def packs_called(packs: Path, session: str) -> list[Path]:
    """The packs of this station whose session has this id, or else those whose session is called so.

    Nothing of them is verified yet, and what is no pack is passed over.
    """
    claimed: dict[Path, SessionInfo] = {}
    for path in sorted(packs.glob("*.pack")):
        with suppress(PackError):  # opening it would say what is wrong with it
            claimed[path] = read_pack(path).claims().session
    exact = [path for path, info in claimed.items() if info.id == session]
    return exact or [path for path, info in claimed.items() if info.title == session]


def _open(sealed: SealedPack, header: PackHeader, connection: sqlite.Connection) -> OpenedPack:
    own = own_identity(connection)
    if own is None:
        raise PackError("this station has no key yet that a pack could be for", PackProblem.NOT_FOR_THIS_STATION)
    return sealed.open(header, own)


def _check(header: PackHeader, venue: str, model_id: ModelId, now: datetime) -> None:
    """``venue`` is empty where the station is registered with none."""
    if venue and not same_venue(header.session.venue, venue):
        found = f"the pack is for {header.session.venue}, this station is at {venue}"
        raise PackError(found, PackProblem.OTHER_VENUE)
    header.check_time(now)
    if header.model_id != model_id:
        found = f"the pack was made with {header.model_id}, this station runs {model_id}"
        raise PackError(found, PackProblem.OTHER_ENGINE)


def _advice(error: PackError) -> str:
    hint = _HINTS.get(error.problem)
    return f"; {hint}" if hint else ""
