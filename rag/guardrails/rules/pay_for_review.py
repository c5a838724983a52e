"""A paid review deceives those who read it: consumer and competition law forbid it, and so do the platforms."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Clause, Pattern

_REVIEW = Pattern(
    r"(?:好评|五星|5星|5分|五分|满分|全5|五颗星|低分|高分|评价|评论|追评|晒图|晒单|买家秀|返图|差评|中评|负评"
    r"|改评|删评"
    r"|打分|写评|评分|评语)"
    r"(?!率|如潮|很多|不错|都[很不]|区|数|挺|也[很不])"
    r"|\b(?:reviews?|ratings?|feedback|(?:5|five)[- ]?stars?|testimonial)\b"
)
_REWARD = Pattern(
    r"返现?(?:给)?[您你]?(?:现金)?\d{1,9}(?:\.\d{1,2})?[元块]?|返现|返(?=[您你\d一二两三五十元])|红包|现金|(?<!免)券|礼[品物金包]|有礼|好礼|小礼|赠[送品]"
    r"|(?<![运派配发])送(?![货达到上件检修回餐的过来去得完啦了给女男朋])|转[您你]?\d+|补偿|补(?:给|回)?(?=[您你\d])"
    r"|赔(?=[您你\d])"
    r"|奖励|抽奖|奖品|积分|京豆|金币|惊喜|福利|好处|免单|报销|折抵|折\d|话费|打折|[\d一二两三五六七八九]折"
    r"|退(?:您|你|给您)?\d{1,9}"
    r"|(?:领|得|给|抵|减|换|拿|赚)(?:您|你)?\d{1,9}(?:元"
    r"|块)?(?![号天日月点件分星])|彩蛋|(?:一点|小|点)心意|意思一下|购物金|回馈"
    r"|\b(?:gifts?|vouchers?|coupons?|discount|rewards?|(?<!feel )free|cash ?back|raffle|draw|prizes?|points"
    r"|credit|bonus|compensat\w+|surprise|rebate"
    r"|paypal|amazon card)\b|[$£€]\d{1,9}|\d{1,9} ?(?:yuan|dollars|bucks|% off)"
)
_CHANGE = Pattern(
    r"(?:改|修改|更改|删除?|撤(?:销|回|掉)?|追加|去掉|取消|换)[^,。!?;]{0,6}(?:评|好评|差评|中评|五星|5星|颗星)"
    r"|(?:评价?|评论|差评|中评"
    r"|星)[^,。!?;]{0,6}(?:改|删|撤|去掉|追)"
    r"|\b(?:review|rating|feedback|stars?|comment)s?[^.!?]{0,16}(?:changed|updated|removed|deleted|revised|edited)"
    r"|\b(?:change|update|remove|delete|revise|edit|amend|take down|withdraw)\w*[^.!?]{0,30}(?:review|rating"
    r"|feedback|stars?|comment)"
)
_REDRESS = Pattern(r"退款|全退|退[您你]|退全款|补发|退一半|重发|补寄|\brefund|\breplacement|\bresend")
"""What a customer may be due: no price for a new review, but one for taking a review back."""
_NO_TIE = Pattern(
    r"(?:不(?!好意|错|要忘|妨|满|然|过|管|论)|没有?(?!什么)|未|勿|禁止|严禁|谢绝|拒绝|避免|无法|冇"
    r"|唔)[^,。!?;]{0,12}(?:返|奖|红包|券|礼|赠|送|换|补偿|积分|现金"
    r"|福利|好处|评)"
    r"|(?:返现|奖励|红包|券|礼品|礼物|补偿|赠品)[^,。!?;]{0,6}(?:无关|没关系|分开|没有|暂无|不(?!错)|取消|停止"
    r"|结束|下架)|(?:禁止|不允许|违规|违法|骗)|无关|分开|随您|自愿|不影响|都(?:一样"
    r"|会(?:给|处理|为))|改不改|不管|无论|不论"
    r"|\b(?:not|never|cannot|without|separate\w*|apart|regardless|no)\b|n't\b"
)
_REPORTED = Pattern(
    r"(?:看[到了完]|关于|针对|收到|查看|留意到|读了)[^,。!?;]{0,6}(?:评价|评论|差评|中评|追评|晒图|反馈)|(?:评价"
    r"|评论|差评|追评)(?:里|中|上)?(?:说|提到|反映|写)"
    r"|\b(?:saw|read|seen|noticed|received|sorry) [^.!?]{0,20}(?:review|feedback)|(?:your|the) (?:review"
    r"|feedback) (?:says|mentions|about)"
)
"""A review told of as the customer's report of a fault."""
_PLATFORMS = Pattern(r"京豆|淘金币|金币|平台|系统|官方|京东|淘宝|天猫|虾皮|shopee|lazada|amazon|the platform")
_OURS = Pattern(
    r"我们?(?:店|家|这边|会|给|送|返|补)|本店|店[里铺家]|客服|截图|给(?:您|你)|返(?:您|你|现)|送(?:您|你)|补(?:您"
    r"|你)|\bwe\b|\bour\b|screenshot"
)
_ASKED_BACK = Pattern(r"您?(?:是)?(?:问|说的|想问|看到)的?[^,。!?;]{0,4}(?:好评|评价)|(?<![以好行成])(?:吗|么)$")
_GRANTED = Pattern(
    r"给|送|返|补|赔|退|发[您你放个一]|申请|领|奖|免单|抽|畀|俾|\b(?:we|i)\b[^.!?]{0,16}(?:give|send|offer|refund"
    r"|pay|add|credit)|\b(?:get|claim|earn|win|receive|enjoy)\b"
)
"""What must stand before a reward that comes ahead of the review: 券在结算时勾选 gives nothing for one."""
_CLAIMED_NEXT = Pattern(
    r"^[图片加+][^,。!?;]{0,4}(?:送(?!货)|返|领)|截图|联系|私信|返现|返(?:您|你|\d)"
    r"|凭|之后|作为|领取|就(?:给|送|返|有)|screenshot|once (?:it|that)"
    r"|in return|then we"
)


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Rewards tied to a review: for writing, illustrating, changing or taking one back."""
    text = reading.folded.text
    if _REVIEW.search(text) is None or not (_REWARD.search(text) or _REDRESS.search(text)):
        return
    sentences = _sentences(reading.clauses)
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        span = _tied(text, sentence, following)
        if span is not None:
            yield Violation(*span, suggestion=_instead(reading.language == "en"))


def _sentences(parts: tuple[Clause, ...]) -> list[tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for clause in parts:
        start, _ = spans.get(clause.sentence, (clause.start, clause.end))
        spans[clause.sentence] = (start, clause.end)
    return list(spans.values())


def _tied(text: str, sentence: tuple[int, int], following: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span from review to reward where the one is given for the other."""
    start, end = sentence
    if following and _goes_on(text, sentence, following):
        end = following[1]
    words = text[start:end]
    review = _REVIEW.search(words)
    if review is None:
        return None
    change = _CHANGE.search(words)
    reward = _REWARD.search(words) or (_REDRESS.search(words) if change else None)
    if reward is None or _excused(words, changing=change is not None):
        return None
    if reward.start() < review.start() and not _GRANTED.search(words, 0, reward.end() + 4):
        return None
    return start + min(review.start(), reward.start()), start + max(review.end(), reward.end())


def _goes_on(text: str, sentence: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether the sentence after the one on the review, or before it, belongs to the same bargain."""
    first, second = text[slice(*sentence)], text[slice(*following)]
    if _REVIEW.search(first):
        return _CLAIMED_NEXT.search(second) is not None or (_CHANGE.search(first) is not None)
    return _CHANGE.search(second) is not None and _REWARD.search(first) is not None


def _excused(words: str, changing: bool) -> bool:
    if _NO_TIE.search(words) or _ASKED_BACK.search(words):
        return True
    if _PLATFORMS.search(words) and not _OURS.search(words):
        return True
    return not changing and _REPORTED.search(words) is not None


def _instead(english: bool) -> str:
    if english:
        return "If you like, share your honest experience in a review; it helps us and other buyers."
    return "您照真实感受评价就好，对我们和其他买家都是帮助。"


RULE = Rule(
    id="pay-for-review",
    level="error",
    summary="不用钱物换好评，也不用钱物换改评、删评",
    message="用钱物换评价：法律和平台都不允许。可以请客户如实评价，补偿与评价分开谈。",
    message_en="Offers a reward for a review, which law and platforms forbid: ask for an honest one instead.",
    source=("001",),
    check=check,
    good=(
        Example("满意的话麻烦您给个五星好评，谢谢支持。"),
        Example("评价是给其他买家参考的，我们不做好评返现，您如实写就好。", asked="好评返现吗"),
        Example("看到您的评价说杯子裂了，很抱歉，我们马上给您补发。", asked="杯子裂了", channel="review"),
        Example("收到货后写评价，平台会给您京豆奖励，具体看京东的评价规则。", asked="评价有奖励吗"),
        Example("謝謝您的好評，歡迎再來逛逛。", channel="review"),
        Example("評價跟補償是分開的，您照實寫就好。", asked="改評價有補償嗎"),
        Example("这款好评率很高，现在店铺领券下单更划算哦。", asked="这个好不好"),
        Example("多謝你嘅評價，我哋會繼續努力。", channel="review"),
        Example("Your honest review would mean a lot to us."),
        Example("We don't offer gifts for reviews, so please just write what you think.", asked="gift for review?"),
    ),
    bad=(
        Example("五星好评晒图返现3元，截图发我哦"),
        Example("亲收到货后好评联系客服有惊喜"),
        Example("您把差评改成好评，我们给您补偿20元。", asked="我给了差评"),
        Example("麻烦删除一下差评，删了马上给您退款。"),
        Example("写15字以上评价加图片送优惠券一张"),
        Example("追加个好评吧，下次下单送您小礼物~"),
        Example("給五星好評就送您折價券喔！"),
        Example("收到後幫忙留個好評，截圖給客服可以抽獎。"),
        Example("畀個五星好評,我哋送返份小禮物畀你"),
        Example("Leave a 5-star review and we'll send you a $5 voucher."),
        Example("If you change your review to 5 stars we will refund the shipping."),
    ),
)
