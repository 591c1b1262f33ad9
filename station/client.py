"""The central server as the station sees it."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError
from urllib3.exceptions import HTTPError

from station.errors import StationError
from station.outbox.policy import SendingPolicy
from wire.reports import Batch, BatchResult, Envelope, EnvelopeOutcome

_MAX_ANSWER = 256 * 1024  # bytes
_PIECE = 16 * 1024  # bytes
_REFUSALS = (400, 413, 415, 422)  # the server will never take these bytes, however often they come


class TransportError(Exception):
    """The batch may or may not have arrived: send it again.

    ``retry_after`` is in seconds, if the server said. ``refused``: the server will not take the batch as it is, so
    something in it stands in the way of the rest.
    """

    def __init__(self, message: str, retry_after: float | None = None, *, refused: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.refused = refused


class Transport(Protocol):
    """Delivers envelopes."""

    def send(self, envelopes: Sequence[Envelope]) -> list[EnvelopeOutcome]:
        """One outcome for each envelope. Raises TransportError."""

    def close(self) -> None:
        """Let go of the line."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server is. Plain HTTP is for this computer only."""

    url: str

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
        except ValueError as error:
            raise StationError(f"server address: expected https://HOST, got {self.url!r}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StationError(f"server address: expected https://HOST, got {self.url!r}")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise StationError(f"server address {self.url}: plain http is refused except to this computer; use https")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class HttpTransport:
    """Sends batches by HTTP."""

    def __init__(self, address: ServerAddress, policy: SendingPolicy) -> None:
        self._url = f"{address.url.rstrip('/')}/v1/reports"
        self._timeout = (policy.connect_timeout, policy.read_timeout)
        self._session = requests.Session()
        # Settings of the computer (proxies, .netrc) must neither divert reports nor add credentials.
        self._session.trust_env = False

    def send(self, envelopes: Sequence[Envelope]) -> list[EnvelopeOutcome]:
        """Post one batch.

        Raises:
            TransportError: no connection, no whole answer in time, a status other than 200, or an answer that is
                not one outcome for each envelope.
        """
        body = Batch(envelopes=list(envelopes)).model_dump_json()
        try:
            with self._session.post(
                self._url,
                data=body,
                headers={"Content-Type": "application/json"},
                timeout=self._timeout,
                stream=True,
                allow_redirects=False,
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise TransportError(
                        f"server answered {response.status_code}",
                        _retry_after(response),
                        refused=response.status_code in _REFUSALS,
                    )
                answer = self._read(response)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            # ValueError: requests looks at the address of a redirection even where it does not follow it.
            raise TransportError(f"server not reached: {type(error).__name__}") from error
        return _outcomes(answer, envelopes)

    def _read(self, response: requests.Response) -> bytes:
        """The answer, bounded in length and in time as a whole: a server may drip."""
        until = monotonic() + 2 * self._timeout[1]
        body = b""
        # iter_content, not the raw stream: it turns what a cut, stalled or garbled answer raises into requests' own.
        for piece in response.iter_content(_PIECE):
            body += piece
            if len(body) > _MAX_ANSWER:
                raise TransportError(f"server's answer is longer than {_MAX_ANSWER} bytes")
            if monotonic() > until:
                raise TransportError("server's answer takes too long")
        return body

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()


def _outcomes(body: bytes, envelopes: Sequence[Envelope]) -> list[EnvelopeOutcome]:
    try:
        outcomes = BatchResult.model_validate_json(body).outcomes
    except ValidationError as error:
        raise TransportError(f"server's answer is not a batch result ({error.error_count()} faults)") from error
    if [outcome.report_id for outcome in outcomes] != [envelope.report_id for envelope in envelopes]:
        raise TransportError("server's answer does not speak of the reports that were sent")
    return outcomes


def _retry_after(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() and len(value) < 8 else None
