"""What pages are called from outside. Where the page of an entry stands, guide/dialogue/addresses.py says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from guide.settings import Settings
from guide.types import Lang

NO_LANG = "x-default"
"""The address at which the browser's own language decides."""


@dataclass(frozen=True, slots=True)
class Site:
    """The visitors' site from outside, https://guide.example: the public address, else the one it was asked by."""

    origin: str

    def page(self, path: str, lang: Lang | None = None) -> str:
        """The whole address of a page, in a language where one is named."""
        return f"{self.origin}{path}?{urlencode({'lang': lang})}" if lang else f"{self.origin}{path}"

    def alternates(self, path: str, languages: Sequence[Lang]) -> Iterator[tuple[str, str]]:
        """A page in every language, and the address that leaves it to the browser."""
        yield from ((lang, self.page(path, lang)) for lang in languages)
        yield NO_LANG, self.page(path)


def site(request: Request, settings: Settings) -> Site:
    """The site as this request may call it."""
    return Site((settings.public_url or str(request.base_url)).rstrip("/"))
