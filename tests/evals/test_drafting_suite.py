"""The judgement of a whole draft: every shortcoming is told with its harm, and nothing else is complained of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evals.suites.chat import ChatCase
from evals.suites.drafting import Expected, shortcomings, written_in
from rag.domain import Citation, Draft, Finding, MadeBy

WHY = "the customer does not learn it"
DRAFT = Draft(
    "1", "ready", "chat", "handbook", "zh-Hans", "您好，请发照片。72小时内发出。", ("您好，请发照片。",),
    ("dispatch",), "logistics", "neutral", MadeBy("offline"),
    citations=(Citation("dispatch-when", "发货", "72小时内发出。", "000"),),
    missing_facts=("破损处的照片",), next_steps=("先核对库存",),
)  # fmt: skip


def told(draft: Draft = DRAFT, customer: str = "多久发货", **expect: Any) -> list[str]:
    expected = Expected.model_validate(expect)
    case = ChatCase.model_validate({"id": "a", "why": WHY, "customer": customer})
    return list(shortcomings(case, expected, draft))


@pytest.mark.parametrize(
    "expect",
    [
        {"must_say": ["照片 | 图", "/发出。$/", "72"]},
        {"must_not_say": ["7", "/^发出/"]},
        {"begins": ["您好"], "ends": ["72小时"]},
        {"in_order": ["您好", "照片", "发出"], "once": ["照片"]},
        {
            "longest": 17,
            "language": "zh-Hans",
            "stage": "logistics",
            "topics": ["dispatch"],
            "sentiment": "neutral",
        },
        {"cites": ["carrier-which | dispatch-when"], "needs": ["照片"], "knows": ["订单号"]},
        {"next_steps": ["库存"], "no_steps": ["退款"]},
    ],
)
def test_a_draft_that_is_all_it_must_be_has_no_problem(expect: dict[str, Any]) -> None:
    assert told(**expect) == []


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ({"must_say": ["视频 | 录像"]}, f"does not say 视频 or 录像: {WHY}"),
        ({"must_say": [{"视频": "nobody sees the fault"}]}, "does not say 视频: nobody sees the fault"),
        ({"must_not_say": ["照片"]}, f"says '照片': {WHY}"),
        ({"must_not_say": ["/\\d+小时/"]}, f"says '72小时': {WHY}"),
        ({"must_say": ["2小时"]}, f"does not say 2小时: {WHY}"),
        ({"begins": ["72"]}, f"does not begin with 72: {WHY}"),
        ({"ends": ["您好"]}, f"does not end with 您好: {WHY}"),
        ({"in_order": ["发出", "照片"]}, f"does not say 照片 in its turn: {WHY}"),
        ({"once": ["发"]}, f"says 发 2 times, not once: {WHY}"),
        ({"longest": 5}, "has 16 characters, more than 5: nobody reads it to its end"),
        ({"stage": "payment"}, "stands at the stage logistics, not payment"),
        ({"sentiment": "negative"}, "reads the customer as neutral, not negative"),
        ({"topics": ["invoice"]}, "does not take up invoice (but dispatch)"),
        ({"cites": ["invoice-when"]}, "does not rest on invoice-when but on dispatch-when"),
        ({"needs": ["订单号"]}, f"does not ask for 订单号: {WHY}"),
        ({"knows": ["照片"]}, "asks for 照片, which is known: the customer has to say it twice"),
        ({"next_steps": ["主管"]}, f"does not tell the agent the next step 主管: {WHY}"),
        ({"no_steps": ["库存"]}, f"tells the agent the next step '库存': {WHY}"),
    ],
)
def test_what_a_draft_falls_short_of_is_told_with_its_harm(expect: dict[str, Any], problem: str) -> None:
    [found] = told(**expect)
    assert found.startswith(problem)


def test_a_draft_that_breaks_a_rule_or_stays_away_fails_whatever_is_expected() -> None:
    finding = Finding("arguing", "error", "…", 0, 2, "您好")
    assert told(replace(DRAFT, findings=(finding,)))[0].startswith("breaks arguing with '您好'")
    assert told(replace(DRAFT, findings=(replace(finding, level="warning"),))) == []
    assert told(replace(DRAFT, status="blocked", text="")) == ["is blocked: the customer gets no answer"]


def test_approved_words_that_our_own_rules_refuse_are_told_unless_that_is_how_it_comes() -> None:
    mended = replace(DRAFT, made_by=MadeBy("offline", repairs=1))
    assert told(mended)[0].startswith("had to be mended")
    assert told(mended, mended=True) == []
    assert told(replace(DRAFT, made_by=MadeBy("llm", repairs=1))) == []


def test_every_customer_is_answered_in_their_own_language_and_script() -> None:
    assert told(customer="多久發貨")[0].startswith("is taken for zh-Hans, not zh-Hant")
    taiwan = replace(DRAFT, language="zh-Hant", text="您好，请發照片。", segments=())
    assert told(taiwan, customer="多久發貨") == [
        "has 请, which is not zh-Hant: the customer reads two scripts in one"
    ]
    assert told(taiwan, customer="多久發貨，我叫请") == []
    english = replace(DRAFT, language="en", text="Please send a photo.", segments=())
    assert told(english, customer="how long") == []


def test_one_long_message_is_told_in_a_chat() -> None:
    wall = replace(DRAFT, segments=("好" * 200,))
    assert told(wall) == ["has a message of 200 characters: a wall of text that nobody reads in a chat"]
    assert told(replace(wall, channel="review")) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("多久发货", "zh-Hans"), ("什麼時候出貨", "zh-Hant"), ("你好", "zh-Hans"), ("where is it", "en"),
        ("😡", "zh-Hans"), ("https://item.example.com/1", "zh-Hans"), ("幾時有貨㗎", "zh-Hant"),
    ],
)  # fmt: skip
def test_the_language_is_read_by_what_encodings_hold(text: str, language: str) -> None:
    assert written_in(text) == language
