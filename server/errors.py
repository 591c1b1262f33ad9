"""What can go wrong at the central server.

ServerError
├── DatabaseError            the database cannot be opened, or its URL is not of a kind that is supported
│   ├── SchemaError          another version of the program has written the database
│   └── DatabaseBusyError    another server process serves this SQLite database
├── UnknownStationError      there is no such station
├── UnknownPackError         there is no such session pack, or more than one is meant
├── InvitationError          no station or venue can be called so
├── BackupError              a backup cannot be written, or not be restored
├── AddressError             the address to listen on is refused, taken, or does not exist
└── RequestError             a request is refused as a whole; has a status and a stable code
    ├── BodyTooLargeError        the body has more bytes than are accepted
    ├── BodyTooSlowError         the body did not arrive in time
    ├── ClientGoneError          whoever asked went away before the end of the body
    ├── ContentTypeError         the body is said to be of another type
    ├── ContentEncodingError     the body is said to be compressed
    ├── NotJsonError             the body is not JSON
    ├── BodyMalformedError       JSON, but not what the contract says
    │   └── BatchMalformedError      not a batch, or an envelope in it has no usable report id
    ├── UnauthorisedError        no token, an unknown one, or that of a revoked station
    ├── RegistrationError        an invitation's code is unknown, used, out of time or another station's; has codes
    ├── SessionUnknownError      there is no such exam session at the station's venue
    ├── PictureError             a picture is not expected, or a piece of it does not fit; has codes
    ├── PackRequestError         a session pack is not this station's, or has no such bytes; has codes
    └── ListenersFullError       as many pages listen for live events as are allowed
"""

from __future__ import annotations


class ServerError(Exception):
    """Base of every error of the central server. The message is fit to show to venue IT."""


class DatabaseError(ServerError):
    """The database cannot be opened, or its URL is not of a kind that is supported."""


class SchemaError(DatabaseError):
    """Another version of the program has written the database; this one must not touch it."""


class DatabaseBusyError(DatabaseError):
    """Another server process serves this SQLite database."""


class UnknownStationError(ServerError):
    """There is no such station."""


class UnknownPackError(ServerError):
    """There is no such session pack, or more than one is meant."""


class InvitationError(ServerError):
    """No station or venue can be called so."""


class BackupError(ServerError):
    """A backup cannot be written, or not be restored."""


class AddressError(ServerError):
    """The address to listen on is refused, taken, or does not exist."""


class RequestError(ServerError):
    """A request is refused as a whole. ``code`` never changes meaning; clients may depend on it."""

    status = 400
    code = "bad_request"


class BodyTooLargeError(RequestError):
    """The body has more bytes than are accepted."""

    status = 413
    code = "body_too_large"


class BodyTooSlowError(RequestError):
    """The body did not arrive in time."""

    status = 408
    code = "body_too_slow"


class ClientGoneError(RequestError):
    """Whoever asked went away before the end of the body: nobody reads the answer, but it is counted."""

    status = 499  # as nginx counts it
    code = "client_gone"


class ContentTypeError(RequestError):
    """The body is said to be of another type; so a form on a foreign page cannot send reports."""

    status = 415
    code = "content_type"


class ContentEncodingError(RequestError):
    """The body is said to be compressed. What it would grow to cannot be known."""

    status = 415
    code = "content_encoding"


class NotJsonError(RequestError):
    """The body is not JSON."""

    status = 422
    code = "not_json"


class BodyMalformedError(RequestError):
    """The body is JSON, but not what the contract says."""

    status = 422
    code = "body_malformed"


class BatchMalformedError(BodyMalformedError):
    """The body is JSON, but not a batch, or an envelope in it has no usable report id to answer to."""

    code = "batch_malformed"


class UnauthorisedError(RequestError):
    """There is no token, an unknown one, or that of a revoked station. Which of these is not told."""

    status = 401
    code = "unauthorised"


class RegistrationError(RequestError):
    """A station cannot be registered. ``code`` says why."""

    status = 403

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SessionUnknownError(RequestError):
    """There is no such exam session at the station's venue. That there is one elsewhere is not told."""

    status = 404
    code = "session_unknown"


class PictureError(RequestError):
    """A picture is not expected, or a piece of it does not fit. ``status`` and ``code`` say which."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class PackRequestError(RequestError):
    """A session pack is not this station's, or has no such bytes. ``status`` and ``code`` say which."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class ListenersFullError(RequestError):
    """As many pages listen for live events as are allowed."""

    status = 503
    code = "listeners_full"
