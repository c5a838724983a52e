"""`/healthz` and `/readyz`: whether the process lives, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import Serving
from rag.endpoint.calling import EndpointState
from rag.wiring import Wanyan

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: str = "alive"


class Ready(BaseModel):
    """It can do its work; `degraded` says what it does without, `endpoints` how each model is doing."""

    status: str = "ready"
    degraded: tuple[str, ...]
    knowledge: str
    model: str | None
    endpoints: tuple[EndpointState, ...]


@router.get("/healthz", summary="Alive")
async def healthz() -> Alive:
    """Answers as soon as the process does."""
    return Alive()


@router.get("/readyz", summary="Ready")
async def readyz(wanyan: Serving) -> Ready:
    """503 until the knowledge is read; then what is degraded, which knowledge and model, and how endpoints do."""
    return Ready(
        degraded=(*wanyan.degraded, *_troubles(wanyan)),
        knowledge=wanyan.knowledge_version,
        model=wanyan.settings.llm_model,
        endpoints=wanyan.endpoints,
    )


def _troubles(wanyan: Wanyan) -> Iterator[str]:
    """Models left alone, and shops whose drafts are offline for the rest of the day."""
    for one in wanyan.endpoints:
        if one.breaker != "closed":
            yield f"model {one.model} at {one.host} is left alone: {one.trouble}"
    accounts = wanyan.drafting.accounts
    for shop in wanyan.shops.values():
        if accounts.exhausted(shop.id, accounts.day(shop.time_zone)):
            yield f"shop {shop.id} has spent the day's budget: drafts are offline"
