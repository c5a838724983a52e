"""A shop asks and suggests; it does not give its customers orders, least of all to be quiet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.untabled import or_by_tone
from rag.text import Clause, Kinds, Pattern

_YOU = "[您你妳]"
_ACT = (
    r"付款|下单|拍(?!照片?给)|确认|收货|签收|退(?!款中)|寄|发(?!货|出|您|你)|填|改|取消|去|看|联系|交|俾钱|畀钱"
    r"|拿|撤|删|评价|回[复答]|提供|把|打开|关|点|申请|处理掉|付|买|说|讲|选|核对|自己|搞|做|走|上传|提交|决定"
    r"|想|换|睇|揀|影"
)
_ORDERS = Kinds(
    {
        "silenced": (
            rf"(?:不要|别|甭|少|唔好|咪|不准|不许|麻烦别|请别|请不要)(?:再|一直|老是?|总是?|成日|整天|这样|那样"
            rf"|在这|在这里|乱|动不动就)+(?:来)?(?:催|吵|闹|烦|废话|啰嗦|问|胡|瞎|乱说|纠缠|刷屏|刷|发消息|发了"
            rf"|骂|嚷|嘈"
            rf"|说了|讲|叫)|(?:不要|别|甭|唔好|咪)(?:催|吵|闹|烦|啰嗦|嚷|嘈|废话|瞎|胡说|刷屏|吼"
            rf"|问(?:那么|这么|咁|来问|东问)|叫唤)(?!人)"
            r"|(?:不要|别|勿)再?(?:恶意|随意|随便|乱|故意|无故|动不动就)(?:给|打|写|发|留)?(?:差评|中评|诋毁|抹黑)"
            rf"|(?:说话|讲话|讲嘢)(?:注意|客气|小心|放尊重)|注意[您你]?的?(?:态度|言辞|用词|言语)|放尊重|放干净"
            rf"|没得商量|没商量|(?:让|叫){_YOU}[^,。!?]{{1,6}}{_YOU}就|有[事话屁](?:就)?快?[说讲放]"
            rf"|^(?:给我)?(?:等着|慢慢等)(?:吧|就行|就好|啦)?$|闭嘴"
            rf"|收声|少废话|废话少说|住口|(?:听|睇)(?:好|清楚)(?:了|啦|喇)|你给我"
            rf"|给我(?:听|等着|闭|老实|记住|看清|把)|(?:按|照|听)(?:着)?我(?:说|讲|话)的(?:来)?(?:做|办|去"
            rf"|操作)|(?:听|照)我的(?:就|$|[,。!])|(?:{_YOU})?(?:先)?听我(?:说|讲)(?:完)?(?=[,。!:]|$)|听住"
            rf"|(?:{_YOU})?自己看着办|自己想办法"
            r"|\bstop (?:asking|messaging|calling|complaining|writing|rushing|bothering|pestering|sending"
            r"|spamming|repeating|arguing|yelling|texting"
            r"|shouting|contacting)|\b(?:don'?t|do not|never) (?:keep |you dare )?(?:ask|message|messag\w+"
            r"|contact(?:ing)?|bother|rush|push|call|calling|chasing|chase|shout|asking)(?:ing)? (?:me|us"
            r"|again)\b|\bshut up|\bbe quiet|\bdo (?:as|what) (?:i|we) (?:say|said|tell|told)"
            r"|\blisten (?:to me|carefully|up|here)|\bfigure it out"
        ),
        "hurried": (
            rf"(?<![我们会边妹能就亲店仓])(?:赶紧|赶快|快一?[点些]|快去|快啲|速速|早点给我"
            rf"|{_YOU}(?:给我)?(?:马上|立刻|立即|即刻))(?:{_YOU})?(?:去|给我|先|就|自己)?(?:{_ACT})"
            r"|(?<![尽很会更最])快(?=拍|付|下单|买|确认|点|填|选|说|讲|俾)"
            r"|\b(?:hurry up|be quick)\b"
        ),
        "must": (
            rf"{_YOU}们?(?:自己)?(?:现在|今天|这边|也|都|就|首先|先)?(?:必须|务必|非得|一定得|一定要"
            rf"|马上(?:给我)?|立刻|立即)(?:要|得|先|自己|给我|去)?(?!是|注意|小心)"
            rf"|(?<![们商货品件率])必须(?:要|得|先|自己|马上|立刻|今天|现在)?(?:{_ACT})"
            rf"|{_YOU}(?:只能|就|得|要|都得|就得)自己(?=去|看|查|找|弄|解决|处理|想|联系|搞|睇)"
            rf"|(?:^|{_YOU})(?:不准|不许|不得|唔准)(?!确|时|不|已)"
            rf"|^(?:请)?(?:不要|别)(?:给|打|写|发|留)差评|^(?:别|不要|唔好)(?:投诉|举报|申请退款|退款|点退款"
            rf"|乱(?:试|搞|按|改|点|动|拍|申请|说)|随便(?:点|拍|退|申请))"
            r"|\byou(?:'d| had) better\b|\byou (?:must|have got to)\b|^you better\b"
            r"|\byou are (?:required|obliged) to\b"
        ),
        "yourself": (
            rf"(?:^|{_YOU}|[,\s里上中])(?:那|就|都|先|这个|这种|以后|还是)?自己(?:(?:去|到|上"
            rf"|在)[^,。!?\n看查找]{{0,10}}?|先|再|慢慢|动手)*(?:看|查|找|弄|解决|处理|想|联系|搜|百度|算|量|搞"
            rf"|睇|睺|揾|问|对照|研究|琢磨|翻|修|退|拿|取|搬|打|改|换|填|写|拍|选|下载|申请|截图|登记|操作|登录"
            rf"|约)(?![得着出错的坏过好了]|一看)"
            r"|\b(?:do|find|look|figure|check|work|sort|google|fix) (?:it |that |this )?(?:up "
            r"|out )?(?:for )?yourself|\b(?:just )?google it"
        ),
        "sent": (
            rf"^(?:{_YOU})?(?:先|都|那|就|再|好好|仔细)*(?:去|自己)?(?:好好|仔细)?(?:看|睇|翻|读)(?:看|下|一下"
            rf"|睇)?(?:商品|产品|我们|店铺|首页|宝贝)?的?(?:详情页?|说明书?|页面|介绍|公告|规则|描述|尺码表"
            rf"|主图|图片|物流|条款|链接)(?![里上有会已显中的都是])"
            rf"|^(?:{_YOU})?(?:先)?去(?:看|问|找|查|翻|搜|联系|申请|平台|退|睇|揾)(?!年)"
            rf"|^{_YOU}?(?:先)?去[^,。!?]{{1,10}}(?:看|查|找|翻|搜|问|申请|下载|改|填|买)"
            rf"|^(?:重新|再)(?:拍|发|填|写|传|说|试|选|弄)(?:一?(?:下|张|遍|次))?(?=[,。!]|$)"
            rf"|^{_YOU}?先?把[^,。!?]{{1,12}}再(?:说|讲)|^(?:先)?(?:照着?|按照?|跟[着住])[^,。!?]{{1,8}}(?:做|操作"
            rf"|弄|来)(?:就|$|[,。!])"
            r"|^(?:just |go (?:and )?)+(?:read|check|look|ask|find|wait|pay|search|take|buy|choose|use|pick)\b"
            r"|^(?:make up your mind|try again)\b|^(?:read|check|look at|see|study) (?:the"
            r"|our) (?:\w+ )?(?:description|listing|manual|page|faq"
            r"|policy|instructions|terms|size chart)"
        ),
    }
)
_ASKING = Pattern(
    r"(?<!申)请|麻烦|劳烦|烦请|辛苦|建议|可以|推荐|方便|需要|能否|是否|如果|的话|支持|帮您|帮你|为您|给您|我们|我来"
    r"|我去|我这|小妹|这边|已经|唔该|劳驾|不妨|最好|欢迎|或者|也能|担心|怕|想|愿意|喜欢|习惯|不用|无需|无须"
    r"|不必|不是|不会|没有|要是|若|万一|时|后"
    r"|\b(?:please|kindly|could|can|would|may|might|if you|we|i|i'll|we'll|feel free|recommend|suggest)\b"
)
"""In the clause: it is asked, suggested, conditional, or done by us."""
_GROUND = Pattern(
    r"规定|法律|法规|要求|安全|海关|实名|根据|按照|依照|依据|以免|避免|防止|以防|为了|为保|保障|因为|由于|否则"
    r"|不然|这样才|才能|才可|才会|确保|危险|锂电|高温|触电|医嘱|医生|儿童|过敏|断电|拔"
    r"|\b(?:by law|customs|safety|because|so that|so we|in order|otherwise|required by|to avoid|to prevent|law"
    r"|regulations?|doctor|danger\w*|battery|children)\b"
)
"""In the sentence: why it has to be so, or that somebody's safety asks it."""
_CURT = 30
"""Characters (twice as many in English) up to which a reply that points to a page holds nothing else."""
_SOFT = Pattern(r"[哦呢哈喔噢啦呀哟~]")


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Orders: an error where the customer is told to be quiet or to obey, a warning for the merely brusque."""
    text = reading.folded.text
    if not _ORDERS.search(text):
        return
    for clause in reading.clauses:
        match = _ORDERS.search(clause.text)
        if match is None or _excused(match, clause, text):
            continue
        start, end = clause.start + match.start(), clause.start + match.end()
        instead = _instead(match.lastgroup or "", reading)
        if match.lastgroup == "silenced":
            yield Violation(start, end, suggestion=instead)
        else:
            yield Violation(start, end, "warning", "brusque", instead)


def _excused(match: re.Match[str], clause: Clause, text: str) -> bool:
    kind, around = match.lastgroup, clause.text[: match.start()]
    if kind == "silenced":
        return re.search(r"如果|要是|不会|不是|怎么会|我们?不$|\bif\b", around) is not None
    if _ASKING.search(around) or _ASKING.search(match.group()):
        return True
    if kind == "must":
        sentence = text[max(0, clause.start - 40) : clause.end + 30]
        return (
            _GROUND.search(sentence) is not None
            or re.match(r"[^,]{0,6}(?:吗|\?)", clause.text[match.end() :]) is not None
        )
    if kind == "yourself":
        return (
            _conditional(clause.text[match.end() :])
            or re.search(r"我$|会$|能$|可$|也$|要$|由$", around) is not None
        )
    return kind == "sent" and _friendly(clause, match, text)


def _conditional(behind: str) -> bool:
    """自己安装的话, 自己取时: a case, not an order."""
    return re.search(r"^[^,]{0,8}(?:的话|时|后|也(?:可以|行)|还是|的(?!$|[哦呢哈啊呀]))", behind) is not None


def _friendly(clause: Clause, match: re.Match[str], text: str) -> bool:
    """A pointer to the page in a friendly reply: a soft particle, a courtesy near by, more than the pointer."""
    return (
        len(text) > _CURT * (1 + text.isascii())
        or _SOFT.search(clause.text[match.end() :]) is not None
        or _ASKING.search(text) is not None
    )


def _instead(kind: str, reading: Reading) -> str | None:
    return (_INSTEAD_EN if reading.language == "en" else _INSTEAD).get(kind)


_INSTEAD = {
    "silenced": "我明白您着急，这件事我来跟进",
    "hurried": "麻烦您方便的时候",
    "must": "需要麻烦您",
    "yourself": "您可以",
    "sent": "您可以看一下",
}
_INSTEAD_EN = {
    "silenced": "I understand this is urgent, and I am following it up",
    "hurried": "when you have a moment, please",
    "must": "could you please",
    "yourself": "I can help you with this",
    "sent": "you can find this in",
}

RULE = Rule(
    id="commanding",
    level="error",
    summary="不命令客户，用商量、请教的口气",
    message="这是在命令客户：请用“麻烦您”“您可以”“建议您”，并说明为什么。",
    message_en="This orders the customer about: ask (“could you please”), suggest, and say why.",
    source=("001", "003"),
    check=or_by_tone(check, "commanding", "brusque"),
    grades={"brusque": "warning"},
    good=(
        Example("麻烦您方便的时候确认一下收货地址。", asked="好的"),
        Example("您可以点击订单-申请售后-上传照片，我们马上处理。", asked="怎么退"),
        Example("我赶紧帮您查一下，请稍等。", asked="快点啊"),
        Example("锂电池按航空规定必须走陆运，所以会慢一两天。", asked="怎么这么慢"),
        Example("为了您的安全，使用前您必须先断开电源。", asked="怎么装"),
        Example("您别着急，我这就催仓库。", asked="急死了"),
        Example("建议您自己量一下脚长，再对照尺码表选。", asked="选什么码"),
        Example("打开APP，点我的，再点退款记录就能看到进度哦。", asked="哪里看退款"),
        Example("您自己安装的话，说明书第三页有步骤图。", asked="自己能装吗"),
        Example("麻煩您先不要拆封，我們請物流回收。", asked="寄錯了"),
        Example("按海關規定要實名，所以需要您提供一下證件資料。", asked="為什麼要證件"),
        Example("唔使急，我即刻幫你睇下。", asked="快啲啦"),
        Example("Could you please send us a photo so that we can check it?", asked="It is broken"),
        Example("By law you must be 18 to buy this, so customs may ask for ID.", asked="Why ID?"),
    ),
    bad=(
        Example("不要再催了", asked="到底什么时候发"),
        Example("赶紧确认收货", asked="收到了"),
        Example("你自己去官网查", asked="真伪怎么查"),
        Example("您必须先付款", asked="能先看看吗"),
        Example("听我说，按我说的做", asked="怎么弄都不行"),
        Example("看详情页", asked="多大尺寸"),
        Example("快点付款吧", asked="我想想"),
        Example("别给差评", asked="质量太差"),
        Example("闭嘴吧你", asked="骗子"),
        Example("不要一直問了，等著就好。", asked="好了沒"),
        Example("您自己去看說明書。", asked="怎麼開機"),
        Example("快啲俾錢啦。", asked="我諗下先"),
        Example("Stop asking, it has shipped.", asked="Any news?"),
        Example("You must confirm the order today.", asked="I want to think about it"),
        Example("Read the description.", asked="What size is it?"),
    ),
)
