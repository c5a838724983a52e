"""Dispatch is ours to promise, arrival is the carrier's: a promised day that passes makes a complaint."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Clause, Pattern

_UNTIL = (
    r"(?:[今明后当]天|[早晚]上|[上中下]午|凌晨|[今明]晚)*(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
    r"(?:[点:]|号(?!楼)|月\d)"
)
"""After 到: the hour or day until which something lasts."""
_ARRIVES = Pattern(
    r"送达|送到|抵达|到达|(?<!收)到货(?!付款|后)"
    r"|(?:能|会|可以?|就|必|准|一定|肯定|保证|包|绝对|天|日|晚|早|前|内|时|[一二三四五六末点号])到(?!账|时|期"
    rf"|{_UNTIL}"
    r"|底|付|店自|位|处|后|之后|访|您?的?退款)|到(?:您|你)?(?:手|家)|收到(?!后|之后|货|商品|了|的|您|你|退)"
    r"|收货(?!地|后|人)|[可能必]达"
    r"|\b(?:arriv\w+|be delivered|delivered|(?<!of )(?<!after )(?<!from )(?<!since )(?<!upon )delivery|deliver"
    r"|get there|reach(?:es)? you|be with you|receive (?:it|them|your|the)|have it|at your door|get it)\b"
)
_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:[-~到至](?:\d{1,2}|[一二两三四五六七八九十]))?"
_WHEN = Pattern(
    r"今[天日晚]|明[天日早晚]|后[天日]|听日|当[天日晚]|次日|隔[天日]|(?:周|星期|礼拜)[一二三四五六日天末]"
    rf"|{_NUMBER}个?(?:天|日|小时|工作[天日]|钟头|号|点)|节前|年前|准时|按时"
    r"|\b(?:today|tonight|tomorrow|overnight|next[- ]day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the weekend"
    r"|christmas|on time|(?:within|in) (?:\d{1,6}|one|two|three|four|five|24|48) (?:\w+ )?(?:days?|hours?)"
    r"|by the \d{1,6})\b"
)
_GUARANTEE = Pattern(
    r"一定|保证|肯定|必定|必(?=到|达)|绝对|保准|包(?=您|你|准|[今明后听到]|\d|[一二两三四五])|准(?=到|能)"
    r"|百分之?百|100%|确保|担保|承诺|铁定|放心(?=[今明后])|梗系"
    r"|\b(?:definitely|guarantee\w*|for sure|certainly|promise\w*|without fail|no later than|absolutely|surely"
    r"|100%|assure\w*|you have my word)"
)
_HEDGED = Pattern(
    r"预计|一般|大概|正常|通常|左右|大约|应该|可能|估计|预估|差不多|尽量|争取|力争|尽快|尽力|约|最快|最早|为准"
    r"|希望|顺利|有望|普遍|多数|如果|的话|若|历史|平均|以往|参考"
    r"|\b(?:expected|usual\w*|normal\w*|typical\w*|estimat\w*|about|around|should|may|might|likely"
    r"|approximately|general\w*|aim|try|hope\w*|average|if|often)\b"
)
_NOT = Pattern(
    r"无法|不能|没法|没办法|不敢|难以|不保证|不好|没有|没|未|不(?!好意思|用担心|用急|会让您)|冇|唔|谁"
    r"|\b(?:can't|cannot|unable|not|won't|no guarantee|never|without a)\b|n't\b"
)
_NOT_YET_THEIRS = Pattern(
    r"发货|发出|寄出|出库|出仓|揽收|退款|到账|退货|寄回|我们收到|我们会?在?收到|仓库收到|已[经]?|昨天|了$|吗$"
    r"|退回|备货|补货|到仓|回复|答复|结果"
    r"|\b(?:refund|ship(?:s|ped)?\b(?! arriv)|dispatch\w*|leave\w* (?:our|the) warehouse|was|were|has been"
    r"|have been|we receive|return)\b"
)


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Arrivals by a day or hour that nothing hedges: an error where guaranteed, a warning where merely stated."""
    text = reading.folded.text
    if not _WHEN.search(text):
        return
    for index, clause in enumerate(reading.clauses):
        match = _ARRIVES.search(clause.text)
        if match is None or text[clause.end : clause.end + 1] == "?" or _excused(clause):
            continue
        near = _before(reading, index)
        if not _WHEN.search(near) or _HEDGED.search(near):
            continue
        if _GUARANTEE.search(near) or _vouched(reading, index):
            yield Violation(clause.start, clause.end)
        else:
            yield Violation(clause.start, clause.end, level="warning", grade="stated")


def _vouched(reading: Reading, index: int) -> bool:
    """It arrives tomorrow, guaranteed: the word of honour may close the sentence."""
    after = reading.clauses[index + 1 : index + 2]
    return any(
        _GUARANTEE.match(clause.text) is not None and clause.sentence == reading.clauses[index].sentence
        for clause in after
    )


def _excused(clause: Clause) -> bool:
    return any(pattern.search(clause.text) for pattern in (_HEDGED, _NOT, _NOT_YET_THEIRS))


def _before(reading: Reading, index: int) -> str:
    """The clause with the one before it in its sentence, unless that one speaks of dispatch."""
    clause = reading.clauses[index]
    before = reading.clauses[index - 1] if index else None
    if before is None or before.sentence != clause.sentence or _NOT_YET_THEIRS.search(before.text):
        return clause.text
    return f"{before.text},{clause.text}"


RULE = Rule(
    id="delivery-guarantee",
    level="error",
    summary="可以承诺发货时间，不能承诺到货时间",
    message="到货时间由快递决定，不能保证：可以承诺发货时间，到货只说预计，以物流信息为准。",
    message_en="Arrival is in the carrier's hands: promise the dispatch, and give the arrival as an estimate only.",
    source=("000",),
    check=check,
    grades={"stated": "warning"},
    good=(
        Example("下午有客人入住，所以最晚只能到12点半", asked="能晚点退房吗"),
        Example("今天下午四点前付款的订单当天发出。", asked="什么时候发货"),
        Example("预计三天左右送达，以物流信息为准。", asked="几天到"),
        Example("正常情况下后天可以到您手上。", asked="几天到"),
        Example("路上的时间由快递安排，所以我们无法保证明天送到，可以帮您催一下。", asked="明天能到吗"),
        Example("保证今天给您发出，单号稍后发您。", asked="今天能发吗"),
        Example("退款一般一到三天到账。", asked="退款几天"),
        Example("您收到后七天内都可以联系我们。", asked="收到有问题怎么办"),
        Example("預計週五前後送達，實際以物流資訊為準。", asked="幾天會到"),
        Example("今日會幫你寄出，一般兩日左右到。", asked="幾時到"),
        Example("We ship today; delivery usually takes three days.", asked="When will it arrive?"),
    ),
    bad=(
        Example("您放心，明天一定到。", asked="明天能到吗"),
        Example("我们保证三天内送达。", asked="几天到"),
        Example("今天拍下，后天肯定能收到。", asked="几天到"),
        Example("顺丰包您明天到货。", asked="明天能到吗"),
        Example("48小时必达，请放心下单。", asked="多久到"),
        Example("明天就能送到您家。", asked="什么时候到"),
        Example("請放心，週五一定會送到。", asked="週五會到嗎"),
        Example("保證兩天內送達喔。", asked="幾天會到"),
        Example("聽日一定到，你放心。", asked="聽日到唔到"),
        Example("It will definitely arrive by Friday.", asked="Will it be here by Friday?"),
        Example("We guarantee delivery within 3 days.", asked="How long does it take?"),
    ),
)
