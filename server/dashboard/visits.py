"""What a page is given to answer with, and what all pages of one application share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from sqlalchemy.orm import Session, sessionmaker
from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.accesses import Action, record
from server.dashboard.days import Day, day_of
from server.dashboard.errors import MalformedError
from server.dashboard.language import Language
from server.dashboard.logins import part_token
from server.dashboard.rendering import Pages, is_part
from server.dashboard.viewers import Viewer
from server.database import WRITING

Clock = Callable[[], datetime]
_DIGITS = 6  # of a page's number


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share. ``clock`` gives the present moment in the zone of the pages."""

    sessions: sessionmaker[Session]
    clock: Clock
    pages: Pages


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in and may have this page. ``db`` is for reading only."""

    site: Site
    request: Request
    viewer: Viewer
    language: Language
    now: datetime
    db: Session
    form: Mapping[str, str]
    form_token: str

    def answer(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page of a template."""
        return self.site.pages.answer(
            self.request,
            self.language,
            self.now,
            template,
            status=status,
            viewer=self.viewer,
            form_token=self.form_token,
            part_token=part_token(self.form_token, address_of(self.request)),
            **values,
        )

    def record(self, action: Action, subject: str) -> None:
        """Keep who looked at what, before it is shown. The page whose changing part is fetched is on record."""
        if is_part(self.request):
            return
        with self.site.sessions() as db:
            db.connection(execution_options=WRITING)
            record(db, self.viewer.name, action, subject, self.now)
            db.commit()

    def text(self, name: str) -> str:
        """A parameter of the address, without the spaces around it."""
        return self.request.query_params.get(name, "").strip()

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    @property
    def day(self) -> Day:
        """The day that the address names."""
        return day_of(self.text("day"), self.now)

    @property
    def page(self) -> int:
        """The number of the page of a long list, from 1; raises MalformedError."""
        return read_page(self.text("page"))


def read_page(text: str) -> int:
    """The number of a page, 1 where none is given; raises MalformedError."""
    if not text:
        return 1
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS and int(text) >= 1):
        raise MalformedError("expected the number of a page")
    return int(text)


def sign_in_address(request: Request) -> str:
    """Where to sign in, and to come back from afterwards."""
    return "/sign-in?" + urlencode({"next": address_of(request)})


def address_of(request: Request) -> str:
    """Path and query, in the form of an address."""
    path: str = request.scope["path"]  # not of request.url, which takes a question mark in the path for the query's
    query: bytes = request.scope["query_string"]
    return quote(path) + (f"?{query.decode('latin-1')}" if query else "")
