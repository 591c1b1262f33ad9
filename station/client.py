"""The central server as the station sees it."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol, TypeVar
from urllib.parse import quote, urlsplit

import requests
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from urllib3.exceptions import HTTPError

from station.errors import StationError, TransportError
from station.outbox.policy import SendingPolicy
from wire.envelopes import Batch, BatchResult, Envelope
from wire.evidence import UploadState
from wire.heartbeat import Heartbeat, HeartbeatAnswer
from wire.pack_listing import MAX_PACK_PIECE, PackListing
from wire.registration import Registered, Registration, TokenChange, TokenChanged
from wire.standing import StandingPage

_MAX_ANSWER = 256 * 1024  # bytes
_PIECE = 16 * 1024  # bytes
UNTRUSTED = "certificate_untrusted"  # a code of this client, for a server that does not prove who it is
_JSON, _BYTES = "application/json", "application/octet-stream"

Answer = TypeVar("Answer", bound=BaseModel)


class Transport(Protocol):
    """The line of a registered station. Every method raises TransportError."""

    def send(self, envelopes: Sequence[Envelope]) -> BatchResult:
        """Deliver reports: one outcome for each envelope."""

    def heartbeat(self, heartbeat: Heartbeat) -> HeartbeatAnswer:
        """Tell how the station is."""

    def upload_state(self, digest: str) -> UploadState:
        """How much of a picture the server has."""

    def upload(self, digest: str, offset: int, piece: bytes) -> UploadState:
        """Deliver a piece of a picture, which begins at ``offset``."""

    def close(self) -> None:
        """Let go of the line."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server is. Plain HTTP is for this computer only.

    ``ca_file`` is a PEM file of the authorities that are believed, instead of those that requests brings; None for
    those.
    """

    url: str
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
        except ValueError as error:
            raise StationError(f"server address: expected https://HOST, got {self.url!r}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StationError(f"server address: expected https://HOST, got {self.url!r}")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise StationError(f"server address {self.url}: plain http is refused except to this computer; use https")
        if self.ca_file is not None and not self.ca_file.is_file():
            raise StationError(f"CA file {self.ca_file} is not there")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Refusal(BaseModel):
    """The body of an answer other than 200; fields that are not known are no concern of a station's."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    error: str = Field(default="", max_length=64, pattern=r"^[a-z_]*$")
    detail: str = Field(default="", max_length=500)


class HttpTransport:
    """Speaks HTTP with the server, in a station's name where it has a token."""

    def __init__(self, address: ServerAddress, policy: SendingPolicy, token: str = "") -> None:
        self._base = f"{address.url.rstrip('/')}/v1"
        self._timeout = (policy.connect_timeout, policy.read_timeout)
        self._session = requests.Session()
        # Settings of the computer (proxies, .netrc) must neither divert reports nor add credentials.
        self._session.trust_env = False
        self._session.verify = str(address.ca_file) if address.ca_file else True
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def register(self, registration: Registration) -> Registered:
        """Show a one-time code; the same one, with the same key and journal, is answered again."""
        return self._post("register", registration, Registered)

    def change_token(self, digest: str) -> TokenChanged:
        """Tell the digest of the token that is to replace this one."""
        return self._post("token", TokenChange(token_digest=digest), TokenChanged)

    def send(self, envelopes: Sequence[Envelope]) -> BatchResult:
        """Post one batch.

        Raises:
            TransportError: no connection, no whole answer in time, a status other than 200, or an answer that is
                not one outcome for each envelope.
        """
        result = self._post("reports", Batch(envelopes=list(envelopes)), BatchResult)
        if [outcome.report_id for outcome in result.outcomes] != [envelope.report_id for envelope in envelopes]:
            raise TransportError("server's answer does not speak of the reports that were sent")
        return result

    def heartbeat(self, heartbeat: Heartbeat) -> HeartbeatAnswer:
        """Post one heartbeat; raises TransportError."""
        return self._post("heartbeat", heartbeat, HeartbeatAnswer)

    def upload_state(self, digest: str) -> UploadState:
        """Ask how much of a picture the server has; raises TransportError."""
        return self._ask("GET", f"evidence/{digest}", UploadState)

    def upload(self, digest: str, offset: int, piece: bytes) -> UploadState:
        """Put one piece of a picture; raises TransportError."""
        return self._ask("PUT", f"evidence/{digest}?offset={offset}", UploadState, piece, _BYTES)

    def standing(self, session_id: str, since: str | None) -> StandingPage:
        """Ask how a session stands and who changed after a cursor, None to begin; raises TransportError."""
        query = "" if since is None else f"?since={since}"
        return self._ask("GET", f"sessions/{quote(session_id, safe='')}/standing{query}", StandingPage)

    def packs(self) -> PackListing:
        """Ask which session packs the server has for this station; raises TransportError."""
        return self._ask("GET", "packs", PackListing)

    def pack_piece(self, digest: str, offset: int) -> bytes:
        """Get bytes of a session pack from an offset on, at least one and at most `MAX_PACK_PIECE`.

        Raises:
            TransportError.
        """
        piece = self._exchange("GET", f"packs/{digest}?offset={offset}")
        if not 0 < len(piece) <= MAX_PACK_PIECE:
            raise TransportError(f"expected 1 to {MAX_PACK_PIECE} bytes of a pack, the server sent {len(piece)}")
        return piece

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()

    def _post(self, path: str, body: BaseModel, answer: type[Answer]) -> Answer:
        return self._ask("POST", path, answer, body.model_dump_json().encode(), _JSON)

    def _ask(
        self, method: str, path: str, answer: type[Answer], body: bytes = b"", content_type: str = _JSON
    ) -> Answer:
        content = self._exchange(method, path, body, content_type)
        try:
            return answer.model_validate_json(content)
        except ValidationError as error:
            expected = answer.__name__
            raise TransportError(f"server's answer is no {expected} ({error.error_count()} faults)") from error

    def _exchange(self, method: str, path: str, body: bytes = b"", content_type: str = _JSON) -> bytes:
        """The body of an answer 200; raises TransportError."""
        try:
            with self._session.request(
                method,
                f"{self._base}/{path}",
                data=body,
                headers={"Content-Type": content_type},
                timeout=self._timeout,
                stream=True,
                allow_redirects=False,
            ) as response:
                content = self._read(response)
                if response.status_code != requests.codes.ok:
                    raise _refusal(response, content)
                return content
        except requests.exceptions.SSLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise TransportError("the server's certificate is not trusted", code=UNTRUSTED) from error
            raise TransportError(f"server not reached: {type(error).__name__}") from error
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            # ValueError: requests looks at the address of a redirection even where it does not follow it.
            raise TransportError(f"server not reached: {type(error).__name__}") from error

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


def _refusal(response: requests.Response, content: bytes) -> TransportError:
    try:
        said = _Refusal.model_validate_json(content)
    except ValidationError:
        said = _Refusal()  # not our server's words: a proxy's, a login page of the network's
    message = f"server answered {response.status_code}" + f" {said.error}" * bool(said.error)
    return TransportError(
        message + f": {said.detail}" * bool(said.detail),
        status=response.status_code,
        code=said.error,
        retry_after=_retry_after(response),
    )


def _retry_after(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() and len(value) < 8 else None
