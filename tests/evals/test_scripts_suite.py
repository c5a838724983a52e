"""A text of the knowledge that goes, changes, promises too much or finds nobody is told with whom it hurts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from evals.comparison import Change, compare
from evals.results import Run
from evals.running import Order, run
from evals.suites.scripts import Proof, Scripts
from evals.suites.texts import ScriptCase, script_cases
from rag.settings import ROOT, Settings
from rag.wiring import Wanyan

KNOWLEDGE = ROOT / "knowledge"
LOOKED_AT = (
    "refund-where-to", "delivery-time-how-long", "return-shipping-who-pays", "invoice-when", "farewell-thanks",
    "price-gift", "complaint-bad-review", "greeting-opening-hours", "chat/greeting", "needs · 订单号",
)  # fmt: skip


@pytest.fixture(scope="module")
def proof(built: Wanyan) -> Proof:
    """What reads texts as customers would be told them."""
    return Proof.of(built)


class _Few(Scripts):
    """The cases of a few cards, phrases and needs."""

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[ScriptCase, ...]:
        return tuple(case for case in super().cases(settings, dataset) if case.id.startswith(LOOKED_AT))


@pytest.fixture(scope="module")
def changes(built: Wanyan, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Change]:
    """What the comparison tells of spoilt knowledge, by case."""
    folder = tmp_path_factory.mktemp("spoilt")
    knowledge = shutil.copytree(KNOWLEDGE, folder / "knowledge")
    data = shutil.copytree(built.settings.data, folder / "data")
    cards = knowledge / "cards"
    (cards / "refund-where-to.md").unlink()
    _change(cards / "delivery-time-how-long.md", "  - zh: ", "  - zh: 保证三天内送到。")
    _change(
        cards / "return-shipping-who-pays.md", "个人原因退货，来回运费由您承担", "个人原因退货，来回运费由我们承担"
    )
    _change(cards / "price-gift.md", "  - zh: ", "  - zh: 再送您一双袜子。")
    _change(cards / "complaint-bad-review.md", "  - zh: ", "  - zh: 改成好评返您5元。")
    _change(cards / "invoice-when.md", "topics: [invoice", "topics: [other, invoice")
    _change(cards / "greeting-opening-hours.md", "\n---\n", "\n---\n客服全年无休。")
    _change(knowledge / "phrases" / "chat.yaml", "  - zh: 您好，", "  - zh: 您好，48小时内必发，")
    _change(knowledge / "needs.yaml", "订单号: {en: the order number", "订单号: {en: your bank card number")
    before = run(Order(_Few(), built.settings))
    spoilt = run(Order(_Few(), built.settings.model_copy(update={"knowledge": knowledge, "data": data})))
    assert before.figures["right"] == 1.0
    return {change.case: change for change in compare(Run({"scripts": spoilt}), Run({"scripts": before}))}


def _change(path: Path, words: str, others: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert words in text
    path.write_text(text.replace(words, others, 1), encoding="utf-8")


def _of(changes: Mapping[str, Change], name: str) -> list[Change]:
    found = [change for case, change in changes.items() if case.startswith(name)]
    assert all(change.regression and change.harm for change in found)
    return found


def test_a_card_that_is_deleted_is_missed_with_what_it_said(changes: Mapping[str, Change]) -> None:
    gone = _of(changes, "refund-where-to")
    assert {change.kind for change in gone} == {"gone"}
    assert any("原路" in change.told for change in gone)
    assert any("退" in change.told for change in gone if change.case.endswith("asks"))


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("delivery-time-how-long", "promises an arrival that the courier alone decides"),
        ("return-shipping-who-pays", "tells wrongly who pays the postage of a return"),
        ("price-gift", "gives away money, goods or postage that nobody has allowed"),
        ("complaint-bad-review", "offers something for a review"),
        ("chat/greeting", "states what neither card, facts nor shop know"),
    ],
)
def test_a_false_promise_is_found_whatever_was_approved(
    changes: Mapping[str, Change], name: str, harm: str
) -> None:
    worse = [change for change in _of(changes, name) if change.kind == "worse"]
    assert any(harm in change.told for change in worse)


@pytest.mark.parametrize(
    ("case", "words"),
    [("invoice-when · asks", "other、invoice"), ("greeting-opening-hours · known", "全年无休"),
     ("needs · 订单号", "bank card")],
)  # fmt: skip
def test_other_topics_other_knowledge_and_other_requests_need_approval(
    changes: Mapping[str, Change], case: str, words: str
) -> None:
    change = changes[case]
    assert change.kind == "says otherwise"
    assert words in change.told


def test_what_was_left_alone_is_not_told_of(changes: Mapping[str, Change]) -> None:
    assert _of(changes, "farewell-thanks") == []


# Names -----------------------------------------------------------------------------------------------


def test_every_text_has_a_case_and_every_case_a_name_of_its_own() -> None:
    cases = script_cases(KNOWLEDGE)
    assert len({case.id for case in cases}) == len(cases) > 3_000
    assert {case.kind for case in cases} == {"wording", "phrase", "need", "steps", "known", "asks"}
    assert "refund-when · case.refund=applied · zh" in {case.id for case in cases}
    assert [case.id for case in cases if not case.why or not case.texts] == []


def test_a_further_wording_changes_no_other_case(tmp_path: Path) -> None:
    knowledge = shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    new = "say:\n  - {zh: 我查一下。, en: I'll check., when: {case.mood: worried}}"
    _change(knowledge / "cards" / "refund-when.md", "say:", new)
    before = {case.id: case.texts for case in script_cases(KNOWLEDGE)}
    after = {case.id: case.texts for case in script_cases(knowledge)}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {f"refund-when · case.mood=worried · {tongue}" for tongue in ("zh", "en")}


# Promises --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "said", "harm"),
    [
        ("delivery-time-how-long", "明天一定送到您手上。", "courier alone"),
        ("dispatch-when", "We dispatch within 24 hours.", "neither card, facts nor shop"),
        ("refund-when", "退款24小时内到账。", "neither card, facts nor shop"),
        ("complaint-service", "我补偿您50元。", "nobody has allowed"),
        ("carrier-waive-postage", "这单邮费给您免了。", "nobody has allowed"),
        ("return-no-reason-size", "退货运费都由我们出。", "who pays the postage"),
        ("price-elsewhere-cheaper", "我们全网最低价。", "advertising law"),
        ("privacy-off-platform", "您加我微信聊，号码是abc12345。", "away from the platform"),
        ("stock-available", "没有货了。", "says No in words that a shop bans"),
        ("warranty-period", "保修三年。", "neither card, facts nor shop"),
    ],
)
def test_what_nothing_backs_is_a_harm_named(card: str, said: str, harm: str, proof: Proof) -> None:
    language = "en" if said.isascii() else "zh-Hans"
    case = next(
        one
        for one in script_cases(KNOWLEDGE)
        if one.kind == "wording" and one.language == language and one.card and one.card.id == card
    )
    first = case.wordings[0]
    spoilt = replace(first, en=f"{first.en} {said}") if language == "en" else replace(first, zh=first.zh + said)
    found = proof.problems(case.model_copy(update={"wordings": (spoilt,)}))
    assert proof.problems(case) == ()
    assert any(harm in problem and "”" in problem for problem in found), found
