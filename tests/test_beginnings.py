"""A pattern finds what the expression it was given finds, and knows where a match can begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.beginnings import beginnings
from rag.guardrails.shipping import conditions, conduct, payers_en, payers_zh, words
from rag.text import Pattern
from tests.guardrails.test_return_shipping import CASES

PATTERNS = [
    value
    for module in (conditions, conduct, payers_en, payers_zh, words)
    for value in vars(module).values()
    if isinstance(value, Pattern)
]


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        ("运费|(?:邮|快递)费", "运邮快"),
        ("(?:退货)?运费", "退运"),
        ("(?<!不)[退换]货", "退换"),
        (r"\bpay", "p"),
        ("(?=退).", ""),
        (".费", ""),
        ("运*", ""),
        (r"\d元", ""),
        ("[一-鿿]费", ""),
    ],
)
def test_beginnings(source: str, begins: str) -> None:
    assert beginnings(source) == frozenset(begins)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda value: value.source[:20])
def test_a_pattern_finds_what_its_expression_finds(pattern: Pattern) -> None:
    plain = re.compile(pattern.source)
    for case in CASES:
        assert _spans(pattern, case.reply) == [match.span() for match in plain.finditer(case.reply)]


@given(st.text("退换运费邮我您付出不免来回 ab,。", max_size=40))
def test_any_text_is_searched_alike(text: str) -> None:
    for pattern in (words.COST, words.RETURN, words.RETURN_MATTER):
        plain = re.compile(pattern.source)
        assert _spans(pattern, text) == [match.span() for match in plain.finditer(text)]
        assert bool(pattern.search(text)) == bool(plain.search(text))
        assert bool(pattern.match(text)) == bool(plain.match(text))


def _spans(pattern: Pattern, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
