"""Reads a request's body: bounded in length and in time, never compressed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import Request
from starlette.requests import ClientDisconnect

from server.errors import (
    BodyTooLargeError,
    BodyTooSlowError,
    ClientGoneError,
    ContentEncodingError,
    ContentTypeError,
)

BODY_SECONDS = 60.0  # a full batch over a line of 300 kbit/s


async def read_body(request: Request, media_type: str, limit: int, seconds: float = BODY_SECONDS) -> bytes:
    """The body of a request. Reading stops at the limit, whatever length it was said to have.

    Raises:
        ContentTypeError, ContentEncodingError, BodyTooLargeError, BodyTooSlowError, ClientGoneError.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise ContentTypeError(f"expected Content-Type: {media_type}")
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise ContentEncodingError("expected a body that is not compressed")
    if (said := request.headers.get("content-length", "")).isdigit() and int(said[:20]) > limit:
        raise BodyTooLargeError(f"expected at most {limit} bytes")
    try:
        async with asyncio.timeout(seconds):
            return await _gather(request.stream(), limit)
    except TimeoutError as error:
        raise BodyTooSlowError(f"expected the whole body within {seconds:g} seconds") from error
    except ClientDisconnect as error:
        raise ClientGoneError("the connection ended before the body did") from error


async def _gather(chunks: AsyncIterator[bytes], limit: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise BodyTooLargeError(f"expected at most {limit} bytes")
    return bytes(body)
