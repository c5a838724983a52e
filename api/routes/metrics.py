"""`/metrics`: figures for Prometheus, and how endpoints are doing at this moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.deps import Serving
from rag.endpoint.breaker import State
from rag.endpoint.calling import EndpointState
from rag.telemetry import figures

router = APIRouter(tags=["health"])


@router.get(
    "/metrics", summary="Figures", response_class=Response, responses={200: {"content": {"text/plain": {}}}}
)
def metrics(wanyan: Serving) -> Response:
    """Drafts, calls of models, tokens, money, findings and fallbacks so far, in Prometheus's text format."""
    return Response(generate_latest(figures(Endpoints(wanyan.endpoints))), media_type=CONTENT_TYPE_LATEST)


class Endpoints(Collector):
    """How endpoints are doing in the process that answers."""

    def __init__(self, endpoints: tuple[EndpointState, ...]) -> None:
        self.endpoints = endpoints

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """State of the breakers, calls in flight and waiting."""
        who = ("endpoint", "model")
        breaker = GaugeMetricFamily("wanyan_breaker_state", "1 for the state it is in.", labels=(*who, "state"))
        busy = GaugeMetricFamily("wanyan_calls_in_flight", "Calls under way at an endpoint.", labels=who)
        waiting = GaugeMetricFamily("wanyan_calls_waiting", "Calls that wait for a place.", labels=who)
        for one in self.endpoints:
            for state in get_args(State):
                breaker.add_metric((one.host, one.model, state), float(one.breaker == state))
            busy.add_metric((one.host, one.model), one.busy)
            waiting.add_metric((one.host, one.model), one.waiting)
        yield from (breaker, busy, waiting)
