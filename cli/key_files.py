"""The small files by which people hand public keys to each other, as commands read and write them."""

from __future__ import annotations

from pathlib import Path

from vault.files import write_new
from wire.errors import KeyFormatError
from wire.pack_keys import key_file_text, read_signer
from wire.signing import PublicKey


def write_key_file(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises OSError, whose message says what to do."""
    try:
        write_new(path, text.encode())
    except FileExistsError as error:
        what = "there is one of that name already, which is never overwritten; name another, or move it away"
        raise FileExistsError(error.errno, f"key file: {what}", str(path)) from error
    except OSError as error:  # it names the file beside it that is written first
        raise OSError(error.errno, f"key file: it cannot be written: {error.strerror}", str(path)) from error


def read_signer_file(path: Path) -> PublicKey:
    """The key in a file that `hadir keys export` wrote; raises KeyFormatError."""
    try:
        return read_signer(key_file_text(path))
    except KeyFormatError as error:
        raise KeyFormatError(f"key file {path}: expected a signer's (hadir keys export): {error}") from error
