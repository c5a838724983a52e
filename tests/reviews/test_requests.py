"""What a review asks of the shop is told from what it only mentions, and a settled matter from an open one."""

from __future__ import annotations

import pytest

from rag.reviews.requests import standing_of


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("付款两周了，还没收到货", ("receipt",)),
        ("不小心点了确认收货", ("receipt",)),
        ("尺码不对，能给我换一件吗", ("exchange",)),
        ("太差了，要求退货", ("return",)),
        ("这个怎么调温度", ("advice",)),
        ("到底是五斤还是十斤？", ("question",)),
        ("I want a refund", ("return",)),
        ("懒得退了", ()),
        ("也不想换了", ()),
        ("已经退货了", ()),
        ("可以退差价吗", ()),
        ("洗了会褪色", ()),
        ("很好，推荐", ()),
    ],
)
def test_asks_are_told_from_mentions(text: str, asks: tuple[str, ...]) -> None:
    assert standing_of(text).asks == asks


def test_a_fault_made_good_is_settled_and_one_still_open_is_not() -> None:
    assert standing_of("坏了一个，客服很快就赔了").settled
    assert not standing_of("坏了一个，一直没处理").settled
    assert not standing_of("很快就赔了，可是没收到货").settled


def test_the_whole_may_be_called_good_enough() -> None:
    assert standing_of("快递慢了点，不过还可以").content
    assert not standing_of("总体还可以，就是太让人失望了").content


def test_who_asked_in_vain_is_noticed() -> None:
    assert standing_of("留言投诉都没人理").ignored
    assert not standing_of("客服回复很快").ignored
