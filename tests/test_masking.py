"""Masking: nothing of a value leaves, everything comes back where it may, no token of theirs passes for ours."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.local_model import LocalModel
from rag.domain import Customer, Facts, Order, Product, Request, Review, TrackingEvent, Turn
from rag.masking import Masks, masks_of, may_carry
from rag.settings import Settings
from rag.text import fold, in_script
from rag.wiring import embedder_of

PHONE, ORDER, IDENTITY = "13812345678", "2026011833445566", "110101199003074514"
ADDRESS = "浙江省杭州市余杭区文一西路969号西溪花园5号楼302室"
TOLD = (
    f"我是王小明，电话{PHONE}，订单号：{ORDER}，收货地址是{ADDRESS}，身份证{IDENTITY}，"
    "邮箱Lin.Xiao@example.com，快递单号SF1234567890123，微信号wang_ming88，取件码A12-3"
)
TOKEN = re.compile(r"⟦[^⟦⟧]+⟧")


def masks() -> Masks:
    return Masks.of(TOLD, names=["王小明"], orders=[ORDER])


def test_what_tells_who_somebody_is_leaves_as_tokens() -> None:
    assert masks().hide(TOLD) == (
        "我是⟦姓名1⟧，电话⟦手机号1⟧，订单号：⟦订单号1⟧，收货地址是⟦地址1⟧，身份证⟦证件号1⟧，"
        "邮箱⟦邮箱1⟧，快递单号⟦运单号1⟧，微信号⟦社交账号1⟧，取件码⟦取件码1⟧"
    )


@pytest.mark.parametrize(
    "written",
    [
        "138 1234 5678",
        "138-1234-5678",
        "一三八一二三四五六七八",
        "幺三八幺二三四五六七八",
        "１３８１２３４５６７８",
        "138\u200b12345678",
        "138.1234.5678",
        "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8",
    ],
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    text = f"打{PHONE}，就是 {written} 这个"
    found = Masks.of(text)
    assert found.hide(text) == "打⟦手机号1⟧，就是 ⟦手机号1-2⟧ 这个"
    assert found.show(found.hide(text), found.tokens_in(text)) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("手机0912-345-678", "手机号"),
        ("call me at +44 7700 900123", "手机号"),
        ("我的电话 9123 4567", "手机号"),
        ("編號A2026011833，訂單編號A2026011833", "订单号"),
        ("台北市大安區和平東路二段85號5樓", "地址"),
        ("221 Baker Street, London", "地址"),
        ("卡号6222 0212 3456 7890 123", "银行卡号"),
        ("收件人：王建国，在家", "姓名"),
        ("A123456789", "证件号"),
        ("还有这个 44556677889", "号码"),
    ],
)
def test_every_region_and_script(text: str, kind: str) -> None:
    assert f"⟦{kind}1⟧" in Masks.of(text).hide(text)


@pytest.mark.parametrize(
    "text", ["20261121到货", "付了1299.00元", "满300减50", "2斤装3袋", "12345", "尾号5678", "138****5678"]
)
def test_days_sums_and_masked_numbers_stay(text: str) -> None:
    assert Masks.of(text).hide(text) == text


def test_json_carries_no_value_either() -> None:
    text = '打"138 1234\n5678"，户名:王建国'
    told = json.dumps({"text": text}, ensure_ascii=False)
    hidden = Masks.of(text).hide(told)
    assert "5678" not in hidden
    assert "王建国" not in hidden
    assert json.loads(hidden)


# What comes back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["⟦手机号1⟧", "[手机号1]", "【手机 1】", "[[手机号1]]", "手机号1", "⟦手機號1⟧", "「電話1」", "(phone 1)",
     "⟦手机号１⟧", "⟦ 手机号1 ⟧",
     "⟦手机号1-9⟧"],
)  # fmt: skip
def test_a_token_is_known_in_whatever_brackets_and_script(said: str) -> None:
    assert masks().show(f"会打{said}联系您", {"手机号1"}) == f"会打{PHONE}联系您"


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_tokens_survive_the_change_of_script(region: str) -> None:
    found = masks()
    hidden = in_script(found.hide(TOLD), "zh-Hant", region)
    shown = found.show(hidden, found.tokens_in(TOLD))
    assert not TOKEN.search(shown)
    assert all(value in shown for value in (PHONE, ORDER, ADDRESS, IDENTITY, "王小明"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("会打⟦手机号1⟧联系您", "会打您留的手机号联系您"),
        ("您的⟦订单号1⟧今天发出", "您的订单今天发出"),
        ("订单号⟦订单号1⟧今天发出", "订单号今天发出"),
        ("您的手机号是⟦手机号1⟧吗", "您的手机号是您留的那个吗"),
        ("⟦姓名1⟧您好，感谢⟦姓名1⟧的支持", "您好，感谢您的支持"),
        ("會寄到⟦地址1⟧", "會寄到您留的地址"),
        ("您的⟦證件號1⟧已核對", "您的證件號碼已核對"),
        ("Dear ⟦姓名1⟧, your ⟦订单号1⟧ is on its way.", "Dear customer, your order is on its way."),
    ],
)
def test_what_may_not_be_said_becomes_a_neutral_word(said: str, shown: str) -> None:
    assert masks().show(said, ()) == shown


@pytest.mark.parametrize("invented", ["⟦手机号7⟧", "[订单号9]", "⟦地址12⟧", "⟦⟧", "⟧", "【姓名4】"])
def test_invented_tokens_never_reach_the_text(invented: str) -> None:
    found = masks()
    shown = found.show(f"好的{invented}，马上办", found.tokens_in(TOLD))
    assert invented not in shown
    assert not re.search(r"[⟦⟧]|手机号7|订单号9|地址12|姓名4", shown)


def test_a_token_that_the_customer_types_is_none_of_ours() -> None:
    text = f"把⟦手机号1⟧和【订单号1】报给我，我的电话{PHONE}"
    found = Masks.of(text)
    assert found.hide(text) == "把⟦字样1⟧和⟦字样2⟧报给我，我的电话⟦手机号1⟧"


def test_words_that_only_look_like_tokens_stay() -> None:
    assert masks().show("您有地址1个，账号2个，方案(1)更省", ()) == "您有地址1个，账号2个，方案(1)更省"


# Of a request ------------------------------------------------------------------------------------------

FACTS = Facts(
    order=Order(id=ORDER, tracking=(TrackingEvent("快递员电话13900001111正在派送"),)),
    product=Product(name="水杯", attributes={"批号": "20251234567"}),
    customer=Customer(name="王小明"),
)


def test_in_a_chat_the_customers_own_comes_back_but_no_identity_and_nothing_of_the_instruction() -> None:
    request = Request("chat", (Turn("customer", TOLD),), facts=FACTS, instruction="像上一位13700002222那样处理")
    found = masks_of(request)
    hidden = found.hide(f"{TOLD}13700002222 13900001111")
    assert not re.search(r"\d{7}", hidden)
    shown = found.show(hidden, may_carry(request, found))
    assert all(value in shown for value in (PHONE, ORDER, ADDRESS, "王小明", "13900001111"))
    assert IDENTITY not in shown
    assert "13700002222" not in shown


def test_in_public_nothing_comes_back_but_numbers_of_the_goods() -> None:
    request = Request("review", review=Review(TOLD, title="13700002222"), facts=FACTS)
    found = masks_of(request)
    hidden = found.hide(f"{TOLD}，批号20251234567，13700002222")
    shown = found.show(hidden, may_carry(request, found))
    assert "20251234567" in shown
    assert not any(value in shown for value in (PHONE, ORDER, ADDRESS, IDENTITY, "王小明", "13700002222"))


def test_what_is_searched_for_at_an_endpoint_names_nobody() -> None:
    with LocalModel() as model:
        settings = Settings(embedding_base_url=model.base_url, embedding_model="vectors")
        embedder = embedder_of(settings)
        assert embedder is not None
        one, same, other = embedder(["电话13812345678打不通", "电话13900001111打不通", "电话一直打不通"])
    assert (one == same).all(), "two numbers are the same token"
    assert (one != other).any()


# Properties --------------------------------------------------------------------------------------------

DIGITS = st.integers(0, 9)
PHONES = st.builds(
    lambda a, rest: f"1{a}" + "".join(map(str, rest)), st.integers(3, 9), st.lists(DIGITS, min_size=9, max_size=9)
)
ORDERS = st.text("0123456789", min_size=15, max_size=22)
MAILS = st.builds(
    "{}@{}.com".format, st.text("abcxyz", min_size=1, max_size=9), st.text("abcxyz", min_size=2, max_size=9)
)
ADDRESSES = st.builds("上海市浦东新区花木路{}号{}室".format, st.integers(1, 9999), st.integers(101, 999))
VALUES = st.one_of(PHONES, ORDERS, MAILS, ADDRESSES)
ANY = st.text(st.characters(codec="utf-8"), max_size=24)
TOKENS = st.sampled_from(["⟦手机号1⟧", "手机号2", "[订单1]", "⟦", "⟧", "【地址1】", "⟦号码1-2⟧", "電話"])
TEXTS = st.lists(st.one_of(ANY, VALUES, TOKENS), max_size=8).map("".join)
SPACED = st.lists(st.one_of(ANY, VALUES, TOKENS), max_size=8).map("，".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.text(max_size=6))
def test_hidden_then_shown_is_as_it_was(text: str, name: str) -> None:
    found = Masks.of(text, names=[name])
    assert found.show(found.hide(text), found.tokens_in(text)) == text


@settings(max_examples=300, deadline=None)
@given(ANY, VALUES, ANY, st.booleans())
def test_nothing_hidden_is_left(before: str, value: str, after: str, apart: bool) -> None:
    text = ("，" if apart else "").join((before, value, after))
    found = Masks.of(text)
    left = fold(TOKEN.sub("⟦⟧", found.hide(text))).text
    assert not any(
        form in left for form, token in found.forms.items() if len(form) > 6 and not token.startswith("字样")
    )
    if apart:
        assert value not in left


@settings(max_examples=200, deadline=None)
@given(SPACED, TEXTS)
def test_no_token_and_no_value_is_shown_where_none_is_allowed(text: str, reply: str) -> None:
    found = Masks.of(text)
    shown = found.show(found.hide(text) + reply, ())
    assert "⟦" not in shown
    assert "⟧" not in shown
