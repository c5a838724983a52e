"""What a reply may ask for: what is refused in its file, and when asking is needless."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.cards import load_cards
from rag.conditions import View, case_of, is_path
from rag.domain import Card, Facts, Order, Product, Wording
from rag.errors import KnowledgeError
from rag.needs import Need, load_needs, noun, refuse_unknown, still_needed
from rag.phrases import load_phrases
from rag.shops import ReturnShipping, Shop, Style
from rag.talk.shown import READERS, shown_in
from rag.text import has_han
from tests.talks import turns

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
NEEDS = load_needs(KNOWLEDGE / "needs.yaml")
SHOP = Shop("test", "测试店", ("000",), Style(), ReturnShipping())


@pytest.fixture(scope="module")
def used() -> set[str]:
    """The needs that cards and phrases name."""
    wordings = [wording for card in load_cards(KNOWLEDGE / "cards") for wording in card.say]
    wordings += [wording for phrases in load_phrases(KNOWLEDGE / "phrases").values() for wording in phrases]
    return {name for wording in wordings for name in wording.need}


def view(facts: Facts | None = None) -> View:
    facts = facts or Facts()
    return View(facts, SHOP, case_of(facts, SHOP))


# The file --------------------------------------------------------------------------------------------


def test_a_need_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = tmp_path / "needs.yaml"
    file.write_text("订单号: {en: the order number}\n哪款: {zh: 哪一款？, en: Which one?}\n", encoding="utf-8")
    read = load_needs(file)
    assert read["订单号"] == Need(en="the order number", zh="", tell=False, shown_by=None, facts=())
    assert not read["订单号"].is_question
    assert read["哪款"].is_question


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("颜色: {zh: 颜色}\n", 1, "颜色.en: field required"),
        ("颜色: {en: the colour, hue: red}\n", 1, "颜色.hue: unknown key"),
        ("好: {en: good}\n\n哪款: {zh: 哪一款？, en: which one}\n", 3, "a question in both languages or in none"),
        ("哪款: {zh: 款式, en: Which one?}\n", 1, "a question in both languages or in none"),
        ("颜色: {en: the colour, tell: perhaps}\n", 1, "颜色.tell"),
        ("颜色: {en: the colour, facts: facts.order.id}\n", 1, "颜色.facts"),
        ("颜色: red\n", 1, "颜色"),
        ("- 颜色\n", 1, "must be an object"),
        ("", 1, "must be an object"),
        ("颜色: {en: red\n尺码: {en: size}\n", 2, "not valid YAML"),
    ],
)
def test_what_is_wrong_is_refused_with_file_and_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    file = tmp_path / "needs.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        load_needs(file)
    assert f"{file}:{line}: " in str(refused.value)
    assert problem in str(refused.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"needs\.yaml"):
        load_needs(tmp_path / "needs.yaml")


def test_a_card_that_needs_what_nobody_described_is_refused_where_it_does(tmp_path: Path) -> None:
    file = tmp_path / "invoice-when.md"
    file.write_text("---\ntitle: x\nsay:\n  - need: [猫的名字]\n---\n", encoding="utf-8")
    say = (Wording("好", "ok", need=("订单号",)), Wording("好", "ok", need=("猫的名字",)))
    card = Card("invoice-when", "x", ("invoice",), "payment", ("000",), ("?",), say, "text")
    with pytest.raises(KnowledgeError, match=r"invoice-when\.md:4: need: 猫的名字"):
        refuse_unknown([card], NEEDS, tmp_path)


# When asking is needless -----------------------------------------------------------------------------


def test_what_is_not_known_is_needed_in_the_order_it_was_named() -> None:
    names = ("发票抬头", "订单号", "收货城市")
    assert still_needed(names, NEEDS, view(), frozenset()) == names


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("订单号", Facts(order=Order(id="202506180001"))),
        ("订单号", Facts(order=Order(state="paid"))),
        ("商品链接", Facts(product=Product(name="保温杯"))),
        ("哪一款", Facts(product=Product(name="保温杯"))),
    ],
)
def test_what_the_facts_hold_is_not_needed(name: str, facts: Facts) -> None:
    assert still_needed((name,), NEEDS, view(), frozenset()) == (name,)
    assert still_needed((name,), NEEDS, view(facts), frozenset()) == ()


@pytest.mark.parametrize(
    ("name", "talk"),
    [
        ("订单号", ("订单88273615234什么时候发",)),
        ("订单号", ("Order number 12345678, where is it?",)),
        ("收货城市", ("寄到台中市要幾天",)),
        ("所在城市", ("|您在哪个城市呢？", "成都")),
        ("身高体重", ("身高170体重130斤穿什么码",)),
        ("问题部位的照片", ("杯子裂了", "|麻烦拍张照片", "[图片]")),
        ("故障的照片或视频", ("It won't start [video]",)),
        ("发票抬头", ("抬头：青山某某有限公司",)),
        ("退货原因", ("拍错了想退",)),
        ("商品和件数", ("我要三箱",)),
        ("新地址", ("改到文三路15号3幢201室",)),
    ],
)
def test_what_the_talk_has_shown_is_not_needed(name: str, talk: tuple[str, ...]) -> None:
    assert still_needed((name,), NEEDS, view(), frozenset()) == (name,)
    assert still_needed((name,), NEEDS, view(), shown_in(turns(*talk))) == ()


# The needs of the project ----------------------------------------------------------------------------


def test_every_need_that_is_used_exists_and_every_one_that_exists_is_used(used: set[str]) -> None:
    assert used == set(NEEDS)


@pytest.mark.parametrize("name", NEEDS)
def test_each_need_can_be_said_shown_and_known(name: str) -> None:
    need = NEEDS[name]
    assert has_han(noun(name, need, "zh-Hans"))
    assert need.en.strip()
    assert not has_han(noun(name, need, "en"))
    assert need.shown_by is None or need.shown_by in READERS
    assert all(is_path(path) for path in need.facts)
    assert not (need.is_question and need.tell), "a question is asked as it stands"
