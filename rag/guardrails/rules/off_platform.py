"""Whoever talks or pays outside the platform loses its records and its protection, and the shop its standing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rag.guardrails.invitations import CONCERNS, CONTACT, ENGLISH, MENTION, PAYMENT
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.guardrails.smuggled import smuggles, texts_of
from rag.text import Pattern, Span, fold, has_han

# What is no invitation ---------------------------------------------------------------------------------

_BREAK = re.compile(r"[,。;!?\n:…]|\.(?=\s|$)")
_STOP = re.compile(r"[。;!?\n…]|\.(?=\s|$)")
_REFUSED = Pattern(
    r"(?:不(?:能|可以?|会|要|得|许|允许|让|支持|提供|建议|接受|方便|用|在|接|收|留|给|发|需要?|必|做|加|转|通过"
    r"|走|用|开放|是|了|到|上)"
    r"|无法|没法|没办法"
    r"|没有?|勿|(?<!特)别|从不|绝不|禁止|严禁|杜绝|拒绝|避免|谨防|警惕|[小当]心|提防|唔(?:可以|好|会|能|使)|冇)"
    r"(?:够|再|私自|擅自|随意|随便|轻易|私下|直接|主动|去|在|到|用|通过|以|和|跟|给|向|让|引导|要求|索要|任何"
    r"|形式|方式|的|其他"
    r"|客户|顾客|买家|您|你|我们?|站外|线下|添加|加|扫|换|留|发|相信|有|要|进行|使用|客服|[、和或])*$"
)
_REFUSED_AFTER = Pattern(
    r"^[^,。;!?\n]{0,14}?(?:不(?:允许|行|可以|能|安全|受|提供|支持|做|接受|被|合规|会|方便|开通|是我们)"
    r"|没有?(?:保障|开通|办法)|无法|没法"
    r"|违[规反]|风险|[请切]勿|别理|不[要用]理|请无视|[被受是]骗|骗子|假的|处罚|封店|禁止|唔[可得]|冇)"
    r"|^(?:是|都|也|这边|我们?|客服|暂时|目前|真的?|确实|实在|的)*(?:添?加|用|发|给|留|换|转|提供|通过)不(?:了|到"
    r"|上)"
    r"|^[^,。;!?\n]{0,8}[,、](?:这|那|都|均|一律|此类|很?容易|以免|以防|谨防)[^。!?\n]{0,8}(?:骗|违|风险"
    r"|不[能可安允受]|处罚|损失)"
)
_WARNING = Pattern(
    r"谨防|警惕|当心|小心(?!轻放)|提防|(?<!不)(?<!不是)(?<!不会)骗(?!您|你)|诈|冒充|自称|有人|陌生人|来路不明"
    r"|是谁|谁让|哪位|对方|假冒|假的|(?:不是|没有?)我们(?:发|店|的|家)|都是假"
    r"|\b(?:scam\w*|fraud\w*|beware|anyone|someone|phishing|impersonat\w*)\b"
)
_REPORTED = Pattern(
    r"[您你亲](?:刚才?|之前)?(?:说|提到?|问|讲)|截图|(?:快递|小哥|[派配]送员|骑手|人家|[他她它](?:让|叫"
    r"|要求))(?:员|说|会|要|想|让|叫|要求|主动|加|扫|[您你])*$"
    r"|\byou (?:said|mention\w*|ask\w*)\b|\b(?:he|she|they|courier|driver)\b[^,.;!?\n]{0,12}$"
)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|\"[^\"\n]*\"")
_REFUSED_ENGLISH = Pattern(
    r"\b(?:not|never|cannot|unable|avoid|refuse|decline|rather than|instead of|no need|without|prohibit\w*"
    r"|nor)\b"
    r"|n't\b"
)
_REFUSED_ENGLISH_AFTER = Pattern(
    r"^[^.;!?\n]{0,30}\b(?:not|never|cannot|against|violat\w*|prohibited|unsafe|risk\w*|scams?|isn't|aren't"
    r"|can't)\b"
)
_INSIDE = Pattern(
    r"原路|原渠道|原支付|理赔|保险|平台会|系统|自动|付款页|支付页|收银台|结[算账]|下单时|付款时"
    r"|订单页|对公|公对公|发票|开票|专票|税号"
    r"|核[实对查]|查[询单]|尾号|后[四4几]位|流水|交易号|店铺群|淘宝群|旺旺|直播|(?:店铺|平台|首页)[^,。]{0,6}群"
    r"|登录|checkout|order page"
)
_REFUND = Pattern(r"退款|退回|退还|退到")
_OPENLY_PRIVATE = Pattern(r"私[账帐户]|对私|打钱")
_PRIVATELY = Pattern(r"[转汇私]|红包")
_USED = Pattern(
    r"支付|原返|溯源|防伪|真伪|付[款钱]|付(?=[,。的吗就也])|零钱|钱包|退|到账|原路|通知|提醒|[收看条新到](?:到"
    r"|的)?消息|推送|接收|收到"
    r"|收不到|显示|播放"
    r"|音乐|登[录入]|绑定|授权"
    r"|账单|小程序|公众号|功能|蓝牙|手表|音箱|平板|电脑|兼容|下载|原返|流畅|验证码|游戏|表情|载具|视频通话|视讯"
    r"|邮箱|绒|公仔|玩偶|图案|花呗|信用卡"
    r"|\b(?:notif\w*|support\w*|compatible|watch|app|display\w*|messages from|play\w*|product|follow|tag"
    r"|line of"
    r"|in line|on the line)\b"
)
"""What shows that a channel is spoken of as the platform, the goods or the customer use it."""
_TOUCH = Pattern(r"\b(?:you|your|us|me|our|we|my)\b")
"""Who at the least is spoken of in English where somebody is to be met on a channel."""
_AMBIGUOUS = frozenset({"line", "企鹅", "ig", "messenger"})
_PARTICLES = 2
_LOOKED_AT = 200
"""Characters on either side within which a sentence ends: keeps a text of invitations alone linear."""
_LIFTED = frozenset({"transfer", "code", "account", "group", "friend"})
"""Kinds that the platform's own ways (a refund by the way it was paid, the checkout, its groups) can explain."""


_LINK = Pattern(
    r"(?:https?|hxxps?)\s?:\s?//\S+|\bwww\.[^\s,。]+"
    r"|(?<![@\w.])[a-z0-9][a-z0-9-]{1,40}(?:\.|\[\.\]|点)(?!jpe?g|png|gif|pdf|mp4|docx?|xlsx?|txt)[a-z]{2,10}"
    r"(?![a-z])(?:/[^\s,。]*)?"
    r"|(?<![\w-])[a-z][a-z_]{2,16}\d{3,8}(?!\w)"
)
_MOST = 50
"""Invitations of one kind that are looked at in a reply: its surroundings are read for each."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Invitations to talk, pay or buy elsewhere; warnings, refusals and the platform's own ways pass."""
    text = reading.folded.text
    yield from _unknown_links(reading, context)
    if not CONCERNS.search(text):
        return
    chinese = has_han(text)
    read: list[Span] = []
    patterns = (CONTACT, PAYMENT, ENGLISH, MENTION) if chinese else (ENGLISH, MENTION)
    for pattern in patterns:
        for match in islice(pattern.finditer(text), _MOST):
            if any(match.start() < end and start < match.end() for start, end in read):
                continue
            read.append(match.span())
            if not _excused(match, text, english=not chinese, named=pattern is MENTION):
                yield _violation(match, reading, paying=pattern is PAYMENT or match.lastgroup == "payment")


def _unknown_links(reading: Reading, context: Context) -> Iterator[Violation]:
    """Addresses on the web, and ids that look like accounts, that neither cards nor facts nor the agent gave."""
    if context.knowledge is None:
        return
    agents = (turn.text for turn in context.turns if turn.role == "agent")
    told = (*context.knowledge, *agents, *texts_of(context.facts), *context.shop.terms.values())
    known = "\n".join(fold(text).text for text in told if not smuggles(text))
    for match in _LINK.finditer(reading.folded.text):
        if match.group() not in known:
            yield _violation(match, reading, paying=False)


def _excused(match: re.Match[str], text: str, *, english: bool, named: bool) -> bool:
    start, end = _stretch(text, match, _STOP)
    sentence, after = text[start:end], text[match.end() : min(len(text), match.end() + 40)]
    near, _ = _stretch(text, match, _BREAK)
    before = text[near : match.start()]
    if _WARNING.search(sentence) or _REPORTED.search(before) or _is_quoted(match, text):
        return True
    if named and _is_passing(match.group(), sentence, english=english):
        return True
    if match.lastgroup in _LIFTED and _goes_inside(match.group(), sentence):
        return True
    if english:
        return bool(_REFUSED_ENGLISH.search(before) or _REFUSED_ENGLISH_AFTER.search(after))
    return bool(_REFUSED.search(before) or _REFUSED_AFTER.search(after))


def _is_passing(said: str, sentence: str, *, english: bool) -> bool:
    """A channel named for what it is used for, as the answer to a question, or that is a word of its own."""
    if said in _AMBIGUOUS or len(sentence) - len(said) <= _PARTICLES:
        return True
    return _USED.search(sentence) is not None or (english and not _TOUCH.search(sentence))


def _goes_inside(said: str, sentence: str) -> bool:
    """The platform's own ways; of a refund, unless it is said to be sent privately."""
    if _OPENLY_PRIVATE.search(said):
        return False
    refunded = _REFUND.search(sentence) is not None and not _PRIVATELY.search(said)
    return refunded or _INSIDE.search(sentence) is not None


def _is_quoted(match: re.Match[str], text: str) -> bool:
    return any(quote.start() < match.start() and match.end() <= quote.end() for quote in _QUOTED.finditer(text))


def _stretch(text: str, match: re.Match[str], breaks: re.Pattern[str]) -> tuple[int, int]:
    """From the last break before the match to the first after it."""
    near, far = max(0, match.start() - _LOOKED_AT), min(len(text), match.end() + _LOOKED_AT)
    start = max((found.end() for found in breaks.finditer(text, near, match.start())), default=near)
    found = breaks.search(text, match.end(), far)
    return start, found.start() if found else far


def _violation(match: re.Match[str], reading: Reading, *, paying: bool) -> Violation:
    english = reading.language == "en"
    if paying:
        offered = "please pay inside the platform order" if english else "付款请在平台的订单里完成"
    else:
        offered = "just tell me here in this chat" if english else "您在这个窗口直接告诉我就可以"
    return Violation(match.start(), match.end(), suggestion=offered)


RULE = Rule(
    id="off-platform",
    level="error",
    summary="沟通和付款都留在平台内，不引客户到微信、QQ，不私下转账",
    message="这里把客户引到平台之外联系、付款或购买：离开平台就没有记录和保障，请留在聊天窗口和平台订单里办理。",
    message_en=(
        "This takes the customer off the platform, where neither records nor protection reach: "
        "keep talk in this chat and payment in the order."
    ),
    source=("001",),
    check=check,
    good=(
        Example("付款可以用微信支付、支付宝或者花呗，页面上选一种就行。", asked="能用微信付吗"),
        Example("平台规定客服不能加微信，您在这个窗口说就行，照片也能直接发。", asked="加个微信聊吧"),
        Example("加不了微信哦，平台规定聊天都要留在这里", asked="加个微信吧"),
        Example("微信加不了，有问题在这里说就好", asked="加个微信吧"),
        Example("请不要私下转账，谨防冒充客服加微信的骗子。", asked="有人说是你们客服"),
        Example("退款会原路退回您的支付宝，请您留意到账通知。", asked="退到哪里"),
        Example("发票已经发到您的QQ邮箱，请您查收。", asked="发票发邮箱吧"),
        Example("这款手表可以收微信消息，也能显示QQ提醒。", asked="能看微信吗"),
        Example("V领这款是修身版型，您平时穿M码就合适。", asked="V领的什么码"),
        Example("您可以拨打我们的官方热线400-820-1234，或者在这里留言。", asked="电话多少"),
        Example("結帳頁可以選LINE Pay或信用卡付款。", asked="可以用LINE Pay嗎"),
        Example("為了保障您的權益，請勿相信任何要求加LINE的訊息。", asked="有人叫我加賴"),
        Example(
            "Beware of anyone asking you to pay via Zelle: our orders are paid at checkout.",
            asked="Can I zelle you?",
        ),
        Example("We can't move this chat to WhatsApp because only this chat keeps a record.", asked="whatsapp?"),
    ),
    bad=(
        Example("亲加个微信吧，我发图给您看。", asked="有实拍吗"),
        Example("这边不好说，您➕薇 shop8866 详聊", asked="还能便宜吗"),
        Example("加我V：lucky_2020，老客户都在那边。", asked="有优惠吗"),
        Example("您把差价转到我支付宝就可以，我给您改单。", asked="换大一号"),
        Example("QQ联系吧，123456789，随时在。", asked="售后找谁"),
        Example("不走平台的话给您便宜20，直接转账给我们就发货。", asked="能少吗"),
        Example("加 微 信 领红包，备注订单号哦", asked="有赠品吗"),
        Example("扫码付款就行，收款码我发您。", asked="怎么付"),
        Example("麻煩加一下我們的LINE，我把照片傳給您。", asked="有照片嗎"),
        Example("你WhatsApp我哋啦，9123 4567，平啲俾你。", asked="有冇平啲"),
        Example("Add me on WeChat and I'll give you a better price.", asked="Any discount?"),
        Example("You can pay by PayPal friends and family, it is cheaper.", asked="How can I pay?"),
    ),
)
