"""A trouble that is there, and one that is but supposed."""

from __future__ import annotations

import pytest

from rag.talk.troubles import supposed, tells_of_fault, wants_it_back
from rag.text import fold


@pytest.mark.parametrize(
    "text", ["杯子裂了", "發錯貨了", "裤子上有个洞", "少发了一个", "收到就是坏的", "the mug is cracked"]
)
def test_goods_that_came_broken_wrong_or_not_whole_are_a_fault(text: str) -> None:
    assert tells_of_fault(fold(text).text)


@pytest.mark.parametrize(
    "text", ["质量问题运费谁出", "如果坏了怎么退", "不喜欢这个颜色", "尺码小了", "if it breaks"]
)
def test_what_is_only_supposed_or_ones_own_reason_is_none(text: str) -> None:
    assert not tells_of_fault(fold(text).text)


def test_what_has_come_is_not_supposed_whatever_stands_beside_it() -> None:
    assert supposed("万一坏了呢")
    assert not supposed("我收到的要是坏的呢")


@pytest.mark.parametrize(("text", "back"), [("能退吗", True), ("can I return it", True), ("怎么用", False)])
def test_goods_are_wanted_back(text: str, back: bool) -> None:
    assert wants_it_back(text) is back
