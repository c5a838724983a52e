"""Counting tokens without a table, and what fits into a number of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.drafters.budget import fitting, outer, share, shortened, tokens

CHINESE = "您好，您这单仓库在备货了，付款后七十二小时内发出，发出后我把单号留言给您。"
ENGLISH = "Hello, your order is being packed and leaves within three days of payment."


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (CHINESE, len(CHINESE)),
        (ENGLISH, len(ENGLISH.split()) * 2),
        ('{"role": "customer", "text": "在吗"}', 24),
        ("SF1234567890", 12),
        ("😀", 3),
        ("", 0),
    ],
)
def test_an_estimate_is_on_the_safe_side_and_no_wild_guess(text: str, most: int) -> None:
    words = sum(1 for char in text if char > "\x7f") * 0.6 + len(text.split()) * 0.8 * text.isascii()
    assert words <= tokens(text) <= most


def test_runs_that_are_no_words_count_for_more() -> None:
    assert tokens("aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNl") > tokens("hell worl this is base more text")


@given(st.text(), st.text())
def test_together_texts_take_as_much_as_apart_but_for_a_word_cut_in_two(one: str, other: str) -> None:
    assert tokens(one + " " + other) <= tokens(one) + tokens(other)


@given(st.text(max_size=2_000), st.integers(min_value=120, max_value=400))
def test_a_shortened_text_fits_and_keeps_both_ends(text: str, most: int) -> None:
    short = shortened(text, most)
    assert tokens(short) <= most
    if short != text:
        assert "此处略去" in short
        assert short[:10] == text[:10]
        assert short[-20:] == text[-20:]


def test_a_text_that_fits_is_left_alone() -> None:
    assert shortened(CHINESE, 1_000) == CHINESE


@given(st.lists(st.integers(min_value=0, max_value=500), max_size=8), st.integers(min_value=0, max_value=1_000))
def test_shares_fit_and_what_needs_less_leaves_it_to_the_others(sizes: list[int], room: int) -> None:
    most = share(sizes, room)
    if sum(sizes) <= room:
        assert all(size <= most for size in sizes)
    else:
        assert sum(min(size, most) for size in sizes) <= room


@given(st.lists(st.integers(min_value=1, max_value=100), max_size=30), st.integers(min_value=0, max_value=1_000))
def test_what_is_kept_fits(sizes: list[int], room: int) -> None:
    kept, left = fitting(sizes, room, lambda size: size)
    assert list(kept) == sizes[: len(kept)]
    assert sum(kept) + left == room
    begin, end = outer(sizes, room, lambda size: size)
    assert begin + end <= len(sizes)
    assert sum(sizes[:begin]) + sum(sizes[len(sizes) - end :] if end else []) <= room


def test_both_ends_are_kept_and_more_of_the_last_one() -> None:
    begin, end = outer([10] * 100, 400, lambda size: size)
    assert 0 < begin < end
    assert begin + end == 40
