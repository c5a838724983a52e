"""What the agent's words ask of the customer, and what they promise."""

from __future__ import annotations

import pytest

from rag.talk.asked import asks, only_courteous, promises, tells_to_do, wants_a_thing, wants_contact, wants_order


@pytest.mark.parametrize(
    "agent", ["请提供下订单号", "麻烦您把照片发我", "電話方便留一下嗎", "Please send me the photo."]
)
def test_a_thing_only_the_customer_has_is_wanted(agent: str) -> None:
    assert wants_a_thing(agent)


@pytest.mark.parametrize(
    "agent", ["我帮您订单留言备注", "订单发货了", "要帮您换一件吗", "明天到", "Anything else?", ""]
)
def test_what_we_do_ourselves_is_not_wanted(agent: str) -> None:
    assert not wants_a_thing(agent)


def test_a_number_to_call_is_told_from_an_order() -> None:
    phone, order = "您留个电话给我", "请提供一下订单号"
    assert (wants_contact(phone), wants_order(phone)) == (True, False)
    assert (wants_contact(order), wants_order(order)) == (False, True)


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("您先申请一下", True),
        ("取消后告知我", True),
        ("建議您重新下單", True),
        ("这边帮您取消", False),
        ("明天到", False),
    ],
)
def test_what_the_customer_is_to_do_is_told_from_what_we_do(agent: str, told: bool) -> None:
    assert tells_to_do(agent) is told


@pytest.mark.parametrize(
    ("agent", "open_"),
    [
        ("我帮您催一下仓库", True),
        ("专员两小时内给您回电", True),
        ("審核後會短信通知您", True),
        ("已经帮您取消成功了", False),
        ("请稍等，为您查询。订单在配送中。今天送到。请放心。", False),
        ("明天到", False),
    ],
)
def test_a_promise_is_open_until_it_is_kept(agent: str, open_: bool) -> None:
    assert promises(agent) is open_


def test_an_offer_of_further_help_neither_asks_nor_settles() -> None:
    assert not asks("请问还有其他可以帮到您的吗？")
    assert only_courteous("不客气，请问还有其他可以帮到您的吗？")
    assert not only_courteous("不客气。我去催一下。")
