"""Stage 2: which negations are no denial (docs/rules/negation.md, section 1). One small test a class."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.guardrails.negation.conditions import conditional, hypothetical
from rag.guardrails.negation.cues import Setting
from rag.guardrails.negation.polarity import (
    ENDING,
    SERVICE,
    TASTE,
    UNWANTED,
    WANTED,
    asks,
    claims,
    hopes,
    last_words,
    wishes,
    worries,
)
from rag.text import Pattern


def dismissed(setting: Setting) -> str | None:
    """The name of the first class of non-denial that holds; None for a denial."""
    return next((name for name, test in DISMISSALS.items() if test(setting)), None)


# Questions -------------------------------------------------------------------------------------------

_ANSWER_FIRST = Pattern(r"^(?:亲|您好)?(?:不[能行会是]|没有)的")
_PROPOSAL = Pattern(
    r"^(?:您看|这个|这些)?(?:问题|情况|意思)?(?:可以|好|行|是|对|方便|这样可以|这样行)(?:的)?[吗么不吧]"
)
_QUESTION_OPENS = Pattern(r"^(?:请问|您是|你是|是不是|是说)")


_EMBEDDED = Pattern(r"[^吗么?]*(?:什么|哪|多久|多少|几[时天号点]|怎么|谁)[^吗么?]*$")
"""A question that is not known the answer of: 不知道什么时候到呢."""


def _question(setting: Setting) -> bool:
    """是没有收到吗; a proposal: 就不给您送了，可以吗; a long question: 请问您是说没货，让您退款吗."""
    if setting.cue.kind == "unknown" and _EMBEDDED.match(setting.cue.tail):
        return False
    if setting.piece.asks and setting.cue.kind != "soft":
        return _ANSWER_FIRST.search(setting.piece.text) is None
    if not setting.questioned:
        return False
    following = [piece for step in range(1, 6) if (piece := setting.neighbour(step)) and piece.asks]
    if not following:
        return False
    if any(_PROPOSAL.search(piece.text) for piece in following[:2]):
        return True
    return any(piece and _QUESTION_OPENS.search(piece.text) for piece in map(setting.neighbour, range(-5, 1)))


# Double negation, burdens taken off, instructions -------------------------------------------------------

_AFFIRMING = Pattern(
    r"[不没未](?:会|有|能|可能|是|可|得|用|存在)?(?:人|理由)?(?:不|没|拒绝)(?!会的|行|能用|能退|能换|是|了|到)"
    r"|没有?[^,]{0,8}(?:不|没)[^,]{0,8}(?:道理|理由|可能|意思|说法)"
)
_NEGATED_BEFORE = Pattern(r"(?:[不没未](?:会|有|能|可能|是|可|得)|非[^,]{1,6})$")
_NO_NEED = Pattern(r"没用(?=[您你到上])|[不唔]用|[不没唔](?:需|必|使|消|非得|需要|强制|勉强|要求)|没(?:有)?必要")
_DONT = Pattern(r"[不唔](?:要(?![求回到])|可(?!以|能))|唔好|不好(?!改|弄|办|查|操作|处理|判断|说)")
_MUST_NOT = Pattern("不(?:能|可以?|得)")
_HARM = Pattern(rf"(?:不然|否则|要不)?(?:就|很)?(?:会|容易|易)[^,]{{0,4}}(?:{UNWANTED})")
"""What follows from doing it: 不能拧太紧，会裂 tells how to use it."""
_OURSELVES = Pattern(r"(?:我们?|这边|小店|本店)$")
_BIDDING = Pattern(r"(?:(?<!申)请|麻烦|烦请|尽量|最好|建议|千万|务必|记得)(?:您|你|亲|先|尽量|一定|最好|千万)*$")


def _double(setting: Setting) -> bool:
    """Two negations that affirm: 不会不管, 没有不送的道理, 不得不."""
    return bool(_AFFIRMING.match(setting.negated) or _NEGATED_BEFORE.search(setting.cue.head))


def _no_need(setting: Setting) -> bool:
    """不用, 不需要, 不必: a burden taken off."""
    return _NO_NEED.match(setting.negated) is not None


def _instruction(setting: Setting) -> bool:
    """What the customer is told not to do: 请不要拒收, 先别确认, 不要下线."""
    if setting.cue.kind == "potential":
        return False
    if _DONT.match(setting.negated):
        return _OURSELVES.search(setting.cue.head) is None
    after = setting.neighbour(1)
    if _MUST_NOT.match(setting.negated) and after is not None and _HARM.match(after.text):
        return True
    return setting.cue.word[0] in "不未" and _BIDDING.search(setting.cue.head) is not None


# The customer's own ----------------------------------------------------------------------------------

_QUOTING = Pattern(
    r"(?:您|你|亲)(?:是说|说(?!的)|讲(?!的)|提到(?!的)|反映(?!的)|反馈(?!的)|的意思|担心|觉得|描述)|(?:备注"
    r"|登记|留言)[里的了是写]*$"
)
_STATE = Pattern(
    r"[不没唔](?:喜欢|满意|合适|合身|想要?|愿意|需要|要了?|用管|介意|放心|方便|舒服|舒适|开心|习惯|爽|中意)(?!到)"
)
_SUBJECT = Pattern(
    r"(?:您|你)(?:这边|那边|当时|之前|的订单|目前|现在|好像|还|可能|也|是|都|下单时)*(?:还|一直|并)?$|\[数字x\]h$"
)
_ACT = Pattern(
    r"(?:没有?|未|还没|尚未|还未|不)(?:付款?|支付|勾选|填|提供|拍|下单|签收|收到|提交|申请|登[录陆]|绑定|注册"
    r"|评价|确认|选|上传"
    r"|领取?|关注|点|用|参加|参与|拆|激活|授权|发|说|看|取消|要求|留|写|备注|联系|需要|清楚|明白)"
)
_SENT = Pattern(r"(?:您|你)(?:这边)?(?:发|拍|传|给|填|写)[^,]{0,10}不(?:太|够)?(?:清|全|完整|对(?!外))")
"""What the customer sent, and has to send again: 您发的图片不清楚."""
_BUYERS_ACT = Pattern(r"(?:没有?|未|还没有?|尚未|还未)(?:付款|支付|下单|拍下|签收|确认收货|评价|实名)")
"""What only the customer does, whoever is named: 亲，还没付款哦."""
_AUXILIARY = Pattern(r"^(?:会|再|给您|帮您|给)+")


def _of_customer(setting: Setting) -> bool:
    """The customer's own state or words, handed back: 您没有勾选, 您不需要的, 您是说没收到."""
    quoted = setting.cue.kind != "potential" and _QUOTING.search(setting.cue.head)
    if quoted or _granted(setting) or _STATE.match(setting.negated):
        return True
    if _SENT.search(setting.piece.text):
        return True
    if _BUYERS_ACT.match(setting.negated) and not setting.cue.head.strip("□"):
        return True
    return bool(_ACT.match(setting.negated) and _SUBJECT.search(setting.cue.head))


def _granted(setting: Setting) -> bool:
    """The customer asked us not to (不要放小票), and we do not."""
    verb = _AUXILIARY.sub("", setting.cue.tail)[:1]
    if setting.cue.kind != "plain" or not verb or asks(setting.asked):
        return False
    return re.search(f"(?:不要|别|不用|不)再?{re.escape(verb)}", setting.asked) is not None


# Warnings, good news, neutral properties ---------------------------------------------------------------

_REMINDER = Pattern(r"提醒|提示|注意|友情|备注:")
_REMINDED = Pattern(r"(?:提醒|提示|注意)(?:一下|下|您|亲)*$")
_NO_WAY_BACK = Pattern(r"恢复|撤[销回]|还原|找回|反悔|逆")
_OLDER = Pattern(r"(?:\d|版本?|系统|型号)[^,]{0,8}(?:以[下上前]|之前|及以)")
_STEP_TAKEN = Pattern(r"取消|确认|提交|删除|操作|[后旦]")
_WANTS_BACK = Pattern(r"恢复|撤|还原|找回|继续|不退了|取消(?:退|售|申)")


def _warning(setting: Setting) -> bool:
    """A limit nobody asked about, beside the answer: 提醒一下取消后恢复不了; in brackets."""
    before = setting.neighbour(-1)
    if setting.piece.aside or _REMINDER.search(setting.cue.head):
        return True
    if before is not None and _REMINDED.search(before.text):
        return True
    if _OLDER.search(setting.cue.head) and not _OLDER.search(setting.asked):
        return setting.cue.at > 0
    final = _NO_WAY_BACK.search(setting.piece.text) and _STEP_TAKEN.search(setting.cue.head)
    return bool(final) and not _WANTS_BACK.search(setting.asked)


_NEVER_GOOD = Pattern("不(?:让|给|可能)")
_GOOD = Pattern(
    r"(?:[不唔](?:会|可能|再|太|怎么|用|至于|容易|易|存在|含|带|加|另|收|扣|是)?(?:有|再|给您|额外|另外|任何|产生"
    r"|造成|出现|让您|让|因此"
    rf"|轻易|被|把|那么|添加)*(?:{UNWANTED})(?![出得上]现)"
    r"|[没冇]有?[^,]{0,5}(?:限制|影响|区别|门槛|风险|要求|费用|压力)[的呢哦啊哈~]*$"
    rf"|[没冇未]有?(?:任何|什么|其他|别的|多大|太大|啥|丝毫)*(?:{UNWANTED})|[不未](?:限"
    rf"|设(?=[^,]{0, 2}[限门上])|加(?=[价钱])|休|打烊|计|耽|拖|打扰|添|乱|勾))"
)


def _good_news(setting: Setting) -> bool:
    """What is negated is a cost, a risk or a fault: 不收运费, 不会掉色, 没有额外费用."""
    if setting.cue.kind in {"refusal", "unknown", "soft"} and not _NEVER_GOOD.match(setting.negated):
        return False
    if good := _GOOD.match(setting.negated):
        return not (good[0][0] == "没" and claims(good[0].lstrip("没有"), setting.asked)) and not _rejected(setting)
    return setting.elliptic and setting.cue.kind in {"absence", "plain", "not_so"} and worries(setting.asked)


_IT_IS = Pattern(r"[不唔](?:是|系|算|属于?)")


def _rejected(setting: Setting) -> bool:
    """不是少发的 to one who says it is: a fault they complain of, and do not ask about, is denied."""
    return (
        setting.cue.kind == "not_so"
        and _IT_IS.match(setting.negated) is not None
        and bool(setting.asked)
        and not asks(setting.asked)
        and not worries(setting.asked)
    )


_VERY = r"很|太|特别|那么|多|大会|怎么|这么|十分|过于|能太"
_PROPERTY = Pattern(
    rf"[不唔没冇](?:是|系|会|算|有)?(?:{_VERY})?(?:{TASTE})(?:{TASTE})?(?:的|感|味|味道)?(?:了|太多)?{ENDING}"
    rf"|不(?:是)?(?:很|太|特别|那么|怎么|会太|会很)(?:{TASTE})"
)
_CONTAINED = Pattern(r"不(?:含|带|加|掺|放|插电|充电|休)|没有?(?:含|掺|添?加)|没有?放(?=[糖盐油香色蜂牛酒味奶])")


def _attribute(setting: Setting) -> bool:
    """A neutral property stated: 不酸, 不是特别重, 不含糖, 一点不厚."""
    if _PROPERTY.match(setting.negated):
        return True
    return _CONTAINED.match(setting.negated) is not None and not wishes(setting.asked)


_THANKS = Pattern(r"谢|费心|辛苦|麻烦[您你]了|客气")
_MODEST = Pattern(r"客气|过奖|应该的")
_CARE = Pattern(
    r"[不没未](?:耽误|让您(?:久|失望|担心|吃亏)|打扰|敢(?:怠慢|马虎)|愿|想(?:让|给)?您|舍得|希望|忍心|好听|容易"
    r"|易|懂事|懂的|明白的"
    r"|清楚的(?:地方|可以)|懂可以)"
)


def _our_care(setting: Setting) -> bool:
    """What the negation serves: 不耽误您时间, 不会送的您放心; 没有没有 to thanks; idioms of effort."""
    near = (setting.neighbour(1), setting.neighbour(2))
    if setting.cue.kind in {"plain", "absence"} and any(piece and "放心" in piece.text for piece in near):
        return True
    if (
        setting.elliptic
        and setting.cue.kind == "absence"
        and (
            _THANKS.search(last_words(setting.asked)) or any(piece and _MODEST.search(piece.text) for piece in near)
        )
    ):
        return True
    return _CARE.match(setting.negated) is not None


# What remains of 不 ----------------------------------------------------------------------------------

_WILL_NOT = Pattern(r"[不唔]会")
_REFUSING = Pattern(rf"[不唔]会(?:再|(?:给您|帮您|有|先|马上|立刻|单独|另外|主动)?(?:{WANTED}))")
_NO_SERVICE = Pattern(rf"[不唔](?:{SERVICE})(?!心|起|由分|下线|好意|管您)")


_ACTS = frozenset("带含搭留挂印剪拆磨刻绣换贴送装配附借租寄接收修洗熨烫切裁腌煮炒泡刷调充画写录")
"""Verbs of what goods have or shops do: 不 before one the customer asks for refuses it."""


def _not_promised(setting: Setting) -> bool:
    """不会 before what nobody hopes for denies nothing; before what is hoped for it refuses."""
    if setting.cue.kind != "plain" or not _WILL_NOT.match(setting.negated):
        return False
    return not hopes(setting.asked) if setting.elliptic else _REFUSING.match(setting.negated) is None


def _no_service(setting: Setting) -> bool:
    """不 before a word that names no service of ours and was not asked for."""
    if setting.cue.kind != "plain" or _NO_SERVICE.match(setting.negated):
        return False
    verb, asked = setting.cue.tail[:2], last_words(setting.asked)
    if asks(setting.asked) and verb[:1] in _ACTS and verb[:1] in asked:
        return False
    return not (len(verb) == 2 and verb in asked and wishes(setting.asked))


_GONE = Pattern(
    r"[售卖抢领](?:罄|完|光|空|晒)|[缺断](?:咗)?货|停产|绝版|\b(?:sold out|out of stock|discontinued|final)\b"
)
"""Goods that are not to be had, which is said to nobody who does not ask."""


_TURNS_DOWN = Pattern("免谈|够呛|悬|难|来不及|赶[不唔]")


def _unasked(setting: Setting) -> bool:
    """What is over or gone refuses only one who asks for it."""
    if setting.cue.kind == "soft" and not setting.asked:
        return _GONE.search(setting.cue.word) is None
    if (
        setting.cue.kind != "soft"
        or _TURNS_DOWN.search(setting.cue.word)
        or asks(setting.asked)
        or wishes(setting.asked)
    ):
        return False
    return not re.search("[想要求给来点催]", last_words(setting.asked))


DISMISSALS: dict[str, Callable[[Setting], bool]] = {
    "question": _question,
    "double negation": _double,
    "no need": _no_need,
    "instruction": _instruction,
    "condition": conditional,
    "hypothetical": hypothetical,
    "customer's own": _of_customer,
    "warning": _warning,
    "good news": _good_news,
    "attribute": _attribute,
    "our care": _our_care,
    "no promise": _not_promised,
    "no service": _no_service,
    "unasked": _unasked,
}
"""Every class of section 1's second table that needs more than the word itself, in the order tried."""
