"""The knowledge is whole and keeps the rules: whatever the facts and the shop, no approved wording breaks one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from evals.situations import OFFERS, OFFERS_EN, paths, views, with_made_up
from rag.cards import load_cards
from rag.conditions import SLOT, View, case_of
from rag.domain import TOPICS, Card, Facts, Wording
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.phrases import load_phrases
from rag.shops import load_shops
from rag.text import fold, in_script
from tests.situations import LANGUAGES, Line, said, sayable

ROOT = Path(__file__).parents[1]
CARDS = load_cards(ROOT / "knowledge" / "cards")
PHRASES = load_phrases(ROOT / "knowledge" / "phrases")
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
    fixed = [
        (card.id, found[0])
        for card in CARDS
        for say in card.say
        if (found := amount.search(say.zh + say.en + say.then_zh + say.then_en))
    ]
    assert fixed == []


def test_the_words_of_machines_are_never_said() -> None:
    raw = {"facts.order.state", "facts.refund.state", "facts.invoice.state", "facts.order.tracking"}
    slots = {(card.id, slot) for card in CARDS for say in card.say for slot in SLOT.findall(spoken_of(say))}
    assert [(card, slot) for card, slot in slots if slot in raw] == []


def test_an_amount_brings_its_own_unit() -> None:
    double = re.compile(r"\.amount\}\s*(?:元|块|yuan)|[¥$]\{[\w.]*amount\}")
    assert [card.id for card in CARDS for say in card.say if double.search(spoken_of(say))] == []


def spoken_of(wording: Wording) -> str:
    return "\n".join((wording.zh, wording.en, wording.then_zh, wording.then_en))


def optional_terms() -> set[str]:
    """The terms docs/knowledge.md lists as used by cards and set by no profile."""
    text = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    table = text.partition("### Optional terms")[2].partition("\n#")[0]
    return set(re.findall(r"^\| `(\w+)` ", table, re.MULTILINE))


def test_traditional_wordings_turn_no_sending_into_hair() -> None:
    said = [
        in_script(wording.zh + wording.then_zh, "zh-Hant", region)
        for card in CARDS
        for wording in card.say
        for region in ("tw", "hk")
    ]
    assert [text for text in said if re.search("髮|支援|引數|稽核|許可權", text)] == []


def test_every_term_used_is_set_by_a_shop_or_told_as_optional() -> None:
    set_by_shops = {term for shop in PROFILES.values() for term in shop.terms}
    assert terms_used() - set_by_shops == optional_terms()


def terms_used() -> set[str]:
    return {path.removeprefix("terms.") for card in CARDS for path in paths(card) if path.startswith("terms.")}


# Every wording keeps every rule ----------------------------------------------------------------------

SHOPS = with_made_up(PROFILES, terms_used())


@pytest.mark.parametrize("card", CARDS, ids=card_id)
def test_whatever_a_card_says_keeps_the_rules(card: Card) -> None:
    channel = "review" if REVIEW_TOPICS & set(card.topics) else "chat"
    broken: list[str] = []
    spoken: dict[str, set[str]] = {"zh": set(), "en": set()}
    for shop in SHOPS:
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


def test_what_was_said_once_is_what_would_be_said_again() -> None:
    card = next(card for card in CARDS if card.id == "tracking-slow")
    for one in (replace(card, say=(wording,)) for wording in card.say):
        line = Line(one)
        for view in views(one, PROFILES["handbook"], False):
            assert line.sayable(view, "zh-Hans") == sayable(one, view, "zh-Hans")


FILLED = {
    "zh": {"point": "做工很结实", "needs": "订单号", "said": "明天下午", "subject": "发票", "name": "材质",
           "value": "纯棉", "other": "黑色", "size": "M", "asked": "什么时候可以换货", "party": "财务"},
    "en": {"point": "a sturdy handle", "needs": "the order number", "said": "tomorrow afternoon",
           "subject": "the invoice", "name": "Material", "value": "cotton", "other": "black", "size": "M",
           "asked": "is it in stock", "party": "finance"},
}  # fmt: skip
"""What stands in the slots of phrases, where their conditions name nothing else."""
POINTS: dict[str, dict[str, str]] = {
    "zh": {offer.kind: offer.value for offer in OFFERS},
    "en": {o.kind: o.value for o in OFFERS_EN},
}


@pytest.mark.parametrize("name", PHRASES)
def test_whatever_stands_around_a_wording_keeps_the_rules(name: str) -> None:
    channel = "review" if name.startswith("review") else "chat"
    sayable = {"zh": 0, "en": 0}
    for shop, language, phrase in product(SHOPS, LANGUAGES, PHRASES[name]):
        tongue = "en" if language == "en" else "zh"
        facts = Facts(offers=OFFERS_EN if tongue == "en" else OFFERS)
        told = POINTS[tongue].get(str(phrase.when.get("kind", ("",))[0]))
        view = View(facts, shop, case_of(facts, shop), "8", FILLED[tongue] | ({"point": told} if told else {}))
        parts = (phrase.en, phrase.then_en) if tongue == "en" else (phrase.zh, phrase.then_zh)
        filled = [view.fill(part) for part in parts]
        if None in filled:  # a term that this shop leaves unset
            continue
        text = "".join(filter(None, filled))
        sayable[tongue] += bool(text)
        spoken = in_script(text, language, shop.style.traditional)
        result = CHECKER.check(spoken, Context(shop, channel, facts=facts))  # type: ignore[arg-type]
        assert [finding for finding in result.findings if finding.level == "error"] == [], spoken
    assert min(sayable.values())


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
