"""The knowledge is whole and keeps the rules: whatever the facts and the shop, no approved wording breaks one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from rag.cards import load_cards
from rag.conditions import SLOT, Mood, View, case_of
from rag.domain import (
    TOPICS,
    Card,
    Facts,
    Invoice,
    Language,
    Offer,
    Order,
    Product,
    Refund,
    TrackingEvent,
    Wording,
)
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.phrases import load_phrases
from rag.shops import Shop, load_shops
from rag.text import fold, has_han, in_script

ROOT = Path(__file__).parents[1]
CARDS = load_cards(ROOT / "knowledge" / "cards")
PHRASES = load_phrases(ROOT / "knowledge" / "phrases.yaml")
PROFILES = load_shops(ROOT / "knowledge" / "shops")
CHECKER = Checker()
REVIEW_TOPICS = {"review-positive", "review-negative"}


def card_id(card: Card) -> str:
    return card.id


# The cards as a whole --------------------------------------------------------------------------------


def test_every_topic_has_a_card() -> None:
    assert set(TOPICS) - {topic for card in CARDS for topic in card.topics} == set()


def test_no_question_stands_on_two_cards() -> None:
    asks = Counter(ask for card in CARDS for ask in {re.sub(r"\W", "", fold(ask).text) for ask in card.asks})
    assert [ask for ask, count in asks.items() if count > 1] == []


def test_ids_name_the_files_and_begin_with_a_topic() -> None:
    for card in CARDS:
        assert (ROOT / "knowledge" / "cards" / f"{card.id}.md").is_file()
        assert card.id.startswith(card.topics[0])


def test_sources_are_handbooks() -> None:
    for card in CARDS:
        assert set(card.source) <= {"000", "001", "002", "003", "004"}


def test_a_card_is_for_chats_or_for_reviews() -> None:
    for card in CARDS:
        assert card.topics[0] in REVIEW_TOPICS or REVIEW_TOPICS.isdisjoint(card.topics), card.id


def test_no_number_of_days_or_yuan_is_fixed_in_a_wording() -> None:
    amount = re.compile(r"\d+\s*(?:个?工作日|天|小时|分钟|元|块|days?|hours?|yuan)|[￥¥$]\s*\d")
    fixed = [(card.id, found[0]) for card in CARDS for say in card.say if (found := amount.search(say.zh + say.en))]
    assert fixed == []


def paths(card: Card) -> set[str]:
    """Every path the card's conditions and slots use."""
    conditions = [card.when, *(say.when for say in card.say), *(step.when for step in card.do)]
    slots = [slot for say in card.say for slot in SLOT.findall(say.zh + say.en)]
    return {path for when in conditions for path in when} | set(slots)


def terms_used() -> set[str]:
    return {path.removeprefix("terms.") for card in CARDS for path in paths(card) if path.startswith("terms.")}


def optional_terms() -> set[str]:
    """The terms docs/knowledge.md lists as used by cards and set by no profile."""
    text = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    table = text.partition("### Optional terms")[2].partition("\n#")[0]
    return set(re.findall(r"^\| `(\w+)` ", table, re.MULTILINE))


def test_every_term_used_is_set_by_a_shop_or_told_as_optional() -> None:
    set_by_shops = {term for shop in PROFILES.values() for term in shop.terms}
    assert terms_used() - set_by_shops == optional_terms()


# Every wording keeps every rule ----------------------------------------------------------------------

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
NOW = datetime(2025, 6, 20, 10, tzinfo=UTC)
STATES = (None, "unpaid", "paid", "shipped", "delivering", "signed", "completed", "closed")
OFFERS = (
    Offer("discount", "5 元"),
    Offer("gift", "一双袜子"),
    Offer("postage", "10 元"),
    Offer("compensation", "8 元"),
)
OFFERS_EN = tuple(Offer(offer.kind, "5 off") for offer in OFFERS)

DIMENSIONS = {
    "cause": ("facts.cause", "facts.evidence_checked"),
    "state": ("case.parcel", "facts.order.state", "case.late"),
    "waited": ("case.late",),
    "days": ("case.window", "case.quality_window"),
    "insured": ("case.insured",),
    "mood": ("case.mood",),
    "stock": ("case.stock", "facts.product.stock"),
    "offers": ("facts.offers", "case.discount", "case.gift", "case.postage", "case.compensation"),
    "vip": ("facts.customer.vip",),
    "fault_finder": ("facts.customer.fault_finder",),
    "known": ("facts.order", "facts.product", "facts.promotions", "facts.refund", "facts.invoice", "agent"),
}
"""What may differ, and the paths by which a card looks at it."""
VALUES: dict[str, tuple[object, ...]] = {
    "cause": ("unknown", "quality", "seller_fault", "customer"),
    "state": STATES,
    "waited": (None, 1, 400),
    "days": (None, 3, 10, 30),
    "insured": (None, True, False),
    "mood": ("calm", "worried", "angry", "thankful"),
    "stock": (None, 0, 5),
    "offers": (False, True),
    "vip": (False, True),
    "fault_finder": (False, True),
    "known": ("nothing", "everything", "all but what is to be unset"),
}


@cache
def shops() -> tuple[Shop, ...]:
    """The profiles, and made-up ones: with a value for every term, and with what no profile sets."""
    every = dict.fromkeys(terms_used(), "7") | {t: v for shop in PROFILES.values() for t, v in shop.terms.items()}
    latin = {term: "9" if has_han(value) else value for term, value in every.items()}
    handbook = PROFILES["handbook"]
    return (
        *PROFILES.values(),
        replace(handbook, id="every-term", terms=every),
        replace(
            handbook,
            id="other-ways",
            terms=latin,
            style=replace(handbook.style, introduction="name", traditional="hk"),
            return_shipping=replace(handbook.return_shipping, prepay=False, insurance=True),
        ),
    )


def views(card: Card, shop: Shop, english: bool) -> Iterator[View]:
    """Every situation the card tells apart."""
    looked_at = paths(card)
    varied = {
        name: VALUES[name]
        if any(path.startswith(prefix) for path in looked_at for prefix in prefixes)
        else VALUES[name][:1]
        for name, prefixes in DIMENSIONS.items()
    }
    for values in product(*varied.values()):
        given = dict(zip(varied, values, strict=True))
        for attributes in attribute_choices(card, english):
            facts = facts_of(given, attributes, english)
            mood: Mood = given["mood"]  # type: ignore[assignment]
            if given["known"] == "all but what is to be unset":
                facts = without(facts, unset_paths(card))
            yield View(facts, shop, case_of(facts, shop, mood), None if given["known"] == "nothing" else "8")


def unset_paths(card: Card) -> set[str]:
    return {path for say in card.say for path, wanted in say.when.items() if "unset" in wanted}


def without(facts: Facts, unset: set[str]) -> Facts:
    """The facts without what stands at these paths of the order or the product."""
    fresh = Facts()
    for path in unset:
        _, *names = path.split(".")
        if names[0] == "order":
            facts = replace(facts, order=replace(facts.order, **{names[1]: getattr(fresh.order, names[1])}))
        if names[:2] == ["product", "attributes"]:
            left = {name: value for name, value in facts.product.attributes.items() if name != names[2]}
            facts = replace(facts, product=replace(facts.product, attributes=left))
    return facts


def attribute_choices(card: Card, english: bool) -> list[dict[str, str]]:
    """The product without attributes, and with those the card looks at, once for each value it asks for."""
    prefix = "facts.product.attributes."
    names = {path.removeprefix(prefix) for path in paths(card) if path.startswith(prefix)}
    asked = {
        value
        for say in card.say
        for path, wanted in say.when.items()
        for value in wanted
        if path.startswith(prefix) and value not in {"set", "unset"}
    }
    return (
        [{}, *(dict.fromkeys(names, value) for value in sorted({*asked, "S" if english else "标准款"}))]
        if names
        else [{}]
    )


def facts_of(given: dict[str, object], attributes: dict[str, str], english: bool) -> Facts:
    waited = given["waited"]
    order = Order(state=given["state"], paid_at=NOW - timedelta(hours=waited) if isinstance(waited, int) else None)  # type: ignore[arg-type]
    facts = Facts(
        cause=given["cause"],  # type: ignore[arg-type]
        evidence_checked=given["cause"] != "unknown",
        days_since_signed=given["days"],  # type: ignore[arg-type]
        freight_insurance=given["insured"],  # type: ignore[arg-type]
        order=order,
        product=Product(attributes=attributes, stock=given["stock"]),  # type: ignore[arg-type]
        offers=(OFFERS_EN if english else OFFERS) if given["offers"] else (),
        now=NOW,
    )
    facts = replace(
        facts,
        customer=replace(facts.customer, vip=bool(given["vip"]), fault_finder=bool(given["fault_finder"])),
    )
    return with_everything_known(facts, english) if given["known"] != "nothing" else facts


def with_everything_known(facts: Facts, english: bool) -> Facts:
    """The facts with a value wherever a slot may look."""

    def word(chinese: str, other: str) -> str:
        return other if english else chinese

    return replace(
        facts,
        order=replace(
            facts.order,
            id="202506180001",
            amount="59.00",
            carrier=word("中通快递", "ZTO Express"),
            tracking=(TrackingEvent("已揽收"),),
            promised_dispatch=word("6 月 21 日", "21 June"),
        ),
        product=replace(
            facts.product,
            name=word("保温杯", "vacuum flask"),
            selling_points=(word("杯盖可以整个拆下来清洗", "the lid comes apart for washing"),),
        ),
        promotions=(word("满 99 元减 10 元", "10 off 99"),),
        refund=Refund(
            word("处理中", "in progress"), "59.00", word("支付宝", "Alipay"), word("6 月 25 日", "25 June")
        ),
        invoice=Invoice(word("已开具", "issued"), word("电子普通发票", "electronic invoice")),
    )


def said(card: Card, shop: Shop) -> Iterator[tuple[Wording, str, View, Language]]:
    """Each wording as it may be sent, with what was known; the same text in the same case only once."""
    seen: set[object] = set()
    for language in LANGUAGES:
        for view in views(card, shop, language == "en"):
            for wording, text in sayable(card, view, language):
                facts = view.facts
                case = (text, language, facts.cause, facts.freight_insurance, facts.days_since_signed)
                if case not in seen:
                    seen.add(case)
                    yield wording, in_script(text, language, shop.style.traditional), view, language


def sayable(card: Card, view: View, language: Language) -> list[tuple[Wording, str]]:
    """The wordings the drafter may say, slots filled; English with a Chinese value in it is none."""
    held = [say for say in card.say if view.holds(say.when)] if view.holds(card.when) else []
    filled = [(say, view.fill(say.en if language == "en" else say.zh)) for say in held]
    return [(say, text) for say, text in filled if text and not (language == "en" and has_han(text))]


@pytest.mark.parametrize("card", CARDS, ids=card_id)
def test_whatever_a_card_says_keeps_the_rules(card: Card) -> None:
    channel = "review" if REVIEW_TOPICS & set(card.topics) else "chat"
    broken: list[str] = []
    spoken: dict[str, set[str]] = {"zh": set(), "en": set()}
    for shop in shops():
        for wording, text, view, language in said(card, shop):
            spoken["en" if language == "en" else "zh"].add(wording.zh)
            result = CHECKER.check(text, Context(shop, channel, facts=view.facts))  # type: ignore[arg-type]
            assert not result.failed
            broken += [
                f"{shop.id} {view.facts.cause}: {finding.rule} in {text}"
                for finding in result.findings
                if finding.level == "error"
            ]
    assert broken == []
    for tongue, found in spoken.items():
        assert [say.zh for say in card.say if say.zh not in found] == [], f"never sayable in {tongue}"


@pytest.mark.parametrize("name", PHRASES)
def test_whatever_stands_around_a_wording_keeps_the_rules(name: str) -> None:
    channel = "review" if name.startswith("review") else "chat"
    for shop, language in product(shops(), LANGUAGES):
        given = {"point": "a sturdy handle" if language == "en" else "做工很结实"}
        view = View(Facts(), shop, case_of(Facts(), shop), "8", given)
        for phrase in PHRASES[name]:
            text = view.fill(phrase.en if language == "en" else phrase.zh)
            assert text
            spoken = in_script(text, language, shop.style.traditional)
            result = CHECKER.check(spoken, Context(shop, channel))  # type: ignore[arg-type]
            assert [finding for finding in result.findings if finding.level == "error"] == [], spoken


# knowledge/README.md ---------------------------------------------------------------------------------


def test_the_table_of_facts_names_every_card_and_no_other() -> None:
    text = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
    facts = text.partition("## Handbook → facts → cards")[2].partition("\n## ")[0]
    cells = [line.rpartition(" | ")[2] for line in facts.splitlines() if line.startswith("| ")]
    named = {name for cell in cells for name in re.findall(r"`([a-z-]+\*?)`", cell)}
    known = {card.id for card in CARDS}
    stars = tuple(name[:-1] for name in named if name.endswith("*"))
    assert {name for name in named if not name.endswith("*")} <= known
    assert [star for star in stars if not any(card.startswith(star) for card in known)] == []
    assert {card for card in known if not card.startswith(stars)} <= named


def test_cards_named_for_what_is_not_taken_over_are_there() -> None:
    text = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")
    instead = text.partition("## Not taken over")[2].partition("\n## ")[0]
    names = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", instead))
    assert names
    assert names <= {card.id for card in CARDS}
