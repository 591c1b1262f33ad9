"""Random secrets that the server hands out, and the form in which it keeps them."""

from __future__ import annotations

import base64
import hashlib
import secrets


def new_token() -> str:
    """256 random bits in 43 characters fit for a header, a cookie or an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """120 random bits as six groups of four letters and digits, to be read out and typed."""
    text = base64.b32encode(secrets.token_bytes(15)).decode()
    return "-".join(text[at : at + 4] for at in range(0, 24, 4))


def hash_of(secret: str) -> str:
    """Hexadecimal SHA-256. Fast on purpose: nobody can try out 120 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()
