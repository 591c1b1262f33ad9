"""Signing in and out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.dashboard.accounts import Passwords
from server.dashboard.errors import NotSignedInError, TooManyTriesError
from server.dashboard.gate import Gate, check_form
from server.dashboard.logins import TryLimits, form_token, sign_in, sign_out
from server.dashboard.rendering import language_of
from server.dashboard.visits import Site, Visit
from server.secrets import new_token

_FORM_COOKIE: Final = "hadir_form"  # holds what the sign-in form is bound to, before there is a login


@dataclass(frozen=True, slots=True)
class SigningIn:
    """The sign-in page, and the way out."""

    site: Site
    gate: Gate
    passwords: Passwords
    is_secure: bool
    limits: TryLimits = field(default_factory=TryLimits)

    def show(self, request: Request, _form: Mapping[str, str]) -> Response:
        """The form; who is signed in already is sent on."""
        try:
            self.gate.viewer(request, is_active=False)
        except NotSignedInError:
            return self._form(request, local_path(request.query_params.get("next", "")))
        return RedirectResponse(local_path(request.query_params.get("next", "")), 303)

    def take(self, request: Request, form: Mapping[str, str]) -> Response:
        """Name and password: the same answer whether there is no such user, the password is wrong or the user is
        disabled."""
        bound = request.cookies.get(self._form_cookie, "")
        check_form(request, form, form_token(bound) if bound else new_token())
        to = local_path(form.get("next", ""))
        name = unicodedata.normalize("NFC", form.get("name", "").strip())
        try:
            token = sign_in(
                self.site.sessions,
                self.passwords,
                self.site.clock(),
                name=name,
                password=form.get("password", ""),
                address=request.client.host if request.client else "",
                limits=self.limits,
            )
        except TooManyTriesError as error:
            answer = self._form(request, to, name, "sign-in.wait", 429, minutes=-(-error.seconds // 60))
            answer.headers["Retry-After"] = str(error.seconds)
            return answer
        if token is None:
            return self._form(request, to, name, "sign-in.wrong", 403)
        self._end_login(request)  # of whoever was signed in with this browser before
        answer = RedirectResponse(to, 303)
        self._set_cookie(answer, self.gate.cookie, token)
        answer.delete_cookie(self._form_cookie, path="/", secure=self.is_secure, httponly=True, samesite="strict")
        return answer

    def leave(self, visit: Visit) -> Response:
        """End the login."""
        self._end_login(visit.request)
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(self.gate.cookie, path="/", secure=self.is_secure, httponly=True, samesite="strict")
        return answer

    @property
    def _form_cookie(self) -> str:
        return f"__Host-{_FORM_COOKIE}" if self.is_secure else _FORM_COOKIE

    def _form(
        self, request: Request, to: str, name: str = "", problem: str = "", status: int = 200, minutes: int = 0
    ) -> Response:
        bound = request.cookies.get(self._form_cookie) or new_token()
        answer = self.site.pages.answer(
            request,
            language_of(request),
            self.site.clock(),
            "sign-in.html",
            status=status,
            viewer=None,
            form_token=form_token(bound),
            to=to,
            name=name,
            problem=problem,
            minutes=minutes,
        )
        self._set_cookie(answer, self._form_cookie, bound)
        return answer

    def _end_login(self, request: Request) -> None:
        if token := request.cookies.get(self.gate.cookie):
            sign_out(self.site.sessions, token)

    def _set_cookie(self, answer: Response, name: str, value: str) -> None:
        answer.set_cookie(name, value, path="/", secure=self.is_secure, httponly=True, samesite="strict")


def local_path(text: str) -> str:
    """A path of this server, or the overview: never another server's address, in whatever disguise."""
    is_local = text.startswith("/") and not text.startswith(("//", "/sign-in", "/sign-out"))
    return text if is_local and "\\" not in text and text.isprintable() and text.isascii() else "/"
