"""A stand-in for a language model: an OpenAI-compatible endpoint on this machine that says what it is told to.

Tests, the demo and benchmarks speak to it over real HTTP with the real SDK, so that what is proved is what
runs. `python -m evals.local_model` serves it for trying things out.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, Self
from zlib import crc32


@dataclass(frozen=True)
class Answer:
    """One scripted answer: `content` of the message, or an HTTP `status`, after `delay` seconds.

    `raw` replaces the whole body, for endpoints that speak no JSON at all.
    """

    content: str = ""
    status: int = 200
    delay: float = 0.0
    raw: str | None = None
    finish_reason: str = "stop"


@dataclass(frozen=True)
class Call:
    """One request as it arrived; names of headers in lower case."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def prompt(self) -> str:
        """All messages as one text."""
        return "\n".join(str(message["content"]) for message in self.body.get("messages", []))


Script = Callable[[Call], Answer]


def reply(*segments: str, cards: Iterable[str] = (), missing_facts: Iterable[str] = ()) -> Answer:
    """A well-formed answer that says these segments."""
    body = {"segments": segments, "cards": list(cards), "missing_facts": list(missing_facts), "answered": []}
    return Answer(json.dumps(body, ensure_ascii=False))


_CARD = re.compile(r"^### (?P<id>[\w-]+)：.*?^核准说法：\n+- (?P<wording>.+?)$", re.MULTILINE | re.DOTALL)


def from_cards(call: Call) -> Answer:
    """Says the first approved wording of the first card in the prompt, as an obedient model might."""
    card = _CARD.search(call.prompt)
    if card is None:
        return reply("您好，请问方便说一下具体的情况吗？我马上帮您核实。")
    return reply(card["wording"], cards=[card["id"]])


@dataclass
class LocalModel:
    """Serves `answers` in turn, the last of them for ever; use it as a context manager.

    An answer may be an `Answer`, or a function of the call. `calls` records every request.
    """

    answers: list[Answer | Script] = field(default_factory=lambda: [from_cards])
    latency: float = 0.0
    """Seconds before every answer, on top of its own delay."""
    port: int = 0
    calls: list[Call] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._closing = threading.Event()
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"model": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        """What WANYAN_LLM_BASE_URL is to be."""
        return f"http://127.0.0.1:{self.port}/v1"

    def answer(self, call: Call) -> Answer:
        """Record a call and pick what to answer, having waited as long as the script says."""
        with self._lock:
            self.calls.append(call)
            chosen = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer = chosen(call) if callable(chosen) else chosen
        self._closing.wait(self.latency + answer.delay)
        return answer


class _Handler(BaseHTTPRequestHandler):
    """Speaks the two calls of the protocol that Wanyan makes."""

    model: ClassVar[LocalModel]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        call = Call(
            self.path,
            json.loads(self.rfile.read(length)),
            {name.lower(): value for name, value in self.headers.items()},
        )
        if self.path.endswith("/embeddings"):
            self._send(200, json.dumps(_embeddings(call.body)))
        elif self.path.endswith("/chat/completions"):
            self._chat(call)
        else:
            self._send(404, json.dumps({"error": {"message": f"no such path: {self.path}"}}))

    def _chat(self, call: Call) -> None:
        answer = self.model.answer(call)
        if answer.status != 200:
            body = json.dumps({"error": {"message": "scripted failure", "type": "scripted"}})
        else:
            body = json.dumps(_completion(call, answer), ensure_ascii=False)
        self._send(answer.status, body if answer.raw is None else answer.raw)

    def _send(self, status: int, body: str) -> None:
        data = body.encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):  # the client has stopped waiting: that is the test
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: `calls` has it all."""


def _completion(call: Call, answer: Answer) -> dict[str, Any]:
    return {
        "id": "chatcmpl-local",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": call.body.get("model", "local"),
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": answer.content},
                "finish_reason": answer.finish_reason,
            }
        ],
        "usage": {"prompt_tokens": len(call.prompt), "completion_tokens": len(answer.content), "total_tokens": 0},
    }


def _embeddings(body: dict[str, Any]) -> dict[str, Any]:
    """Vectors of 16 numbers that say which characters a text has: alike texts, alike vectors."""
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    rows = [{"object": "embedding", "index": at, "embedding": _vector(text)} for at, text in enumerate(texts)]
    return {
        "object": "list",
        "data": rows,
        "model": body.get("model"),
        "usage": {"prompt_tokens": 0, "total_tokens": 0},
    }


def _vector(text: str) -> list[float]:
    vector = [0.0] * 16
    for char in text:
        vector[crc32(char.encode()) % 16] += 1.0
    return vector


def main() -> None:
    """Serve `from_cards` until interrupted, and say how to use it."""
    with LocalModel(port=9099) as model:
        print(f"WANYAN_LLM_BASE_URL={model.base_url} WANYAN_LLM_MODEL=local wanyan draft chat …", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
