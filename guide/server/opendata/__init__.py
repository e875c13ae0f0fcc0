"""Open data over HTTP: /api/open/v1 for programs, /data for people."""

from __future__ import annotations

from fastapi import APIRouter

from guide.server.limits import Limits
from guide.server.opendata import api, files, lists, page
from guide.server.opendata.linked import describer
from guide.server.served import Served
from guide.server.shell import Shell


def router(served: Served, shell: Shell, limits: Limits) -> APIRouter:
    """Everything of it."""
    served.offer.describe_by(describer(served.pictures, served.city_of, served.settings.public_url or ""))
    routes = APIRouter()
    shelf = files.Files(served.offer, shell, limits)
    routes.include_router(page.router(served, shell, shelf))
    routes.include_router(files.router(shelf))
    reading = api.Reading(served.offer, shell, limits)
    routes.include_router(lists.router(served, shell, reading))
    routes.include_router(api.router(reading))
    return routes
