"""The pages people open: the console, what it needs to know, and the API reference. All served from here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel

from api.deps import Serving

router = APIRouter(include_in_schema=False)

_HERE = Path(__file__).parent
_CONSOLE = _HERE / "console"
_TEMPLATES = Jinja2Templates(_HERE / "reference")
_METHODS = ("get", "post", "put", "delete")


class ShopName(BaseModel):
    """A shop as the console lists it."""

    id: str
    name: str


class ConsoleSetup(BaseModel):
    """What the console needs to know before it can ask for a draft."""

    shops: list[ShopName]
    shop: str
    model: str | None
    degraded: tuple[str, ...]
    max_chars: int


def mount(app: FastAPI) -> None:
    """Serve the console's files."""
    app.mount("/console", StaticFiles(directory=_CONSOLE), name="console")


@router.get("/")
async def console() -> FileResponse:
    """The console."""
    return FileResponse(_CONSOLE / "index.html")


@router.get("/console/setup.json")
async def setup(wanyan: Serving) -> ConsoleSetup:
    """Shops to choose from, and how drafts are made here."""
    settings = wanyan.settings
    return ConsoleSetup(
        shops=[ShopName(id=shop.id, name=shop.name) for shop in wanyan.shops.values()],
        shop=settings.shop,
        model=settings.llm_model,
        degraded=tuple(wanyan.degraded),
        max_chars=settings.max_chars,
    )


@router.get("/docs")
async def reference(request: Request) -> HTMLResponse:
    """The API reference, rendered from the OpenAPI document: no script, nothing from elsewhere."""
    document = request.app.openapi()
    shown = {"document": document, "calls": _calls(document), "schema_of": _schema_of, "pretty": _pretty}
    return _TEMPLATES.TemplateResponse(request, "index.html", shown)


def _calls(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every call with its method and path, in the order of the document."""
    return [
        {"method": method.upper(), "path": path, **call}
        for path, methods in document["paths"].items()
        for method, call in methods.items()
        if method in _METHODS
    ]


def _pretty(example: Any) -> str:
    return json.dumps(example, ensure_ascii=False, indent=2)


def _schema_of(part: dict[str, Any]) -> str:
    """The type of a property in one phrase: `string`, `Turn[]`, `"chat" | "review"`."""
    if "$ref" in part:
        return str(part["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in part:
        return " | ".join(dict.fromkeys(map(_schema_of, part["anyOf"])))
    if "enum" in part or "const" in part:
        return " | ".join(f'"{value}"' for value in part.get("enum", [part.get("const")]))
    if part.get("type") == "array":
        return f"{_schema_of(part.get('items', {}))}[]"
    if isinstance(part.get("additionalProperties"), dict):
        return f"{{name: {_schema_of(part['additionalProperties'])}}}"
    return str(part.get("type", "any"))
