"""Takes from a customer's message what may be noted: their question in our words, their answer to ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.domain import Language
from rag.text import clauses, fold, has_han

_SHORTEST, _LONGEST = 3, 18
_LONGEST_EN = 70
_SHORTEST_NOTED, _LONGEST_NOTED = 2, 14
_READ = 60
"""Characters of a question that are looked at: a longer one fits into no sentence."""
_FILLERS = re.compile(
    r"^(?:(?:你|您)?(?:能|可以|可不可以|能不能)?(?:告诉|告知)我|"
    r"(?:对|是|好|行)的?(?=[\s,.。，])|[嗯恩哦]+|请问|想问|问(?!题)|咨询|了解|想知道|想了解|想咨询|帮(?:我|"
    r"忙)?(?:看|查询?|问)|麻烦(?:您|你)?(?:帮我)?(?:看|"
    r"查询?|问)?|一?下|[这那]个的|那个|那么|那(?=什么|怎么|多|几|还|能|可以|我|会|现在|这|明|今)|就是|肯定|一定|应该|看(?=有没有|是不是|能不能)|"
    r"我(?=想问|想咨询|想了解|想知道|问)|还有|另外|对了|然后|亲+|老板|[,.。、\s])+"
)
_PARTICLES = re.compile(
    r"(?:(?:[是对](?=[吗嘛么吧]))?(?:[吗嘛呢吧啊呀哦哈噢]|(?<![什怎多那这要])么)|(?<=.{3})不(?=$|[?\s])|"
    r"[,.!?~。…\s])+$"
)
_YES_NO = re.compile(r"(?:[吗嘛么?不]|[是对的]吧)\s*$")
_OPEN = re.compile(
    r"什么|啥|(?:怎么|咋)(?!会|回事|这么|还|能|搞|就|才|只|又|都|没|不|那么)|怎样|咋样|如何|多少|"
    r"几(?=[人个件只天号点年月码寸升斤克片包张双条层档块米种颜位次])|哪|谁|多(?=[大长高重久宽深厚远快])|"
    r"([一-鿿])[不没]\1|可不可以|有没有|是不是|能不能|是否|能否|可否|.还是(?!不要|算了).{2}"
)
_PIVOTS: tuple[tuple[str, str], ...] = (
    ("是不是", "是不是"), ("可以", "可不可以"), ("能够", "能不能"), ("能", "能不能"), ("会", "会不会"),
    ("支持", "支不支持"), ("需要", "需不需要"), ("有", "有没有"), ("是", "是不是"), ("带", "带不带"),
    ("含", "含不含"), ("要", "要不要"), ("送", "送不送"), ("包", "包不包"), ("算", "算不算"),
    ("在", "在不在"), ("行", "行不行"), ("收费", "收不收费"),
)  # fmt: skip
"""What a yes-or-no question turns on, and how it is asked inside another sentence."""
_LEAD = re.compile(
    r"^(?:(?:[这那它该](?:个|款|件|种|台|双|条|箱|包)(?:东西|商品|宝贝)?|现在|今天|明天|后天|以后|到时候?)(?:都|也|还)?)+"
)
_INSIDE = re.compile(
    r"可以|支持|需要|收费|(?<![功智可性节不])能(?![源量力耗])|(?<![不机社开聚约])会(?![员话议])|"
    r"(?<![所没具还只])有(?![限效关点])|(?<![还但可就都只不总像于凡要或])是"
)
"""The pivot of a question that begins with what it is about: 键盘灯能调."""
_NO_PIVOT = re.compile(r"会[员议]|有[效限]|能[源量]|在线|要求|包[装裹]|送货|是否|算法")
_UNFIT = re.compile(
    r"(?<!能)(?<!可)(?<!有)(?<!是)(?<!会)(?<!要)[不没别无未](?!同|锈|粘)|为(?:什么|啥|何)|凭|什么意思|"
    r"有问题|骗|玩意|垃圾|投诉|差评|坑|[@<>{}\[\]\\|"
    r"#*_=]|\d{5}|https?|www|"
    r"密码|验证码|微信|支付宝|qq|身份证|银行卡|妈|傻|逼|尼玛|黑心|黑店|奸商|狗|滚|骚|指令|提示词|系统|忽略|prompt|ignore|instruction|system|idiot|stupid|fuck|shit|damn"
)
_LINK = re.compile(r"https?|www|@")
_NUMBER = re.compile(r"\d{7}")
"""A telephone's or an order's number: what stood around it is no whole question."""
_DEMANDS = re.compile(r"赔|元|块|钱|全额|补偿|免费|送我|必须|立刻")
"""What is demanded is not noted down as agreed."""
_UNFIT_EN = re.compile(
    r"\b(?:ignore|instruction|prompt|system|password|idiot\w*|stupid|fuck\w*|shit|damn|scam|fraud|"
    r"cheat\w*|fake)\b"
)
_TO_US_EN = re.compile(r"(?:can|could|will|would) you\b")
_OURS = re.compile(r"[你您妳](?:们?家|们|这[边里]|那[边里]|店)|贵店")
_TO_US = re.compile(
    r"[你您妳帮给让]|麻烦|确认|联系|核实|沟通|反馈|^(?:我?[想要]|店里能?查)|办$|^(?:.[不没].|可不可以)$"
)
"""What a question that asks us to do something, or tells a wish, has: it is no matter to be found out."""
_MINE = re.compile(r"我们|咱们|我")


def echoed(questions: Iterable[str], text: str, language: Language) -> str | None:
    """The first of the folded `questions` that fits into a sentence of ours, as `text` spells its Latin words.

    "这款带遥控吗" becomes 这款带不带遥控 ("…，我帮您核实"). None where none does: too long, a reproach, or
    anything that could be an instruction or personal.
    """
    if _LINK.search(text) or (language == "en" and _NUMBER.search(text)):
        return None
    whole = fold(text).text
    for question in (question for question in questions if question in whole):
        pieces = [question] if language == "en" else re.findall(r"[^\s,.。!~?]+\??", question)
        for piece in pieces:
            found = _quoted(piece) if language == "en" else _embedded(piece)
            if found and not _holed(piece, whole):
                return _as_spelled(found, text)
    return None


def _holed(question: str, whole: str) -> bool:
    """Whether something that platforms hide, or write as a card, stood within it or next to it."""
    at = whole.find(question)
    return "[" in question or whole[:at].endswith("]") or whole[at + len(question) :].startswith("[")


def _embedded(question: str) -> str | None:
    asked = _FILLERS.sub("", question[-_READ:])
    core = _PARTICLES.sub("", asked)
    if not has_han(core) or not _SHORTEST <= len(core) <= _LONGEST or _UNFIT.search(core):
        return None
    theirs = _OURS.sub("店里", core)
    if _TO_US.search(theirs):
        return None
    ours = _MINE.sub("您", theirs).replace("店里", "我们")
    if _OPEN.search(ours):
        return ours
    if not _YES_NO.search(asked):
        return None
    return _turned(ours)


def _turned(told: str) -> str | None:
    """A yes-or-no question on its pivot, where that stands first (支持快充: 支不支持快充)."""
    lead = _LEAD.match(told)
    at = lead.end() if lead else 0
    inside = _INSIDE.search(told, at)
    begins = _NO_PIVOT.match(told, at) is None
    found = next((pair for pair in _PIVOTS if begins and told.startswith(pair[0], at)), None)
    if found is None and inside:
        at = inside.start()
        found = next(pair for pair in _PIVOTS if pair[0] == inside[0])
    if found is None or len(told) <= len(found[0]):
        return None
    pivot, turned = found
    return told[:at] + turned + told[at + len(pivot) :]


def noted(told: str, text: str) -> str | None:
    """The times, sizes, colours, counts and choices that the customer told us (folded), fit to be said back.

    Only those of clauses that say little more: a piece out of a longer one tells something else.
    """
    if "[" in text:  # what platforms hide leaves holes
        return None
    found = dict.fromkeys(data for clause in clauses(told[: 4 * _READ]) for data in _data_of(clause.text))
    han = has_han(told)
    said = ("、" if han else ", ").join(found)
    longest = _LONGEST_NOTED if han else 2 * _LONGEST_NOTED
    return _as_spelled(said, text) if _SHORTEST_NOTED <= len(said) <= longest else None


def _data_of(clause: str) -> list[str]:
    found = [match[0] for match in _DATA.finditer(clause)]
    unfit = any(pattern.search(clause) for pattern in (_UNFIT, _OPEN, _DEMANDS))
    most = 2 * sum(map(len, found)) >= len(_LIGHT.sub("", _FILLERS.sub("", clause)))
    return found if most and not unfit else []


_LIGHT = re.compile(r"[我要的了吧就那是还\s]")
_TIME = r"(?:[上下]午|早上|中午|晚上|傍晚)?(?:\d{1,2}点半?(?:[到至-]\d{1,2}点半?)?)?"
_DATA = re.compile(
    rf"(?:(?:今天|明天|后天|大后天|(?:这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|(?:\d{{1,2}}月)?\d{{1,2}}[号日]){_TIME}|"
    r"(?:[上下]午|早上|中午|晚上|傍晚)(?:\d{1,2}点半?)?|\d{1,2}点半?(?:[到至-]\d{1,2}点半?)?|"
    r"(?:深|浅|亮|天|藏|军|酒|玫瑰)?[黑白红蓝绿黄灰粉紫棕橙金银]色|[黑白红蓝绿灰粉紫](?=$|[的吧,.\s])|"
    r"[大中小]号|(?:\d{2,3}|[sml]|x{1,3}[sl])码|(?<![\d元])(?:3[4-9]|4[0-8])(?=$|[的吧])|"
    r"(?:\d{1,3}|[一二两三四五六七八九十])(?:件|双|台|盒|箱|套|瓶|袋|斤|个)(?=$|[的吧,.\s])|"
    r"补发|重发|退款|退货|换货|换新|维修|电子发票|纸质发票|专票|普票|"
    r"\b(?:(?:today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"(?: morning| afternoon| evening)?|(?:after|before|around) \d{1,2}(?: ?[ap]m)?|refund|replacement|"
    r"exchange|size (?:xx?l|xs|[sml]|\d{1,3})|"
    r"black|white|red|blue|green|grey|pink)\b)+"
)
"""What may be said back as it stands."""


def _quoted(question: str) -> str | None:
    asked = re.sub(r"^(?:hi|hello|hey|please|so|and|also|ok)[\s,!.]+", "", question.strip()).rstrip(" ?!.")
    if (
        not _SHORTEST < len(asked) <= _LONGEST_EN
        or has_han(asked)
        or re.search(r"[@<>{}\[\]|#*_=\"]|\d{5}|https?|www", asked)
    ):
        return None
    if not re.match(
        r"(?:do|does|did|is|are|was|can|could|will|would|how|what|when|where|which|who|may|has|have)\b", asked
    ):
        return None
    return None if _UNFIT_EN.search(asked) or _TO_US_EN.match(asked) else f"“{asked}”"


def _as_spelled(folded: str, text: str) -> str:
    """Latin words as the customer wrote them: fold made them lower case."""
    spelled = {word.lower(): word for word in re.findall(r"[A-Za-z][A-Za-z0-9+-]*", text)}
    return re.sub(r"[a-z][a-z0-9+-]*", lambda match: spelled.get(match[0], match[0]), folded)
