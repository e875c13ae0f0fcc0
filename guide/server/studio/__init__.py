"""The editors' console under /studio. `rules` is the one place that says who may do what."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter

from guide.server.limits import Proxies
from guide.server.studio import (
    account,
    bulk,
    copydesk,
    drafts,
    events,
    feeds,
    gaps,
    home,
    insight,
    letters,
    lifetime,
    log,
    notices,
    openness,
    people,
    portrait,
    press,
    recheck,
    replies,
    saved,
    saved_file,
    shelf,
    translations,
    welcome,
)
from guide.server.studio.desk import Desk, Handle, Rule
from guide.server.studio.edited import Edited
from guide.server.studio.entry_form import EntryForm
from guide.server.studio.login import Login
from guide.server.studio.resume import Resume
from guide.shipped import folder


def router(app: Edited) -> APIRouter:
    """Every route under /studio."""
    desk = Desk(app, Proxies(app.settings.trusted_proxies), folder("web"))
    routes = APIRouter(prefix="/studio")
    for rule in rules(desk):
        desk.add(routes, rule)
    return routes


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The table of routes and roles, the one place that says who may do what."""
    rooms = _rooms(desk)
    login = Login(desk, Resume(desk, rooms))
    return (*login.rules(), *(_held(each, login.again) for each in rooms))


def _held(rule: Rule, again: Handle) -> Rule:
    """Whatever is sent in survives the end of a session; who needs no log-in has none that could end."""
    return replace(rule, hold=again) if rule.method == "POST" and rule.role != "anyone" else rule


def _rooms(desk: Desk) -> tuple[Rule, ...]:
    form = EntryForm(desk)
    return (
        *home.rules(desk),
        Rule("GET", "/entries/{entry_id}", "viewer", form.show),
        Rule("POST", "/entries/{entry_id}", "editor", form.submit, again=form.again),
        *shelf.rules(desk),
        *press.rules(desk),
        *portrait.rules(desk),
        *drafts.rules(desk),
        *lifetime.rules(desk),
        *notices.rules(desk),
        *translations.rules(desk),
        *events.rules(desk),
        *bulk.rules(desk),
        *copydesk.rules(desk),
        *letters.rules(desk),
        *replies.rules(desk),
        *gaps.rules(desk),
        *feeds.rules(desk),
        *recheck.rules(desk),
        *insight.rules(desk),
        *welcome.rules(desk),
        *account.rules(desk),
        *people.rules(desk),
        *openness.rules(desk),
        *log.rules(desk),
        *saved_file.rules(desk),
        *saved.rules(desk),
    )
