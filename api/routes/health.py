"""`/healthz` and `/readyz`: whether the process lives, and whether it can do its work."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import Serving

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: str = "alive"


class Ready(BaseModel):
    """It can do its work; `degraded` says what it does without."""

    status: str = "ready"
    degraded: tuple[str, ...]
    knowledge: str
    model: str | None


@router.get("/healthz", summary="Alive")
async def healthz() -> Alive:
    """Answers as soon as the process does."""
    return Alive()


@router.get("/readyz", summary="Ready")
async def readyz(wanyan: Serving) -> Ready:
    """503 until the knowledge is read; then what is degraded, which knowledge, and which model if any."""
    return Ready(
        degraded=tuple(wanyan.degraded),
        knowledge=wanyan.knowledge_version,
        model=wanyan.settings.llm_model,
    )
