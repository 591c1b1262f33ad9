"""A browser without a window: keeps cookies, sends forms as a page of ours would."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx
from fastapi import FastAPI

ORIGIN = "http://127.0.0.1"


@dataclass
class Browser:
    """Calls an application from one address, with one jar of cookies."""

    app: FastAPI
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "10.0.0.1"

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request and wait for the whole answer; nothing is followed."""
        kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        headers = kept | options.pop("headers", {})

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(self.address, 4000))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(method, path, headers=headers, **options)

        answer = asyncio.run(send())
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        return answer

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Send a GET."""
        return self.request("GET", path, **options)

    def part(self, path: str) -> httpx.Response:
        """Fetch the changing part of a page, as its script does after it has the page."""
        return self.get(path, headers={"Hadir-Part": part_of(self.get(path).text)})

    def submit(self, path: str, page: str | None = None, origin: str | None = ORIGIN, **fields: str) -> httpx.Response:
        """Send a form to ``path`` with the token that the page there, or on ``page``, has in it."""
        token = token_of(self.get(page or path).text)
        headers = {} if origin is None else {"Origin": origin}
        return self.request("POST", path, data={"token": token} | fields, headers=headers)

    def sign_in(self, name: str, password: str, to: str = "/") -> httpx.Response:
        """Fill the sign-in form in."""
        return self.submit("/sign-in", name=name, password=password, next=to)


def part_of(html: str) -> str:
    """What the script of a page shows to fetch its part; none if the page has no such part."""
    found = re.search(r'data-part="([0-9a-f]{64})"', html)
    return found[1] if found else ""


def token_of(html: str) -> str:
    """The token of the first form of a page; none if there is no form that has one."""
    found = re.search(r'name="token" value="([0-9a-f]{64})"', html)
    return found[1] if found else ""
