"""Negative words that a positive wording would say better, even where nothing is denied."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern

REWORDINGS: tuple[tuple[str, str], ...] = (
    (
        r"(?:请|麻烦|千万|先|您)*(?:不要|不可|别|勿|唔好)(?:直接|随意|轻易)?拒[收签]",
        "请您先正常签收，有任何情况随时联系我们",
    ),
    (
        r"(?:请|麻烦|千万|先|您)*(?:不要|不可|别|勿|唔好)(?:着急|急着|提前|先|点)*确认收货",
        "请您收到并检查满意后再确认收货",
    ),
    (
        r"(?:请|麻烦|千万|先|您)*(?:不要|别|勿|唔好)(?:随意|私自|自己|自行|直接)?(?:申请|提交)?(?:退款|退货|取消)",
        "请您先联系我们，我们一起看怎样处理最合适",
    ),
    (r"(?:请|麻烦|千万|您)*(?:不要|别|勿|唔好)(?:给)?(?:差评|中评)", "有任何意见请告诉我们，我们马上改进"),
    (
        r"(?:请勿|切勿|千万(?:不要|别)|请(?:您|你)?(?:不要|别|唔好))[^,。!?;\s]{1,12}",
        "改为告诉客户可以怎样做：“请您……”",
    ),
    (r"[不唔](?:太)?(?:知道|清楚|了解|确定|晓得)(?!您|你|是否)", "我马上为您核实"),
    (r"(?:没有?|冇|无)(?:现)?货|缺货|断货", "说说什么时候会有，或推荐相近的款"),
    (r"(?:还没有?|尚未|还未|仲未)发(?:货|出)", "正在为您安排发出"),
    (r"[不唔]包邮", "满足包邮条件即可包邮，运费会在下单前显示"),
    (
        r"[不唔](?:能|可以|行|支持|提供|接受)|无法|没(?:有)?办法|做不到|办不到",
        "改为说明能做什么：“目前可以为您……”",
    ),
    (r"[一-鿿][不唔](?:了|到)(?=[的呢哦啊呀喔耶㗎喇,。!~\s]|$)", "改为说明能做什么：“目前可以为您……”"),
    (r"[不唔](?:是|系)(?:我们?|店里|本店)的?(?:问题|责任|错)", "这件事我来跟进处理"),
    (r"\bplease (?:do not|don't) refuse[^,.!?]*", "Please accept the parcel and tell us of any fault"),
    (r"\bplease (?:do not|don't) \w+", "Say what to do instead: “Please …”"),
    (r"\b(?:do not|don't) know\b|\b(?:not|no idea)\b(?: sure)", "Let me find out for you"),
    (r"\b(?:can't|cannot|can not|unable to|won't)\b", "Say what is possible: “What we can do is …”"),
)  # fmt: skip
"""Negative wording and what to say instead, the more special first."""

_PATTERNS = tuple((Pattern(pattern), suggestion) for pattern, suggestion in REWORDINGS)
_NEGATIVE = Pattern(r"[不唔没冇无缺断别勿]|尚未|仲未|还未|n't|not|no idea|unable")
"""What every wording of the table contains some of."""
_ANY = Pattern("|".join(f"(?:{pattern})" for pattern, _ in REWORDINGS))
_REASSURING = Pattern(
    r"(?:不|别|唔)(?:要|用|必|好)?(?:担心|着急|紧张|客气)|不得不|不能不|能不能|可不可以|行不行|可唔可以|不行的话"
    r"|无法(?:使用|签收|正常)|don't (?:worry|hesitate)"
)
_ADDRESSED = frozenset(
    (None, "instruction", "no need", "attribute", "good news", "warning", "no promise", "no service")
)
"""What a strict shop wants gone too: every negation towards the customer, harmless or not. Conditions,
questions and the customer's own words stay."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Wordings of the table; in a shop that raises the rule, every negation towards the customer."""
    text = reading.folded.text
    seen: list[tuple[int, int]] = []
    for match in _ANY.finditer(text) if _NEGATIVE.search(text) else ():
        if _excused(text, match.start(), match.end()):
            continue
        seen.append(match.span())
        yield _violation(text, match.start(), match.end(), _suggestion(text, match.start()))
    if context.shop.rules.get(RULE.id, RULE.level) == RULE.level:
        return
    for negation in reading.negations(context.customer_text):
        overlaps = any(start < negation.end and negation.start < end for start, end in seen)
        if negation.harmless in _ADDRESSED and not overlaps:
            yield _violation(text, negation.start, negation.end, None)


def _violation(text: str, start: int, end: int, suggestion: str | None) -> Violation:
    return Violation(start, end, suggestion=suggestion, details={"words": text[start:end]})


def _suggestion(text: str, at: int) -> str:
    return next(suggestion for pattern, suggestion in _PATTERNS if pattern.match(text, at))


def _excused(text: str, start: int, end: int) -> bool:
    """Part of a reassurance, a question or a condition rather than words against the customer."""
    around = text[max(0, start - 3) : end + 4]
    return _REASSURING.search(around) is not None or text.startswith("的话", end)


RULE = Rule(
    id="negative-wording",
    level="hint",
    summary="能用正面说法时，少用否定词",
    message="“{words}”是否定的说法，换成正面的说法更亲切。",
    message_en="“{words}” is worded negatively; a positive wording is kinder.",
    source=("000", "001"),
    check=check,
    good=(
        Example("请您收到检查满意后再确认收货。"),
        Example("您别担心，包裹今早已经出库。", asked="怎么还在路上"),
        Example("您能不能拍张照片给我看看？", asked="鞋底开胶了"),
        Example("不合适的话联系我，马上帮您登记。", asked="大小不对怎么办"),
        Example("这款颜色很不错，和您的外套很配。", asked="好看吗"),
        Example("您的心情我明白，这件事我来跟进。", asked="气死我了"),
        Example("別擔心，包裹已經在路上了。", asked="還沒到"),
        Example("請您先簽收，有問題隨時聯繫我。", asked="外箱破了"),
        Example("Don't worry, your parcel is on its way.", asked="where is it"),
        Example("Please keep the box and send us a photo.", asked="it arrived scratched"),
    ),
    bad=(
        Example("请不要拒收哦。", asked="不想要了"),
        Example("先别确认收货。", asked="收到了"),
        Example("我不清楚这个。", asked="面料含棉多少"),
        Example("这款没货了。", asked="还有吗"),
        Example("订单还没发货。", asked="发货没"),
        Example("这件改不了。", asked="换个颜色"),
        Example("請不要直接退款。", asked="我要退款"),
        Example("這個我不確定喔。", asked="防水嗎"),
        Example("Please don't refuse the parcel.", asked="I changed my mind"),
        Example("We can't do that.", asked="gift wrap?"),
    ),
)
