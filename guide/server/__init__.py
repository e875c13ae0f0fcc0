"""The only place that knows HTTP. `create` makes the site of an application; `listen` serves it."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter, FastAPI

from guide.server import (
    alerts,
    atlas,
    audio,
    chat,
    codes,
    complaints,
    discovery,
    embed,
    feedback,
    gazetteer,
    happenings,
    health,
    offline,
    openai,
    opendata,
    opening,
    pictures,
    plans,
    share,
    shell,
    speech,
    studio,
)
from guide.server.answers import Answers
from guide.server.faults import Faults
from guide.server.guidebook import page, shelves
from guide.server.health import Metrics
from guide.server.limits import Limits, Proxies
from guide.server.locales import Locales
from guide.server.pages import Pages
from guide.server.process import listen
from guide.server.served import Served
from guide.server.shell import Shell
from guide.server.site import Site
from guide.server.studio import clocks
from guide.server.studio.edited import Edited
from guide.shipped import folder

__all__ = ["create", "listen", "visitors"]


class Whole(Served, Edited, Protocol):
    """An application with both sides."""


def create(app: Whole) -> FastAPI:
    """The whole site: what visitors see, and the editors' studio."""
    site = visitors(app)
    site.include_router(studio.router(app))
    site.opening.append(app.word_list.announce)
    site.opening.append(lambda: app.questions.watch_nights(lambda: clocks.zone(app.cities)))
    site.opening.append(app.feeds.start)
    site.opening.append(app.offer.start)
    return site


def visitors(app: Served) -> Site:
    """The visitors' side alone."""
    locales = Locales(folder("web") / "locales" / "visitor")
    pages = Pages(folder("web"), locales)
    pane = Shell(app, pages)
    metrics = Metrics()
    answers = Answers(app, metrics.answer)
    metrics.under_way.set_function(lambda: answers.under_way)
    proxies = Proxies(app.settings.trusted_proxies)
    limits = Limits(proxies, app.settings.limits)
    site = Site(app.settings, metrics.request, answers.close)
    routes = (
        openai.router(app, answers, limits, locales),
        health.router(app, metrics, proxies),
        chat.router(app, pane, answers, limits),
        embed.router(folder("web"), pane, locales),
        offline.router(folder("web"), pages, pane),
        *_asking(app, pane, limits),  # First: a way's picture, /routes/x.svg, would else be taken for a page's name.
        *_reading(app, pane),
    )
    for each in routes:
        site.include_router(each)
    site.mount(pages.static_path, pages.static)
    Faults(locales, pane.refusal).watch(site)
    return site


def _reading(app: Served, pane: Shell) -> tuple[APIRouter, ...]:
    """What costs no more than looking it up."""
    looked_up = (page, shelves, gazetteer, happenings, discovery, codes)
    return (
        *(each.router(app, pane) for each in looked_up), opening.router(pane), pictures.router(app),
        share.router(app), shell.router(pane), alerts.router(pane.language, pane.alerts),
    )  # fmt: skip


def _asking(app: Served, pane: Shell, limits: Limits) -> tuple[APIRouter, ...]:
    """What is worked out or kept, and so is counted for each visitor."""
    counted = (atlas, plans, complaints, opendata)
    return (
        *(each.router(app, pane, limits) for each in counted), feedback.router(app, limits),
        speech.router(app, limits), audio.router(app, limits),
    )  # fmt: skip
