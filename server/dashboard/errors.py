"""What can go wrong at the dashboard.

DashboardError
├── AccountError             a user cannot be added or changed as asked
└── PageError                a page is refused; has a status, and a key of the words that say why
    ├── MalformedError           the address or the form cannot be read
    ├── NotSignedInError         nobody is signed in; a browser is sent to the sign-in page
    ├── NotAllowedError          the role of who is signed in does not reach so far
    ├── ForeignFormError         the form did not come from a page of ours, or from an old one
    ├── NotFoundError            there is nothing, or nothing that this user may see
    └── TooManyTriesError        too many failed sign-ins; says when to try again
"""

from __future__ import annotations

from typing import ClassVar

from server.errors import ServerError


class DashboardError(ServerError):
    """Base of every error of the dashboard."""


class AccountError(DashboardError):
    """A user cannot be added or changed as asked. The message is fit to show to who asked."""


class PageError(DashboardError):
    """A page is refused."""

    status: ClassVar[int] = 400
    key: ClassVar[str] = "error.400"


class MalformedError(PageError):
    """The address or the form cannot be read."""


class NotSignedInError(PageError):
    """Nobody is signed in."""

    status = 401
    key = "error.401"


class NotAllowedError(PageError):
    """The role of who is signed in does not reach so far."""

    status = 403
    key = "error.403"


class ForeignFormError(PageError):
    """The form did not come from a page of ours, or from one that is too old."""

    status = 403
    key = "error.form"


class NotFoundError(PageError):
    """There is nothing, or nothing that this user may see: the two look the same."""

    status = 404
    key = "error.404"


class TooManyTriesError(PageError):
    """Too many sign-ins have failed; another is possible after ``seconds``."""

    status = 429
    key = "error.429"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many failed sign-ins, wait {seconds} s")
        self.seconds = seconds
