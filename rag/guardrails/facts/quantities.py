"""Amounts, times, shares and counts of a text, in units that can be compared: 三天 = 72小時, 8.5折 = 85折."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Literal, cast

from rag.guardrails.facts.numerals import DIGITS, HAN, NUMERAL, figures, number
from rag.text import Pattern

Kind = Literal["money", "duration", "percent", "times", "count", "date", "day", "weekday", "clock"]


@dataclass(frozen=True)
class Quantity:
    """A quantity in folded characters, from `low` to `high`.

    money: in whatever currency · duration: hours · percent: share, or share taken off (八折 is 20) · times: of
    the price · count: pieces or points · date: month x 100 + day, the month 0 where none is said · day: days
    from today · weekday: 1 to 7 · clock: minutes of half a day.
    """

    kind: Kind
    low: Decimal
    high: Decimal
    start: int
    end: int


_MASKED = re.compile(r"\[(?:数字|金额|时间|日期|订单|电话|地址|姓名|站点|链接)[^\[\]]{0,6}\]")
"""Tokens that stand for what a log does not show."""
_TO = r" ?(?:[-~–—到至或]|to) ?"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PIECES = "件|双|个|套|条|台|盒|瓶|箱|只|支|部|把|张|包|袋|份"
_BARE_END = r"(?=$|[,。!?;、~\s)]|[吧呢哦啊哈啦了的就可给包出拍封起以])"
_YUAN = (
    r"(?:元|圆)(?![旦素件宵气满通润形])|块(?=钱|$|[^一-鿿]"
    r"|[吧呢哦哈啊呀啦左右以起多就可能给是包退到的优运邮差券行])"
    r"|蚊|rmb\b|cny\b|yuan\b|usd\b|hkd\b|twd\b|ntd\b|dollars?\b|bucks?\b|euros?\b|美[金元]|港[币元]|台币|人民币"
)
_WAY = (
    r"立减|直减|减免?|优惠|便宜|返现|返还?|差价|补偿|赔偿?|抵扣?|少收?|省|降|退(?:款|您|你|给您)?|补(?:您|你|贴)?"
    r"|运费|邮费"
    r"|邮资|价格?|只要|仅需|实付|金额"
)
_HOURS = {
    "minute": (r"分钟|minutes?\b|mins?\b", Decimal(1) / 60),
    "hour": (r"个?半?(?:小时|钟头)|个半?钟|hours?\b|hrs?\b|h\b", Decimal(1)),
    "day": (
        r"个?(?:工作|自然)[日天]|天(?![猫天气然生津真使下空地蓝花才涯河平])|(?:business "
        r"|working )?days?\b", Decimal(24)
    ),
    "week": (
        r"个?(?:星期|礼拜)(?![一二三四五六日天末])|周(?![年岁边一二三四五六日末到转期折全围])|weeks?\b",
        Decimal(168),
    ),
    "month": (r"个半?月(?![底初末饼])|months?\b", Decimal(720)),
    "year": (r"年(?![级代轻纪龄货会前终底初\d])|years?\b", Decimal(8760)),
}  # fmt: skip
_UNIT = "|".join(f"(?P<{name}>{words})" for name, (words, _) in _HOURS.items())

_BEGINS = (
    r"[0-9a-z零一二两俩三四五六七八九十百千万半¥$£€上下中早晚凌傍今明每满假赔退罚还只仅剩库限对"
    r"立直减优便返差补抵少省降运邮价实金后昨前当次听周星礼]"
)
"""What a quantity can begin with: most characters of a reply are passed over at once."""
_QUANTITY = Pattern(
    rf"(?={_BEGINS})(?:(?P<iso>20\d\d(?P<sep>[-/.年])(?P<iso_month>\d{{1,2}})[-/.月](?P<iso_date>\d{{1,2}})日?)"
    rf"|(?P<han_month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?月 ?(?P<han_date>\d{{1,2}}"
    rf"|[一二三四五六七八九十]{{1,3}})(?! ?[天个份\d%]) ?[日号]?"
    r"|(?<![\d/.-])(?P<slash_month>1[0-2]|0?[1-9])/(?P<slash_date>[12]\d|3[01]|0?[1-9])(?![\d/%])"
    rf"|\b(?P<en_month>{_MONTHS})[a-z]{{0,6}}\.? (?P<en_date>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
    rf"|\b(?P<uk_date>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<uk_month>{_MONTHS})"
    r"|(?<![\d服码线柱台楼店门仓库栋机车型选第#])(?P<day_only>\d{1,2})[号日](?=$"
    r"|[,。!?;、~\s)前之以后发寄到左晚早上下中开恢补起截结就会才能给可退])(?!(?:之"
    r"|以)?内|左右|日?后)"
    r"|(?<![\d:])(?P<clock>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?!\d)(?: ?(?P<colon_m>[ap])\.?m\b)?"
    r"|\b(?P<en_hour>1[0-2]|[1-9]) ?[ap]\.?m\b"
    rf"|(?P<part>上午|下午|晚上|早上|中午|凌晨|傍晚|今晚|明早|每晚|每天) ?(?P<part_hour>\d{{1,2}}"
    rf"|[一二两三四五六七八九十]{{1,2}})点(?P<part_half>半)?"
    r"|(?P<hour_only>\d{1,2})点(?:(?P<hour_half>半)|(?=前|之前|以前|钟|整|后|之后|左右|到|至|-|开始|发|截|下班))"
    rf"|(?:[¥$£€]|(?:hk|nt|us|rmb|cny|usd|hkd|twd"
    rf"|ntd)[$ ] ?) ?(?P<sign_low>{DIGITS})(?:{_TO}(?P<sign_high>{DIGITS}))?"
    rf"|满(?P<from>{DIGITS})(?:元|块)?(?:(?:立|直)?减|送|返|打|包|免|可用|-)(?P<less>{DIGITS})?(?![{_PIECES[0]}])"
    rf"|假一[赔罚](?P<fake>{NUMERAL})|[赔退罚](?P<fold_back>{NUMERAL})倍|(?P<fold_pay>{NUMERAL})倍[赔退]"
    rf"|百分之(?P<hundredths>{DIGITS}|{HAN})"
    rf"|(?:还?剩下?|只剩|仅剩|剩余|库存(?:还?有|是|为)?|限购|限量"
    rf"|only )(?:最后)? ?(?P<left>{NUMERAL}) ?(?:{_PIECES}|left|pieces|pcs)"
    rf"|(?P<in_stock>{DIGITS}) (?:(?:pieces|pcs|units|items|of (?:them|these)|more) )?(?:left|in stock|available)\b"
    rf"|(?P<points>{DIGITS}) ?个?(?:京豆|积分|金币|淘金币|点数|points)"
    rf"|(?P<half_price>半价|对折|half[- ]price|half off|50% off)"
    rf"|(?P<yuan>{DIGITS}|{HAN})块(?P<tenths>[\d一二三四五六七八九])(?!\d|{_PIECES})"
    rf"|(?P<dimes>[\d一二两三四五六七八九])(?:毛|角)钱?(?![巾衣绒笔线毯病孔料重利落度])"
    rf"|(?<![\d._])(?P<low>{NUMERAL})(?:{_TO}(?P<high>{NUMERAL}))?[ -]?(?:(?P<money>{_YUAN})|(?P<percent>%"
    rf"|percent\b)|(?P<discount>折(?![叠扣腾返射痕线断现旧中回合]))|{_UNIT}|(?P<han_day>日(?=(?:之|以)?内|左右"
    rf"|无理由|鉴赏|后|就|到|会|可)))"
    rf"|(?:{_WAY})(?:是|为|了|约|共|:)? ?(?P<bare>{DIGITS}){_BARE_END}"
    r"|(?P<relative>今[天日晚早]|明[天日早晚]|后天|昨[天日晚]|前天|当[天日]|次日|听日|听晚|today|tonight|tomorrow"
    r"|yesterday)"
    rf"|(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])|\b(?P<en_weekday>{'|'.join(_WEEKDAYS)})(?:s|nes|rs|ur)?day)"
)  # fmt: skip
_ANY_SIGN = re.compile(r"[0-9a-z¥$£€]")
_ANY_WORD = Pattern(
    r"[零一二两俩三四五六七八九十百半](?:[元圆块毛角天日月年周星礼小分折倍点蚊-]|个(?:小|工|自|月|星|礼|钟|半))"
    r"|[今明昨当听][天日晚早]|[后前]天|次日|[周期拜][一二三四五六日天]|半价|对折|假一|百分之"
)
"""Whether there is any: most replies hold none, and are passed over."""
_BADGE = re.compile(r"(?:工号|客服)(?:[是为:]|就是)?\s?$")
"""Before a number that is the agent's, no day."""
_RELATIVE = {
    "今": 0, "明": 1, "后": 2, "昨": -1, "前": -2, "当": 100, "次": 101, "听": 1,
    "today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
"""Days from today; 当天 and 次日 count from whatever happened."""
_HALF_DAY = 720


def quantities(folded: str) -> tuple[Quantity, ...]:
    """The quantities of a folded text, in order. Masked tokens of logs are none."""
    if _ANY_SIGN.search(folded) is None and _ANY_WORD.search(folded) is None:
        return ()
    if "[" in folded:
        folded = _MASKED.sub(lambda match: "_" * len(match.group()), folded)
    return tuple(islice(_found(folded), MOST))


MOST = 200
"""Quantities of one text that are read: no reply has as many, and each is held against what stands around it."""


@lru_cache(maxsize=4096)
def kept(folded: str) -> tuple[Quantity, ...]:
    """`quantities`, remembered: the texts a reply may rest on come back with every reply."""
    return quantities(folded)


def _found(folded: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(folded):
        if match.lastgroup == "day_only" and _BADGE.search(folded, max(0, match.start() - 6), match.start()):
            continue
        for kind, low, high in _values(match):
            yield Quantity(kind, low, high, match.start(), match.end())


_Value = tuple[Kind, Decimal, Decimal]
_DATES = {
    "iso": ("iso_month", "iso_date"),
    "han_date": ("han_month", "han_date"),
    "slash_date": ("slash_month", "slash_date"),
    "en_date": ("en_month", "en_date"),
    "uk_month": ("uk_month", "uk_date"),
}
_CLOCKS = {
    "minutes": "clock",
    "colon_m": "clock",
    "en_hour": "en_hour",
    "part_hour": "part_hour",
    "part_half": "part_hour",
    "hour_only": "hour_only",
    "hour_half": "hour_only",
}
"""By the group that closes a match, the one its hour stands in; so above for month and day."""


def _values(match: re.Match[str]) -> Iterable[_Value]:
    """What a match says, by the group that closes it; a promotion (满199减20) says two amounts."""
    last = match.lastgroup or ""
    if last in _HOURS or last == "han_day":
        return _length(match, last)
    if last in {"money", "percent"}:
        return _range(last, match["low"], match["high"])
    if last == "discount":
        off = _off(match["low"])
        return [] if off is None else [_one("percent", off)]
    if last in _DATES or last in _CLOCKS or last in {"day_only", "relative", "weekday", "en_weekday"}:
        return [_time(match, last)]
    return _marked(match, last)


def _time(match: re.Match[str], last: str) -> _Value:
    if last == "day_only":
        return _one("date", int(match[last]))
    if last in _DATES:
        month, day = (match[name] for name in _DATES[last])
        return _one("date", 100 * _month(month) + _plain(day))
    if last == "relative":
        word = match[last]
        return _one("day", _RELATIVE[word if word.isascii() else word[0]])
    if last == "weekday":
        return _one("weekday", "一二三四五六日".index(match[last].replace("天", "日")) + 1)
    if last == "en_weekday":
        return _one("weekday", _WEEKDAYS.index(match[last]) + 1)
    half = 30 if match["part_half"] or match["hour_half"] else 0
    return _one("clock", (60 * _plain(match[_CLOCKS[last]]) + int(match["minutes"] or half)) % _HALF_DAY)


def _marked(match: re.Match[str], last: str) -> Iterable[_Value]:
    """Amounts, counts and shares told by what stands around the number."""
    if last in {"from", "less", "bare"}:
        return [
            _one("money", Decimal(match[name].replace(",", ""))) for name in ("from", "less", "bare") if match[name]
        ]
    if last in {"sign_low", "sign_high"}:
        return _range("money", match["sign_low"], match["sign_high"])
    if last == "tenths":
        whole = number(match["yuan"])
        return [_one("money", whole[0] + Decimal(_plain(match[last])) / 10)] if whole else []
    if last == "dimes":
        return [_one("money", Decimal(_plain(match[last])) / 10)]
    if last == "half_price":
        return [_one("percent", 50)]
    return _range(_MARKED[last], match[last], None)


_MARKED: dict[str, Kind] = {
    "left": "count",
    "in_stock": "count",
    "points": "count",
    "fake": "times",
    "fold_back": "times",
    "fold_pay": "times",
    "hundredths": "percent",
}


def _range(kind: str, low: str, high: str | None) -> Iterable[_Value]:
    first, last = number(low), number(high or low)
    return [(cast(Kind, kind), first[0], last[1])] if first and last else []


def _length(match: re.Match[str], unit: str) -> Iterable[_Value]:
    low, high = number(match["low"]), number(match["high"] or match["low"])
    unit = "day" if unit == "han_day" else unit
    if low is None or high is None or (unit == "year" and low[0] > 100):  # a year's number
        return []
    half = Decimal("0.5") if "半" in match.group()[len(match["low"]) :] else Decimal(0)
    hours = _HOURS[unit][1]
    return [("duration", (low[0] + half) * hours, (high[1] + half) * hours)]


def _off(text: str) -> Decimal | None:
    """What 八折, 8.5折, 85折, 八五折 take off, in percent; None for what is no discount."""
    if text[0].isdigit():
        paid = Decimal(text.replace(",", ""))
    elif all(char in "一二两三四五六七八九" for char in text):
        paid = figures(text)
    else:
        return None
    paid = paid * 10 if paid < 10 else paid
    return 100 - paid if paid < 100 else None


def _one(kind: Kind, value: Decimal | int) -> _Value:
    return kind, Decimal(value), Decimal(value)


def _plain(text: str) -> int:
    value = number(text)
    return int(value[0]) if value else 0


def _month(text: str) -> int:
    return _MONTHS.split("|").index(text) + 1 if text.isalpha() and text.isascii() else _plain(text)
