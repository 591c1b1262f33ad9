"""The page for headquarters: rendered on the server, live where the browser runs its script.

The page holds the table once; the script fetches the same part of it again, as HTML, whenever the event stream
says that something is new. Without a script the page reloads itself.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session, sessionmaker
from starlette.responses import FileResponse, HTMLResponse

from server.api import Clock
from server.queries import CheckIn, figures, latest_checkins
from server.texts import Language, choose
from wire.vocabulary import Decision, Reason, Verdict

_FOLDER = Path(__file__).with_name("pages")

_LOOKS = {
    Verdict.MATCH: ("admit", "check"),
    Verdict.NO_MATCH: ("stop", "cross"),
    Verdict.INCONCLUSIVE: ("check", "question"),
    Verdict.LOOKALIKE: ("check", "people"),
    Verdict.ATTACK_SUSPECTED: ("stop", "shield"),
}
_MARKS = {
    Decision.ADMIT: ("admit", "check"),
    Decision.ADMIT_MANUAL: ("admit", "eye"),
    Decision.PROVISIONAL: ("check", "clock"),
    Decision.REFUSE: ("stop", "cross"),
    Decision.CANCEL: ("wait", "dash"),
}


def page_routes(sessions: sessionmaker[Session], clock: Clock) -> APIRouter:
    """The page, the part of it that changes, and the two files that it loads."""
    router = APIRouter(include_in_schema=False)
    templates = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    templates.filters["visible"] = _visible

    def render(name: str, request: Request) -> HTMLResponse:
        language = choose(request.query_params.get("lang"), request.headers.get("accept-language"))
        with sessions() as session:
            top, checkins = figures(session), latest_checkins(session)
        html = templates.get_template(name).render(
            language=language,
            t=language.text,
            now=clock(),
            figures=top,
            decision=Decision,
            checkins=[(checkin, *_appearance(checkin)) for checkin in checkins],
        )
        return HTMLResponse(html, headers=_language_headers(language))

    @router.get("/")
    def get_page(request: Request) -> HTMLResponse:
        return render("page.html", request)

    @router.get("/fragments/checkins")
    def get_checkins(request: Request) -> HTMLResponse:
        return render("checkins.html", request)

    @router.get("/assets/page.css")
    def get_style() -> FileResponse:
        return FileResponse(_FOLDER / "page.css", media_type="text/css")

    @router.get("/assets/page.js")
    def get_script() -> FileResponse:
        return FileResponse(_FOLDER / "page.js", media_type="text/javascript")

    return router


def _language_headers(language: Language) -> dict[str, str]:
    return {"Content-Language": language.code, "Vary": "Accept-Language"}


def _appearance(checkin: CheckIn) -> tuple[dict[str, str], dict[str, str]]:
    """How the verdict and the decision look: role of the colour, icon, and key of the word."""
    if checkin.reason == Reason.EQUIPMENT_FAULT:
        look, icon, word = "fault", "tool", "verdict.FAULT"
    elif checkin.verdict is None:
        look, icon, word = "wait", "dash", "verdict.NONE"
    else:
        (look, icon), word = _LOOKS[Verdict(checkin.verdict)], f"verdict.{checkin.verdict}"
    role, mark = _MARKS[Decision(checkin.decision)]
    return (
        {"look": look, "icon": icon, "word": word},
        {"look": role, "icon": mark, "word": f"decision.{checkin.decision}"},
    )


def _visible(text: str) -> str:
    """The text with a mark for each character that is invisible or turns the writing of its neighbours around."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c).startswith("C") else c for c in text)
