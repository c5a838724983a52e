"""The customer bought from us: whoever caused the trouble, it is ours to take on, not to hand back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.manners import OTHERS, OUR_STEP
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.untabled import or_by_tone
from rag.text import Kinds, Pattern, fold

_US = r"(?:我们?(?:家|店|这边|这里|这)?|咱们?(?:家|店)?|我哋|本店|店铺|店[里家]|小店|卖家|客服|这边|俺们?)"
_YOU = "[您你妳]"
_SHIFTS = Kinds(
    {
        "disowned": (
            rf"(?:不关|唔关|干|关)(?:{_US})(?:的|嘅)?(?:什么|啥|咩|乜)?事"
            rf"|{_US}(?:也|都)?(?:管不(?:了|着|到)|不管(?!是|怎|如何|什么|您|你|哪|[^,。]*都)|唔理|不归{_US}管)"
            rf"|(?:管|做|作)不了主|(?:也|都)?管不(?:了|着)(?=[的呀啊哦,。!]|$)|不归{_US}管"
            rf"|{_US}(?:也|都|是|真的?|确实)*(?:(?:控制|左右|决定|干[预涉]|管控)不(?:了|到)|说了不算|插不上手)"
            rf"|唔系{_US}(?:嘅)?(?:问题|责任|错)"
            rf"|[怪赖]不(?:了|着|到|得){_US}|(?:不能|别|不要|不可以|唔好)(?:[怪赖]|找){_US}"
            rf"|[怪赖]{_US}(?:也|都)?没用|找{_US}(?:也|都)?没用|责任不在{_US}|概不负责|不(?:是|归)?{_US}(?:来)?负责"
            rf"|(?:与|跟|和|同){_US}(?:是|都|也|完全|可|并)?(?:无关|没(?:有)?(?:任何|什么|半点)?关系|冇关系|不相干)"
            rf"|(?<!是)(?:不是|并非|不属于|不算){_US}(?:这边|店铺|自己|家)?(?:的|嘅)(?:问题|责任|原因|错|失误|事"
            rf"|锅|人|员工)|唔系{_US}(?:嘅)?(?:问题|责任|错|事)"
            rf"|{_US}(?:也|都)?(?:没(?:有)?|冇|不承担)(?:任何|什么)?责任"
            rf"|{_US}(?:也)?(?:只|仅|就)(?:是)?(?:负责|管)[^,。!?\n]{{0,6}}"
            rf"|{_US}(?:也|都)?(?:没(?:有)?|冇)(?:做|搞|弄)错"
            rf"|{_US}(?:只|就|净|只不过)(?:系|是)(?:个)?[^,。]{{0,4}}(?:卖|客服|销售|代销|经销|中间商|转卖)"
            rf"|{_US}也(?:没办法|没法|冇办法|冇计|无能为力|爱莫能助|帮不上)"
            rf"|谁(?:也|都)(?:没办法|没法|冇办法|管不)|是[^,。!?]{{1,6}}(?:个人|自己)的?行为"
            r"|\bbetween you and\b|\b(?:we )?(?:can(?:'t|not)|won't|will not|not) be (?:held )?(?:responsible"
            r"|liable)"
            r"|\bnot ours\b|\b(?:there(?:'s| is) )?nothing (?:\w+ )?(?:i|we) can do\b"
            r"|\bnot our (?:fault|problem|responsibility|issue|doing|concern|department|job)"
            r"|\b(?:nothing|not(?:hing)? much) to do with us|\bout of our (?:hands|control)"
            r"|\bwe (?:only|just) (?:ship|sell|send|dispatch)\b|\b(?:we are|we're|i am|i'm) not responsible"
            r"|\bdon't blame us|\bcan't blame us|\bnot my (?:fault|problem|job|department)"
        ),
        "blamed": (
            rf"{OTHERS}(?:的|嘅|那边的|自己的)(?:原因|问题|责任|错误?|失误|锅|事(?!情已)|毛病|疏忽)"
            rf"|(?:是|系|都怪|怪|赖|肯定是|应该是|估计是){OTHERS}[^,。!?\n]{{0,8}}?(?:弄|摔"
            rf"|搞(?=坏|错|丢|砸|烂)|丢|压|整|漏|送错|发错|延误|耽误|暴力|没送|没派|没装|坏|慢|错)"
            rf"|(?:都怪|只能怪|要怪就怪|怪|赖){OTHERS}|(?:肯定|一定|绝对|都)(?:是|系){OTHERS}"
            rf"|{OTHERS}(?:自己)?[弄整搞摔压扔送][坏湿烂丢错碎破漏脏]"
            rf"|(?:由|归|属于|是){OTHERS}(?:来)?(?:负责|管)的?"
            r"|\b(?:the )?(?:courier|carrier|postal service|post office|manufacturer|factory|warehouse|platform"
            r"|supplier|delivery (?:company|driver|guy|service)|ups|fedex|dhl|usps|royal mail)(?:'s"
            r"|s')? (?:own )?(?:fault|problem|responsibility|mistake|issue|to blame)"
            r"|\b(?:blame|fault of) (?:the |your )?(?:courier|carrier|manufacturer|factory|warehouse|platform"
            r"|supplier|delivery|post)"
            r"|\b(?:courier|carrier|warehouse|manufacturer|driver|supplier) (?:must have |probably "
            r"|obviously )?(?:broke|lost|damaged|messed|is responsible|are responsible|is to blame)"
        ),
        "referred": (
            rf"(?:找(?!不)|联系(?!不)|联络|问(?!题)|咨询|打给"
            rf"|打电话(?:给|问)|投诉|催|搵|揾)(?:一?下|一声)?(?:当地|您?那边|你们?那边|对应|负责)?的?{OTHERS}"
            rf"|(?:跟|和|与|同|向){OTHERS}(?:的人)?(?:联系|沟通|反[馈映]|说|讲|投诉|协商|索赔|理论|要|倾)"
            rf"|{_YOU}(?:自己)?(?:去)?(?:(?:跟|同|和)(?:他|她|佢)(?:们|哋)?(?:说|讲|要|联系|沟通|反[馈映]|理论)"
            rf"|(?:找|问|搵|揾)(?:他|她|佢)(?:们|哋)?)"
            rf"|{_YOU}(?:自己|直接|再|可以|得|要|去)*(?:找|问|联系|打给|投诉|搵)[^,。!?我您你]{{1,5}}(?:商|公司"
            rf"|队|厂|行|局|部门?|机构|方|员|机)(?=[说要问吧啦就呀的去攞,。!]|$)"
            r"|\b(?:contact|call|ask|talk to|speak (?:to|with)|take it up with|reach out to|complain to|chase"
            r"|check with|go to|email) (?:the |your |them|their )?(?:local )?(?:courier|carrier|post(?:al)?"
            r"|manufacturer|factory|warehouse|platform|supplier|delivery|seller|brand|bank|ups|fedex|dhl|usps"
            r"|royal mail|customs)\w*"
        ),
    }
)
_RUDE = Pattern(
    rf"关{_US}|不归|没用|[怪赖]不|[怪赖]|找{_US}|管不|唔理|不管|概不|don't blame|can't blame"
    rf"|not (?:our|my) (?:problem|job|concern|department)|nothing to do"
)
"""Words that wash our hands: no step of ours beside them makes them good."""
_EXCUSED = Pattern(
    r"(?:确实|查到|承认|核实|发现|确认)[^,]{0,4}$|是不是$|欢迎$|是否$|不管$|无论$|不论$|不会说$|不能说$"
    r"|如果[^,]*$|若[^,]*$|要是[^,]*$|假如[^,]*$|万一[^,]*$"
    r"|哪怕[^,]*$|即使[^,]*$|就算[^,]*$|非[^,]{0,6}$|人为[^,]*$|个人[^,]*$|(?<!是)因为?您[^,]*$"
    r"|(?:我们?|我哋|咱们?|这边|小妹|妹子|客服|同事|本店|我来|帮您|为您|给您|替您|帮你|为你|替你)[^,]{0,12}$"
    r"|\b(?:if|whether|even if|when) [^,]*$|\b(?:we|i|i'll|we'll|i've|we've|let me)(?: \w+){0,3} $"
)
"""Before the words: a condition, or it is we who ask them."""
_ASKED = Pattern(
    r"^[^,。]{0,6}的方式|^[^,。]{0,6}(?:吗|么|\?)|^(?:造成|导致|引起)?的(?:话|,)|^[^,。]{0,4}的话"
    r"|^[^,。]{0,8}(?:没有|了没|了吗)"
)
_WAY = Pattern(
    r"\d{5,}|\[(?:电话|数字|链接)x\]|电话[:是]|热线|400|https?:|(?:赔|补)(?:付|偿|给|您|你)"
    r"|(?:帮|给|为)(?:您|你)|我来|我们?(?:会|来|去|这就|马上|已)"
)
_INVITED = Pattern(
    rf"(?:请|(?:{_YOU}|可以|随时|直接|麻烦)[^,。!?不没别]{{0,6}}?)(?:{_YOU}|可以|随时|直接|就|先)*"
    r"(?:在(?:这里|这边|这个?窗口|本窗口|旺旺)[^,。!?]{0,3}?(?:跟我们?|和我们?|给我们?)?(?:说|讲|发|问|留言|告诉|联系)"
    r"|(?:跟|和|同)我们?(?:说|讲|聊)|告诉我|发给?我)"
)
"""Asking the customer to go on talking to us."""
_TROUBLE = Pattern(
    r"没有(?!问题)|没人|歪|凹|胀|霉|馊|臭|虫|异味|过期|重复|瘪|泄露|取消了|失败|扣|坏|破|碎|裂|漏|断|丢"
    r"|没(?:有)?[^,]{0,3}[收到送动更]"
    r"|未[收到]|少[了发]|错|慢|久|迟|延误|催|投诉|差评|退款"
    r"|赔|态度|拒|质量|怎么(?:还|回事|办)|几天|多久|停|不动|签收|脏|湿|压|变形|假|不能用|用不了|没反应|磕|划"
    r"|唔见|烂|点解|几时|不送|不派|不接"
    r"|\b(?:broken|damaged|lost|late|missing|wrong|delay\w*|not arrived|where|refund|rude|cracked|defect\w*"
    r"|still|leak\w*|torn|crushed|never|stuck|twice|double|rain|wet|soaked|bent|swoll|swell|burn|hurt|nobody"
    r"|no one|faulty"
    r"|stopped)\b"
)


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """The first words that put the trouble on others or disown it, with nothing taken on."""
    text = reading.folded.text
    if not _SHIFTS.search(text):
        return
    found = list(_shifts(reading))
    kinds = {match.lastgroup for _, match in found}
    taken_on = OUR_STEP.search(text) is not None
    for start, match in found:
        rude = match.lastgroup == "disowned" and _RUDE.search(match.group()) is not None
        if taken_on and not rude:
            continue
        if kinds == {"referred"} and (_WAY.search(text) or not _troubled(context)):
            continue
        mild = taken_on or kinds in ({"blamed"}, {"referred"})
        at, end, instead = start + match.start(), start + match.end(), _suggestion(reading, match.lastgroup)
        if mild:
            yield Violation(at, end, "warning", "mild", instead)
        else:
            yield Violation(at, end, suggestion=instead)
        return


def _shifts(reading: Reading) -> Iterator[tuple[int, re.Match[str]]]:
    """The words of a shift and the start of their clause, conditions and questions left out."""
    text = reading.folded.text
    for clause in reading.clauses:
        for match in _SHIFTS.finditer(clause.text):
            behind = clause.text[match.end() :] + text[clause.end : clause.end + 1]
            if not _EXCUSED.search(clause.text[: match.start()]) and not _ASKED.search(behind):
                yield clause.start, match


def _troubled(context: Context) -> bool:
    """Whether the customer has trouble with what we sold; a reply alone is taken to answer one who has."""
    said = [fold(turn.text).text for turn in context.turns[-3:] if turn.role == "customer"]
    return not said or any(_TROUBLE.search(one) for one in said)


def _left_open(reading: Reading, context: Context) -> bool:
    """Whether the reply takes no step of ours and does not ask the customer to tell us about it either."""
    text = reading.folded.text
    return OUR_STEP.search(text) is None and _INVITED.search(text) is None


def _suggestion(reading: Reading, kind: str | None) -> str:
    if reading.language == "en":
        return _REMEDIES_EN[kind == "disowned"]
    return _REMEDIES[kind == "disowned"]


_REMEDIES = ("我来帮您联系核实，有结果马上告诉您", "这件事我来为您跟进，有结果马上告诉您")
_REMEDIES_EN = (
    "I will contact them for you and let you know what they say",
    "I will look after this and keep you posted",
)


RULE = Rule(
    id="blame-shifting",
    level="error",
    summary="不把责任推给快递、厂家、平台，先揽下来再处理",
    message="把责任推给了别人，没有说我们做什么：原因可以说明，事情要由我们接过来处理。",
    message_en="Puts it on someone else and takes nothing on: name the cause if need be, and say what we will do.",
    source=("003", "000", "001"),
    check=or_by_tone(check, "blame-shifting", "mild", when=_left_open),
    grades={"mild": "warning"},
    good=(
        Example("客服不能加微信哦，请在这里跟我说", asked="加个微信"),
        Example("快递那边漏扫了，我已经帮您联系站点核实，今天下午答复您。", asked="三天没动了"),
        Example("这次是物流的失误，我这边先给您补发一个，快递的事我们去处理。", asked="收到是坏的"),
        Example("不管是不是我们的责任，这件事我都会跟进到底。", asked="谁的责任"),
        Example("安装由厂家提供，您收货后拨打厂家热线400-123-4567预约就可以。", asked="怎么预约安装"),
        Example("您可以咨询一下平台客服红包的有效期哦。", asked="平台红包能用到哪天"),
        Example("如果是快递的原因造成的破损，我们给您补发。", asked="路上坏了怎么办"),
        Example("收到，我马上联系快递公司催一下。", asked="快点送"),
        Example("真的很抱歉，這是物流的疏失，我來幫您申請理賠並重新寄一件。", asked="外箱整個破掉"),
        Example("係速遞漏派咗，我即刻幫你追，聽日答覆你。", asked="件貨去咗邊"),
        Example(
            "The courier delayed it; I've opened a claim and will update you tomorrow.", asked="Where is my parcel?"
        ),
        Example(
            "Sorry about the damage in transit. We are sending a replacement today.", asked="It arrived broken"
        ),
    ),
    bad=(
        Example("这是快递的问题，您找快递吧。", asked="收到是碎的"),
        Example("不关我们的事", asked="快递员态度太差了"),
        Example("我们只负责发货，其他的您问快递", asked="五天没动了"),
        Example("您联系快递公司吧", asked="显示签收我没收到"),
        Example("这个怪不了我们呀，是仓库发错的", asked="颜色发错了"),
        Example("厂家的问题，您直接找厂家就行", asked="用两天就坏了"),
        Example("这个跟我们没关系的哦亲", asked="包装都压烂了"),
        Example("出貨後就不歸我們管了，麻煩您自己跟物流反映。", asked="包裹一直沒動"),
        Example("這是黑貓的責任喔。", asked="外箱破損"),
        Example("唔關我哋事㗎，你搵返速遞啦。", asked="件貨爛咗"),
        Example("That's the courier's fault, please contact them.", asked="It arrived damaged"),
        Example("Not our problem, we only ship the goods.", asked="My parcel is lost"),
    ),
)
