"""Ways to ask for an answer's shape, best first; which of them an endpoint knows is found out and remembered."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from rag.endpoint.answers import Schema

log = logging.getLogger(__name__)

Mode = Literal["json_schema", "tools", "json_object", "text"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""From the one that binds a model most; in `text`, only the prompt tells what is wanted, as it always does."""
_REMEMBERED = 24 * 3600.0
"""Seconds after which it is found out again: servers are updated, and a bad day is no lack of ability."""
_SLIPS = 3
"""Answers in a row that came in another way, before the known one is given up."""


def asking(mode: Mode, schema: Schema, name: str) -> dict[str, Any]:
    """What a call is given so that its answer has the schema's shape."""
    wire = {"name": name, "strict": True}
    if mode == "json_schema":
        return {"response_format": {"type": mode, "json_schema": wire | {"schema": strictly(schema)}}}
    if mode == "tools":
        tool = {"type": "function", "function": wire | {"parameters": strictly(schema)}}
        return {"tools": [tool], "tool_choice": {"type": "function", "function": {"name": name}}}
    return {"response_format": {"type": mode}} if mode == "json_object" else {}


def strictly(schema: Schema) -> Schema:
    """The schema as strict modes want it: every property required and no other; what comes may be less."""
    strict = {key: _strictly(value) for key, value in schema.items()}
    if "properties" in schema:
        strict |= {"required": list(schema["properties"]), "additionalProperties": False}
    return strict


def _strictly(value: Any) -> Any:
    if isinstance(value, dict):
        return strictly(value)
    return [_strictly(item) for item in value] if isinstance(value, list) else value


class Memory:
    """Modes found out, by endpoint and model, in a file that may be lost or left unwritten without harm."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known = _read(path) if path else {}

    def recall(self, key: str) -> Mode | None:
        """The mode of an endpoint's model, where it is known and fresh."""
        mode, since = self._known.get(key, ("", 0.0))
        fresh = 0 <= time.time() - since < _REMEMBERED
        return next((known for known in MODES if known == mode and fresh), None)

    def keep(self, key: str, mode: Mode | None) -> None:
        """Remember a mode, or with None that it is not known any more."""
        self._known.pop(key, None)
        if mode is not None:
            self._known[key] = (mode, time.time())
        if self._path:
            _write(self._path, {**_read(self._path), **self._known})


@dataclass
class Modes:
    """Which modes to try with one model of one endpoint, learnt from how calls end."""

    key: str
    memory: Memory = field(default_factory=Memory)
    temperature: bool = field(default=True, init=False)
    """Whether a temperature may be asked for, as far as is known; found out anew at every start."""
    _slips: int = field(default=0, init=False)

    @property
    def known(self) -> Mode | None:
        """The mode that works, once it is found out."""
        return self.memory.recall(self.key)

    def to_try(self) -> tuple[Mode, ...]:
        """The known one and the next, in case of a slip; all where none is known."""
        if self.known is None:
            return MODES
        at = MODES.index(self.known)
        return MODES[at : at + 2]

    def worked(self, mode: Mode) -> None:
        """An answer of the right shape came in this mode."""
        if mode == self.known:
            self._slips = 0
        elif self.known is None or self._slipped():
            self.memory.keep(self.key, mode)

    def none_worked(self) -> None:
        """No mode that was tried gave an answer of the right shape."""
        if self.known is not None and self._slipped():
            self.memory.keep(self.key, None)

    def _slipped(self) -> bool:
        """Whether it has now happened often enough to believe it."""
        self._slips = (self._slips + 1) % _SLIPS
        return self._slips == 0


_Known = dict[str, tuple[str, float]]


def _read(path: Path) -> _Known:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): (str(entry["mode"]), float(entry["since"])) for key, entry in found.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _write(path: Path, known: _Known) -> None:
    entries = {key: {"mode": mode, "since": since} for key, (mode, since) in known.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        log.warning("%s cannot be written: %s; asked again at the next start", path, error.strerror)
