"""Session packs on their way from headquarters to the stations.

The server can neither open a pack nor tell whose signature is good. It takes only whole ones, shows each station those
that name it as a reader and are for its venue, and gives them out piece by piece. A station verifies what it gets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from server.accesses import Action, record
from server.database import WRITING
from server.errors import PackRequestError, UnknownPackError
from server.tables import PackPiece, PackReader, SessionPack, Station
from wire.errors import PackError, PackProblem
from wire.pack import MAX_HEADER, MAX_PACK, parse_pack
from wire.pack_header import PackHeader
from wire.pack_listing import MAX_LISTED, MAX_PACK_PIECE, ListedPack, PackListing, listed, same_venue

_BEGINNING = MAX_HEADER + 4096  # bytes, with what stands before the header


def add_pack(sessions: sessionmaker[Session], path: Path, now: datetime, *, by: str) -> ListedPack:
    """Put a pack here for its stations: all of it, or nothing. One that is here already stays as it is.

    It is read twice, a piece at a time: to see that it is whole, and to store it.

    Raises:
        PackError: it is no pack, not whole, not signed, or of no use any more.
    """
    try:
        with path.open("rb") as file:
            told, header = _look_at(file)
            if now >= header.expires_at:
                header.check_time(now)
            file.seek(0)
            _store(sessions, told, header, _pieces(file), now, by)
    except OSError as error:
        raise PackError(f"it cannot be read: {error.strerror}", PackProblem.UNREADABLE) from error
    return told


def all_packs(session: Session) -> Sequence[tuple[ListedPack, int]]:
    """Every pack that lies here, and for how many stations, by the start of its session."""
    readers: dict[str, int] = {}
    for digest in session.scalars(select(PackReader.digest)):
        readers[digest] = readers.get(digest, 0) + 1
    found = [ListedPack.model_validate_json(text) for text in session.scalars(select(SessionPack.listing))]
    return [(pack, readers[pack.digest]) for pack in sorted(found, key=_order)]


def remove_pack(session: Session, beginning: str, now: datetime, *, by: str) -> ListedPack:
    """Take a pack away, by as many digits of its digest as tell it from the others.

    Raises:
        UnknownPackError: there is no such pack, or more than one.
    """
    rows = session.scalars(select(SessionPack).where(SessionPack.digest.startswith(beginning, autoescape=True))).all()
    if len(rows) != 1 or not beginning:
        found = "there is no pack" if not rows else f"there are {len(rows)} packs"
        raise UnknownPackError(f"{found} whose digest begins with {beginning!r}; see hadir server pack list")
    told = ListedPack.model_validate_json(rows[0].listing)
    _delete(session, told, now, by)
    return told


def remove_expired(session: Session, now: datetime, *, by: str) -> Sequence[ListedPack]:
    """Take away what no station can use any more."""
    texts = session.scalars(select(SessionPack.listing).where(SessionPack.expires_at <= now)).all()
    gone = [ListedPack.model_validate_json(text) for text in texts]
    for told in gone:
        _delete(session, told, now, by)
    return gone


def packs_for(sessions: sessionmaker[Session], station_id: str, now: datetime) -> PackListing:
    """The packs that name this station, are for its venue and have not expired; of each session the newest."""
    with sessions() as session:
        venue = session.scalars(select(Station.venue).where(Station.id == station_id)).one()
        texts = session.scalars(
            select(SessionPack.listing)
            .join(PackReader, PackReader.digest == SessionPack.digest)
            .where(PackReader.station_id == station_id, SessionPack.expires_at > now)
        ).all()
    newest: dict[str, ListedPack] = {}
    for text in texts:
        told = ListedPack.model_validate_json(text)
        known = newest.get(told.session.id)
        if same_venue(told.session.venue, venue) and (known is None or known.created_at < told.created_at):
            newest[told.session.id] = told
    return PackListing(packs=tuple(sorted(newest.values(), key=_order)[:MAX_LISTED]))


def pack_piece(sessions: sessionmaker[Session], station_id: str, digest: str, offset: int, now: datetime) -> bytes:
    """Bytes of a pack from an offset on: at least one, at most `MAX_PACK_PIECE`. The first of it goes on record.

    Raises:
        PackRequestError: pack_unknown, also where it is for others; offset_beyond.
    """
    number, skipped = divmod(offset, MAX_PACK_PIECE)
    with sessions() as session:
        row = session.execute(
            select(SessionPack.listing, Station.venue)
            .join(PackReader, PackReader.digest == SessionPack.digest)
            .join(Station, Station.id == PackReader.station_id)
            .where(SessionPack.digest == digest, SessionPack.expires_at > now, PackReader.station_id == station_id)
        ).one_or_none()
        told = ListedPack.model_validate_json(row[0]) if row else None
        if row is None or told is None or not same_venue(told.session.venue, row[1]):
            raise PackRequestError(404, "pack_unknown", "there is no such pack for this station, or no longer")
        if offset >= told.size:
            raise PackRequestError(416, "offset_beyond", f"expected an offset below {told.size}, got {offset}")
        content = session.scalar(
            select(PackPiece.content).where(PackPiece.digest == digest, PackPiece.number == number)
        )
    if content is None:
        raise PackRequestError(404, "pack_unknown", "the pack was taken away")
    if offset == 0:
        with sessions() as session:
            session.connection(execution_options=WRITING)
            record(session, f"station {station_id}", Action.PACK_FETCHED, digest, now)
            session.commit()
    return content[skipped:]


def _look_at(file: BinaryIO) -> tuple[ListedPack, PackHeader]:
    """What a whole pack says of itself; raises PackError where it is not whole."""
    beginning = file.read(_BEGINNING)
    sealed = parse_pack(beginning)
    if not sealed.signed:
        raise PackError("the pack is not signed", PackProblem.UNSIGNED)
    header = sealed.claims()
    start = len(beginning) - len(sealed.ciphertext)
    digest, size = hashlib.sha256(sealed.ciphertext), len(sealed.ciphertext)
    for piece in _pieces(file):
        digest.update(piece)
        size += len(piece)
        if start + size > MAX_PACK:
            raise PackError(f"it is too large for a pack, of at most {MAX_PACK} bytes", PackProblem.NOT_A_PACK)
    if size < header.ciphertext_size:
        raise PackError(
            f"the last {header.ciphertext_size - size} bytes of the pack are missing", PackProblem.TRUNCATED
        )
    if (size, digest.hexdigest()) != (header.ciphertext_size, header.ciphertext_sha256):
        raise PackError("the pack's ciphertext is not what was signed", PackProblem.ALTERED)
    return listed(sealed.digest, start + size, header), header


def _store(
    sessions: sessionmaker[Session],
    told: ListedPack,
    header: PackHeader,
    pieces: Iterator[bytes],
    now: datetime,
    by: str,
) -> None:
    with sessions() as session:
        session.connection(execution_options=WRITING)
        row = {"digest": told.digest, "expires_at": told.expires_at, "added_at": now, "listing": told.model_dump_json()}
        try:
            session.execute(insert(SessionPack), row)
        except IntegrityError:
            return  # it is here, whole: nothing of a pack is seen before all of it was committed
        names = sorted({each.station_id for each in header.recipients})
        session.execute(insert(PackReader), [{"station_id": name, "digest": told.digest} for name in names])
        size = 0
        for number, content in enumerate(pieces):
            session.execute(insert(PackPiece), {"digest": told.digest, "number": number, "content": content})
            size += len(content)
        if size != told.size:
            raise PackError("the file changed while it was read", PackProblem.UNREADABLE)
        record(session, by, Action.PACK_ADDED, told.digest, now)
        session.commit()


def _delete(session: Session, told: ListedPack, now: datetime, by: str) -> None:
    for table in (PackPiece, PackReader, SessionPack):
        session.execute(delete(table).where(table.digest == told.digest))
    record(session, by, Action.PACK_REMOVED, told.digest, now)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(MAX_PACK_PIECE), b"")


def _order(pack: ListedPack) -> tuple[datetime, str]:
    return pack.session.starts_at, pack.digest
