"""What a message asks us to do: read by its object, and told from what is only spoken of."""

from __future__ import annotations

import pytest

from rag.talk.deeds import deed_asked
from rag.text import fold


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("想把账号绑的手机换成新号码", "change"),
        ("电话得换一个了", "change"),
        ("收件人帮我换成我妈", "change"),
        ("麻烦换个大一号的", "exchange"),
        ("帮我換貨吧", "exchange"),
        ("给我换开专票吧", "invoice"),
        ("你们安排上门取件吧", "pickup"),
        ("先别取消", "keep"),
        ("不退了", "keep"),
        ("不退了 给我换一个吧", "exchange"),
        ("不退了 补点钱得了", "compensate"),
        ("please cancel my order", "cancel"),
    ],
)
def test_what_is_to_be_done_is_read_by_its_object(text: str, deed: str) -> None:
    assert deed_asked(fold(text).text) == deed


@pytest.mark.parametrize(
    "text", ["为何还没人给我打电话", "昨天帮我催了", "什么时候可以换货呢", "为什么取消了", "快递到了"]
)
def test_what_is_only_spoken_of_is_no_deed(text: str) -> None:
    assert deed_asked(fold(text).text) is None
