"""Pictures of entries, by name."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from guide.pictures import TYPES
from guide.server.refusals import Refusal
from guide.server.served import Served

DAY = 24 * 3600
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing may be opened by itself: it may style itself, and do nothing else."""


def router(served: Served) -> APIRouter:
    """GET /pictures/{name}."""
    routes = APIRouter(include_in_schema=False)

    def picture(request: Request, name: str) -> Response:
        path = served.pictures.path(name)
        if path is None:
            raise Refusal(404, "not_found")
        headers = {"cache-control": f"public, max-age={DAY}", "content-security-policy": _ALONE}
        return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)

    routes.add_api_route("/pictures/{name}", picture, methods=["GET", "HEAD"], response_model=None)
    return routes
