"""Manners beyond the rules' own examples: grades, and what excuses a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import CASES as FILES
from evals.cases import load
from evals.suites.rules import RuleCase
from rag.domain import Turn
from rag.guardrails.checker import Checker
from rag.guardrails.manners import OUR_STEP
from rag.guardrails.rule import Context, Rule
from rag.guardrails.rules import arguing, blame_shifting, commanding, curt_particle, ignorance, stalling
from rag.shops import Shop
from rag.text import fold

SHOP = Shop("handbook", "标准", ("000",))
MODULES = (arguing, blame_shifting, stalling, commanding, ignorance, curt_particle)
RULES: dict[str, Rule] = {module.RULE.id: module.RULE for module in MODULES}
CHECKER = Checker(RULES.values())
CASES = load(RuleCase, [FILES / "rules-manners.yaml"])


def levels(rule: str, reply: str, *said: str) -> list[str]:
    """Levels of a rule's findings; `said` are turns, the customer's last, agent and customer in turn before."""
    roles = ("customer", "agent")
    turns = tuple(Turn(roles[at % 2], text) for at, text in enumerate(reversed(said)))[::-1]  # type: ignore[arg-type]
    result = CHECKER.check(reply, Context(SHOP, turns=turns))
    assert not result.failed
    return [finding.level for finding in result.findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("reply", "level"),
    [
        ("爱买不买", "error"),
        ("你自己弄坏的，怪谁", "error"),
        ("关我们什么事", "error"),
        ("It's your own fault.", "error"),
        ("都跟您说过了", "warning"),
        ("您怎么不早说", "warning"),
        ("别人买了都没问题", "warning"),
        ("You should have read the description.", "warning"),
    ],
)
def test_an_insult_blocks_a_needle_is_shown(reply: str, level: str) -> None:
    assert set(levels("arguing", reply, "怎么回事")) == {level}


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("不是我们的责任。", ["error"]),
        ("不是我们的责任，不过我来帮您联系快递理赔。", []),
        ("不关我们的事，我帮您问一下快递吧。", ["warning"]),
        ("快递的原因。", ["warning"]),
        ("快递的原因，您找快递。", ["error"]),
        ("不管是不是我们的责任，我都会跟进。", []),
    ],
)
def test_a_step_of_ours_takes_the_matter_on(reply: str, expected: list[str]) -> None:
    assert levels("blame-shifting", reply, "收到是坏的") == expected


def test_sending_to_the_courier_shifts_only_where_something_is_wrong() -> None:
    assert levels("blame-shifting", "您可以联系快递员约时间。", "可以改成下午送吗") == []
    assert levels("blame-shifting", "您联系快递员吧。", "显示签收我没收到") == ["warning"]


def test_a_wait_is_judged_by_the_conversation() -> None:
    wait = "请您耐心等待哦"
    assert levels("stalling", wait, "退款怎么还没到") == ["warning"]
    assert levels("stalling", wait, "怎么还没到", "我已经帮您催了，明天上午送到", "好的谢谢") == []
    assert levels("stalling", wait, "怎么还没到", "我已经帮您催了，明天上午送到", "到底还要多久") == ["warning"]
    assert levels("stalling", wait, "我想买一件红色的") == []
    assert levels("stalling", wait) == ["warning"]


@pytest.mark.parametrize(
    "besides",
    ["我已经帮您催了仓库", "预计周三到", "工厂停电耽误了两天", "财务正在核对这笔款项", "原路退回您的银行卡"],
)
def test_anything_told_besides_makes_a_wait_more_than_stalling(besides: str) -> None:
    assert levels("stalling", f"{besides}，请您耐心等待。", "退款怎么还没到") == []


@pytest.mark.parametrize(
    "besides", ["非常抱歉", "给您带来不便了", "我们会尽快处理", "感谢您的理解与支持", "正在处理中"]
)
def test_courtesy_and_soon_do_not(besides: str) -> None:
    assert levels("stalling", f"{besides}，请您耐心等待。", "退款怎么还没到") == ["warning"]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("别催了", ["error"]),
        ("闭嘴", ["error"]),
        ("您必须今天付款", ["warning"]),
        ("按海关规定，您必须实名。", []),
        ("赶紧下单", ["warning"]),
        ("我赶紧给您下单", []),
        ("您别着急", []),
        ("建议您自己先试一下", []),
    ],
)
def test_an_order_is_told_from_a_request(reply: str, expected: list[str]) -> None:
    assert levels("commanding", reply, "怎么办") == expected


@pytest.mark.parametrize(
    "follow_up", ["我去问一下技术", "稍后给您答复，我先核实", "一般三天左右", "麻烦您发一下型号"]
)
def test_not_knowing_is_fine_with_a_next_step(follow_up: str) -> None:
    assert levels("ignorance", f"这个我不清楚，{follow_up}。", "能用多久") == []
    assert levels("ignorance", "这个我不清楚。", "能用多久") == ["warning"]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("嗯", ["warning"]),
        ("嗯嗯\n今天给您发", ["warning"]),
        ("今天给您发\n嗯嗯", ["warning"]),
        ("嗯嗯，今天给您发", ["hint"]),
        ("今天给您发了哦", []),
        ("恩施的茶叶今天发", []),
        ("OK, done.", []),
        ("ok", ["warning"]),
    ],
)
def test_a_sound_is_judged_by_what_follows(reply: str, expected: list[str]) -> None:
    assert levels("curt-particle", reply, "今天发吗") == expected


def test_the_better_wording_is_in_the_customers_language() -> None:
    context = Context(SHOP, turns=(Turn("customer", "发韵达"),))
    assert [finding.suggestion for finding in CHECKER.check("ok", context).findings] == ["好的"]
    assert [finding.suggestion for finding in CHECKER.check("ok", Context(SHOP)).findings] == ["Certainly"]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("我帮您联系快递", True),
        ("已经给您登记了", True),
        ("Let me check with the courier", True),
        ("您可以联系快递", False),
        ("请先联系快递", False),
        ("我们只负责发货", False),
        ("无法帮您处理", False),
        ("We suggest that you contact the courier", False),
    ],
)
def test_a_step_is_ours_or_the_customers(text: str, ours: bool) -> None:
    assert (OUR_STEP.search(fold(text).text) is not None) == ours


def test_precision_and_recall_on_the_cases_of_evals() -> None:
    wrong = [
        case.id
        for case in CASES
        if bool(levels(case.rule, case.reply, *([str(case.context)] if case.context else []))) != case.breaks
    ]
    assert len(CASES) >= 240
    assert len(wrong) <= 0.04 * len(CASES), wrong


@given(
    st.lists(
        st.sampled_from([*"您你我们不没看快自己的，。嗯哦吧了", "投诉", "联系", "please ", "wait"]), max_size=40
    )
)
def test_any_order_of_words_is_read_without_a_crash(words: list[str]) -> None:
    result = CHECKER.check("".join(words), Context(SHOP))
    assert not result.failed
