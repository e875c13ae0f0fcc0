"""The people of the studio, for administrators: who is in, as what and where, and the way for somebody new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from guide.editing.accounts import ROLES
from guide.editing.passwords import plain
from guide.editing.people import Person, Refused
from guide.server.addresses import site
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import see

DONE = ("changed", "disabled", "enabled", "factor_off")
CITY = "city:"
"""How the box of a city begins in a form."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = Room(desk)
    return (
        Rule("GET", "/people", "administrator", room.all),
        Rule("POST", "/people", "administrator", room.add),
        Rule("GET", "/people/one", "administrator", room.one),
        Rule("POST", "/people/change", "administrator", room.change),
        Rule("POST", "/people/invite", "administrator", room.invite),
        Rule("POST", "/people/disable", "administrator", room.disable),
        Rule("POST", "/people/enable", "administrator", room.enable),
        Rule("POST", "/people/factor", "administrator", room.drop_factor),
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form about somebody held: shown again where it cannot be done."""

    name: str = ""
    role: str = "editor"
    cities: tuple[str, ...] = ()
    is_limited: bool = False
    problem: str = ""
    invitation: Mapping[str, str] = field(default_factory=dict)
    """The address to hand on, and to whom."""


class Room:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people = desk.app.people

    def all(self, visit: Visit) -> Response:
        """Everybody, and the form for somebody new."""
        return self._all(visit, Typed())

    def add(self, visit: Visit) -> Response:
        """Make an account and show its invitation, this once."""
        typed = self._typed(visit)
        visit.tell("people.add", plain(typed.name))
        try:
            key = self._people.add(typed.name, typed.role, _chosen(typed))
        except Refused as refused:
            return self._all(visit, _with(typed, refused.problem))
        added = self._people.one(typed.name)
        visit.tell("people.add", f"{added.name}: {_rights(added)}")
        return self._all(visit, Typed(invitation=self._invitation(visit, added.name, key)))

    def one(self, visit: Visit) -> Response:
        """What may be changed about one person. Raises NotFound."""
        return self._one(visit, self._asked(visit))

    def change(self, visit: Visit) -> Response:
        """Another role, other cities."""
        person, typed = self._asked(visit), self._typed(visit)
        visit.tell("people.change", person.name)
        try:
            self._require_other(visit, person)
            self._people.give(person.name, typed.role, _chosen(typed))
        except Refused as refused:
            return self._one(visit, person, _with(typed, refused.problem))
        visit.tell("people.change", f"{person.name}: {_rights(person)} → {_rights(self._people.one(person.name))}")
        return see("/studio/people", done="changed", about=person.name)

    def invite(self, visit: Visit) -> Response:
        """A new one-time address for somebody who forgot the password, or never came."""
        person = self._asked(visit)
        visit.tell("people.invite", person.name)
        try:
            key = self._people.invite(person.name)
        except Refused as refused:
            return self._one(visit, person, Typed(problem=refused.problem))
        return self._one(visit, person, Typed(invitation=self._invitation(visit, person.name, key)))

    def disable(self, visit: Visit) -> Response:
        """End an account and its sessions."""
        person = self._asked(visit)
        visit.tell("people.disable", person.name)
        try:
            self._require_other(visit, person)
            self._people.disable(person.name)
        except Refused as refused:
            return self._one(visit, person, Typed(problem=refused.problem))
        return see("/studio/people", done="disabled", about=person.name)

    def enable(self, visit: Visit) -> Response:
        """Let somebody in again."""
        person = self._asked(visit)
        visit.tell("people.enable", person.name)
        self._people.enable(person.name)
        return see("/studio/people", done="enabled", about=person.name)

    def drop_factor(self, visit: Visit) -> Response:
        """Switch off the second factor of somebody whose phone and recovery codes are gone."""
        person = self._asked(visit)
        visit.tell("people.factor", person.name)
        self._desk.app.door.factor.switch_off(person.name)
        return see("/studio/people", done="factor_off", about=person.name)

    def _all(self, visit: Visit, typed: Typed) -> Response:
        done, about = (visit.request.query_params.get(name, "") for name in ("done", "about"))
        return self._page(visit, "people.html", typed, people=self._people.all(), done=done if done in DONE else "",
                          about=about[:64])  # fmt: skip

    def _one(self, visit: Visit, person: Person, typed: Typed | None = None) -> Response:
        shown = typed or Typed()
        if not shown.name:
            rights = (person.name, person.role, person.cities, bool(person.cities))
            shown = Typed(*rights, shown.problem, shown.invitation)
        return self._page(visit, "person.html", shown, person=person, is_own=person.name == visit.editor)

    def _page(self, visit: Visit, template: str, typed: Typed, **values: object) -> Response:
        status = 422 if typed.problem else 200
        known = sorted({*self._desk.app.cities, *typed.cities})
        return self._desk.render(
            visit, template, status=status, room="people", typed=typed, roles=ROLES, known=known, **values
        )

    def _asked(self, visit: Visit) -> Person:
        return self._people.one(visit.form.get("name") or visit.request.query_params.get("name", ""))

    def _typed(self, visit: Visit) -> Typed:
        known = {*self._desk.app.cities, *(city for each in self._people.all() for city in each.cities)}
        ticked = tuple(sorted(city for city in known if f"{CITY}{city}" in visit.form))
        name, role = (visit.form.get(cell, "") for cell in ("name", "role"))
        return Typed(name[:64], role, ticked, visit.form.get("scope") == "some")

    def _require_other(self, visit: Visit, person: Person) -> None:
        """Nobody takes the keys out of their own hand by mistake."""
        if person.name == visit.editor:
            raise Refused("own", "this is your own account; another administrator can change it")

    def _invitation(self, visit: Visit, name: str, key: str) -> dict[str, str]:
        address = site(visit.request, self._desk.app.settings).page(f"/studio/join?key={key}")
        return {"name": name, "address": address}


def _chosen(typed: Typed) -> tuple[str, ...]:
    """The cities a role is to hold for, () for all. Raises Refused where it is limited to none."""
    if typed.is_limited and not typed.cities and typed.role != ROLES[-1]:
        raise Refused("no_city", "choose a city, or all of them")
    return typed.cities if typed.is_limited else ()


def _with(typed: Typed, problem: str) -> Typed:
    return Typed(typed.name, typed.role, typed.cities, typed.is_limited, problem)


def _rights(person: Person) -> str:
    return f"{person.role} ({', '.join(person.cities)})" if person.cities else person.role
