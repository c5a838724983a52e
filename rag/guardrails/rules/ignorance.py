"""I don't know, full stop: whoever works for the shop can find out, so not knowing comes with a next step."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.manners import ASKS_DETAILS, OUR_STEP, TIME
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Clause, Pattern

_UNKNOWN = Pattern(
    r"(?:并|也|真|都|确实|暂时?|目前|还|实在|一概)?不(?:太|大|是很|怎么|是太)?(?:知道|知(?!名|足|不觉)|清楚"
    r"|了解|晓得|懂|熟悉?|确定)|(?:没|从没|没有)听说过?|没听过|(?<!谁)(?:无从|无法)(?:得知|知[道晓悉])"
    r"|一无所知"
    r"|一头雾水"
    r"|搞不(?:懂|清楚?)|说不(?:清楚?|好|准)|不太?好说|(?<!买)(?<!用)(?<!穿)(?<!吃)(?:谁|鬼)(?:知道"
    r"|晓得)|[看弄]不懂"
    r"|(?:没有?|冇)(?:研究|试|了解|接触|留意|注意|用)过|(?:唔|冇|未)(?:系几|系好|太|多)?(?:知(?!到您)|清楚"
    r"|了解|听过"
    r"|识|肯定)|鬼知道|(?:我|我们|咱)(?:哪|那|怎么|点)(?:里|儿|会)?知道?"
    r"|(?:i|we) (?:really |honestly |actually |also )?(?:do not|don't|dont|dunno|wouldn't) ?(?:really "
    r"|actually |even )?know"
    r"|\bdunno\b|\b(?:have )?no (?:idea|clue)\b|not (?:really |quite |too |so |entirely |totally )?(?:sure"
    r"|certain|familiar|aware)\b|never heard of|beats me|who knows|haven't (?:a clue|heard of)"
    r"|can't (?:say|tell)(?=[.,!]|$)"
)
_NOT_OURS = Pattern(
    r"[您你妳][^,]{0,6}$|(?:如果|若|要是|假如|万一|怕|担心|哪里|哪儿|什么|有|让|免得|以免|避免|谁|拍[得的]?|看"
    r"|听|图[片像]?|照片|字|显示|大家|客户|很多人|顾客|别人|任何|不管|知|清|懂|了解|虽然)[^,]{0,4}$"
    r"|\b(?:if you|in case you|you|when you)(?:'re| are)? *$"
)
"""Before the words: it is the customer, or a picture, that is unclear; or nobody is."""
_COURTEOUS = Pattern(
    r"^[^,]{1,10}的话|^(?:[您你妳亲]|怎么称呼|是不是|是否|能否|能不能|可不可以|方便|有没有|这样"
    r"|这个[^,]{0,6}(?:可以|行)|大家)"
    r"|^(?:的(?![哦呢呀啊哈亲喔诶了,。!~ ]|$)|之处|地方|时|可以|没关系|没事|不要紧|也没|随时|欢迎|请|都能|就问)"
    r"|^[^,]{0,12}(?<!什么)(?<!怎么)(?:呢|吗|么|嘛)\?"
    r"|^ (?:if|whether) (?:you|that|this|it) (?:would|is what|works|helps|suits|got|received|can|could|want"
    r"|need|prefer|saw|have)"
)
"""Behind the words: 不知道您方便吗 asks politely, 不清楚的可以问 invites."""
_TOLD = Pattern(
    r"\b(?:give me|one) (?:a )?(?:minute|moment|second)\b|"
    r"但是?|不过|所以先|先按|只(?:知|晓)|大[概约]|一般|正常|通常|预计|估计|应该[是在]|以[^,。]{1,12}为准|因人而异"
    r"|not (?:sure|certain).{0,30}\bbut\b|\busually\b|\bnormally\b|\btypically\b|\bestimate"
)
"""An answer all the same."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """What we do not know, where the reply neither finds out nor tells what is known."""
    text = reading.folded.text
    if not _UNKNOWN.search(text):
        return
    for clause in reading.clauses:
        match = _UNKNOWN.search(clause.text)
        if match is None or not _ours(clause, match.start(), match.end(), text):
            continue
        rest = (
            text[: clause.start + match.start()]
            + " " * (match.end() - match.start())
            + text[clause.start + match.end() :]
        )
        if not _followed(rest):
            yield Violation(
                clause.start + match.start(), clause.start + match.end(), suggestion=_suggestion(reading)
            )
            return


def _ours(clause: Clause, start: int, end: int, text: str) -> bool:
    """Whether it is we who do not know, told as an answer."""
    behind = clause.text[end:] + text[clause.end : clause.end + 1]
    return not _NOT_OURS.search(clause.text[:start]) and not _COURTEOUS.search(behind)


def _followed(rest: str) -> bool:
    """Whether we find out, hand it on, ask for what we need, or tell what is known."""
    return any(pattern.search(rest) for pattern in (OUR_STEP, TIME, ASKS_DETAILS, _TOLD))


def _suggestion(reading: Reading) -> str:
    if reading.language == "en":
        return "Let me check this for you and get back to you with the answer"
    return "这个问题我马上为您核实，确认后第一时间答复您"


RULE = Rule(
    id="ignorance",
    level="warning",
    summary="不能只说“不知道”“不清楚”，要去问、去查",
    message="只说不知道，没有下文：请写上去问谁、去查什么、何时答复。",
    message_en="Leaves it at not knowing: say what you will check or whom you will ask, and when the answer comes.",
    source=("001", "000"),
    check=check,
    good=(
        Example("这个参数我手头没有，马上问技术，下午三点前答复您。", asked="频响多少"),
        Example("不知道您平时穿多大码呢？", asked="我穿什么码"),
        Example("有不清楚的地方随时问我哦。", asked="好的"),
        Example("您发的图片不清楚，麻烦重新拍一张。", asked="[图片]"),
        Example("如果您不清楚怎么安装，可以看一下随箱的视频二维码。", asked="怎么装"),
        Example("我也不太懂电路，所以已经转给技术同事，他一小时内回电给您。", asked="为什么跳闸"),
        Example("具体哪一天到我也不敢说准，我帮您问一下快递站点。", asked="哪天到"),
        Example("不曉得您方便收貨的時間是平日還是假日呢？", asked="可以約時間嗎"),
        Example("這個材質我不太確定，我去問一下工廠，今天下班前回覆您。", asked="是什麼材質"),
        Example("呢個我唔太清楚，等我幫你問下同事先。", asked="啱唔啱iPhone用"),
        Example(
            "I'm not sure about the wattage, so I've asked our technician and will write back today.",
            asked="How many watts?",
        ),
        Example("Not sure whether you got our last message? The photos arrived safely.", asked="hello"),
    ),
    bad=(
        Example("这个不知道哦", asked="流量卷怎么用"),
        Example("我们也不清楚。", asked="到底什么时候补货"),
        Example("没听说过这个活动呢亲", asked="满减活动还有吗"),
        Example("我不太了解这个，您看看详情页吧", asked="防水吗"),
        Example("这个说不准", asked="什么时候能发"),
        Example("我哪知道啊", asked="快递去哪了"),
        Example("我們這邊也不清楚喔。", asked="為什麼被退件"),
        Example("不知道耶，您自己上網查查看。", asked="跟舊款有什麼差別"),
        Example("我都唔知喎。", asked="幾時有貨"),
        Example("唔清楚呀，唔好意思。", asked="點解咁耐"),
        Example("Sorry, I don't know.", asked="Is it machine washable?"),
        Example("No idea, it's not on the label.", asked="What is it made of?"),
    ),
)
