"""What can be seen of the work: spans in their order with the GenAI names, figures, and no word unless asked."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from evals.local_model import Answer, LocalModel, reply
from rag import telemetry
from rag.domain import Request, Turn
from rag.settings import ROOT
from rag.telemetry import figures
from tests.test_costs import ASK, CAUGHT, GOOD, priced, wanyan_at

SECRET = "我的暗号是蓝鲸"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """Every span that ends, as an operator's exporter would get it."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(telemetry, "_tracer", provider.get_tracer("test"))
    yield exporter
    provider.shutdown()


def parents(spans: tuple[ReadableSpan, ...]) -> list[tuple[str, str | None]]:
    """Each span with the one it stands in, in the order they began."""
    names = {span.context.span_id: span.name for span in spans if span.context}
    ordered = sorted(spans, key=lambda span: span.start_time or 0)
    return [(span.name, names[span.parent.span_id] if span.parent else None) for span in ordered]


async def test_a_draft_is_seen_step_by_step(seen: InMemorySpanExporter, data: Path) -> None:
    with LocalModel([CAUGHT, GOOD]) as model:
        await wanyan_at(model, data).draft(ASK)
    assert parents(seen.get_finished_spans()) == [
        ("wanyan.draft", None),
        ("wanyan.retrieve", "wanyan.draft"),
        ("wanyan.write", "wanyan.draft"),
        ("chat one", "wanyan.write"),
        ("wanyan.check", "wanyan.draft"),
        ("wanyan.repair", "wanyan.draft"),
        ("chat one", "wanyan.repair"),
        ("wanyan.check", "wanyan.draft"),
    ]


async def test_a_call_of_a_model_has_the_names_of_the_genai_conventions(
    seen: InMemorySpanExporter, data: Path
) -> None:
    with LocalModel([GOOD]) as model:
        await wanyan_at(model, data).draft(ASK)
    (call,) = [span for span in seen.get_finished_spans() if span.name == "chat one"]
    assert call.kind == SpanKind.CLIENT
    assert dict(call.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "one",
        "server.address": "127.0.0.1",
        "server.port": model.port,
        "gen_ai.usage.input_tokens": len(model.calls[0].prompt),
        "gen_ai.usage.cache_read.input_tokens": 0,
        "gen_ai.usage.output_tokens": len(GOOD.content),
    }


async def test_no_word_is_in_a_span_unless_asked(seen: InMemorySpanExporter, data: Path) -> None:
    ask = Request("chat", turns=(Turn("customer", f"东西坏了能退吗，{SECRET}"),))
    failing = Answer(status=500, raw=json.dumps({"error": {"message": SECRET}}))
    with LocalModel([failing, CAUGHT, GOOD]) as model:
        await wanyan_at(model, data).draft(ask)
    told = "".join(span.to_json() for span in seen.get_finished_spans())
    assert json.dumps(SECRET)[1:-1] not in told
    assert SECRET not in told
    assert json.dumps("拍张照片")[1:-1] not in told


async def test_words_are_in_the_spans_of_calls_where_asked(seen: InMemorySpanExporter, data: Path) -> None:
    ask = Request("chat", turns=(Turn("customer", f"东西坏了能退吗，电话 13812345678，{SECRET}"),))
    with LocalModel([GOOD]) as model:
        await wanyan_at(model, data, trace_text=True).draft(ask)
    (call,) = [span for span in seen.get_finished_spans() if span.name == "chat one"]
    attributes = dict(call.attributes or {})
    asked = json.loads(str(attributes["gen_ai.input.messages"]))
    assert [message["role"] for message in asked][:2] == ["system", "user"]
    assert SECRET in str(attributes["gen_ai.input.messages"])
    assert "13812345678" not in str(attributes["gen_ai.input.messages"]), "what leaves is masked, here as there"
    answered = json.loads(str(attributes["gen_ai.output.messages"]))
    assert answered[0]["role"] == "assistant"
    assert "拍张照片" in answered[0]["parts"][0]["content"]


@pytest.mark.parametrize(("fault", "reason"), [(Answer(status=401), "http-401"), (Answer(hangs=True), "cancelled")])
async def test_a_call_that_failed_says_why_in_one_word(
    seen: InMemorySpanExporter, data: Path, fault: Answer, reason: str
) -> None:
    with LocalModel([fault]) as model:
        await wanyan_at(model, data, deadline=0.6).draft(ASK)
    call = next(span for span in seen.get_finished_spans() if span.name == "chat one")
    assert call.status.status_code == StatusCode.ERROR
    assert call.status.description is None
    assert dict(call.attributes or {})["error.type"] == reason
    assert call.events == ()


async def test_nothing_phones_home(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the environment names a collector: who wants spans sent configures an SDK."""
    called: list[object] = []
    connect = socket.socket.connect

    def connecting(self: socket.socket, to: object) -> None:
        called.append(to)
        connect(self, to)  # type: ignore[arg-type]

    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://203.0.113.7:4317")
    monkeypatch.setattr(socket.socket, "connect", connecting)
    with LocalModel([GOOD]) as model:
        draft = await wanyan_at(model, data).draft(ASK)
    assert draft.made_by.drafter == "llm"
    assert {to[0] for to in called if isinstance(to, tuple)} <= {"127.0.0.1"}
    assert isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider), "no SDK is set up by Wanyan"


# Figures ---------------------------------------------------------------------------------------------


def value(name: str, **labels: str) -> float:
    """A figure as Prometheus would read it now; nought where there is none yet."""
    return figures().get_sample_value(name, labels) or 0.0


async def test_drafts_tokens_and_money_are_counted(data: Path, tmp_path: Path) -> None:
    before = value("wanyan_draft_seconds_count", channel="chat", made_by="llm")
    tokens = value("wanyan_tokens_total", shop="handbook", kind="completion")
    money = value("wanyan_cost_total", shop="handbook")
    caught = value("wanyan_findings_total", rule="unexplained-negation", where="caught")
    with LocalModel([CAUGHT, GOOD]) as model:
        draft = await priced(wanyan_at(model, data), tmp_path).draft(ASK)
    assert draft.made_by.usage is not None
    assert value("wanyan_draft_seconds_count", channel="chat", made_by="llm") == before + 1
    assert value("wanyan_tokens_total", shop="handbook", kind="completion") == tokens + len(
        CAUGHT.content + GOOD.content
    )
    assert value("wanyan_cost_total", shop="handbook") == pytest.approx(
        money + float(draft.made_by.usage.cost or 0)
    )
    assert value("wanyan_findings_total", rule="unexplained-negation", where="caught") == caught + 1


async def test_calls_and_fallbacks_are_counted_by_why(data: Path) -> None:
    before = value("wanyan_fallbacks_total", reason="http-401")
    with LocalModel([Answer(status=401)]) as model:
        await wanyan_at(model, data).draft(ASK)
        host = f"127.0.0.1:{model.port}"
    assert value("wanyan_fallbacks_total", reason="http-401") == before + 1
    assert value("wanyan_model_call_seconds_count", endpoint=host, model="one", result="http-401") == 1


async def test_a_draft_that_cannot_be_made_is_not_counted(data: Path) -> None:
    before = figures().get_sample_value("wanyan_draft_seconds_count", {"channel": "chat", "made_by": "offline"})
    with LocalModel([reply("好")]) as model, pytest.raises(Exception, match="nothing to reply to"):
        await wanyan_at(model, data).draft(Request("chat"))
    after = figures().get_sample_value("wanyan_draft_seconds_count", {"channel": "chat", "made_by": "offline"})
    assert after == before


def test_workers_add_up_their_figures_in_one_folder(tmp_path: Path) -> None:
    counting = (
        "from rag.domain import Finding; from rag import telemetry;"
        "telemetry.caught([Finding('stalling', 'error', '', 0, 0, '')])"
    )
    reading = (
        "from rag.telemetry import figures;"
        "print(figures().get_sample_value('wanyan_findings_total', {'rule': 'stalling', 'where': 'caught'}))"
    )
    together = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for program in (counting, counting, reading):
        done = subprocess.run(
            [sys.executable, "-c", program], env=together, cwd=ROOT, capture_output=True, text=True, check=True
        )
    assert done.stdout.strip() == "2.0"
