"""The only place that knows HTTP. `create` makes the site of an application; `listen` serves it."""

from __future__ import annotations

from typing import Protocol

from fastapi import FastAPI

from guide.server import (
    chat,
    complaints,
    feedback,
    gazetteer,
    happenings,
    health,
    map,
    openai,
    pictures,
    places,
    plans,
    shell,
    studio,
)
from guide.server.answers import Answers
from guide.server.desk import Edited
from guide.server.faults import Faults
from guide.server.health import Metrics
from guide.server.limits import Limits, Proxies
from guide.server.locales import Locales
from guide.server.pages import Pages
from guide.server.process import listen
from guide.server.served import Served
from guide.server.shell import Shell
from guide.server.site import Site
from guide.shipped import folder

__all__ = ["create", "listen", "visitors"]


class Whole(Served, Edited, Protocol):
    """An application with both sides."""


def create(app: Whole) -> FastAPI:
    """The whole site: what visitors see, and the editors' studio."""
    site = visitors(app)
    site.include_router(studio.router(app))
    site.opening.append(app.word_list.announce)
    return site


def visitors(app: Served) -> Site:
    """The visitors' side alone."""
    locales = Locales(folder("web") / "locales")
    pages = Pages(folder("web"), locales)
    pane = Shell(app, pages)
    metrics = Metrics()
    answers = Answers(app, metrics.answer)
    metrics.under_way.set_function(lambda: answers.under_way)
    proxies = Proxies(app.settings.trusted_proxies)
    limits = Limits(proxies, app.settings.limits)
    site = Site(app.settings, metrics.request, answers.close)
    for routes in (
        openai.router(app, answers, limits, locales),
        feedback.router(app, limits),
        health.router(app, metrics, proxies),
        chat.router(app, pane, answers, limits),
        places.router(app, pane),
        pictures.router(app),
        map.router(app, pane),
        gazetteer.router(app, pane),
        happenings.router(app, pane),
        plans.router(app, pane, limits),
        complaints.router(app, pane, limits),
        shell.router(pane),
    ):
        site.include_router(routes)
    site.mount(pages.static_path, pages.static)
    Faults(locales, pane.refusal).watch(site)
    return site
