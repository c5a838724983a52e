"""The same question to the same model, word for word, is asked once: its answer is kept, in a file with an end.

A question is known by a hash of all that matters to its answer: the model, where it is, every word it is told, the
shape it is asked for. Reviews repeat each other ("好评！"), and so do runs of a batch that was stopped.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sqlite3
import threading
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from langchain_core.messages import BaseMessage

from rag import telemetry
from rag.endpoint.answers import Schema
from rag.endpoint.calling import Answered, Endpoint
from rag.endpoint.database import opened
from rag.endpoint.usage import Usage

T = TypeVar("T")

log = logging.getLogger(__name__)

_TABLE = "CREATE TABLE IF NOT EXISTS answers (number INTEGER PRIMARY KEY, question BLOB UNIQUE, answer TEXT)"
_KEEP = "INSERT OR REPLACE INTO answers (question, answer) VALUES (?, ?)"
_FORGET = "DELETE FROM answers WHERE number <= (SELECT max(number) FROM answers) - ?"
_RECALL = "SELECT answer FROM answers WHERE question = ?"


class Remembered:
    """The latest `most` answers. Where the file cannot be used they are kept in memory."""

    def __init__(self, path: Path | None = None, most: int = 10_000) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._asking: weakref.WeakValueDictionary[bytes, asyncio.Lock] = weakref.WeakValueDictionary()
        self._file = opened(path, _TABLE)
        weakref.finalize(self, self._file.close)

    async def ask(
        self,
        endpoint: Endpoint,
        messages: Sequence[BaseMessage],
        schema: Schema,
        reading: Callable[[Answered], T],
        **how: Any,
    ) -> T:
        """What `reading` makes of what `endpoint.ask` answers, or answered; who asks meanwhile waits for that.

        Neither what cannot be read is kept, nor what a second endpoint says. Raises what the two raise.
        """
        question = _question(endpoint, messages, schema)
        async with self._asking.setdefault(question, asyncio.Lock()):
            if (known := self._recall(question)) is not None:
                telemetry.remembered(endpoint.host, endpoint.model_name)
                return reading(Answered(known["data"], Usage(), endpoint.model_name, endpoint.host, known["mode"]))
            answered = await endpoint.ask(messages, schema, **how)
            read = reading(answered)
            if (answered.endpoint, answered.model) == (endpoint.host, endpoint.model_name):
                self._keep(question, {"data": answered.data, "mode": answered.mode})
            return read

    def _recall(self, question: bytes) -> dict[str, Any] | None:
        try:
            with self._lock:
                found = self._file.execute(_RECALL, (question,)).fetchone()
        except sqlite3.Error as error:
            log.warning("remembered answers cannot be read: %s", error)
            return None
        return dict(json.loads(found[0])) if found else None

    def _keep(self, question: bytes, answer: dict[str, Any]) -> None:
        try:
            with self._lock:
                self._file.execute(_KEEP, (question, json.dumps(answer, ensure_ascii=False)))
                self._file.execute(_FORGET, (self._most,))
        except (sqlite3.Error, UnicodeEncodeError) as error:
            log.warning("an answer cannot be remembered: %s", type(error).__name__)


def _question(endpoint: Endpoint, messages: Sequence[BaseMessage], schema: Schema) -> bytes:
    told = [(message.type, str(message.text)) for message in messages]
    asked = json.dumps([endpoint.modes.key, told, schema], sort_keys=True)
    return hashlib.blake2b(asked.encode(), digest_size=16).digest()
