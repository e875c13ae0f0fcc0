"""Every page of the studio, as the application lists them: a new one is looked at, or has to say how it is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guide.server import studio
from guide.server.limits import Proxies
from guide.server.studio.desk import Desk
from guide.shipped import folder
from tests.browser.studio.house import House
from tests.server.studio.editors import Editor

EXAMPLES: dict[str, tuple[str, ...]] = {
    "/entries": ("/entries", "/entries?q=灯", "/entries?state=draft&age=12"),
    "/people/one": ("/people/one?name=editor", "/people/one?name=laozhang"),
    "/gaps": ("/gaps", "/gaps?why=disliked"),
    "/gaps/{key}": ("/gaps/{gap}", "/gaps/{gap}?again=1"),
    "/complaints/{receipt}": ("/complaints/{letter}", "/complaints/{waiting}"),
    "/entries/{entry_id}/picture": ("/entries/lamp-house/picture",),
    "/withdrawn": ("/withdrawn", "/withdrawn?q=没有"),
    "/entries/{entry_id}": ("/entries/lamp-house", "/entries/lamp-house?draft=1", "/entries/lantern-fair"),
    "/entries/{entry_id}/history": ("/entries/lamp-house/history",),
    "/drafts/{number}": ("/drafts/1", "/drafts/2", "/drafts/3", "/drafts/4"),
    "/codes": ("/codes", "/codes?q=灯"),
    "/codes/sheet": ("/codes/sheet?code={code}&code={sign}",),
    "/saved/{number}": ("/saved/{saved}",),
    "/saved/runs/{number}": ("/saved/runs/{run}",),
    "/bulk/{token}": ("/bulk/{table}",),
    "/bulk/{token}/preview": ("/bulk/{table}/preview", "/bulk/{table}/preview?show=changed",
                              "/bulk/{table}/preview?show=problems", "/bulk/{texts}/preview",
                              "/bulk/{texts}/preview?show=clashes"),
    "/bulk/translations": ("/bulk/translations", "/bulk/translations?state="),
    "/bulk/{token}/rows.csv": ("/bulk/{table}/rows.csv",),
    "/bulk/{token}/progress": ("/bulk/{applied}/progress",),
    "/bulk/batches/{version}": ("/bulk/batches/{batch}",),
    "/copy/new": ("/copy/new", "/copy/new?q=灯&e=lamp-house&e=moon-bridge&form=leaflet&tone=warm"),
    "/copy/{number}": ("/copy/{copy}", "/copy/{spoilt}"),
    "/copy/{number}/edit": ("/copy/{copy}/edit",),
    "/copy/{number}/export/{kind}": ("/copy/{copy}/export/text",),
    "/events": ("/events", "/events?month=2027-02&state=coming"),
    "/events/{entry_id}": ("/events/lantern-fair",),
    "/feeds": ("/feeds", "/feeds?feed={feed}"),
}  # fmt: skip
"""Addresses under /studio by the path of their rule, where the path alone does not lead to the page, or not to all that
is to be seen on it. What stands in braces is what `house.full` made and named."""
OUTSIDE = {"/login": "/login", "/join": "/join?key={join}"}
"""Pages of those who are not in."""
NOBODY = {"/setup": "/setup?key={setup}"}
"""Pages that are there while nobody has an account."""
EMPTY = {
    "": "main a",
    "/entries?q=zzzz": "main .ways a",
    "/drafts": "main .heading a",
    "/recheck": "main a",
    "/saved": "main .heading a",
    "/saved/journal": "main .empty a",
    "/bulk": "#file",
    "/codes": "#q",
    "/copy": "main a",
    "/gaps": "main .empty a",
    "/complaints": "main a",
    "/insight": "main form button",
    "/notices": "main form button",
    "/feeds": "main form button",
    "/people": "main form button",
    "/audit": "main form button",
    "/reply-templates": "main form button",
}
"""Rooms as they are before anything was done in them, and what leads on from there."""
MISSING = """GET /studio{path} is not looked at by the tests of the browser: {why}.
A new page of the studio needs an address in EXAMPLES (tests/browser/studio/pages.py) that leads to it, and, where it
shows something that the workshop does not have yet, a line in tests/browser/studio/house.py that makes it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One address to look at. `is_inside` where it needs somebody who is logged in."""

    address: str
    is_inside: bool = True

    @property
    def name(self) -> str:
        """A name a file can have."""
        return "".join(each if each.isascii() and each.isalnum() else "-" for each in self.address)[8:60] or "home"


def listed(house: House) -> list[Listed]:
    """Every address of a page, the application's own list of rules before the table. Raises AssertionError."""
    chief = Editor(house.shop)
    assert chief.enter("administrator").status_code == 303
    found = [each for path in paths(house) for each in _pages(chief, house, path)]
    return [*found, *(Listed(f"/studio{each.format(**house.at)}", False) for each in OUTSIDE.values())]


def sent(house: House, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The name and the markup of every page as it is sent in these languages."""
    pages = listed(house)
    for lang in languages:
        chief, nobody = Editor(house.shop, lang=lang), Editor(house.shop, lang=lang)
        chief.enter("administrator")
        for each in pages:
            yield f"{lang}-{each.name}", (chief if each.is_inside else nobody).get(each.address).text


def paths(house: House) -> Iterator[str]:
    """The paths that can be looked at by somebody who is in."""
    desk = Desk(house.shop, Proxies(()), folder("web"))
    for rule in studio.rules(desk):
        if rule.method == "GET" and rule.path not in {**OUTSIDE, **NOBODY}:
            yield rule.path


def _pages(chief: Editor, house: House, path: str) -> Iterator[Listed]:
    assert path in EXAMPLES or "{" not in path, MISSING.format(path=path, why="its path names something")
    for example in EXAMPLES.get(path, (path,)):
        address = f"/studio{example.format(**house.at)}"
        answer = chief.get(address)
        assert answer.status_code in (200, 303), MISSING.format(path=path, why=f"{address} is {answer.status_code}")
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status_code == 200 and is_page and "content-disposition" not in answer.headers:
            yield Listed(address)
