"""Settings → the models at OpenAI-compatible endpoints, or None where none is set."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from rag.endpoint.calling import Endpoint
from rag.endpoint.modes import Memory, Modes
from rag.endpoint.slots import Slots
from rag.errors import SettingError
from rag.settings import Settings

MEMORY = "endpoints.json"
"""The file in WANYAN_DATA that remembers what endpoints can do."""
_NO_KEY = SecretStr("none")
"""Local endpoints ask for no key, but the SDK asks for one, and would look for it in the environment."""
_CONNECTING = 2.0
"""Seconds for a connection to come about; an endpoint that is there needs a fraction of one."""


@dataclass(frozen=True)
class Models:
    """Whom to ask: `main` for drafts, `small` for short questions, which is `main` where no other is set."""

    main: Endpoint
    small: Endpoint

    @property
    def all(self) -> tuple[Endpoint, ...]:
        """Every model, each once."""
        named = (self.main, self.main.fallback, self.small)
        return tuple({endpoint.name: endpoint for endpoint in named if endpoint}.values())


@dataclass(frozen=True)
class _Address:
    base_url: str | None
    key: SecretStr | None
    extra: dict[str, Any] | None
    """What goes into the body of every call besides."""


def models(settings: Settings) -> Models | None:
    """The models; None where none is set. Raises SettingError where only part of one is set."""
    _refuse_halves(settings)
    if settings.llm_model is None:
        return None
    logging.getLogger("openai").setLevel(logging.WARNING)  # at level debug it logs whole conversations
    memory = Memory(settings.data / MEMORY)
    address = _Address(settings.llm_base_url, settings.llm_api_key, settings.llm_extra)
    slots = Slots(settings.llm_concurrency)
    fallback = _fallback(settings, memory, slots)
    main = _endpoint("primary", settings.llm_model, address, settings, memory, slots, fallback)
    if settings.llm_small_model is None:
        return Models(main, main)
    return Models(main, _endpoint("small", settings.llm_small_model, address, settings, memory, slots))


def _refuse_halves(settings: Settings) -> None:
    """A part that nothing can be done with was meant to do something."""
    parts = {
        name for name, value in settings if name.startswith("llm_") and name in _NEED_A_MODEL and value is not None
    }
    if parts and settings.llm_model is None:
        raise SettingError(f"WANYAN_LLM_MODEL is not set, though WANYAN_{min(parts).upper()} is")
    if settings.llm_fallback_model is None and (parts := parts & _NEED_A_FALLBACK):
        raise SettingError(f"WANYAN_LLM_FALLBACK_MODEL is not set, though WANYAN_{min(parts).upper()} is")


_NEED_A_FALLBACK = frozenset({"llm_fallback_base_url", "llm_fallback_api_key", "llm_fallback_extra"})
_NEED_A_MODEL = _NEED_A_FALLBACK | {
    "llm_base_url", "llm_api_key", "llm_extra", "llm_small_model", "llm_hedge_seconds", "llm_fallback_model",
}  # fmt: skip


def _fallback(settings: Settings, memory: Memory, slots: Slots) -> Endpoint | None:
    """The second endpoint, or another model at the first one, where one is set."""
    if settings.llm_fallback_model is None:
        return None
    if settings.llm_fallback_base_url is None:
        key, extra = settings.llm_fallback_api_key or settings.llm_api_key, settings.llm_fallback_extra
        address = _Address(settings.llm_base_url, key, settings.llm_extra if extra is None else extra)
    else:
        address = _Address(
            settings.llm_fallback_base_url, settings.llm_fallback_api_key, settings.llm_fallback_extra
        )
        slots = Slots(settings.llm_concurrency)
    return _endpoint("fallback", settings.llm_fallback_model, address, settings, memory, slots)


def _endpoint(  # noqa: PLR0913, PLR0917 - what an endpoint is made of
    name: str,
    model: str,
    address: _Address,
    settings: Settings,
    memory: Memory,
    slots: Slots,
    fallback: Endpoint | None = None,
) -> Endpoint:
    chat = ChatOpenAI(
        model=model,
        base_url=address.base_url,
        api_key=address.key or _NO_KEY,
        timeout=(min(_CONNECTING, settings.deadline), settings.deadline, settings.deadline, settings.deadline),
        max_retries=0,
    )
    where = str(chat.root_async_client.base_url)
    return Endpoint(
        name=name,
        host=urlsplit(where).netloc.rpartition("@")[2],
        model_name=model,
        model=chat,
        modes=Modes(f"{where.rpartition('@')[2]} {model}", memory),
        slots=slots,
        extra=address.extra or {},
        traces_text=settings.trace_text,
        patience=settings.deadline / 2,
        hedge=settings.llm_hedge_seconds,
        fallback=fallback,
    )
