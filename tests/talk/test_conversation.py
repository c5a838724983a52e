"""What a customer's message does, in the light of what the agent said before it."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.talk.acts import act_of
from rag.talk.conversation import read_conversation
from rag.talk.steering import bare
from rag.talk.words import Act
from tests.talks import turns

NOBODY = ""
ACTS: tuple[tuple[Act, str, str], ...] = (
    ("matter", NOBODY, "这款有货吗"),
    ("matter", NOBODY, "什麼時候可以出貨"),
    ("matter", NOBODY, "My parcel never came"),
    ("matter", "已为您处理好", "谢谢，那发票怎么开"),
    ("matter", "明天给您发货", "好的，那能开发票吗"),
    ("matter", "明天幫您出貨", "好的，幫我改成紅色"),
    ("matter", "It goes out tomorrow.", "ok, please cancel it"),
    ("matter", "已经退款了", "好的，钱怎么还没到"),
    ("matter", "麻烦拍张照片", "东西都坏了还拍什么"),
    ("matter", "Please send a photo.", "Why do you need a photo?"),
    ("matter", "您收货在哪个城市？", "你们发什么快递"),
    ("matter", NOBODY, "人工客服 我的快递丢了"),
    ("greets", NOBODY, "您好，在嗎"),
    ("greets", NOBODY, "在吗"),
    ("greets", NOBODY, "Hello"),
    ("shows_order", NOBODY, "88273615234901234"),
    ("shows_order", NOBODY, "訂單號：202506180001"),
    ("shows_order", NOBODY, "Order number: 88273615234"),
    ("shows_order", "麻烦把订单号发我", "88273615234"),
    ("shows_item", NOBODY, "https://shop.example/item?id=8"),
    ("shows_item", "麻煩拍張照片", "[圖片]"),
    ("answers", "您收货在哪个城市？", "长沙"),
    ("answers", "請問寄到哪裡呢？", "台中市"),
    ("answers", "Which city should it go to?", "Leeds"),
    ("answers", "您是要退款还是换新？", "换新吧"),
    ("answers", "是这个订单吗？", "对"),
    ("answers", "要幫您改成藍色嗎？", "好的"),
    ("answers", "Is it this order?", "yes"),
    ("agrees", "明天给您安排发货", "知道了"),
    ("agrees", "明天給您安排出貨", "好喔"),
    ("agrees", "It will be dispatched tomorrow.", "ok"),
    ("thanks", "已为您处理好", "好的，辛苦了"),
    ("thanks", "已為您處理好", "謝謝您"),
    ("thanks", "All done.", "Thanks!"),
    ("waits", "麻烦拍张照片", "我先看看"),
    ("waits", "麻煩拍張照片", "稍等"),
    ("leaves", "还有什么可以帮您的吗", "没有了"),
    ("leaves", "還有什麼可以幫您的嗎", "沒有了"),
    ("leaves", "好的", "那先这样吧"),
    ("leaves", "Anything else?", "bye"),
    ("resumes", "还没查到呢", "？？"),
    ("resumes", "好的，帮您反馈", "还是上次那个问题"),
    ("resumes", NOBODY, "還是那個問題"),
    ("matter", "您先申请退款", "申请了但是没反应"),
    ("matter", "请提供下订单号", "你帮忙沟通一下，别送了"),
    ("matter", "這款是棉的", "這個標籤上的符號是什麼意思"),
    ("matter", "给您补发", "质量不好"),
    ("agrees", "明天可以到的", "明天 好的"),
    ("agrees", "已经给您备注了", "好的[玫瑰]"),
    ("done", "您先申请一下售后", "弄好了"),
    ("done", "取消後告知我一聲", "提交了 取消了"),
    ("done", "这边需要您重新下单", "好 我已经拍了，你看看"),
    ("done", "Please cancel it and tell me.", "I've cancelled it"),
    ("agrees", "您重启试试", "好了"),
    ("owes", "您提供一下订单号", "好的谢谢"),
    ("owes", "您把照片發我", "辛苦了[玫瑰]"),
    ("owes", "Please send your order number.", "ok thanks"),
    ("shows_contact", "您留个联系电话", "13812345678"),
    ("shows_order", "麻烦提供下订单号", "13812345678901"),
    ("puzzled", "我只提交了一个", "两个是什么意思？"),
    ("puzzled", "您先走一下價保", "沒聽懂"),
    ("puzzled", "您先走一下价保", "啥？"),
    ("puzzled", "It is out of scope.", "What do you mean?"),
    ("praises", "给您补发一件", "你们家东西一直很好，又来买了"),
    ("explains", "已經給您備註了", "我白天上班不在家"),
    ("browses", "您是什么时候买的呢", "还没买，我想先了解"),
    ("remarks", "这单只能重新拍了", "晕 知道了"),
    ("presses", "还请您稍等，正在为您查询", "好的，查到了吗"),
    ("presses", "我幫您催一下倉庫", "怎麼樣了"),
    ("presses", "我帮您问一下", "？？"),
    ("presses", "I'll ask the warehouse.", "Any news?"),
    ("matter", "明天到的", "查到了吗"),
    ("matter", "您好，您好", "钱收到了吗"),
    ("greets", "", "人工客服 京东快递(移动端) 你好"),
    ("greets", "", "是人工吗"),
    ("greets", "", "用户发起转人工"),
    ("greets", "", "機器人還是真人"),
    ("matter", "", "人工费怎么算"),
    ("solved", "您的包裹是两件呢", "哦，现在又收到一件了，刚才拿漏了。不好意思。"),
    ("leaves", "请问还有其他问题吗", "不用啦 谢谢"),
    ("matter", "我帮您问一下", "收到了吗"),
    ("remarks", "您要換一件嗎", "算了"),
    ("agrees", "我会给您备注韵达的", "对韵达"),
    ("agrees", "这边帮您申请退差价，您看可以吗", "好的[玫瑰]"),
    ("answers", "嗯嗯", "文三路15号 多谢了"),
    ("thanks", "好的", "这个先不弄了 谢谢你"),
    ("matter", "请提供一下订单号", "都到了半天了还不派送"),
    ("wordless", NOBODY, "[玫瑰]"),
    ("wordless", NOBODY, "😡😡"),
    ("wordless", NOBODY, ""),
)


@pytest.mark.parametrize(("act", "agent", "text"), ACTS)
def test_what_a_message_does_depends_on_what_it_follows(act: Act, agent: str, text: str) -> None:
    assert act_of(text, agent) == act


def test_yes_answers_a_question_and_takes_note_of_news() -> None:
    for yes in ("好的", "可以", "ok"):
        assert act_of(yes, "要帮您换一件吗？") == "answers"
        assert act_of(yes, "已经给您换好了。") == "agrees"


def test_asking_what_one_can_do_is_no_question_about_the_matter() -> None:
    for offer in ("请问有什么可以帮您？", "您好，有什么可以帮到您的吗？", "還有什麼可以幫您的嗎？"):
        assert act_of("好的", offer) == "agrees"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("你好 订单号:88273615234 https://a.example/x 什么时候发货", "什么时候发货"),
        ("亲，麻烦问下 這款有藍色嗎", "这款有蓝色吗"),
        ("Hi, order no. AB202577 where is it", "where is it"),
        ("[图片]", ""),
        ("转人工 发票开错了", "发票开错了"),
    ],
)
def test_platforms_words_and_courtesies_are_not_what_was_said(text: str, said: str) -> None:
    assert bare(text).strip(" ,.") == said


@pytest.mark.parametrize(
    ("talk", "act"),
    [
        (("可以刷卡吗", "|可以刷卡的哦", "好的", "|还有其他可以帮您的吗", "确定可以刷卡"), "confirms"),
        (("过了月底券还能回来吗", "|不可以的哦", "回不来吗"), "confirms"),
        (("能退嗎", "|七天內都可以退的", "那能退對吧"), "confirms"),
        (("When?", "|It ships tomorrow.", "So it ships tomorrow, right?"), "confirms"),
        (("券会回来吗", "|会的呢", "过了月底也能回来吗", "|不可以的哦", "回不来吗"), "confirms"),
        (("能退吗", "|这款不能退哦", "可以退的吧"), "matter"),
        (("发货了吗", "|明天给您发货", "今天能发货吗"), "matter"),
        (("发货了吗", "|明天给您发货", "明天能到吗"), "matter"),
        (("有红色吗", "|有红色的", "有蓝色的吗"), "matter"),
        (("发票呢", "|发票明天开", "能发吗"), "matter"),
        (("这是什么", "|优惠券编号就是批次号", "批次号是什么"), "matter"),
        (("取消了", "|好的，这边看下", "那钱退了是吧"), "matter"),
    ],
)
def test_only_what_the_agent_said_is_confirmed_and_never_its_opposite(talk: tuple[str, ...], act: Act) -> None:
    assert read_conversation(turns(*talk)).act == act


# Several turns ---------------------------------------------------------------------------------------


def test_turns_of_one_side_in_a_row_are_one_message() -> None:
    read = read_conversation(turns("在吗", "|您好", "那运费呢", "谁出"))
    assert (read.act, "运费" in read.said, "谁出" in read.said) == ("matter", True, True)


def test_what_was_spoken_of_before_is_remembered_latest_first() -> None:
    read = read_conversation(
        turns("在吗", "|您好", "能开发票吗", "|可以的", "好的", "|嗯", "发什么快递", "|中通", "那几天能到")
    )
    assert read.earlier == ("发什么快递", "能开发票吗")


@pytest.mark.parametrize(
    ("talk", "pending", "again"),
    [
        (("什么时候发货", "|我帮您催一下仓库，稍等", "有结果了吗"), True, True),
        (("什麼時候出貨", "|我幫您催一下倉庫", "好的", "|嗯嗯", "問到了嗎"), False, True),
        (("When will it ship?", "|I'll ask the warehouse.", "Any news?"), True, True),
        (("什么时候发货", "|我帮您问下仓库", "好的"), True, False),
        (("When will it ship?", "|Tomorrow.", "ok"), False, False),
        (("有结果了吗",), False, False),
        (("退款呢", "|专员明天联系您处理", "好的", "|还有其他可以帮您的吗", "没有了"), True, False),
        (("能改吗", "|已经帮您改好了", "谢谢"), False, False),
        (
            ("有发票吗", "|请稍等，马上为您查询。这款是电子发票。完成后一天内开。在订单里下载。", "谢谢"),
            False,
            False,
        ),
    ],
)
def test_a_promise_is_open_and_asked_after_only_where_the_agent_gave_one(
    talk: tuple[str, ...], pending: bool, again: bool
) -> None:
    read = read_conversation(turns(*talk))
    assert (read.pending, read.again) == (pending, again)


def test_a_conversation_without_turns_says_nothing() -> None:
    read = read_conversation(())
    assert (read.act, read.said, read.earlier) == ("wordless", "", ())


@settings(max_examples=150, deadline=2000)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_message_after_any_words_of_the_agent_does_one_of_the_acts(text: str, agent: str) -> None:
    act, nobody = act_of(text, agent), act_of(text)
    assert {act, nobody} <= set(get_args(Act))
    assert nobody not in {"resumes"} or act == nobody, "nobody needs to have spoken for a message to point back"
