"""The one way in: every page behind the sign-in is called from here, and nothing is called from elsewhere.

In this order: the address and the form can be read; somebody is signed in; their role may have this page; a form came
from a page of ours. Then the page is called, in a thread, with a `Visit`.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.bodies import BODY_SECONDS, read_body
from server.dashboard.errors import (
    ForeignFormError,
    MalformedError,
    NotAllowedError,
    NotSignedInError,
    PageError,
    TooManyTriesError,
)
from server.dashboard.logins import find_login, form_token, part_token
from server.dashboard.rendering import PART_HEADER, Pages, is_part, language_of
from server.dashboard.viewers import Viewer
from server.dashboard.visits import Clock, Site, Visit, address_of, sign_in_address
from server.errors import ContentTypeError, ListenersFullError, RequestError
from server.live import EventStream, LiveFeed
from server.secrets import hash_of
from server.tables import Role

Page = Callable[[Visit], Response]
OpenPage = Callable[[Request, Mapping[str, str]], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

FORM_FIELD = "token"
_FORM = "application/x-www-form-urlencoded"
_MAX_FORM = 16 * 1024  # bytes
_MAX_FIELDS = 20
_BUSY_SECONDS = 2
_log = logging.getLogger(__name__)


class Gate:
    """Lets requests in, or says why not.

    Args:
        is_secure: the server is reached by TLS, so that cookies can be bound to it.
    """

    def __init__(self, site: Site, *, is_secure: bool) -> None:
        self._site = site
        self.cookie = "__Host-hadir" if is_secure else "hadir"
        self._errors = ErrorPages(site.clock, site.pages)

    def guard(self, page: Page, roles: frozenset[Role]) -> Endpoint:
        """A page for those roles only."""

        def serve(request: Request, form: Mapping[str, str]) -> Response:
            return self._serve(request, form, page, roles)

        return self.open(serve)

    def open(self, page: OpenPage) -> Endpoint:
        """A page for everybody."""

        async def endpoint(request: Request) -> Response:
            try:
                _check_readable(request)
                form = await _read_form(request) if request.method == "POST" else {}
                return await run_in_threadpool(page, request, form)
            except (PageError, RequestError, DBAPIError, PoolTimeoutError) as error:
                return self._errors.answer_error(request, error)

        return endpoint

    def listen(self, live: LiveFeed) -> Endpoint:
        """The live events, for whoever is signed in and as long as they are: that something is new, never what."""

        async def endpoint(request: Request) -> Response:
            try:
                await run_in_threadpool(self.viewer, request, is_active=False)
                # On the event loop, to which the feed belongs.
                return EventStream(live, hash_of(request.cookies[self.cookie]), partial(self._may_listen, request))
            except NotSignedInError as error:
                return Response(status_code=error.status)
            except (ListenersFullError, DBAPIError, PoolTimeoutError) as error:
                return self._errors.answer_error(request, error)

        return endpoint

    async def _may_listen(self, request: Request) -> bool:
        try:
            await run_in_threadpool(self.viewer, request, is_active=False)
        except NotSignedInError:
            return False
        except (
            DBAPIError,
            PoolTimeoutError,
        ) as error:  # the next time will tell, and nothing is told until it is asked for
            _log.warning("the database did not answer whether a page may listen: %s", type(error).__name__)
        return True

    def viewer(self, request: Request, *, is_active: bool) -> Viewer:
        """Who is signed in; raises NotSignedInError."""
        token = request.cookies.get(self.cookie, "")
        found = find_login(self._site.sessions, token, self._site.clock(), is_active=is_active)
        if found is None:
            raise NotSignedInError("nobody is signed in")
        return found

    def _serve(self, request: Request, form: Mapping[str, str], page: Page, roles: frozenset[Role]) -> Response:
        viewer = self.viewer(request, is_active=not is_part(request))
        if viewer.role not in roles:
            raise NotAllowedError(f"the role {viewer.role} may not have this page")
        token = form_token(request.cookies[self.cookie])
        if is_part(request):
            check_part(request, token)
        if request.method == "POST":
            check_form(request, form, token)
        with self._site.sessions() as db:
            return page(Visit(self._site, request, viewer, language_of(request), self._site.clock(), db, form, token))


class ErrorPages:
    """Says to people in their language why there is no page."""

    def __init__(self, clock: Clock, pages: Pages) -> None:
        self._clock = clock
        self._pages = pages

    def answer(self, request: Request, status: int, *, retry_after: int | None = None) -> Response:
        """The page of a status: of its own words if it has some, else those of a bad request or of a fault."""
        known = status if status in (400, 401, 403, 404, 405, 413, 429, 503) else 400 if status < 500 else 500
        return self._page(request, status, f"error.{known}", retry_after)

    def answer_error(self, request: Request, error: Exception) -> Response:
        """The page of an error."""
        if isinstance(error, NotSignedInError) and not is_part(request) and request.method == "GET":
            return RedirectResponse(sign_in_address(request), 303)
        if isinstance(error, TooManyTriesError):
            return self._page(request, error.status, error.key, error.seconds)
        if isinstance(error, PageError):
            return self._page(request, error.status, error.key, None)
        if isinstance(error, ListenersFullError):
            return self._page(request, error.status, "error.503", _BUSY_SECONDS)
        if isinstance(error, RequestError):
            return self.answer(request, error.status)
        _log.warning("the database did not answer a page: %s", type(error).__name__)
        return self._page(request, 503, "error.503", _BUSY_SECONDS)

    def _page(self, request: Request, status: int, key: str, retry_after: int | None) -> Response:
        minutes = -(-(retry_after or 60) // 60)
        answer = self._pages.answer(
            request,
            language_of(request),
            self._clock(),
            "error.html",
            status=status,
            viewer=None,
            code=status,
            key=key,
            minutes=minutes,
        )
        if retry_after is not None:
            answer.headers["Retry-After"] = str(retry_after)
        return answer


def wants_page(request: Request) -> bool:
    """Whether a person in a browser asks, and not a program."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")


def check_form(request: Request, form: Mapping[str, str], token: str) -> None:
    """Raises ForeignFormError unless the form comes from a page of ours, made for this browser."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "null")
    is_named = origin != "null"
    is_other = is_named and urlsplit(origin).netloc != request.headers.get("host")
    if site not in (None, "same-origin") or is_other or (site is None and not is_named):
        raise ForeignFormError("the form does not come from this site")
    if not hmac.compare_digest(form.get(FORM_FIELD, "").encode(), token.encode()):
        raise ForeignFormError("the form was not made for this browser")


def check_part(request: Request, token: str) -> None:
    """Raises ForeignFormError unless the page at this address was fetched with this login before."""
    expected = part_token(token, address_of(request))
    if not hmac.compare_digest(request.headers[PART_HEADER].encode(), expected.encode()):
        raise ForeignFormError("the part of a page that was not fetched")


def _check_readable(request: Request) -> None:
    # No database keeps NUL, and no page asks for it.
    texts = [request.scope["path"], *map(str, request.path_params.values()), *request.query_params.values()]
    if any("\0" in text for text in texts):
        raise MalformedError("a NUL character in the address")


async def _read_form(request: Request) -> dict[str, str]:
    try:
        body = await read_body(request, _FORM, _MAX_FORM, BODY_SECONDS)
    except ContentTypeError as error:
        raise ForeignFormError("expected a form") from error
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict"))
    except ValueError as error:
        raise MalformedError("the form cannot be read") from error
    if any("\0" in value for value in fields.values()):
        raise MalformedError("a NUL character in the form")
    return fields
