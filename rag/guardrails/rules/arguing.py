"""Whoever wins a quarrel loses the customer: no accusing, no mocking, no I-told-you-so, no rhetorical question."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.quarrels import QUARRELS, Quarrel
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.untabled import or_by_tone
from rag.text import Kinds, Pattern

_WORDS = Kinds({kind: quarrel.words for kind, quarrel in QUARRELS.items()})
_EXCUSED = Pattern(
    r"(?:虽|既然|如果|若|要是|假如|万一|倘若|请问|是否|不是说|不会(?:说|觉得|认为)|没有(?:说|觉得)|绝不是|并非|可能"
    r"|也许|或许|即使|就算|不管|无论|不好意思|假设|一旦|属于|因为?|由于|非)[^,]{0,8}$"
    r"|\b(?:if|unless|whether|not saying|not that)\b[^,]*$"
)
"""Before the words: a condition, a guess politely put, or their denial."""
_ASKED = Pattern(r"^(?:的|过|了|掉)*(?:吗|么|呢|嘛)?(?:\?|吗|么)|^的?话")
_QUESTIONS = frozenset(("own_doing",))
"""Kinds that are harmless as a plain question: was it you who opened it?"""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Quarrelling words; an error where they accuse, insult or dare, a warning where they needle."""
    text = reading.folded.text
    if not _WORDS.search(text):
        return
    for clause in reading.clauses:
        for match in _WORDS.finditer(clause.text):
            kind = match.lastgroup or ""
            behind = clause.text[match.end() :] + text[clause.end : clause.end + 1]
            if _EXCUSED.search(clause.text[: match.start()]) or (kind in _QUESTIONS and _ASKED.search(behind)):
                continue
            start, end = clause.start + match.start(), clause.start + match.end()
            yield _violation(QUARRELS[kind], start, end, english=reading.language == "en")


def _violation(quarrel: Quarrel, start: int, end: int, *, english: bool) -> Violation:
    instead = quarrel.instead[english]
    if quarrel.mild:
        return Violation(start, end, "warning", "mild", instead)
    return Violation(start, end, suggestion=instead)


RULE = Rule(
    id="arguing",
    level="error",
    summary="不与客户争辩，不指责、不讽刺、不反问",
    message="这句话在和客户争辩或指责客户：先接住情绪，再说事实和办法。",
    message_en="This quarrels with the customer or accuses them: acknowledge, then give the facts and the way out.",
    source=("001", "002", "003"),
    check=or_by_tone(check, "arguing", "mild"),
    grades={"mild": "warning"},
    good=(
        Example("请问您是否自行拆开过后盖呢？这样方便判断怎么修。", asked="开不了机"),
        Example("尺码表在详情页第三屏，我发您一份对照看看。", asked="偏小了"),
        Example("如果是您自己操作不当造成的，我们也可以收费维修。", asked="人为的能修吗"),
        Example("麻烦您看一下是不是记错了订单号呢？", asked="查不到"),
        Example("您说得对，这句话写得容易误会，谢谢您指出来。", asked="你们页面没写"),
        Example("您要投诉的话，入口在订单页右上角，我们也会认真处理。", asked="我要投诉"),
        Example("刚才跟您说的优惠券已经放进您的账户啦。", asked="券呢"),
        Example("请问螺丝是您自己拧开的吗？", asked="螺丝松了"),
        Example("這款賣得很好，大家都說很舒服呢。", asked="好穿嗎"),
        Example("麻煩您再確認一下收件地址，謝謝您。", asked="怎麼退回去了"),
        Example("唔好意思，係我哋講得唔夠清楚，等我再講一次。", asked="咩意思"),
        Example(
            "Could you tell me whether the seal was opened? That helps us find the cause.", asked="It does not work"
        ),
    ),
    bad=(
        Example("您自己没看清楚吧", asked="怎么是小号"),
        Example("这个是您弄坏的吧", asked="拉链断了"),
        Example("你不懂别乱说", asked="这不是纯棉"),
        Example("明明写了您不看", asked="没说要定金啊"),
        Example("我已经说过了", asked="到底几天"),
        Example("那您去投诉吧", asked="我要投诉你们"),
        Example("爱买不买", asked="太贵了"),
        Example("别人都没问题就您有", asked="掉色严重"),
        Example("难道我们还会骗您吗", asked="是正品吗"),
        Example("一分钱一分货", asked="质量好差"),
        Example("您自己沒看清楚尺寸表，怪誰呢", asked="太小了"),
        Example("您想太多了吧", asked="是不是二手的"),
        Example("都講咗好多次喇，你自己睇下啦", asked="幾時寄"),
        Example("As I already told you, it ships on Monday.", asked="When does it ship?"),
        Example("It's your own fault, you should have read the description.", asked="This is too small"),
    ),
)
