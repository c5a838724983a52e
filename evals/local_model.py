"""A stand-in for a language model: an OpenAI-compatible endpoint on this machine that says what it is told to.

Tests, the demo and benchmarks speak to it over real HTTP with the real SDK, so that what is proved is what
runs. It can also misbehave (`evals.faults` names the ways). `python -m evals.local_model` serves it for trying
things out.
"""

from __future__ import annotations

import json
import math
import random
import re
import select
import socket
import sys
import threading
import time
import weakref
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, Literal, Self

from evals import local_protocol as protocol
from rag.text import has_han

Mode = Literal["json_schema", "tools", "json_object", "text"]
"""How a call asks for the shape of its answer."""
EVERY_MODE: frozenset[Mode] = frozenset({"json_schema", "tools", "json_object", "text"})


@dataclass(frozen=True)
class Answer:
    """One scripted answer: `content` of the message, or an HTTP `status`, after `delay` seconds."""

    content: str = ""
    status: int = 200
    delay: float = 0.0
    raw: str | None = None
    """Replaces the whole body, for endpoints that speak no JSON at all."""
    finish_reason: str = "stop"
    refusal: str | None = None
    retry_after: str | None = None
    """The header `Retry-After`."""
    hangs: bool = False
    """Takes the call and never answers it."""
    cut: bool = False
    """Loses the connection half-way through the body."""
    stalls: bool = False
    """Sends half of the body and then nothing more."""


@dataclass(frozen=True)
class Call:
    """One request as it arrived; names of headers in lower case."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)

    @property
    def prompt(self) -> str:
        """All messages as one text."""
        return "\n".join(str(message["content"]) for message in self.body.get("messages", []))

    @property
    def mode(self) -> Mode:
        """How it asks for the shape of the answer."""
        if self.body.get("tools"):
            return "tools"
        kind = (self.body.get("response_format") or {}).get("type")
        return kind if kind in {"json_schema", "json_object"} else "text"


Script = Callable[[Call], Answer]


def reply(*segments: str, cards: Iterable[str] = (), missing_facts: Iterable[str] = ()) -> Answer:
    """A well-formed answer that says these segments."""
    body = {"segments": segments, "cards": list(cards), "missing_facts": list(missing_facts), "answered": []}
    return Answer(json.dumps(body, ensure_ascii=False))


_CARD = re.compile(
    r"^### (?P<id>[\w-]+)：.*?^核准说法：\n+- (?P<wording>[^\n]+)$(?:\n- [^\n]+$)*"
    r"(?:\n还不知道就问客户：(?P<needs>[^\n、]+))?",
    re.MULTILINE | re.DOTALL,
)


def from_cards(call: Call) -> Answer:
    """Says the first approved wording of the first card in the prompt and asks what it needs."""
    card = _CARD.search(call.prompt)
    if card is None:
        return reply("您好，请问方便说一下具体的情况吗？我马上帮您核实。")
    asks = [f"请您先给我{card['needs']}。"] if card["needs"] and has_han(card["wording"]) else []
    return reply(card["wording"], *asks, cards=[card["id"]])


@dataclass
class LocalModel:
    """Serves `answers` in turn, the last of them for ever; use it as a context manager.

    An answer may be an `Answer`, or a function of the call. `calls` records every request, `busiest` how many
    were answered at once, `abandoned` how many callers did not wait.
    """

    answers: list[Answer | Script] = field(default_factory=lambda: [from_cards])
    latency: float = 0.0
    """Seconds before every answer, on top of its own delay."""
    jitter: float = 0.0
    """At most so many seconds more, evenly spread."""
    port: int = 0
    knows: Collection[Mode] = EVERY_MODE
    """The ways to ask for a shape that it knows; it refuses the others with 400 …"""
    ignores: bool = False
    """… or answers them in prose, as if it had not been asked for any shape."""
    keeps: bool = False
    """Whether connections stay open for the next call; else no test leaves any behind."""
    calls: list[Call] = field(default_factory=list)
    busiest: int = 0
    abandoned: int = 0

    def __enter__(self) -> Self:
        self._closed, self._closing = socket.socketpair()  # what wakes all who wait
        weakref.finalize(self, self._closed.close)
        self._lock = threading.Lock()
        self._busy = 0
        self._random = random.Random(7)  # noqa: S311 - delays, no secrets
        handler = type("Handler", (_Handler,), {"model": self})
        self._server = _Server(("127.0.0.1", self.port), handler)
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
        self._closing.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        """What WANYAN_LLM_BASE_URL is to be."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def modes(self) -> list[Mode]:
        """How each call so far has asked for the shape of its answer."""
        return [call.mode for call in self.calls]

    def answer(self, call: Call, caller: socket.socket) -> tuple[Answer, int] | None:
        """What to answer, and how many tokens of the prompt the call before had too; None when nobody waits."""
        with self._lock:
            shared = protocol.shared(call.prompt, self.calls[-1].prompt) if self.calls else 0
            self.calls.append(call)
            chosen = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
            wait = self.latency + self._random.uniform(0, self.jitter)
        try:
            answer = self._able(call, chosen(call) if callable(chosen) else chosen)
            if self.wait(float("inf") if answer.hangs else wait + answer.delay, caller):
                return answer, shared
            return None
        finally:
            with self._lock:
                self._busy -= 1

    def _able(self, call: Call, answer: Answer) -> Answer:
        """The answer as far as the model can be asked for its shape."""
        if call.mode in self.knows:
            return answer
        if self.ignores:
            return replace(answer, content="好的，这就为您处理。")
        return replace(answer, status=400, raw=protocol.error(f"{call.mode} is not supported"))

    def wait(self, seconds: float, caller: socket.socket) -> bool:
        """Whether the caller was still there after so long. Ends early when it goes, or the model closes."""
        left = None if math.isinf(seconds) else max(0.0, seconds)
        readable, _, _ = select.select([caller, self._closed], [], [], left)
        self.abandoned += readable == [caller]
        return not readable


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what is tested; whatever else goes wrong is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Speaks the two calls of the protocol that Wanyan makes."""

    model: ClassVar[LocalModel]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        call = Call(
            self.path,
            json.loads(self.rfile.read(length)),
            {name.lower(): value for name, value in self.headers.items()},
        )
        if self.path.endswith("/embeddings"):
            self._send(200, protocol.embeddings(call.body))
        elif self.path.endswith("/chat/completions"):
            self._chat(call)
        else:
            self._send(404, protocol.error(f"no such path: {self.path}"))

    def _chat(self, call: Call) -> None:
        found = self.model.answer(call, self.connection)
        if found is None:
            self.close_connection = True
            return
        answer, shared = found
        said = protocol.Said(answer.content, call.mode, answer.finish_reason, answer.refusal)
        usage = protocol.usage(call.prompt, shared, answer.content)
        kind = "application/json"
        if answer.status != 200:
            body = protocol.error("scripted failure")
        elif call.body.get("stream"):
            body, kind = protocol.events(call.body, said, usage), "text/event-stream"
        else:
            body = protocol.completion(call.body, said, usage)
        self._send(answer.status, body if answer.raw is None else answer.raw, kind, answer)

    def _send(self, status: int, body: str, kind: str = "application/json", answer: Answer | None = None) -> None:
        data = body.encode()
        cut = answer is not None and answer.cut
        stalls = answer is not None and answer.stalls
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Connection", "keep-alive" if self.model.keeps else "close")
            if answer is not None and answer.retry_after is not None:
                self.send_header("Retry-After", answer.retry_after)
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if cut or stalls else data)
            if stalls:
                self.model.wait(float("inf"), self.connection)
            self.close_connection = self.close_connection or cut or stalls
        except (BrokenPipeError, ConnectionResetError):  # the client has stopped waiting: that is the test
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: `calls` has it all."""


def _shown(call: Call) -> Answer:
    print(call.prompt, end="\n\n", flush=True)
    return from_cards(call)


def main() -> None:
    """Serve `from_cards` until interrupted, and say how to use it; with `--show`, print what the model is told."""
    answer = _shown if "--show" in sys.argv[1:] else from_cards
    with LocalModel([answer], port=9099) as model:
        print(f"WANYAN_LLM_BASE_URL={model.base_url} WANYAN_LLM_MODEL=local wanyan draft chat …", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
