"""A pattern finds what the expression it was given finds, and knows where a match can begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.beginnings import beginnings, guarded
from rag.guardrails.shipping import conditions, conduct, payers_en, payers_zh, words
from rag.text import Pattern
from tests.guardrails.test_manners import CASES as MANNERS
from tests.guardrails.test_manners import MODULES
from tests.guardrails.test_return_shipping import CASES

PATTERNS = [
    value
    for module in (conditions, conduct, payers_en, payers_zh, words, *MODULES)
    for value in vars(module).values()
    if isinstance(value, Pattern)
]


REPLIES = [case.reply for case in CASES] + [case.reply for case in MANNERS]


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        ("运费|(?:邮|快递)费", "运费 邮费 快递"),
        ("(?:退货)?运费", "退货 运费"),
        ("(?<!不)[退换]货", "退货 换货"),
        ("退(?:货|款)?$", "退 退货 退款"),
        ("(?:不){1,2}退", "不退 不不"),
        (r"\bpay", "pa"),
        ("[0-2]元", "0元 1元 2元"),
    ],
)
def test_beginnings(source: str, begins: str) -> None:
    assert beginnings(source) == frozenset(begins.split())


@pytest.mark.parametrize("source", ["(?=退).", ".*费", "运*", "[一-鿿]{2}费", r"(退)?\1货"])
def test_what_can_begin_anywhere_is_not_guarded(source: str) -> None:
    assert guarded(source) == source


@given(st.from_regex(r"(?:\d元|[退换]货|我们|不\s?行|您(?:自己)?){1,3}"))
def test_digits_spaces_and_common_characters_begin_matches(text: str) -> None:
    for source in (r"\d元", "我们|退货", r"\s?行|不", "您(?:自己)?", "[一-鿿]元|您自", "[^不]行|.货"):
        plain = re.compile(source)
        assert _spans(Pattern(source), text) == [match.span() for match in plain.finditer(text)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda value: value.source[:20])
def test_a_pattern_finds_what_its_expression_finds(pattern: Pattern) -> None:
    plain = re.compile(pattern.source)
    for reply in REPLIES:
        assert _spans(pattern, reply) == [match.span() for match in plain.finditer(reply)]


@given(st.text("退换运费邮我您付出不免来回 ab,。", max_size=40))
def test_any_text_is_searched_alike(text: str) -> None:
    for pattern in (words.COST, words.RETURN, words.RETURN_MATTER):
        plain = re.compile(pattern.source)
        assert _spans(pattern, text) == [match.span() for match in plain.finditer(text)]
        assert bool(pattern.search(text)) == bool(plain.search(text))
        assert bool(pattern.match(text)) == bool(plain.match(text))


def _spans(pattern: Pattern, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
