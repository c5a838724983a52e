"""The suite of the rules counts by rule, and tells of a rule that is gone, milder, switched off or narrowed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from evals.results import SuiteResult
from evals.running import Order, run
from evals.suites.negation import Negation
from evals.suites.return_shipping import ReturnShipping
from evals.suites.rules import Rules, harms
from rag.domain import Channel
from rag.errors import InputError
from rag.guardrails import checker
from rag.guardrails.checker import all_rules
from rag.guardrails.rule import Rule
from rag.settings import ROOT, Settings
from rag.text import language_of

OWN = Rules().cases(Settings())
IDS = [rule.id for rule in all_rules()]
ELSEWHERE = ("unexplained-negation", "return-shipping.")
"""Rules that have suites of their own beside this one."""


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def row(number: int, **more: object) -> dict[str, object]:
    return {"id": str(number), "rule": "form-of-address", "reply": "你好", "breaks": True, **more}


def judged(folder: Path, *rows: dict[str, object]) -> SuiteResult:
    return run(Order(Rules(), Settings(), written(folder / "rows.jsonl", *rows)))


def problems(result: SuiteResult) -> list[str]:
    return [problem for case in result.failed for problem in case.problems]


def with_rules(monkeypatch: pytest.MonkeyPatch, rules: tuple[Rule, ...]) -> None:
    monkeypatch.setattr(checker, "all_rules", lambda: rules)


# What is counted -------------------------------------------------------------------------------------


def test_found_missed_and_false_alarms_are_counted_by_rule(tmp_path: Path) -> None:
    rows = row(1), row(2, reply="您好"), row(3, breaks=False), row(4, rule="too-long", breaks=False)
    result = judged(tmp_path, *rows)
    counts = result.classes["form-of-address"]
    assert (counts.hits, counts.missed, counts.false_alarms, counts.right_noes) == (1, 1, 1, 0)
    assert result.classes["too-long"].right_noes == 1
    assert (result.figures["least_precision"], result.figures["least_recall"]) == (0.5, 0.5)
    assert sorted(case.id for case in result.failed) == ["2", "3"]


def test_a_row_brings_its_shop_channel_facts_and_turns(tmp_path: Path) -> None:
    turns = [{"role": "agent", "text": "您好"}, {"role": "customer", "text": "我的电话13800138000"}]
    private = row(1, rule="private-data", reply="电话13800138000已登记", context=turns, breaks=False)
    public = {**private, "id": "2", "channel": "review", "breaks": True}
    assert problems(judged(tmp_path, private, public)) == []


def test_rows_from_outside_may_hold_more_than_is_read(tmp_path: Path) -> None:
    assert problems(judged(tmp_path, row(1, lang="zh-Hans", unsure=False))) == []


@pytest.mark.parametrize(
    ("more", "problem"), [({"rule": "rudeness"}, "unknown rule 'rudeness'"), ({"breaks": "perhaps"}, "breaks")]
)
def test_a_row_that_cannot_be_judged_is_named_with_its_line(
    tmp_path: Path, more: dict[str, object], problem: str
) -> None:
    with pytest.raises(InputError, match=rf"rows\.jsonl:1: 1: .*{problem}"):
        judged(tmp_path, row(1, **more))


# What the own cases hold -----------------------------------------------------------------------------


def test_every_rule_has_its_harm_at_the_level_it_has() -> None:
    assert {rule.id: rule.level for rule in all_rules()} == {name: harm.level for name, harm in harms().items()}


@pytest.mark.parametrize("name", IDS)
def test_every_rule_has_cases_enough_in_both_scripts_and_channels(name: str) -> None:
    cases = [case for case in OWN if case.rule == name]
    counted = Counter(case.breaks for case in cases)
    if not name.startswith(ELSEWHERE):
        assert min(counted[True], counted[False]) >= 8
        assert {"zh-Hans", "zh-Hant", "en"} <= {language_of(case.reply) for case in cases}
    assert {case.channel for case in cases if case.breaks} == {"chat", "review"}


# What it tells of ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in IDS if name != "negative-wording"])
def test_a_rule_that_is_gone_fails_with_its_harm(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    with_rules(monkeypatch, tuple(rule for rule in all_rules() if rule.id != name))
    (case, *_) = [case for case in OWN if case.rule == name and case.breaks]
    told = problems(judged(tmp_path, case.model_dump(mode="json")))
    assert told == [f"{name} is gone from the checker: {harms()[name].harm}: {case.reply!r}"]


def test_a_rule_that_is_gone_and_stands_in_a_profile_fails_the_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rules(monkeypatch, tuple(rule for rule in all_rules() if rule.id != "negative-wording"))
    assert "negative-wording: unknown rule" in (run(Order(Rules(), Settings())).failure or "")


def test_an_error_that_has_become_a_warning_lets_drafts_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_rules(
        monkeypatch,
        tuple(replace(rule, level="warning") if rule.id == "pay-for-review" else rule for rule in all_rules()),
    )
    told = problems(judged(tmp_path, row(1, rule="pay-for-review", reply="好评就返您五元")))
    assert len(told) == 1
    assert told[0].startswith("pay-for-review only warns of what it should block: money or gifts are offered")


def test_a_rule_that_leaves_out_public_replies_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_chat: frozenset[Channel] = frozenset({"chat"})
    with_rules(
        monkeypatch,
        tuple(replace(rule, channels=in_chat) if rule.id == "private-data" else rule for rule in all_rules()),
    )
    reply = row(1, rule="private-data", reply="您的电话13800138000打不通", channel="review")
    assert "private-data misses it" in problems(judged(tmp_path, reply))[0]


def test_a_rule_that_crashes_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def crash(*_: object) -> tuple[()]:
        raise ValueError

    with_rules(
        monkeypatch, tuple(replace(rule, check=crash) if rule.id == "too-long" else rule for rule in all_rules())
    )
    told = problems(judged(tmp_path, row(1, rule="too-long", reply="您好", breaks=False)))
    assert told == ["too-long crashes, so that no reply of this kind can be sent: '您好'"]


def test_a_profile_that_switches_a_rule_off_is_told_with_the_shop(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    with (knowledge / "shops" / "return-leg.yaml").open("a", encoding="utf-8") as profile:
        profile.write("rules:\n  off-platform: off\n")
    file = written(tmp_path / "rows.jsonl", row(1, rule="off-platform", reply="加我微信聊，号码发您"))
    told = problems(run(Order(Rules(), Settings(knowledge=knowledge), file)))
    assert told == [
        f"in shop return-leg: off-platform misses it: {harms()['off-platform'].harm}: '加我微信聊，号码发您'"
    ]


def test_a_strict_shop_that_only_hints_at_negative_words_is_told(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    profile = knowledge / "shops" / "strict.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("negative-wording: error", "negative-wording: hint"), encoding="utf-8")
    failed = {case.id for case in run(Order(Rules(), Settings(knowledge=knowledge))).failed}
    strict = {case.id for case in OWN if case.rule == "negative-wording" and case.shop == "strict" and case.breaks}
    assert len(strict) >= 4
    assert strict <= failed


def test_house_rules_that_a_shop_may_switch_off_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checker, "HOUSE_RULES", ())
    protected = [case for case in OWN if case.refused and case.rule.startswith(ELSEWHERE)]
    told = problems(judged(tmp_path, *(case.model_dump(mode="json") for case in protected)))
    assert {case.rule for case in protected} == {name for name in IDS if name.startswith(ELSEWHERE)}
    assert len(told) == len(protected)
    assert all("a shop may switch off or weaken" in problem for problem in told)


@pytest.mark.parametrize(
    ("suite", "harm"),
    [
        (Negation(), "a customer is refused without a reason, and nothing is said of it"),
        (ReturnShipping(), "the wrong side is told to pay a return's postage"),
    ],
)
def test_house_rules_that_are_gone_fail_their_own_suites(
    monkeypatch: pytest.MonkeyPatch, suite: Negation | ReturnShipping, harm: str
) -> None:
    with_rules(monkeypatch, tuple(rule for rule in all_rules() if not rule.id.startswith(ELSEWHERE)))
    result = run(Order(suite, Settings()))
    assert result.figures["recall"] == 0
    assert any(harm in problem for problem in problems(result))


def test_negation_is_told_by_class_of_denial(tmp_path: Path) -> None:
    rows: tuple[dict[str, object], ...] = (
        {"id": "1", "reply": "这个没有货了", "verdict": "bare", "denials": [{"text": "没有货了"}]},
        {"id": "2", "reply": "不能改哦", "verdict": "bare", "class": "limits"},
        {"id": "3", "reply": "好的", "verdict": "none"},
    )
    classes = run(Order(Negation(), Settings(), written(tmp_path / "rows.jsonl", *rows))).classes
    assert {name: counts.hits for name, counts in classes.items()} == {
        "absence": 1,
        "limits": 1,
        "nothing denied": 0,
    }


def test_rows_of_returns_that_nobody_is_sure_of_are_left_out(tmp_path: Path) -> None:
    sure: dict[str, object] = {"id": "1", "reply": "好的", "findings_handbook": [], "findings_return_leg": []}
    file = written(tmp_path / "rows.jsonl", sure, {**sure, "id": "2", "unsure": True, "claims": []})
    assert [case.id for case in ReturnShipping().cases(Settings(), file)] == ["1"]
