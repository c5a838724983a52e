"""Would it work? Every part is looked at and tried once, and what is wrong comes with what to do."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

from pydantic import SecretStr

from rag.endpoint.failures import reason_of
from rag.errors import IndexUnavailable, InputError, ModelError, SettingError
from rag.settings import ROOT, Settings, load_settings
from rag.wiring import Wanyan, build, embedder_of

if TYPE_CHECKING:
    from rag.endpoint.calling import Answered, Endpoint

State = Literal["good", "note", "bad"]
_MEND = "mend it in the environment or in .env"


@dataclass(frozen=True)
class Diagnosis:
    """What was found of one part. `bad` is what would fail, `note` what is done without; `advice` what to do."""

    part: str
    state: State
    found: str
    advice: str = ""


async def examine() -> AsyncIterator[Diagnosis]:
    """Every part, one after the other, as soon as it is known. Asks models a short question twice each.

    What an endpoint says of itself may hold its key: no line does.
    """
    keys: list[str] = []
    async for one in _examined(keys):
        found = one.found
        for key in keys:
            found = found.replace(key, "***")
        yield replace(one, found=found)


async def _examined(keys: list[str]) -> AsyncIterator[Diagnosis]:
    """As `examine`; puts every key of the settings into `keys`."""
    yield _python()
    yield _packages()
    try:
        settings = load_settings()
    except SettingError as error:
        yield Diagnosis("settings", "bad", str(error), _MEND)
        return
    keys += [key for _, value in settings if isinstance(value, SecretStr) and (key := value.get_secret_value())]
    yield Diagnosis("settings", "good", _told_settings())
    yield _data(settings)
    wanyan = await asyncio.to_thread(_built, settings)
    if isinstance(wanyan, Diagnosis):
        yield wanyan
        return
    for found in _parts(wanyan):
        yield found
    async for found in _models(wanyan):
        yield found
    for found in _budget(wanyan):
        yield found
    yield await _embedding(settings)


# What is installed -----------------------------------------------------------------------------------

_NEEDED = (3, 11)
_PINNED = re.compile(r"^([\w.-]+)==([\w.+]+)( ;)?", re.MULTILINE)


def _python() -> Diagnosis:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _NEEDED:
        return Diagnosis("Python", "bad", found, "install Python 3.11 or newer")
    return Diagnosis("Python", "good", found)


def _packages() -> Diagnosis:
    """The packages beside the lock that they were tested with."""
    lock = ROOT / "requirements.lock"
    if not lock.is_file():
        return Diagnosis("packages", "good", "installed as a package: no lock to compare them with")
    pinned: dict[str, set[str]] = {}  # a package may have a version for each platform
    needed: list[str] = []
    for name, number, marked in _PINNED.findall(lock.read_text(encoding="utf-8")):
        pinned.setdefault(name, set()).add(number)
        needed += [] if marked else [name]
    there = {name: _installed(name) for name in pinned}
    missing = [name for name in needed if there[name] is None]
    other = [name for name, numbers in pinned.items() if there[name] not in {None, *numbers}]
    advice = "pip install --require-hashes -r requirements.lock"
    if missing:
        return Diagnosis("packages", "bad", f"not installed: {_first(missing)}", advice)
    if other:
        return Diagnosis("packages", "note", f"other versions than in requirements.lock: {_first(other)}", advice)
    return Diagnosis("packages", "good", f"{len(pinned)} as in requirements.lock")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _first(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _told_settings() -> str:
    given = sorted(name for name in os.environ if name.startswith("WANYAN_"))
    return f"set in the environment: {', '.join(given)}" if given else "none set in the environment"


# What is on disk -------------------------------------------------------------------------------------


def _data(settings: Settings) -> Diagnosis:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data):
            return Diagnosis("data folder", "good", f"{settings.data} can be written")
    except OSError as error:
        found = f"{settings.data} cannot be written: {error.strerror}"
        return Diagnosis("data folder", "note", found, "set WANYAN_DATA, or all is forgotten at the end")


def _built(settings: Settings) -> Wanyan | Diagnosis:
    """Everything put together, or which part it failed at."""
    try:
        return build(settings)
    except InputError as error:
        return Diagnosis("knowledge", "bad", str(error), "mend what it names; see WANYAN_KNOWLEDGE, WANYAN_SHOP")
    except SettingError as error:
        return Diagnosis("settings", "bad", str(error), _MEND)
    except IndexUnavailable as error:
        return Diagnosis("index", "bad", str(error), "wanyan index --rebuild")


def _parts(wanyan: Wanyan) -> Iterator[Diagnosis]:
    shops = f"{len(wanyan.shops)} shops, {wanyan.settings.shop} by default"
    yield Diagnosis("knowledge", "good", f"{wanyan.settings.knowledge}, {shops}")
    index, notes = wanyan.index, [*wanyan.synced.notes, *wanyan.degraded]
    found = f"{len(index.contents.cards)} cards, version {index.version}"
    yield Diagnosis("index", "note" if notes else "good", "; ".join([found, *notes]))


# What is elsewhere -----------------------------------------------------------------------------------


async def _models(wanyan: Wanyan) -> AsyncIterator[Diagnosis]:
    if wanyan.models is None:
        advice = "for a model, set WANYAN_LLM_BASE_URL and WANYAN_LLM_MODEL (docs/models.md)"
        yield Diagnosis("model", "note", "none is set: drafts are written offline", advice)
        return
    for endpoint in wanyan.models.all:
        async for found in probe(endpoint, wanyan.settings):
            yield found


async def probe(endpoint: Endpoint, settings: Settings) -> AsyncIterator[Diagnosis]:
    """Whether one model answers, by itself, as drafts need it to."""
    endpoint = replace(endpoint, fallback=None)
    part = f"model {endpoint.name}"
    where = f"{endpoint.model_name} at {endpoint.host}"
    try:
        await _asked(endpoint, settings.deadline)  # the first call also finds out the mode
        began = time.perf_counter()
        answered = await _asked(endpoint, settings.deadline)
    except ModelError as error:
        yield Diagnosis(part, "bad", f"{where}: {_said(str(error), settings)}", _advice(str(error), endpoint.name))
        return
    took = time.perf_counter() - began
    yield Diagnosis(part, "good", f"{where} answers in {1000 * took:.0f} ms, shape asked for by {answered.mode}")
    if took > settings.deadline / 2:
        found = f"a short answer takes more than half of WANYAN_DEADLINE ({settings.deadline:g} s)"
        yield Diagnosis(part, "note", found, "take a faster model, or a longer deadline")
    if answered.usage.prompt == 0:
        state: State = "bad" if settings.llm_daily_budget else "note"
        yield Diagnosis(part, state, "does not report its usage", "costs are not counted, and no budget is kept")


async def _asked(endpoint: Endpoint, seconds: float) -> Answered:
    from langchain_core.messages import HumanMessage, SystemMessage

    messages = [SystemMessage(_STANDING), HumanMessage("ready?")]
    return await endpoint.ask(messages, _SCHEMA, name="probe", ends=time.perf_counter() + seconds)


_STANDING = 'You answer with one JSON object and nothing else: {"ready": true}'
_SCHEMA = {"type": "object", "properties": {"ready": {"type": "boolean"}}, "required": ["ready"]}

_KEYS = {"http-401": "the key is not accepted", "http-403": "the key may not do this"}
_SAID = _KEYS | {
    "unreachable": "nothing answers there",
    "http-400": "the request is refused, as many endpoints do for a model they do not have",
    "http-402": "the account has no money left",
    "http-404": "it has no such model, or the path is wrong",
    "http-429": "too many calls, or the quota is used up",
    "malformed": "it answers, but not with the JSON that was asked for, in any mode",
    "empty": "it answers nothing",
    "refused": "it refuses to answer a harmless question",
}


def _said(reason: str, settings: Settings) -> str:
    if reason == "timeout":
        return f"no answer within WANYAN_DEADLINE ({settings.deadline:g} s)"
    return f"{_SAID.get(reason, 'it fails')} ({reason})"


def _advice(reason: str, name: str) -> str:
    prefix = "WANYAN_LLM_FALLBACK" if name == "fallback" else "WANYAN_LLM"
    model = "WANYAN_LLM_SMALL_MODEL" if name == "small" else f"{prefix}_MODEL"
    return {
        "unreachable": f"start the server, or mend {prefix}_BASE_URL",
        "timeout": "take a faster model, or a longer deadline",
        "http-400": f"see {model}",
        "http-401": f"see {prefix}_API_KEY",
        "http-402": "top it up",
        "http-403": f"see {prefix}_API_KEY, and what it is allowed",
        "http-404": f"see {model}, and whether {prefix}_BASE_URL ends as the provider says, most often in /v1",
        "http-429": "wait, or raise the limits of the account",
    }.get(reason, f"see the server's own log, or try another {model}")


def _budget(wanyan: Wanyan) -> Iterator[Diagnosis]:
    """What is left of the day's money, where there is a budget."""
    accounts = wanyan.drafting.accounts
    if accounts.daily is None:
        return
    spent = {
        shop.id: accounts.ledger.spent(shop.id, accounts.day(shop.time_zone)).cost for shop in wanyan.shops.values()
    }
    told = ", ".join(f"{shop} {cost:f}" for shop, cost in spent.items() if cost) or "nothing"
    found = f"{accounts.daily:f} a day for each shop; spent today: {told}"
    over = [shop for shop, cost in spent.items() if cost >= accounts.daily]
    if over:
        advice = f"drafts of {', '.join(over)} are offline until the day ends; see WANYAN_LLM_DAILY_BUDGET"
        yield Diagnosis("budget", "note", found, advice)
    else:
        yield Diagnosis("budget", "good", found)


async def _embedding(settings: Settings) -> Diagnosis:
    part, began = "embedding model", time.perf_counter()
    if settings.embedding_model is None:
        return Diagnosis(part, "good", "none is set: vectors are hashed on this machine")
    try:
        embedder = embedder_of(settings)
        assert embedder is not None  # noqa: S101 - a model is set
        rows = await asyncio.to_thread(embedder, ["您好"])
    except Exception as error:  # an endpoint that speaks another language ends in any of them
        found = f"{settings.embedding_model}: {_said(reason_of(error.__cause__ or error), settings)}"
        return Diagnosis(part, "bad", found, "see WANYAN_EMBEDDING_*; search does without its vectors meanwhile")
    took = 1000 * (time.perf_counter() - began)
    return Diagnosis(part, "good", f"{settings.embedding_model} answers in {took:.0f} ms, {rows.shape[1]} numbers")
