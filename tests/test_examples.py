"""The examples that models go by: each is what the house itself would let through, card for card."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from evals.suites.prompt_texts import Answering
from rag.domain import TOPICS, Channel, Draft, Language, Request
from rag.drafters.statements import Statements
from rag.drafting import Drafting
from rag.errors import KnowledgeError
from rag.examples import MOST, Example, load_examples, suiting
from rag.settings import ROOT, Settings
from rag.shops import Shop, load_shops
from rag.wiring import Wanyan, telling

EXAMPLES = load_examples(ROOT / "prompts/examples")
SHOPS = load_shops(ROOT / "knowledge/shops")
HANDBOOK = SHOPS["handbook"]
IN_SHOPS = [
    pytest.param(example, shop, id=f"{example.id}-{shop.id}")
    for example in EXAMPLES
    for shop in SHOPS.values()
    if example.for_shop(shop)
]


@pytest.fixture(scope="module")
def drafted(built: Wanyan) -> Callable[[Example, str], tuple[Draft, Statements]]:
    """The draft of an example's case, answered as the example does."""
    told = telling(Settings(), built.checker)

    def make(example: Example, shop: str) -> tuple[Draft, Statements]:
        answer = example.for_shop(SHOPS[shop])
        assert answer is not None
        given, drafter = example.given, Answering(answer, told)
        drafting = Drafting(SHOPS, built.index, built.checker, (drafter,), "test", repairs=0)
        request = Request(example.channel, given.turns, given.review, shop, facts=given.facts)
        return asyncio.run(drafting.draft(request)), drafter.read[0]

    return make


@pytest.mark.parametrize(("example", "shop"), IN_SHOPS)
def test_an_example_passes_all_rules_on_the_cards_it_cites(
    example: Example, shop: Shop, drafted: Callable[[Example, str], tuple[Draft, Statements]]
) -> None:
    draft, statements = drafted(example, shop.id)
    found = [(finding.rule, finding.text, finding.message) for finding in draft.findings]
    assert not found, "what an example does, models do"
    assert draft.made_by.fallback is None
    assert draft.language == example.language
    assert statements.cards == tuple(said.cards for said in example.answer.segments), "cards that search brings"
    for segment in statements.segments:
        for card in segment.cards:
            assert max(_shared(segment.text, wording) for wording in card.wordings) >= 4, f"what {card.id} says"
    assert set(statements.next_steps) == set(example.answer.next_steps), (
        "steps word for word as the cards have them"
    )
    answered = [number for number, point in enumerate(statements.points, 1) if point.answered]
    assert answered == list(example.answer.answered)


def _shared(text: str, wording: str) -> int:
    """Characters of the longest run that both have."""
    return SequenceMatcher(None, text, wording, autojunk=False).find_longest_match().size


def test_the_examples_cover_every_topic_both_channels_and_all_languages() -> None:
    assert len(EXAMPLES) >= 40
    assert len({example.id for example in EXAMPLES}) == len(EXAMPLES)
    assert {topic for example in EXAMPLES for topic in example.topics} == set(TOPICS)
    assert {(example.channel, example.language) for example in EXAMPLES} == {
        (channel, language) for channel in ("chat", "review") for language in ("zh-Hans", "zh-Hant", "en")
    }


# Which are shown -------------------------------------------------------------------------------------


def _chosen(shown: tuple[dict[str, Any], ...]) -> list[str]:
    """The ids of the examples that a prompt shows, by what the customers say."""
    said = {_said(example): example.id for example in EXAMPLES}
    return [said[str(one["said"][-1]["text"])] for one in shown]


def _said(example: Example) -> str:
    return example.given.review.text if example.given.review else example.given.turns[-1].text


def test_the_likest_come_first_and_the_choice_never_changes() -> None:
    chosen = [suiting(EXAMPLES, HANDBOOK, "chat", ["return-quality", "refund"], "zh-Hans") for _ in range(2)]
    assert chosen[0] == chosen[1]
    assert len(chosen[0]) == MOST
    assert _chosen(chosen[0]) == ["broken-and-angry", "fault-confirmed", "fails-after-months"]


def test_the_language_decides_among_examples_of_a_topic() -> None:
    assert _chosen(suiting(EXAMPLES, HANDBOOK, "chat", ["invoice"], "zh-Hant"))[0] == "invoice-hant"
    assert _chosen(suiting(EXAMPLES, HANDBOOK, "chat", ["invoice"], "zh-Hans"))[0] == "invoice-for-a-company"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("channel", ["chat", "review"])
@pytest.mark.parametrize("topic", TOPICS)
def test_two_or_three_are_shown_of_which_one_is_in_the_language(
    topic: str, channel: Channel, language: Language
) -> None:
    topics = [topic] if channel == "chat" else ["review-negative", topic]
    shown = suiting(EXAMPLES, HANDBOOK, channel, topics, language)
    languages = {example.id: example.language for example in EXAMPLES}
    assert 2 <= len(shown) <= MOST
    assert language in {languages[name] for name in _chosen(shown)}


def test_what_another_shop_does_is_not_shown() -> None:
    shown = {
        shop.id: repr(suiting(EXAMPLES, shop, "chat", ["return-shipping"], "zh-Hans")) for shop in SHOPS.values()
    }
    assert "来回运费由您承担" in shown["handbook"]
    assert "单程运费" not in shown["handbook"]
    assert "单程运费" in shown["return-leg"]


def test_slots_are_filled_from_the_shops_profile() -> None:
    shown = suiting(EXAMPLES, HANDBOOK, "chat", ["dispatch"], "zh-Hans")
    assert "付款后72小时内发出" in repr(shown)
    assert "{terms" not in repr(shown)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (("channel: chat", "channel: review"), "given: turns for a chat, a review for a review"),
        (("topics: [stock]", "topics: [stocks]"), "unknown 'stocks'"),
        (("text: 有的", "text: '{terms.x}有的{facts.y}'"), "unknown 'facts.y'"),
        (("topics: [stock]", "topics: [stock]\n  author: me"), "author: unknown key"),
        (("answer:", "answers:"), "answer"),
    ],
)
def test_a_malformed_example_is_refused_with_file_and_line(
    tmp_path: Path, changed: tuple[str, str], problem: str
) -> None:
    text = (
        "- id: one\n  channel: chat\n  topics: [stock]\n"
        "  given: {turns: [{role: customer, text: 有货吗}]}\n"
        "  answer:\n    segments:\n      - text: 有的\n"
    )
    path = tmp_path / "stock.yaml"
    path.write_text(text, encoding="utf-8")
    assert [example.id for example in load_examples(tmp_path)] == ["one"]
    path.write_text(text.replace(*changed), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"stock\.yaml:\d+: .*{re.escape(problem)}"):
        load_examples(tmp_path)
