"""What can go wrong at the central server.

ServerError
├── DatabaseError            the database cannot be opened, or its URL is not of a kind that is supported
│   └── SchemaError          a newer version of the program has written the database
├── AddressError             the address to listen on is refused, taken, or does not exist
└── RequestError             a request is refused as a whole; has a status and a stable code
    ├── BodyTooLargeError        more bytes than `wire.reports.MAX_BODY`
    ├── ContentTypeError         the body is not said to be JSON
    ├── NotJsonError             the body is not JSON
    ├── BatchMalformedError      JSON, but not a batch, or an envelope in it has no usable report id
    └── ListenersFullError       as many pages listen for live events as are allowed
"""

from __future__ import annotations

from typing import ClassVar


class ServerError(Exception):
    """Base of every error of the central server. The message is fit to show to venue IT."""


class DatabaseError(ServerError):
    """The database cannot be opened, or its URL is not of a kind that is supported."""


class SchemaError(DatabaseError):
    """A newer version of the program has written the database; this one must not touch it."""


class AddressError(ServerError):
    """The address to listen on is refused, taken, or does not exist."""


class RequestError(ServerError):
    """A request is refused as a whole. ``code`` never changes meaning; clients may depend on it."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"


class BodyTooLargeError(RequestError):
    """The body has more bytes than are accepted."""

    status = 413
    code = "body_too_large"


class ContentTypeError(RequestError):
    """The body is not said to be JSON, so that a form on a foreign page cannot send reports."""

    status = 415
    code = "not_json_type"


class NotJsonError(RequestError):
    """The body is not JSON."""

    status = 422
    code = "not_json"


class BatchMalformedError(RequestError):
    """The body is JSON, but not a batch, or an envelope in it has no usable report id to answer to."""

    status = 422
    code = "batch_malformed"


class ListenersFullError(RequestError):
    """As many pages listen for live events as are allowed."""

    status = 503
    code = "listeners_full"
