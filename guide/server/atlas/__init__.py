"""The map: a sketch drawn by the server, the ground, markers and ways of the map that moves, small maps of plans."""

from __future__ import annotations

from fastapi import APIRouter

from guide.server.atlas.chart import Charts
from guide.server.atlas.images import Images, Trails
from guide.server.atlas.markers import Markers
from guide.server.atlas.moment import Doors
from guide.server.atlas.page import MapPage
from guide.server.limits import Limits
from guide.server.served import Served
from guide.server.shell import Shell


def router(served: Served, shell: Shell, limits: Limits) -> APIRouter:
    """GET /map, /map.svg, /map/ground-{zoom}.svg, /api/map, /api/map/{id}, /api/open, and .svg of plans and routes.

    It comes before the pages of plans and routes, whose addresses would take those of their pictures.
    """
    charts, trails = Charts(served, shell), Trails(served, shell, limits)
    markers, images = Markers(served, shell, charts), Images(served, shell, charts, trails)
    routes = APIRouter(include_in_schema=False)
    for path, handle in (
        ("/map", MapPage(served, shell, charts, trails).get),
        ("/map.svg", images.sketch),
        ("/map/ground-{zoom:int}.svg", images.ground),
        ("/api/map", markers.get),
        ("/api/map/{entry_id}", markers.way),
        ("/api/open", Doors(served, shell, charts).get),
        ("/plans/{asked}.svg", images.plan),
        ("/routes/{entry_id}.svg", images.route),
    ):
        routes.add_api_route(path, handle, methods=["GET", "HEAD"], response_model=None)
    return routes
