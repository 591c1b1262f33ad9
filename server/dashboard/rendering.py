"""Makes HTML of templates. Everything that is put in is escaped, and what does not exist is an error."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.dashboard import curve, looks
from server.dashboard.days import at_venue
from server.dashboard.language import LANGUAGES, Language, choose

LANGUAGE_COOKIE = "hadir_language"
PART_HEADER = "Hadir-Part"  # a script asks so for the part of a page that changes
_FOLDER = Path(__file__).with_name("pages")
_YEAR_SECONDS = 365 * 24 * 3600


class Pages:
    """The templates."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(visible=visible, path=_quoted, minute=_minute)
        self._templates.globals.update(
            at_venue=at_venue,
            drawing=(curve.WIDTH, curve.HEIGHT),
            verdict_look=looks.verdict_look,
            decision_look=looks.decision_look,
            status_look=looks.status_look,
            amendment_look=looks.amendment_look,
            check_look=looks.check_look,
            check_key=looks.check_key,
            station_look=looks.station_look,
            kind_look=looks.kind_look,
            worst=looks.worst,
            query=_query,
        )

    def answer(
        self, request: Request, language: Language, now: datetime, template: str, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """A page, or the part of it that a script asks for; remembers the language if the address names one."""
        html = self._templates.get_template(template).render(
            layout="part.html" if is_part(request) else "page.html",
            language=language,
            t=language.text,
            now=now,
            params=request.query_params,
            **values,
        )
        answer = HTMLResponse(html, status)
        answer.headers["Content-Language"] = language.code
        answer.headers["Vary"] = f"Accept-Language, Cookie, {PART_HEADER}"
        # With no-referrer, browsers would hide from us where our own forms come from.
        answer.headers["Referrer-Policy"] = "same-origin"
        if request.query_params.get("lang") in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, language.code, max_age=_YEAR_SECONDS, samesite="lax", httponly=True)
        return answer


def language_of(request: Request) -> Language:
    """The language to answer in."""
    return choose(
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        request.headers.get("accept-language"),
    )


def is_part(request: Request) -> bool:
    """Whether a script asks for the part of a page that changes."""
    return PART_HEADER in request.headers


def visible(text: object) -> str:
    """The text with a mark for each character that is invisible or turns the writing of its neighbours around."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c).startswith("C") else c for c in str(text))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _minute(minute: int, now: datetime) -> datetime:
    return datetime.fromtimestamp(minute * 60, now.tzinfo)


@pass_context
def _query(context: Context, **changes: object) -> str:
    """The query of this page's address with changes; what becomes empty is left out, and the page begins anew."""
    params: QueryParams = context["params"]
    kept = {key: value for key, value in params.items() if key not in ("page", "lang", "done")}
    merged = {key: value for key, value in (kept | changes).items() if value not in ("", None)}
    return "?" + urlencode(merged)
