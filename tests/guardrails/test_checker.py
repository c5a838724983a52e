"""The gate: what blocks, what a shop may change, what a crash means, and that nothing else makes CheckedText."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.domain import Facts, Level
from rag.guardrails.checker import CheckedText, Checker, CheckResult, all_rules, profile_problem
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Rule, Violation
from rag.shops import Shop

SHOP = Shop("handbook", "标准", ("000",))


def finds(word: str) -> Rule:
    """A rule that finds a folded word wherever it stands."""

    def check(reading: Reading, context: Context) -> Iterator[Violation]:
        at = reading.folded.text.find(word)
        if at >= 0:
            yield Violation(at, at + len(word), suggestion="头发", details={"word": word})

    return Rule("finds", "error", "找词", "找到“{word}”", "found {word}", ("000",), check, (), ())


def crashes(reading: Reading, context: Context) -> Iterator[Violation]:
    raise RuntimeError("on purpose")


FINDS = finds("头发")
CRASHES = replace(FINDS, id="crashes", check=crashes)


def with_rules(**levels: Level | str) -> Context:
    return Context(replace(SHOP, rules=levels))  # type: ignore[arg-type]


def test_an_error_blocks_and_is_refused_at_the_gate() -> None:
    result = Checker([FINDS]).gate(("您好", "头发很好"), Context(SHOP))
    assert isinstance(result, CheckResult)
    assert result.verdict == "block"
    assert [finding.text for finding in result.findings] == ["头发"]


def test_a_clean_text_passes_the_gate_with_its_segments() -> None:
    passed = Checker([FINDS]).gate(("您好", "谢谢"), Context(SHOP))
    assert isinstance(passed, CheckedText)
    assert passed.segments == ("您好", "谢谢")
    assert passed.text == "您好\n谢谢"


@pytest.mark.parametrize(
    ("level", "verdict"), [("warning", "warn"), ("hint", "pass"), ("off", "pass"), ("error", "block")]
)
def test_a_shop_sets_the_level_of_a_rule(level: str, verdict: str) -> None:
    result = Checker([FINDS]).check("头发", with_rules(finds=level))
    assert result.verdict == verdict
    assert bool(result.findings) == (level != "off")


@pytest.mark.parametrize("level", ["warning", "hint"])
def test_milder_findings_pass_the_gate_and_go_along(level: str) -> None:
    passed = Checker([FINDS]).gate(("头发",), with_rules(finds=level))
    assert isinstance(passed, CheckedText)
    assert [finding.level for finding in passed.findings] == [level]


def test_a_crash_leaves_the_text_unverified_and_names_the_rule() -> None:
    result = Checker([CRASHES]).gate(("您好",), Context(SHOP))
    assert isinstance(result, CheckResult)
    assert (result.verdict, result.failed) == ("unverified", ("crashes",))


def test_a_crash_hides_no_error_of_another_rule() -> None:
    result = Checker([CRASHES, FINDS]).check("头发", Context(SHOP))
    assert (result.verdict, result.failed, len(result.findings)) == ("block", ("crashes",), 1)


def test_checked_text_is_made_by_the_gate_alone() -> None:
    with pytest.raises(TypeError, match="gate"):
        CheckedText(("您好",), (), object())


def test_a_rule_keeps_to_its_channels() -> None:
    rule = replace(FINDS, channels=frozenset({"review"}))
    assert Checker([rule]).check("头发", Context(SHOP)).verdict == "pass"
    assert Checker([rule]).check("头发", Context(SHOP, channel="review")).verdict == "block"


@pytest.mark.parametrize("reply", ["　頭\u200b髮……", "①頭髮", "ﬁn 頭髮", "🙂頭髮", "頭\u200d髮"])
def test_offsets_and_text_are_the_original_s(reply: str) -> None:
    (finding,) = Checker([FINDS]).check(reply, Context(SHOP)).findings
    assert finding.text == reply[finding.start : finding.end]
    assert finding.text.startswith("頭")
    assert finding.text.endswith("髮")


def test_message_and_suggestion_are_in_the_reply_s_script() -> None:
    (finding,) = Checker([FINDS]).check("這個頭髮", Context(SHOP)).findings
    assert finding.suggestion == "頭髮"
    (finding,) = Checker([finds("hair")]).check("this hair is fine", Context(SHOP)).findings
    assert finding.message == "found hair"


def test_findings_come_in_the_order_of_the_text() -> None:
    rules = [finds("二"), replace(finds("一"), id="first")]
    assert [finding.text for finding in Checker(rules).check("一二", Context(SHOP)).findings] == ["一", "二"]


def test_house_rules_of_the_folder_block_a_wrong_payer() -> None:
    context = Context(SHOP, facts=Facts(cause="quality", days_since_signed=2))
    result = Checker().check("杯子的裂纹確認了，退貨運費由您承擔。", context)
    assert result.verdict == "block"
    (finding,) = (finding for finding in result.findings if finding.rule == "return-shipping.wrong-payer")
    assert "退貨運費由您承擔" in finding.text
    assert finding.suggestion == "來回運費由我們承擔"


def test_every_rule_of_the_folder_is_found_once() -> None:
    ids = [rule.id for rule in all_rules()]
    assert ids == sorted(set(ids))
    assert len([rule_id for rule_id in ids if rule_id.startswith("return-shipping.")]) == 6


def doubts(word: str) -> Rule:
    """A rule that finds a word, and is not sure of it."""

    def check(reading: Reading, context: Context) -> Iterator[Violation]:
        yield from (replace(found, doubtful=True) for found in finds(word).check(reading, context))

    return replace(finds(word), id="doubts", check=check)


def test_a_second_opinion_dismisses_what_a_rule_doubts() -> None:
    checker = Checker([doubts("头发")])
    result = checker.check("头发很好", Context(SHOP))
    assert (result.verdict, result.doubtful) == ("block", frozenset(result.findings))
    passed = checker.gate(("头发很好",), Context(SHOP), frozenset(result.findings))
    assert isinstance(passed, CheckedText)
    assert passed.findings == ()


def test_a_second_opinion_dismisses_nothing_that_a_rule_is_sure_of() -> None:
    checker = Checker([FINDS, doubts("很好")])
    result = checker.check("头发很好", Context(SHOP))
    again = result.without(frozenset(result.findings))
    assert [finding.rule for finding in again.findings] == ["finds"]
    assert (again.verdict, again.doubtful) == ("block", frozenset())


def test_a_dismissal_of_another_reply_dismisses_nothing() -> None:
    checker = Checker([doubts("头发")])
    elsewhere = checker.check("您的头发很好", Context(SHOP))
    assert checker.check("头发很好", Context(SHOP)).without(frozenset(elsewhere.findings)).verdict == "block"


def test_a_shop_may_set_a_grade_of_a_rule_apart() -> None:
    def stern(reading: Reading, context: Context) -> Iterator[Violation]:
        yield from (replace(found, grade="mild") for found in FINDS.check(reading, context))

    rule = replace(FINDS, check=stern, grades={"mild": "hint"})
    assert profile_problem(with_rules(**{"finds.mild": "off"}).shop, [rule]) is None
    assert "unknown" in str(profile_problem(with_rules(**{"finds.wild": "off"}).shop, [rule]))
    assert Checker([rule]).check("头发", Context(SHOP)).findings[0].level == "hint"
    assert Checker([rule]).check("头发", with_rules(finds="error")).findings[0].level == "hint"
    assert Checker([rule]).check("头发", with_rules(**{"finds.mild": "error"})).verdict == "block"
