"""Open data in the studio: what leaves and what does not, on what terms, the files, and how often they are taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from guide.editing.files import is_id
from guide.opendata.classes import CLASSES, UNDECIDED
from guide.opendata.formats import FORMATS
from guide.opendata.terms import LICENCES, Terms
from guide.server.opendata.api import READS
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import number_of, see

PATH = "/open"
DAYS = 30
LONGEST = 200
MOST_LINES = 200
CELL = "class:"
"""Before the heading in the name of a column's cell."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = Openness(desk)
    return (
        Rule("GET", PATH, "administrator", room.read),
        Rule("POST", PATH, "administrator", room.submit),
        Rule("POST", f"{PATH}/columns", "administrator", room.classify),
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A known field as the room lists it."""

    id: str
    openness: str
    facts: int


class Openness:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, visit: Visit) -> Response:
        """The room."""
        return self._page(visit, _cells(self._desk.app.offer.terms()))

    def submit(self, visit: Visit) -> Response:
        """Set the terms; what cannot be read is shown again."""
        form = visit.form
        sources, sealed = dict(_lines(form.get("by_source", ""))), dict(_lines(form.get("sealed", "")))
        faults = [f"{key} = {each}" for key, each in sources.items() if each not in LICENCES]
        faults += [f"{key} = {each}" for key, each in sealed.items() if not (is_id(key) and number_of(each))]
        if faults or form.get("licence") not in LICENCES:
            return self._page(visit, form, faults or ["licence"])
        self._desk.app.offer.set_terms(
            is_on=bool(form.get("is_on")), licence=form["licence"], has_history=bool(form.get("has_history")),
            attribution=" ".join(form.get("attribution", "").split())[:LONGEST], by_source=sources,
            sealed={key: number_of(each) for key, each in sealed.items()},
        )  # fmt: skip
        return see(f"/studio{PATH}", done="saved")

    def classify(self, visit: Visit) -> Response:
        """Say of the city's own columns who may read them. A column that has come in since the page was made stays."""
        chosen = {
            name.removeprefix(CELL): each for name, each in visit.form.items()
            if name.startswith(CELL) and each in (UNDECIDED, *CLASSES)
        }  # fmt: skip
        is_changed = self._desk.app.offer.classify(chosen)
        return see(f"/studio{PATH}", done="columns" if is_changed else "same")

    def _page(self, visit: Visit, form: Mapping[str, str], faults: list[str] | None = None) -> Response:
        offer = self._desk.app.offer
        dump = offer.dump()
        return self._desk.render(
            visit, "open.html", room="open", form=form, faults=faults or [], licences=LICENCES, days=DAYS,
            is_on=offer.terms().is_on, dump=dump,
            made=dump and datetime.fromisoformat(dump.made_at), names=[each.name for each in FORMATS],
            taken=offer.taken(DAYS), reads=READS, fields=sorted(self._fields(), key=_order),
            columns=offer.columns(), classes=(UNDECIDED, *CLASSES),
            done=visit.request.query_params.get("done", ""), status=422 if faults else 200,
        )  # fmt: skip

    def _fields(self) -> Iterator[Field]:
        offer = self._desk.app.offer
        counts = offer.register().facts
        for field, openness in offer.known.items():
            yield Field(field, openness, counts.get(field, 0))


def _order(field: Field) -> tuple[bool, int, str]:
    """What stays in the house first, then what there is most of."""
    return field.openness == "public", -field.facts, field.id


def _cells(terms: Terms) -> dict[str, str]:
    """The terms as the form shows them."""
    return {
        "is_on": "on" if terms.is_on else "", "licence": terms.licence, "attribution": terms.attribution,
        "has_history": "on" if terms.has_history else "",
        "by_source": "\n".join(f"{key} = {each}" for key, each in terms.by_source.items()),
        "sealed": "\n".join(f"{key} = {each}" for key, each in terms.sealed.items()),
    }  # fmt: skip


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Lines of `this = that`; one without an equals sign is a fault."""
    for line in text.splitlines()[:MOST_LINES]:
        key, _, value = line[:LONGEST].rpartition("=")
        if line.strip():
            yield key.strip() or line.strip(), value.strip()
