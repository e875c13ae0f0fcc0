"""An editor at a browser without scripts, over real HTTP, to a server that may die at any moment."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import httpx2

from tests.server.studio.forms import with_cell

PASSWORD = "correct horse battery"
_PATIENCE = 30.0


class Cut(Exception):
    """The server died before it answered: what was asked for may have happened, or not."""


class Person:
    """One account. `done` counts what was acknowledged, by the words of the audit log; `cut` what may have been."""

    def __init__(self, address: str, name: str) -> None:
        self.name = name
        self.done: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        headers = {"accept": "text/html", "accept-language": "en", "sec-fetch-site": "same-origin"}
        self.client = httpx2.Client(base_url=address, headers=headers, timeout=_PATIENCE)

    def enter(self) -> None:
        """Log in, if the server does not know this browser. Raises Cut."""
        if self.get("/studio/login").status_code == 303:
            return
        form = self.form("/studio/login", "password")
        self._acknowledged(self.post("/studio/login", {**form, "account": self.name, "password": PASSWORD}))

    def get(self, path: str) -> httpx2.Response:
        """A page, whatever its status. Raises Cut."""
        return self._answered("GET", path)

    def post(self, path: str, form: dict[str, str], file: tuple[str, bytes] | None = None) -> httpx2.Response:
        """Send a form. Raises Cut."""
        return self._answered("POST", path, data=form, files={"file": file} if file else None)

    def sent(self, path: str, document: object) -> Any:
        """What a JSON document is answered with. Raises Cut."""
        response = self._answered("POST", path, json=document)
        assert response.status_code == 200, response.text
        return response.json()

    def form(self, path: str, cell: str) -> dict[str, str]:
        """The first form of a page that has a cell. Raises Cut."""
        page = self.get(path)
        assert page.status_code == 200, f"{path}: {page.status_code}"
        return with_cell(page.text, cell)

    def act(self, logged: str, path: str, form: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        """Send a form that must be accepted, and return where it leads. `logged` is its word in the audit log."""
        try:
            response = self.post(path, form, file)
        except Cut:
            self.cut[logged] += 1
            raise
        self._acknowledged(response)
        to = str(response.headers["location"])
        assert "notice=moved_on" not in to, f"{logged} was sent back: {to}"
        self.done[logged] += 1
        return to

    def settled(self, path: str) -> str:
        """The page of a piece of work once it is over. Raises Cut."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            page = self.get(path)
            if page.status_code != 200 or "data-watch" not in page.text:
                return page.text
            time.sleep(0.01)
        raise AssertionError(f"{path}: work that never ends")

    def close(self) -> None:
        """Let go of the connection."""
        self.client.close()

    def _answered(self, method: str, path: str, **more: Any) -> httpx2.Response:
        try:
            return self.client.request(method, path, **more)
        except httpx2.TransportError as error:
            raise Cut(path) from error

    def _acknowledged(self, response: httpx2.Response) -> None:
        assert response.status_code == 303, f"{response.status_code} {response.text[:2000]}"
