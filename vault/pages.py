"""The pages of an encrypted database as they lie in its files, each proved by its own authentication code.

What SQLCipher 4 writes: pages of 4096 bytes, the last 80 of which are an initialisation vector and an HMAC-SHA512 over
the ciphertext, the vector and the page's number; AES-256-CBC; the first 16 bytes of the file are the salt, in the
clear. The write-ahead log (SQLite's file format, section 4) has such pages in frames with a header of 24 bytes.

Read only, without SQLite: opening a damaged database with it would let it drop what it cannot follow.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from vault.keys import SALT_BYTES, DatabaseKey

PAGE: Final = 4096
USABLE: Final = 4016  # bytes of a page that SQLite gets to see
_MAC, _IV = 64, 16
_WAL_HEADER, _FRAME_HEADER = 32, 24
_FRAME = _FRAME_HEADER + PAGE
_PLAIN_HEADER = b"SQLite format 3\0"


def log_of(database: Path) -> Path:
    """The write-ahead log that belongs to a database."""
    return database.with_name(f"{database.name}-wal")


def index_of(database: Path) -> Path:
    """The index of the write-ahead log, which is made from it whenever it is needed."""
    return database.with_name(f"{database.name}-shm")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a page lies in the log; ``commit``: a transaction ends with it."""

    number: int
    offset: int
    commit: bool


class Pages:
    """The pages of a database and of its log, decrypted one by one.

    ``log_damaged`` counts the pages of the log that are not authentic, those behind its last whole commit left out. A
    page may be there in several versions; which of them a transaction has left is not asked, but nothing behind the
    log's last whole commit is given: that was never told to anybody as stored.
    """

    def __init__(self, database: Path, key: DatabaseKey) -> None:
        """Read the log, and the database itself when it is asked for; both raise OSError.

        Not for a file that this process has a connection to: see `vault.opening._make_private_file`.
        """
        self._key = key.secret
        self._mac_key = _mac_key(key)
        self._database = database
        log = log_of(database)
        self._log = log.read_bytes() if log.exists() else b""
        self._frames, self.log_damaged = self._committed()

    @cached_property
    def _main(self) -> bytes:
        return self._database.read_bytes()

    @property
    def _main_pages(self) -> int:
        return -(-len(self._main) // PAGE)  # of the last one a part may be cut off

    @property
    def damaged(self) -> int:
        """How many pages of the database itself are not authentic."""
        return sum(self._main_page(number) is None for number in range(1, self._main_pages + 1))

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Every version of every page that can be read, the older first: its number and its 4016 bytes."""
        for number in range(1, self._main_pages + 1):
            page = self._main_page(number)
            if page is not None:
                yield number, page
        for frame in self._frames:
            page = self._frame_page(frame)
            if page is not None:
                yield frame.number, page

    def versions(self, number: int) -> Iterator[bytes]:
        """The versions of one page that can be read, the newest first."""
        for frame in reversed(self._frames):
            page = self._frame_page(frame) if frame.number == number else None
            if page is not None:
                yield page
        page = self._main_page(number)
        if page is not None:
            yield page

    def _committed(self) -> tuple[list[_Frame], int]:
        """The frames up to the last whole commit, and how many damaged ones stand among them.

        After a checkpoint the log is written from its beginning again, under another salt: what is left of the time
        before stands behind, and is no part of it.
        """
        whole = range(_WAL_HEADER, len(self._log) - _FRAME + 1, _FRAME)
        generation = self._log[16:24]
        frames: list[_Frame] = []
        damaged = committed = damaged_by_then = 0
        for offset in whole:
            number, size = struct.unpack_from(">II", self._log, offset)
            frame = _Frame(number, offset, size != 0)
            if self._log[offset + 8 : offset + 16] != generation or self._frame_page(frame) is None:
                damaged += 1
                continue
            frames.append(frame)
            if frame.commit:
                committed, damaged_by_then = len(frames), damaged
        return frames[:committed], damaged_by_then

    def _main_page(self, number: int) -> bytes | None:
        raw = self._main[(number - 1) * PAGE : number * PAGE]
        return self._decrypt(raw, number)

    def _frame_page(self, frame: _Frame) -> bytes | None:
        start = frame.offset + _FRAME_HEADER
        return self._decrypt(self._log[start : start + PAGE], frame.number)

    def _decrypt(self, raw: bytes, number: int) -> bytes | None:
        if not _is_authentic(raw, number, self._mac_key):
            return None
        plain = _plain_bytes(number)
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(raw[USABLE : USABLE + _IV])).decryptor()
        return _PLAIN_HEADER[:plain] + decryptor.update(raw[plain:USABLE]) + decryptor.finalize()


def fits(database: Path, key: DatabaseKey) -> bool:
    """Whether a key opens a database, by the first page of its file; raises OSError.

    Not for a file that this process has a connection to.
    """
    with database.open("rb") as file:
        return _is_authentic(file.read(PAGE), 1, _mac_key(key))


def _mac_key(key: DatabaseKey) -> bytes:
    salt = bytes(byte ^ 0x3A for byte in key.salt)
    return hashlib.pbkdf2_hmac("sha512", key.secret, salt, 2, 32)


def _is_authentic(raw: bytes, number: int, mac_key: bytes) -> bool:
    if len(raw) != PAGE:
        return False
    signed = raw[_plain_bytes(number) : -_MAC] + struct.pack("<I", number)
    return hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), raw[-_MAC:])


def _plain_bytes(number: int) -> int:
    """How many bytes of a page stand in the clear: the salt, in the place of SQLite's own first words."""
    return SALT_BYTES if number == 1 else 0
