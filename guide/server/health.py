"""/healthz (the process lives), /readyz (it can answer), /metrics (loopback or a bearer token)."""

from __future__ import annotations

import secrets

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.server.limits import Proxies
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.types import Reply

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "guide_requests", "Requests finished.", ("route", "method", "status"), registry=self.registry
        )
        self._answers = Counter(
            "guide_answers", "Answers finished.", ("skill", "lang", "answered", "composer"), registry=self.registry
        )
        self._seconds = Histogram(
            "guide_answer_seconds", "Time to the end of an answer.", buckets=SECONDS, registry=self.registry
        )
        self.under_way = Gauge("guide_answers_under_way", "Answers being made.", registry=self.registry)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a finished request."""
        self._requests.labels(route, method, str(status)).inc()

    def answer(self, reply: Reply, seconds: float) -> None:
        """Count a finished answer."""
        self._answers.labels(reply.skill, reply.lang, str(reply.answered).lower(), reply.composer).inc()
        self._seconds.observe(seconds)


def router(served: Served, metrics: Metrics, proxies: Proxies) -> APIRouter:
    """The three routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    async def healthz() -> Response:
        return JSONResponse({"status": "ok"})

    @routes.get("/readyz")
    def readyz() -> Response:
        served.index.current()
        return JSONResponse({"status": "ready"})

    @routes.get("/metrics")
    async def report(request: Request) -> Response:
        if not (proxies.local(request) or _bearer(request, served.settings.metrics_token)):
            raise Refusal(403, "metrics")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return routes


def _bearer(request: Request, token: str | None) -> bool:
    given = request.headers.get("authorization", "").encode()
    return bool(token) and secrets.compare_digest(given, f"Bearer {token}".encode())
