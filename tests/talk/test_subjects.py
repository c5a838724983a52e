"""What a message names: only by a word that stands in it."""

from __future__ import annotations

import pytest

from rag.domain import Language
from rag.talk.subjects import party_named, subject_of


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("发票那件事呢", "zh-Hans", "发票"),
        ("什么时候上门取件", "zh-Hans", "取件"),
        ("检测单开了没", "zh-Hans", "检测"),
        ("my coupon is gone", "en", "offer"),
        ("我比他还早下单呢", "zh-Hans", None),
        ("就收到五块", "zh-Hans", None),
        ("hello there", "en", None),
    ],
)
def test_a_subject_is_named_by_its_own_word(text: str, language: Language, name: str | None) -> None:
    assert subject_of(text, language) == name


@pytest.mark.parametrize(
    ("text", "party"),
    [("你能跟财务确认一下吗", "财务"), ("帮我联系下安装师傅", "安装师傅"), ("快递到了", None)],
)
def test_whom_we_are_to_turn_to_is_named_only_where_we_are_told_so(text: str, party: str | None) -> None:
    assert party_named(text) == party
