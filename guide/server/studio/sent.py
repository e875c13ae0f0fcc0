"""What a browser sends to the studio, and where it is sent on to: cells, numbers, the language chosen before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from guide.server.asked import clean
from guide.server.locales import Locales, Words
from guide.server.refusals import Refusal

MOST_FIELDS = 20_000
"""Cells of one form: an entry of a thousand facts still fits."""


class RememberedLocales(Locales):
    """The studio's words, in the language asked for now, else the one chosen before."""

    def __init__(self, folder: Path, cookie: str) -> None:
        super().__init__(folder)
        self._cookie = cookie

    def of(self, request: Request) -> Words:
        """The words for a request: `?lang=`, else the cookie, else Accept-Language."""
        asked = request.query_params.get("lang") or request.cookies.get(self._cookie)
        return self.choose(asked, request.headers.get("accept-language"))


def form_of(body: bytes) -> dict[str, str]:
    """The cells of a form; of a name that is sent twice the last counts. Raises Refusal 400."""
    try:
        cells = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refusal(400, "bad_request") from error
    return {name: clean(text) for name, text in cells}


def number_of(text: str, digits: int = 9) -> int:
    """A number that a form or an address names; 0 where it is none, or has more digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else 0


class SentBack(RedirectResponse):
    """Sends the browser to another page by GET, because what was asked for did not happen."""


def see(address: str, **query: str) -> Response:
    """Send the browser on to another page by GET."""
    return RedirectResponse(_url(address, query), status_code=303)


def send_back(address: str, **query: str) -> Response:
    """Send the browser to another page by GET; the audit log says that what was asked for failed."""
    return SentBack(_url(address, query), status_code=303)


def _url(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address
