"""The suite of chat replies: cases in a shop manager's form, and a step of the drafter that is left out is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import load
from evals.results import SuiteResult
from evals.running import Order, run
from evals.suites.chat import Chat, ChatCase
from rag.domain import Turn
from rag.drafters.wording import Said, Speaker
from rag.errors import InputError
from rag.wiring import STANDING, Wanyan

SUITE = Chat()
CASES = {case.id: case for case in load(ChatCase, SUITE.files)}


@pytest.fixture(autouse=True)
def parts(built: Wanyan, monkeypatch: pytest.MonkeyPatch) -> Wanyan:
    monkeypatch.setattr("evals.suites.drafting.built", lambda settings: built)
    return built


def result(parts: Wanyan, monkeypatch: pytest.MonkeyPatch, *names: str) -> SuiteResult:
    """What becomes of these cases of the project's own."""
    chosen = tuple(CASES[name] for name in names)
    monkeypatch.setattr(Chat, "cases", lambda self, settings, dataset=None: chosen)
    return run(Order(Chat(), parts.settings))


def problems(parts: Wanyan, monkeypatch: pytest.MonkeyPatch, name: str) -> str:
    return "; ".join(result(parts, monkeypatch, name).cases[0].problems)


def written(path: Path, case: str) -> Path:
    path.write_text(f"origin: a test\ncases:\n- {{id: a, why: harm, {case}}}\n", encoding="utf-8")
    return path


def test_there_are_enough_cases_each_with_its_harm_for_every_script_and_shop() -> None:
    assert len(CASES) >= 260
    assert all(case.why and case.origin for case in CASES.values())
    assert {case.shop for case in CASES.values()} == {"handbook", "return-leg", "strict"}
    assert sum(case.weight >= 4 for case in CASES.values()) >= 80


@pytest.mark.parametrize(
    ("form", "turns"),
    [
        ("customer: 在吗", [("customer", "在吗")]),
        ("customer: [在吗, 多久发货]", [("customer", "在吗"), ("customer", "多久发货")]),
        (
            "turns: [在吗, {agent: 在的}, {customer: 好}]",
            [("customer", "在吗"), ("agent", "在的"), ("customer", "好")],
        ),
        ("turns: [{role: agent, text: 在的}, 好]", [("agent", "在的"), ("customer", "好")]),
    ],
)
def test_a_talk_is_written_in_short(tmp_path: Path, form: str, turns: list[tuple[str, str]]) -> None:
    [case] = load(ChatCase, [written(tmp_path / "chat.yaml", form)])
    assert case.request().turns == tuple(Turn(role, text) for role, text in turns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("shop: strict", "give `customer` or `turns`"),
        ("customer: 在吗, turns: [在吗]", "give `customer` or `turns`"),
        ("turns: [{boss: 在吗}]", "customer or agent, not 'boss'"),
        ("customer: 在吗, expect: {must_say: [72]}", "must be text"),
        ("customer: 在吗, expect: {say: [x]}", "expect.say"),
    ],
)
def test_a_case_that_is_written_wrongly_is_named_with_its_line(tmp_path: Path, form: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as raised:
        load(ChatCase, [written(tmp_path / "chat.yaml", form)])
    assert "chat.yaml:3" in str(raised.value)


def test_cases_of_every_kind_pass(parts: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("greets-hant", "payer-open-return-leg-en", "three-matters", "need-photo-en", "days-over-hant")
    assert result(parts, monkeypatch, *names).figures["moments"] == 1.0


@pytest.mark.parametrize(
    ("phrase", "case", "problem"),
    [
        ("greeting", "greets-before-answering", "does not begin with 26号: the customer does not learn who serves"),
        ("comfort", "mood-angry-hant", "does not say 抱歉"),
        ("also", "two-matters-en", "does not say also: or one more thing in its turn"),
        ("send", "need-photo", "does not say 照片: a fault is judged before anybody has seen it"),
        ("received", "invoice-details-sent", "does not say 收到"),
        ("acting", "errand-keep-after-all", "does not say 保留"),
        ("attribute", "facts-attribute-en", "does not say 850"),
    ],
)
def test_a_step_that_is_left_out_is_told(
    parts: Wanyan, monkeypatch: pytest.MonkeyPatch, phrase: str, case: str, problem: str
) -> None:
    say, insist = Speaker.phrase, Speaker.insist
    monkeypatch.setattr(
        Speaker, "phrase", lambda self, p, name, *a, **k: (name != phrase and say(self, p, name, *a, **k)) or ""
    )
    monkeypatch.setattr(
        Speaker,
        "insist",
        lambda self, w, key, *a, **k: Said("") if key == phrase else insist(self, w, key, *a, **k),
    )
    assert problem in problems(parts, monkeypatch, case)


@pytest.mark.parametrize(
    ("broken", "case", "problem"),
    [
        ("rag.drafters.offline._next_steps", "steps-injury", "does not tell the agent the next step 主管"),
        ("rag.drafters.offline._citation", "steps-injury", "crashed"),
        ("rag.drafters.chat_reply.asking", "need-photo-hant", "does not say 照片"),
    ],
)
def test_a_part_that_is_gone_is_told(
    parts: Wanyan, monkeypatch: pytest.MonkeyPatch, broken: str, case: str, problem: str
) -> None:
    monkeypatch.setattr(broken, lambda *args: () if "steps" in broken else "")
    assert problem in problems(parts, monkeypatch, case)


def test_a_shop_that_asks_another_payer_is_told(parts: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = parts.shops["handbook"]
    swapped = replace(shop, return_shipping=replace(shop.return_shipping, customer="return_only"))
    monkeypatch.setitem(parts.drafting.shops, "handbook", swapped)
    told = problems(parts, monkeypatch, "payer-open-handbook")
    assert "the customer does not learn that both ways are theirs" in told
    assert "says '单程'" in told


def test_holding_replies_are_counted_and_what_falls_short_counts_for_no_gate(
    parts: Wanyan, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = result(parts, monkeypatch, "errand-keep-after-all", "greeting-number", "days-over-strict")
    assert found.figures["moments"] == 1.0
    assert [case.id for case in found.failed] == ["days-over-strict"]
    [kept] = [case for case in found.cases if case.id == "errand-keep-after-all"]
    assert kept.sources == (STANDING["holding"],)
    assert found.figures["holding"] == pytest.approx(1 / 3)


def test_rows_from_outside_are_measured(parts: Wanyan, tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    path.write_text(
        '{"id": "1", "turns": [{"role": "customer", "text": "多久发货"}], "topic": "x"}\n', encoding="utf-8"
    )
    found = run(Order(Chat(), parts.settings, path))
    assert [case.passed for case in found.cases] == [True]
