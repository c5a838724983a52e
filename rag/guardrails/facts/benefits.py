"""What a reply would give the customer: a price cut, a gift, a voucher, money, postage; whether it is promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.text import Clause, Kinds, Pattern

_YOU = r"(?:您|你|咱|大家|亲)"
_SOME = r"(?:一|两|二|三|几|个|点|份|些|多|\d)"
_COUPON = r"(?:券|红包|代金|抵用|购物金|礼金|积分|京豆|现金|津贴)"
_SUM = (
    r"[0123456789]{1,15}(?:\.\d{1,9})?|"
    r"[一二两三四五六七八九十百半]{1,9}(?![直再起样般下会旦并切定共件事时度同向贯味])"
)
_BENEFITS = Kinds(
    {
        "voucher": rf"(?:给|送|发|返(?!还)|赠|申请(?:到|了|下来)|塞|寄){_YOU}?[^,。!?;]{{0,14}}?{_COUPON}"
        rf"|{_COUPON}[^,。!?;]{{0,4}}?(?:给|送|发|返|补)(?:给)?{_YOU}"
        r"|\b(?:send|give|offer|issue|get|email|have|sending|giving|offering) you (?:an? |another "
        r"|some )?[^,.!?;]{0,24}?(?:voucher"
        r"|coupon|gift card|store credit|promo code)",
        "gift": rf"(?<![运派配赠速直接发])(?:送|赠送?|多送|加送)(?:给)?{_YOU}(?![^,。!?;]{{0,4}}(?:到|货|上|过去"
            rf"|祝福|微笑|拥抱|回|一朵|一程"
            rf"|花))(?=[^,。!?;]{{0,2}}[^\s,。!?;])"
        rf"|(?:给|帮|为){_YOU}(?:再|多|额外|也|免费|悄悄|偷偷|随单|随货|一起|另外|准备|备|塞|装|放|加|带|寄"
        rf"|发){{0,3}}(?:(?<!发)送|赠|放|备了?|塞|加|带|装)(?:上"
        rf"|了|个)?{_SOME}(?!下|起|急|备注|点急)"
        rf"|(?:多|额外|免费|另外|悄悄|偷偷)(?:给|帮|为)?{_YOU}?(?:送|赠|放|塞|加|装|发|寄)(?:{_YOU})?{_SOME}(?!下"
        rf"|起|点时间)"
        r"|(?:(?:给|帮|为)(?:您|你|亲)|(?<![配派运])送|备|放|附|赠)[^,。!?;]{0,10}?(?:小?礼[物品](?![卡袋盒券])"
        r"|赠品|神秘礼|小惊喜)|(?:小?礼[物品]"
        r"|赠品)(?:会|就|也|都|给"
        r"|帮)?[^,。!?;]{0,4}(?:送|给|寄|放|发|补){1}(?:给)?"
        + _YOU
        + r"|\b(?:throw in|include|add|send you|give you|get you|slip in|pop in) (?:you )?(?:an? |a free |one "
        r"|two |some |extra |an extra |a complimentary |a small )[^,.!?;]{0,20}?(?:gift|free|freebie|sample"
        r"|sticker|present|pair|pouch|bag|socks)"
        rf"|(?<![运派配发])送(?:返|多)?(?![货到达件上])[^,。!?;]{{1,8}}(?:给|畀|俾){_YOU}"
        r"|\bfree gift",
        "postage": rf"(?:给|帮|为|同){_YOU}[^,。!?;]{{0,4}}?(?:包邮|免邮|免运|免(?:了|掉|去|除)?(?:运费|邮费|邮"
            rf"|快递费))|包邮(?:给|发){_YOU}"
        rf"|(?:运费|邮费|邮资|快递费)[^,。!?;退]{{0,3}}?(?:就|都|全)?(?:给|帮|为)?{_YOU}?(?:免|减|抹|省)(?:了|掉"
        rf"|去|除|您|你|单|[啦咯喽吧哦呢]|$)"
        rf"|(?:不收|免收?|免掉|免了){_YOU}(?:的)?(?:运费|邮费|快递费)|(?:运费|邮费|快递费)(?:我们?|店里|这边"
        rf"|这次|我来|咱们?)[^,。!?;]{{0,4}}(?:出|包"
        rf"|承担|免|付)"
        r"|\b(?:waive|cover|take care of|drop|skip) (?:the |your )?(?:shipping|postage|delivery)|\b(?:ship (?:it"
        r"|this)|free shipping) (?:for free|on (?:us|me)|free of charge)|give you free (?:shipping|delivery)",
        "compensation": rf"(?:补偿|赔偿?|赔付|返现)(?:给)?{_YOU}|返{_YOU}|补(?:给)?{_YOU}(?:{_SUM})(?:元"
            rf"|块)?(?!件|个|双)"
        rf"|(?:给|帮|为|退|打){_YOU}[^,。!?;]{{0,8}}?(?:补偿|赔偿|赔付|返现|返(?:{_SUM})(?:元|块)|赔(?:{_SUM})"
        rf"|补(?:{_SUM})(?:元"
        rf"|块))|(?:补偿|赔偿)(?:{_SUM})(?:元|块)"
        rf"|(?:退|打){_YOU}(?:{_SUM})(?:元|块)(?:当|作|算|做|的?补)|(?:转|打)(?:给)?{_YOU}(?:{_SUM})(?:元|块)"
        rf"|(?:补偿|赔|补)[^,。!?;]{{0,6}}(?:畀|俾){_YOU}"
        r"|\b(?:refund you [^,.!?;]{0,12}(?:as an? |for the )(?:apolog|gesture|trouble|inconvenience|delay|wait"
        r"|goodwill)|compensate you|credit you|(?:give|offer|pay|send|giving|offering|paying"
        r"|sending) you [^,.!?;]{0,16}?(?:compensation|cashback"
        r"|credit|goodwill))|partial refund of",
        "discount": rf"(?:给|帮|为|算){_YOU}[^,。!?;]{{0,8}}?(?:便宜|优惠(?!券)|减(?:免|掉|去|{_SUM}|您)"
            rf"|少(?:{_SUM}|收|点|算)"
            rf"|打(?:个)?(?:{_SUM})?折|打个?折|让利|让(?:{_SUM})|降价|降(?:{_SUM})|抹零|抹掉|改价"
            rf"|改(?:成|到)(?:{_SUM})|活动价"
            rf"|按[^,。!?;]{{0,4}}[折价]|(?:{_SUM})折|立减|直减|折(?:{_SUM})(?:元|块))"
        rf"|(?:给{_YOU}|一口价)\d+(?:\.\d+)?(?=$|[,。!? 元块吧哦了哈])|按(?:{_SUM})(?:元|块)?(?:卖|算|给|收)"
        rf"|平(?:返|多)?{_YOU}?(?:{_SUM})(?:元|蚊|块)|让(?:给)?{_YOU}(?:{_SUM})(?=元|块|毛|%|$|[吧哦呢啦,。!])"
        rf"|(?:便宜|优惠|减|少收?|降|平)(?:给)?{_YOU}(?:{_SUM})|(?:可以|能|再|最多|最低|就|都|那|会)(?:再|给|帮"
        rf"|为|{_YOU}){{0,3}}(?:便宜|优惠"
        rf"|少|减|让|降)(?:了|到|个)?(?:{_SUM})(?=元|块|%|毛|$|[吧哦呢啦,。!])"
        rf"|(?:{_SUM})(?:元|块|折)(?:给|卖给?|算){_YOU}|(?:{_SUM})折给|算{_YOU}(?:{_SUM})"
        rf"|最低(?:给{_YOU})?(?:{_SUM})(?:元|块"
        rf"|折|给|卖)|(?:打(?:个)?)(?:{_SUM})折给?"
        rf"|(?:{_SUM})(?:元|块)?(?:优惠|减免)[^,。!?;]{{0,3}}(?:给|帮){_YOU}|(?:零头|尾数)[^,。!?;]{{0,4}}(?:抹"
        rf"|去|不要|免)"
        r"|\b(?:i|we|we're|i'm|let me|happy to|glad to)\b[^,.!?;]{0,16}?\b(?:give|offer|get|do|knock|take"
        r"|cut)(?: you)? (?:it |this |an? |an extra |another |off )?[^,.!?;]{0,16}?(?:\d+ ?%|\$\d+|\d+ (?:yuan"
        r"|dollars|bucks|off)|discount|off\b|half price)",
    }
)  # fmt: skip
_HINT = Pattern(
    r"[券赠礼赔返减折降抹塞]|红包|积分|京豆|现金|津贴|代金|购物金|包邮|免[邮运收掉了您你单去除啦]|送|便宜|优惠"
    r"|少[收点算\d一二两三五十]"
    r"|让[利您你\d]|改[价成到]|活动价|算[您你]|按[\d一二三五六七八九]|平[您你返多\d一二两三五十]|最低|一口价"
    r"|[元块][给卖算]|[给帮为][您你][^,。!?;]{0,10}[备放加带装\d]"
    r"|补[您你偿给\d]|转[您你给]|打[您你给]|退[您你]|费(?:我|店|这|咱|就|都|全|给|帮|为|您|免)|不收|零头|尾数"
    r"|voucher|coupon|card|credit|code|gift|free|sample|sticker|present|pair|pouch|bag|socks|waive|shipping"
    r"|postage|compensat"
    r"|cashback|goodwill|refund|discount|off|half|%|\$\d|yuan|dollars|bucks"
)
"""What any benefit needs: most replies hold none of it."""
_NOT_PROMISED = Pattern(
    r"(?:帮|给|为)(?:您|你)(?:再|来|也)?(?:看|查|核|算(?=算|下|一下|优惠|清)|找|留意|介绍|推荐|对比|比|登记|记)"
    r"|申请(?!到|好|下|成功|了)|申请一下|争取|看看|看下"
    r"|看一下|试试|问问|问一下|问下|请示|咨询|反馈|上报|尽量|尽力|请主管|跟主管|向主管|和主管|找主管"
    r"|能不能|可不可以|是否|是不是|有没有|吗|多少|什么|哪|想要|希望|您(?:想|要(?!求)|如果)|你(?:想|要)"
    r"|说了|[您你](?:是)?说|答应|商家|不能|无法|没法|没办法|不可以|没有|不了|不好|不会|不支持|不参与|不再|暂无"
    r"|难以|恕|不(?=送|赠|打折"
    r"|优惠"
    r"|包邮|返|给|降|减|赔|议价|讲价)|唔|冇"
    r"|平台(?:会|将|规|赔|自动)|保险|理赔|运费险|价保|价格保护|保价|差价|规则|规定|法|自动|结算|领取|可领|叠加"
    r"|满减|满\d+|满[一二三四五六七八九十百]+"
    r"|自行领|活动(?!价)|会员|新人|首单|批(?:下来|准|了)|再(?:给)?(?:您|你)?(?:答复|回复|确认)|谢|祝|辛苦|退货"
    r"|换货|寄回|退回"
    r"|\b(?:how much|you can use|ask|check|see (?:if|whether|what)|apply|request|supervisor|manager|can't|cannot"
    r"|can not|unable|not|n't|never|don't|no|insurance|policy|if approved|return)\b|n't\b"
)
"""Asking for it, asking after it, refusing it, and what platform, insurer, law or a standing promotion gives."""
_RETURN = Pattern(
    r"退|换|寄回|(?:照片|视频|图片)(?:已经?)?(?:收到|看[到了过])|收到[^,。]{0,4}(?:照片|视频|图)|是(?:我们?|我家|这边|本店|小店|店里|仓库)[^,。!?;]{0,6}(?:问题|责任|原因|错|疏忽|失误)"
    r"|补[寄发]|漏|少[发了]|来回|责任|质量|品质|破损|发错|漏发|坏|七天|无理由"
    r"|\b(?:return|exchange|fault|damag|wrong|both ways|mistake|ours|confirmed|recall|refund|replac)"
)
_GRANTED = re.compile(
    r"(?:店[长主]|主管|老板|经理|领导|公司|财务|上[级头面]|总部|组长)[^,。!?;\n不没]{0,8}"
    r"(?:(?:申请|争取|批)(?:下来|到|成功|好|准)|同意|答应|特批|批)了?[^。!?;\n不没退返补赔减免少]{0,8}"
    rf"(?P<sum>(?:退|返|补|赔|减|免|少收?)(?:给)?{_YOU}?(?:{_SUM})(?:元|块)钱?)"
)
"""A sum that somebody in charge is said to have agreed to: no longer asked for, but promised."""
_BY_DUTY = re.compile(r"补(?:发|寄|开|货|一[件个双])|重新|换一|replacement")


@dataclass(frozen=True)
class Benefit:
    """Something the reply would give, in folded characters, with the clause it stands in."""

    kind: str
    start: int
    end: int
    clause: Clause


def benefits(folded: str, parts: tuple[Clause, ...]) -> Iterator[Benefit]:
    """What the clauses speak of giving, promised or not."""
    if _HINT.search(folded) is None or _BENEFITS.search(folded) is None:
        return
    for clause in parts:
        for match in _BENEFITS.finditer(clause.text):
            yield Benefit(match.lastgroup or "", clause.start + match.start(), clause.start + match.end(), clause)


def promised(folded: str, parts: tuple[Clause, ...], asked: str) -> Iterator[Benefit]:
    """The benefits a reply promises of the shop's own will."""
    for benefit in benefits(folded, parts):
        text = benefit.clause.text
        if _NOT_PROMISED.search(text) or folded[benefit.clause.end : benefit.clause.end + 1] == "?":
            continue
        if benefit.kind == "gift" and _BY_DUTY.search(text):
            continue
        if benefit.kind == "postage" and (_RETURN.search(folded) or _RETURN.search(asked)):
            continue
        yield benefit
    for match in _GRANTED.finditer(folded):
        clause = next(part for part in parts if part.start <= match.start("sum") < part.end)
        if not any(True for _ in _BENEFITS.finditer(clause.text)):
            yield Benefit("compensation", *match.span("sum"), clause)


_NOTHING_NAMED = re.compile(r"小?礼[物品包]|赠品|惊喜|小东西|\bgift|\bfreebie|\bpresent")
_FRAME = re.compile(
    r"[\s,。!?;:、~\d您你咱给帮为送赠多再加额外免费一二两三几四五个双份件点些小条包瓶盒只支张本的了哦呢哈啦吧啊呀会就可以我们这边随单货下备注"
    r"放寄发附上带塞装优惠活动都还也有是]+|\b(?:give|send|you|your|free|gift|with|we|will|the|and|for|include"
    r"|throw|add|order"
    r"|have|get|extra|this)\b"
)
"""What stands around the name of a gift."""


def names_known(text: str, known: str) -> bool:
    """Whether a thing that `text` names stands in `known`, both folded; naming nothing in particular is known."""
    words = [word for word in _FRAME.split(text) if len(word) > 1]
    if not words or _NOTHING_NAMED.search(text):
        return True
    return any(part in known for word in words for part in _parts(word))


def _parts(word: str) -> list[str]:
    if word.isascii():
        return re.findall(r"[a-z]{4,}", word)
    return [word[at : at + 2] for at in range(len(word) - 1)]
