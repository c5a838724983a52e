"""A talk about goods bought already is told from one before buying."""

from __future__ import annotations

import pytest

from rag.domain import Turn
from rag.talk.orders import is_of_order


@pytest.mark.parametrize(
    ("talk", "of_order"),
    [
        (("我有个快递今天能到吧",), True),
        (("咨询订单号:[订单x]", "您好", "今天能到吗"), True),
        (("在吗", "您的订单正在派送", "几点到"), True),
        (("where is my parcel",), True),
        (("我昨天下的单", "您好，您说", "走哪家快递"), True),
        (("这款今天能到吗",), False),
        (("周六到不了我就不买了",), False),
        (("我还没下单", "您好", "明天能到吗"), False),
        (("寄到杭州几天", "一般三天左右", "能发顺丰吗"), False),
    ],
)
def test_speaks_of_an_order(talk: tuple[str, ...], of_order: bool) -> None:
    turns = tuple(Turn("agent" if n % 2 else "customer", text) for n, text in enumerate(talk))
    assert is_of_order(turns) is of_order
