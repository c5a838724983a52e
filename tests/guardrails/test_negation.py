"""What counts as a denial, what explains one, and what only softens it (docs/rules/negation.md)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.guardrails.negation import verdict_of
from rag.guardrails.reading import Reading

ORDER = {"none": 0, "reason": 0, "alternative": 1, "bare": 2}


def verdict(reply: str, asked: str = "") -> str:
    return verdict_of(Reading(reply).denials(asked))


# Denials ---------------------------------------------------------------------------------------------

BARE = [
    # refusal, impossibility
    ("这个价格不能再少了", "再少一点呗"),
    ("抱歉，收货人无法更改", "收货人换成我妈"),
    ("我们不支持货到付款哦", "可以货到付款吗"),
    ("这个真的改不了", "帮我改成红色"),
    ("没办法取消的呢", "取消订单"),
    ("亲 不可以的哈", "能不能拆开卖"),
    ("不行哦", "送我个杯子呗"),
    ("运费险补不了的", "运费险能补吗"),
    ("取消不掉了", "取消一下"),
    ("这边是不接受议价的哈", "最低多少"),
    ("无理由退货申请不了了", "退货"),
    ("今天肯定发不出去", "今天发吗"),
    ("我们店不参加这个活动", "满减参加吗"),
    ("发票不给补的", "忘开发票了"),
    ("单个不卖的", "只要一个行吗"),
    ("不包邮的哦", "包邮吗"),
    ("不送礼品袋的", "送礼品袋吗"),
    ("抱歉哈，这个我们做不到", "今晚送到我家"),
    ("这个地址寄不过去", "寄到村里"),
    ("补能改地址了哈", "改地址"),
    # not there, not done
    ("XL码没有了呢", "有XL吗"),
    ("暂时没有优惠活动", "有活动吗"),
    ("还没发货哦", "发货了吗"),
    ("没查到物流信息", "到哪了"),
    ("仓库那边还没回我", "问得怎么样了"),
    ("没有的哦", "有小样送吗"),
    ("您的退款还没到账", "退款呢"),
    ("暂无现货", "有货吗"),
    ("已经售罄啦", "还有吗"),
    ("尚未出库的", "出库没"),
    # not known
    ("我不清楚哦", "这个含糖吗"),
    ("这个不知道呢", "什么时候上新"),
    ("不太了解这个", "和上一代比哪个好"),
    ("说不准的", "几号能到"),
    ("具体时间无法确定的", "几号发"),
    ("不敢保证呢", "周五前能到不"),
    # not so
    ("这不是质量问题哦", "穿两天就开线了，质量太差"),
    ("不属于保修范围的", "能免费修吗"),
    ("不是我们的责任", "快递给我弄丢了"),
    ("不符合退货条件", "退货"),
    ("没有降价哦", "你们降价了吧"),
    ("不是的哦", "上次说好送的吧"),
    # no plain negative character
    ("恕难从命", "再便宜二十"),
    ("这个忙爱莫能助了", "帮我跟快递说说"),
    ("谢绝还价哈", "便宜点"),
    ("今天到恐怕够呛", "今天能到吗"),
    # empty reasons
    ("因为不行，所以改不了", "改地址"),
    ("系统就是这样的，取消不了", "取消"),
    ("没有为什么，就是退不了", "为什么退不了"),
    ("这是规定，不能退", "为什么"),
    ("规定就是规定，换不了", "换一个"),
    # courtesy explains nothing
    ("非常抱歉给您添麻烦了，这个不能退，请您谅解", "我要退"),
    ("理解您着急的心情，但是今天真的送不到", "今天必须到"),
    ("还没到呢，请您耐心等待", "到哪了"),
    # who is speaking, how long the shop has been there, how good it is
    ("我是客服3号，这个不能退。", "我要退"),
    ("您好，我是客服3号。\n这个不能退。", "我要退"),
    ("咱家茶壶卖了十二年啦，壶盖配不了", "壶盖能配吗"),
    ("我们品质一直有保障的，礼袋没有送", "送礼袋吗"),
    ("祝您天天开心，这个改不了", "改地址"),
    ("系统不让，没办法的", "帮我改价"),
    # a general "after", a scope known anyway
    ("付款后不能改地址哦", "改地址"),
    ("维修不支持上门的", "上门修吗"),
    # a reason for another matter
    ("因为师傅放假，所以安装要等两天。另外发票开不了", "安装和发票怎么弄"),
    ("印章改不了，已经刻好啦；收据开不了哦", "印章能改吗 收据能开吗"),
    ("箱子的颜色给您登记好了\n防尘罩没办法送", "箱子换成灰色，再送个防尘罩吧"),
    # short refusals
    ("免不了的亲", "服务费能免吗"),
    ("实在力不从心呢", "帮我跟房东说说"),
    # Traditional
    ("抱歉，這個顏色沒有了喔", "還有綠色嗎"),
    ("訂單無法取消喔", "幫我取消"),
    ("我們不提供代客包裝耶", "可以包裝嗎"),
    ("這個我不太清楚欸", "多重"),
    ("目前沒有門市喔", "有實體店嗎"),
    ("還沒有出貨", "出貨了嗎"),
    ("運費沒辦法退給您", "運費退我"),
    # Hong Kong
    ("唔好意思，呢款冇貨", "有冇貨"),
    ("改唔到地址㗎", "想改地址"),
    ("唔可以退款架", "想退款"),
    ("暫時查唔到", "件貨去咗邊"),
    ("呢個我唔清楚喎", "幾時到"),
    ("未有現貨", "有現貨嗎"),
    # English
    ("Sorry, we can't do that", "gift wrap?"),
    ("We're unable to change the address.", "new address"),
    ("We don't offer engraving.", "engraving?"),
    ("That model is no longer available", "got the old model?"),
    ("Unfortunately it is not covered.", "is it under warranty"),
    ("I don't know, sorry.", "when is the sale"),
    ("We won't be restocking it", "restock?"),
    ("no refunds", "refund please"),
    ("No, sorry.", "can you hold it for me"),
    ("Deposits are non-refundable.", "deposit back?"),
    ("Hello, this is agent 3. We can't refund this.", "refund"),
    ("The bus broke down, which is why it's late. We don't do vouchers.", "why late, and can I have a voucher"),
    ("It's still not here, please bear with us.", "where is my return"),
    ("It hasn't shipped.", "shipped?"),
    ("That's just our policy, we cannot accept it.", "why"),
]

REASON = [
    # marked
    ("因为已经打包了，所以改不了", "改颜色"),
    ("由于大雪封路，今天送不到", "今天能到吗"),
    ("为了保护您的账户，我们无法代您修改密码", "帮我改密码"),
    ("发票不能补开，因为已经跨年结账了", "补开发票"),
    ("根据平台规定，付款后地址会锁定，所以改不了", "改地址"),
    ("受台风影响，暂时没有物流更新", "物流不动"),
    # unmarked, before
    ("这双是按您的脚型定做的，拆封后就不能退了", "能退吗"),
    ("订单已经出库了，地址改不了", "改地址"),
    ("包裹已交给快递，无法撤回", "别发了"),
    ("这是第三方店铺的订单，我们看不到", "帮我查下"),
    ("您这单走的是海运，今天到不了", "今天到吗"),
    ("这款昨天最后一件被拍走了，现在没法给您留", "留一件"),
    ("亲这个订单已发货无法取消", "取消"),
    # unmarked, behind
    ("退不了的哦，杯身刻了您的名字", "退货"),
    ("没有降价，两次的成交价都是79", "降价了"),
    ("今天送不到您那儿，站点今天停电分拣不了", "今天能到吗"),
    ("用不了呢，券是上周到期的", "券怎么用不了"),
    ("插不了队。前面还排着二十几单，师傅都是按顺序做的", "先做我的"),
    # the attribute carries the cause
    ("虚拟商品不退的哦", "能退吗"),
    ("这么偏远的地方送不到呢", "送到山上"),
    ("偏远地区不包邮", "包邮吗"),
    ("定制的杯子是不支持退换的", "退掉"),
    # correction with a new fact
    ("不是的，这款是小一号的", "这是同一款吧"),
    ("不是棉的，是亚麻的", "这是棉的吧"),
    # a negated fact as the ground
    ("县里没有网点，需要您自己到市里取", "送到县里"),
    ("仓库没货了，所以发不了", "快发货"),
    ("您的商品不在价保期，没法补差价", "补差价"),
    # Traditional, Hong Kong, English
    ("因為蛋糕是現做的，所以沒辦法退款", "退款"),
    ("包裹已經在路上了，地址沒辦法改喔", "改地址"),
    ("這台已經停產，零件找不到了", "有零件嗎"),
    ("件貨已經上咗飛機，截唔到㗎", "截件"),
    ("由於颱風訊號，今日派唔到", "今日派唔派"),
    ("The parcel has already left our warehouse, so we can't change the address.", "new address"),
    ("We can't ship it by air because it contains a battery.", "air mail?"),
    ("It was made to your measurements, so it cannot be returned.", "return"),
    ("We won't get it there today. The airport is closed by snow.", "today?"),
    ("I can't say which day, the port is holding it and they don't tell us more.", "which day"),
    ("暂时查不到轨迹，司机一小时前才装车", "物流呢"),
    ("抵扣的三块没有退，活动页写明抵扣掉就算用了", "怎么少退三块"),
]

ALTERNATIVE = [
    ("黑色没有了，可以看看深灰", "黑色还有吗"),
    ("不能再低了，给您备注送双袜子", "便宜点"),
    ("地址改不了，建议您取消重拍", "改地址"),
    ("现在没货，到货了第一时间通知您", "有货吗"),
    ("今天到不了，预计周四送达", "今天到吗"),
    ("这个我不清楚，我马上去问技术给您回复", "防水等级多少"),
    ("不支持货到付款，您用支付宝就可以", "货到付款"),
    ("还没查到，我联系快递帮您催", "到哪了"),
    ("不发顺丰，只能发中通", "发顺丰"),
    ("專用袋沒有單賣，您可以考慮這組合購", "單買袋子"),
    ("呢隻色冇喇，你可以睇下藍色", "有冇紅色"),
    ("We don't take PayPal, but you can pay by card.", "paypal?"),
    ("It's not available in red. Would you like the blue one?", "red?"),
    ("No Klarna sorry, PayPal and cards both work.", "klarna?"),
    ("遥控器确实没放，我这就给您补寄", "怎么没有遥控器"),
    ("I'm not sure, let me check with the team and email you today.", "waterproof?"),
]

NONE = [
    # courtesy and reassurance
    ("不好意思让您久等了", "还在吗"),
    ("不客气的哦", "谢谢"),
    ("没关系的，您慢慢选", "我再看看"),
    ("没问题，马上给您安排", "快点发"),
    ("别担心，我们会处理好的", "弄丢了怎么办"),
    ("不用着急，今天就发", "快点"),
    ("对不起，是我们疏忽了", "发错了"),
    # words that only contain the character
    ("这款很不错的，回购很多", "好用吗"),
    ("不仅保暖，还很轻", "有什么特点"),
    ("两款差不多，看您喜欢", "有什么区别"),
    ("非常感谢您的支持", "好评了"),
    ("支持七天无理由退货", "能退吗"),
    ("无论哪天下单都有赠品", "赠品有吗"),
    ("蓝牙是无线的哦", "要插线吗"),
    ("未来几天都有活动", "有活动吗"),
    # questions
    ("能不能拍张照片给我看看", "坏了"),
    ("您是不是收到了呢", "快递"),
    ("还有没有其他需要", "好"),
    ("您那边收到了没", "嗯"),
    ("是没有收到短信吗？", "没有通知我"),
    ("请问是穿着不合适吗", "想退"),
    # conditions and attributes
    ("如果不喜欢可以退的", "不喜欢怎么办"),
    ("不影响二次销售的商品都能退", "能退吗"),
    ("未拆封的请留好包装", "怎么退"),
    ("不合适的话联系我", "怕不合适"),
    ("没收到的话我帮您补发", "会丢件吗"),
    ("要是不够用，随时再拍", "一包够吗"),
    ("没有会员也可以参加", "我不是会员"),
    # double negation
    ("不会不管您的", "你们不管了吗"),
    ("没有不给您处理的道理", "能处理吗"),
    ("不得不先核实一下您的信息", "怎么还要核实"),
    # good news
    ("不收您运费", "运费多少"),
    ("不用您出钱", "要钱吗"),
    ("不会掉色的", "掉色吗"),
    ("没有额外费用", "还要加钱吗"),
    ("不影响使用的哦", "划痕影响吗"),
    ("没有异味的", "有味道吗"),
    ("不起球不变形", "会起球吗"),
    ("不会的哦", "会缩水吗"),
    ("不需要您寄回", "要寄回吗"),
    # the customer's own words
    ("您是说没有收到对吗", "没收到"),
    ("您没有勾选发票也可以补开", "忘了发票"),
    # instructions
    ("请不要直接拒收", "不想要了"),
    ("先别确认收货", "收到了"),
    ("不要用热水洗哦", "怎么洗"),
    # neutral attributes
    ("不甜的", "甜吗"),
    ("不是很重，孩子也拎得动", "重吗"),
    ("不厚，夏天穿正好", "厚吗"),
    # limits beside the answer
    ("好的，提醒您取消后优惠恢复不了哦", "取消吧"),
    # only limits, no negative word
    ("目前只能发中通", "发什么快递"),
    ("仅支持线上下单", "能到店买吗"),
    # Traditional, Hong Kong
    ("不用擔心，都有保固的", "會壞嗎"),
    ("沒註冊也可以結帳", "要註冊嗎"),
    ("不會褪色喔", "會褪色嗎"),
    ("唔使擔心，我哋跟進緊", "幾時有"),
    ("唔該晒", "好"),
    ("請問仲有冇其他問題", "冇"),
    # English
    ("No problem, done!", "cancel please"),
    ("Don't worry, it's on its way.", "where is it"),
    ("You don't need an account to order.", "account?"),
    ("If it doesn't fit, send it back.", "fit?"),
    ("No extra charge for gift wrap.", "price?"),
    ("It won't fade in the wash.", "does it fade"),
    ("Please don't discard the box.", "return"),
    ("Haven't you received the email?", "no mail"),
    ("Nothing beats this pillow, and the notebook comes with it.", "good?"),
    ("Is it that it doesn't light up, or does it flicker?", "lamp broken"),
    ("Anything that hasn't been worn can be exchanged.", "exchange?"),
    ("We would never leave you waiting.", "hello??"),
]


@pytest.mark.parametrize(("reply", "asked"), BARE)
def test_denial_alone(reply: str, asked: str) -> None:
    assert verdict(reply, asked) == "bare"


@pytest.mark.parametrize(("reply", "asked"), REASON)
def test_denial_with_its_reason(reply: str, asked: str) -> None:
    assert verdict(reply, asked) == "reason"


@pytest.mark.parametrize(("reply", "asked"), ALTERNATIVE)
def test_denial_with_an_alternative_only(reply: str, asked: str) -> None:
    assert verdict(reply, asked) == "alternative"


@pytest.mark.parametrize(("reply", "asked"), NONE)
def test_no_denial(reply: str, asked: str) -> None:
    assert verdict(reply, asked) == "none"


# Longer replies --------------------------------------------------------------------------------------


def test_every_denial_needs_its_own_reason() -> None:
    assert verdict("颜色换不了，因为面料已经裁好了。另外礼盒也没有。", "换个颜色，再要个礼盒") == "bare"


def test_a_reason_may_stand_two_sentences_away_and_no_further() -> None:
    near = "师傅正在给您的桌子上漆。漆要晾三天。今天就发不了货了。"
    far = "师傅正在给您的桌子上漆。谢谢您的信任。祝您愉快。感谢惠顾。今天发不了货。"
    assert verdict(near, "今天能发吗") == "reason"
    assert verdict(far, "今天能发吗") == "bare"


def test_long_reply_without_punctuation() -> None:
    reply = "亲您好您的订单已经交给快递了呢所以地址这边改不了哦您可以联系派送员看看哈"
    assert verdict(reply, "改个地址") == "reason"


def test_what_the_customer_wants_decides() -> None:
    assert verdict("不会的哦", "会掉色吗") == "none"
    assert verdict("不会的哦", "会补货吗") == "bare"
    assert verdict("没有的", "有没有手续费") == "none"
    assert verdict("没有的", "有没有赠品") == "bare"


def test_denial_is_marked_with_what_it_negates() -> None:
    reading = Reading("亲，這個價格不能再低了喔，抱歉")
    (denial,) = reading.denials("便宜點")
    start, end = reading.folded.span(denial.start, denial.end)
    assert reading.text[start:end] == "不能再低了"


def test_reason_is_pointed_out() -> None:
    reading = Reading("杯子刻了您的名字，退不了的")
    (denial,) = reading.denials("退货")
    assert denial.why is not None
    assert reading.folded.text[slice(*denial.why)] == "杯子刻了您的名字"


def test_negations_name_why_they_are_harmless() -> None:
    reading = Reading("请不要拒收，不合适的话联系我，不收您运费")
    assert [negation.harmless for negation in reading.negations()] == ["instruction", "condition", "good news"]


# What must hold for any text -------------------------------------------------------------------------

SENTENCES = [reply for reply, _ in (*BARE, *ALTERNATIVE, *REASON, *NONE)]


@given(st.text(max_size=200), st.text(max_size=50))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(reply: str, asked: str) -> None:
    reading = Reading(reply)
    for denial in reading.denials(asked):
        assert 0 <= denial.start < denial.end <= len(reading.folded.text)
        start, end = reading.folded.span(denial.start, denial.end)
        assert 0 <= start < end <= len(reply)
        assert denial.support == "bare" or denial.why is not None


@given(st.lists(st.sampled_from(SENTENCES), max_size=6), st.sampled_from("，。 \n"))
@settings(max_examples=100, deadline=None)
def test_any_mixture_of_sentences_can_be_read(replies: list[str], joint: str) -> None:
    reading = Reading(joint.join(replies))
    found = reading.denials("可以吗")
    assert [denial.start for denial in found] == sorted({denial.start for denial in found})


@given(st.sampled_from(BARE + ALTERNATIVE), st.lists(st.sampled_from("\u200b\ufe0f\u00ad"), max_size=3))
@settings(max_examples=100, deadline=None)
def test_invisible_characters_change_nothing(pair: tuple[str, str], invisible: list[str]) -> None:
    reply, asked = pair
    hidden = "".join(invisible).join(reply) if invisible else reply
    assert verdict(hidden, asked) == verdict(reply, asked)
    reading = Reading(hidden)
    for denial in reading.denials(asked):
        start, end = reading.folded.span(denial.start, denial.end)
        assert Reading(reading.text[start:end]).folded.text == reading.folded.text[denial.start : denial.end]


@given(st.sampled_from(BARE + ALTERNATIVE + REASON + NONE))
@settings(max_examples=150, deadline=None)
def test_a_clear_reason_never_makes_it_worse(pair: tuple[str, str]) -> None:
    reply, asked = pair
    reason = "because the parcel has already left our warehouse" if reply.isascii() else "因为订单已经打包出库了"
    said = reply if reply.endswith("?") else f"{reply.rstrip('.!')},"  # a question stays one
    explained = verdict(f"{said} {reason}", asked)
    assert ORDER[explained] <= ORDER[verdict(reply, asked)]


@pytest.mark.parametrize(
    "text",
    ["不", "不能", "没有没有，", "您 不 ", "can't ", "不能退，因为", "没收到", "退不了。", "如果不", "□", "（不）"],
)
def test_long_text_takes_no_more_than_its_share_of_time(text: str) -> None:
    """Work grows with the length, not with its square: ten times the text, some ten times the time."""
    assert _seconds(text * (40_000 // len(text))) < 40 * max(_seconds(text * (4_000 // len(text))), 0.005)


def _seconds(text: str) -> float:
    """Of the processor, the least of three: what else the machine does is not counted."""
    return min(_once(text) for _ in range(3))


def _once(text: str) -> float:
    start = time.process_time()
    Reading(text).denials("可以吗")
    return time.process_time() - start


@pytest.mark.parametrize(
    ("reply", "denies"),
    [
        ("我也不知道什么时候补货呢", True),
        ("这边不清楚哪天能修好呢", True),
        ("这个真不知道亲", True),
        ("不知道您什么时候方便收货呢", False),
        ("没有怪您的意思，只是想核对一下", False),
        ("后天收不到您找我", False),
        ("没验货先不要签收哦", False),
    ],
)
def test_what_is_not_known_is_told_from_what_is_asked_of_the_customer(reply: str, denies: bool) -> None:
    assert bool(Reading(reply).denials("")) is denies
