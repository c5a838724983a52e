"""What can be seen of the work: OpenTelemetry spans with the GenAI names, Prometheus figures. No text unless asked.

Spans go nowhere, and cost next to nothing, until an operator configures an SDK with an exporter. Figures are kept
here until somebody asks for them. Nothing is sent anywhere by itself.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, StatusCode
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from rag.domain import Draft, Finding

Attributes = Mapping[str, str | int]
_tracer = trace.get_tracer("wanyan")

# Figures ---------------------------------------------------------------------------------------------

_FIGURES = CollectorRegistry()
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 15.0, 30.0, 60.0)
_DRAFTS = Histogram(
    "wanyan_draft_seconds", "Whole drafts.", ("channel", "made_by"), buckets=_SECONDS, registry=_FIGURES
)
_CALLS = Histogram(
    "wanyan_model_call_seconds",
    "Calls of models, by how they ended: answered, or a word for why not.",
    ("endpoint", "model", "result"),
    buckets=_SECONDS,
    registry=_FIGURES,
)
_TOKENS = Counter(
    "wanyan_tokens", "Tokens that drafts used; cached ones are prompt ones.", ("shop", "kind"), registry=_FIGURES
)
_COST = Counter("wanyan_cost", "Money that drafts cost, by the prices set.", ("shop",), registry=_FIGURES)
_FINDINGS = Counter(
    "wanyan_findings",
    "Findings in drafts, and in proposals that were caught.",
    ("rule", "where"),
    registry=_FIGURES,
)
_REMEMBERED = Counter(
    "wanyan_remembered", "Answers a model had given before.", ("endpoint", "model"), registry=_FIGURES
)
_FALLBACKS = Counter(
    "wanyan_fallbacks", "Drafts not made by the first choice, by why.", ("reason",), registry=_FIGURES
)


def figures(*more: Collector) -> CollectorRegistry:
    """The figures of this process, or of all that share PROMETHEUS_MULTIPROC_DIR, and `more` of this one."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # Prometheus's own name, read by its library
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Kept())
    for one in more:
        registry.register(one)
    return registry


class _Kept(Collector):
    """What this process has counted."""

    def collect(self) -> Iterable[object]:  # type: ignore[override]
        """Every figure."""
        return _FIGURES.collect()


def caught(findings: Iterable[Finding]) -> None:
    """Count what a proposal was caught for."""
    for rule in {finding.rule for finding in findings}:
        _FINDINGS.labels(rule, "caught").inc()


def remembered(host: str, model: str) -> None:
    """Count an answer that had been given before."""
    _REMEMBERED.labels(host, model).inc()


def _count(draft: Draft) -> None:
    made = draft.made_by
    _DRAFTS.labels(draft.channel, made.drafter).observe(draft.timings_ms.get("total", 0.0) / 1000)
    for rule in {finding.rule for finding in draft.findings}:
        _FINDINGS.labels(rule, "draft").inc()
    if made.fallback is not None:
        _FALLBACKS.labels(made.fallback).inc()
    if made.usage is not None:
        for kind in ("prompt", "cached", "completion"):
            _TOKENS.labels(draft.shop, kind).inc(max(0, getattr(made.usage, kind)))
        _COST.labels(draft.shop).inc(float(made.usage.cost or 0))


# Spans -----------------------------------------------------------------------------------------------


@contextmanager
def span(name: str, attributes: Attributes | None = None) -> Iterator[Span]:
    """A span around the block. What is raised in it is named by its class alone: messages may quote a customer."""
    with _started(name, attributes or {}, SpanKind.INTERNAL) as current:
        try:
            yield current
        except BaseException as error:
            _failed(current, type(error).__name__)
            raise


def _started(name: str, attributes: Attributes, kind: SpanKind) -> AbstractContextManager[Span]:
    return _tracer.start_as_current_span(
        name, kind=kind, attributes=dict(attributes), record_exception=False, set_status_on_exception=False
    )


def _failed(current: Span, reason: str) -> None:
    current.set_attribute("error.type", reason)
    current.set_status(StatusCode.ERROR)


@contextmanager
def drafting(channel: str, shop: str) -> Iterator[list[Draft]]:
    """The span of a whole draft, which is to be put into the list for it to be counted."""
    with span("wanyan.draft", {"wanyan.channel": channel, "wanyan.shop": shop}) as current:
        made: list[Draft] = []
        yield made
        for draft in made:
            _count(draft)
            current.set_attributes(_told(draft))


def _told(draft: Draft) -> dict[str, str | int]:
    made = draft.made_by
    told: dict[str, str | int] = {
        "wanyan.status": draft.status,
        "wanyan.made_by": made.drafter,
        "wanyan.repairs": made.repairs,
        "wanyan.topics": ",".join(draft.topics),
    }
    return told | ({"wanyan.fallback": made.fallback} if made.fallback else {})


@dataclass
class ModelCall:
    """A call of a model as it is seen from here."""

    span: Span
    result: str = "answered"

    def failed(self, reason: str) -> None:
        """The call ended without an answer; `reason` is one word."""
        self.result = reason
        _failed(self.span, reason)

    def answered(self, prompt: int, cached: int, completion: int) -> None:
        """The tokens it used."""
        self.span.set_attributes(
            {
                "gen_ai.usage.input_tokens": prompt,
                "gen_ai.usage.cache_read.input_tokens": cached,
                "gen_ai.usage.output_tokens": completion,
            }
        )

    def texts(self, side: str, messages: Iterable[tuple[str, str]]) -> None:
        """What was said (role, text), as the GenAI conventions write it; `side` is input or output."""
        said = [{"role": role, "parts": [{"type": "text", "content": text}]} for role, text in messages]
        self.span.set_attribute(f"gen_ai.{side}.messages", json.dumps(said, ensure_ascii=False))


@contextmanager
def model_call(host: str, model: str) -> Iterator[ModelCall]:
    """The span and the seconds of one call over HTTP."""
    address, _, port = host.partition(":")
    attributes: dict[str, str | int] = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": model,
        "server.address": address,
    }
    attributes |= {"server.port": int(port)} if port.isdecimal() else {}
    began = time.perf_counter()
    with _started(f"chat {model}", attributes, SpanKind.CLIENT) as current:
        call = ModelCall(current)
        try:
            yield call
        finally:
            _CALLS.labels(host, model, call.result).observe(time.perf_counter() - began)
