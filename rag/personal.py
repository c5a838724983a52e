"""Personal data as people write it: numbers spelled out, spaced or decorated, addresses with and without a city.

Source: Personal Information Protection Law of the PRC, art. 4; the shapes are those of China, Taiwan, Hong Kong and
of English addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rag.text import Kinds, Pattern, Span

Kind = Literal[
    "identity", "email", "card", "tracking", "order", "messenger", "pickup", "phone", "address", "name"
]  # fmt: skip


ValueKind = Kind | Literal["number"]
"""A long number that no word explains may be anything."""


@dataclass(frozen=True)
class Personal:
    """A piece of personal data: its span in the folded text, and its words with digits written as digits."""

    kind: Kind
    start: int
    end: int
    text: str


_IS = r"(?:号码?|编号|id|账号)?\s?(?:[是为:#]|就是| is| no\.?)*\s?"
SURNAME = (
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董"
    r"潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白"
    r"孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文]"
)
_ROAD = r"(?:路|街|大道|胡同|巷|弄)"
_UNIT = r"(?:号|弄|巷|栋|幢|之)"

_DATA = Kinds(
    {
        "identity": r"(?<![\da-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx](?![\da-z])"
        r"|(?<![\da-z])[a-z][12]\d{8}(?!\d)|(?<![\da-z])[a-z]{1,2}\d{6}\([\da]\)",
        "email": r"[a-z\d._%+-]{1,64}(?:@| ?[(\[]at[)\]] ?)[a-z\d-]{1,63}(?:\.[a-z\d-]{2,24}){1,3}",
        "card": r"(?:卡号|银行卡|储蓄卡|信用卡|账[号户]|\bcard(?: number| no\.?)?|\baccount(?: number| no\.?)?)"
        r"[^\d\n,。;*]{0,10}\d(?:[ -]?\d){11,18}(?![\d*])"
        r"|(?<![\d*])62\d\d(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\d*])"
        r"|(?<![\d*])[345]\d{3}(?:[ -]\d{4}){3}(?![\d*])",
        "tracking": rf"(?:快递|运单|物流|退货|包裹|寄件)(?:单|编)?{_IS}[a-z]{{0,4}}\d{{8,20}}(?![\d*])"
        rf"|\btracking (?:number|no\.?|id|code){_IS}[a-z]{{0,4}}\d{{8,20}}"
        r"|(?<![a-z\d])(?:sf|yt|jt|jd[a-z]{0,2}|zto|sto|yd|db[kl]?|ems|cn|lp)\d{9,20}(?![a-z\d*])"
        r"|(?<![a-z\d])[a-z]{2}\d{9}[a-z]{2}(?![a-z\d])",
        "order": r"(?:订单(?:编号|号码?|id)?|单号|\border (?:no\.?|number|id)"
        r"|\border)[ :是为#]{0,3}(?=[a-z-]{0,4}\d)[a-z\d][a-z\d-]{6,31}(?![a-z\d*])"
        r"|(?<![a-z\d.*-])\d{15,22}(?![a-z\d.*-])",
        "messenger": rf"(?:微信|薇信|v信|(?<![a-z])(?:wx|vx|weixin|wechat|telegram|line(?= ?id"
        rf"| ?:))){_IS}(?=[a-z_-]*\d|[a-z]*_)[a-z][a-z\d_-]{{4,19}}(?![a-z\d*])"
        rf"|(?:(?<![a-z])qq|扣扣|企鹅号?){_IS}\d{{5,11}}(?![\d*@])",
        "pickup": rf"(?:取[件货]码|提货码|开[箱柜]码|收件码|验证码|\b(?:pick-?up|collection|verification"
        rf"|locker) code){_IS}(?=[a-z-]*\d)[a-z\d][a-z\d-]{{2,11}}(?![\d*])",
        "phone": r"(?<![\d*.-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d*])"
        r"|(?<![\d*-])09\d\d[- ]?\d{3}[- ]?\d{3}(?![\d*])|(?<![\d*-])07\d{3} ?\d{6}(?![\d*])"
        r"|(?<![\d*-])\(?0\d{1,3}\)?[- ]\d{3,4}[- ]?\d{4}(?![\d*-])"
        r"|(?<![\d*-])\(?[2-9]\d\d\)?[ -]\d{3}-\d{4}(?![\d*-])"
        r"|(?:电话|手机|联络|致电|拨打?|打(?:过去|给|咗|到)|whatsapp|phone|mobile|\btel"
        r"|\bcall(?:ed)?\b)[^\d,。;\n]{0,8}(?!(?:19|20)\d\d[- ](?:0?[1-9]|1[0-2])[- ]\d{1,2}(?!\d))"
        r"\+?\d[\d -]{6,14}\d(?![\d*])"
        r"|(?<![\d*])\+\d{1,3}[ -]?\(?\d[\d() -]{6,14}\d(?![\d*])",
        "address": rf"[一-鿿]{{2,3}}(?:省|市|区|县|镇|乡)[一-鿿]{{0,16}}?(?:{_ROAD}|村|里"
        rf"|段)[一-鿿]{{0,4}}?\d{{1,5}}{_UNIT}"
        rf"|[一-鿿]{{1,6}}(?<![线电思公网上在半赶顺同铁马走套通]){_ROAD}(?:[东西南北中])?(?:[一二三四五六七八九十]段)?\s?(?:\d{{1,4}}巷)?(?:\d{{1,3}}弄)?\d{{1,5}}{_UNIT}(?![到发出前后左线收送])"
        r"|[一-鿿]{1,8}(?:小区|花园|公寓|家园|新村|新城|苑|大厦|广场|宿舍|社区|公馆"
        r"|邨)[^,。;!?\n]{0,6}?(?:\d{1,3}|[a-z]|[一二三四五六七八九十]{1,3})(?:栋|幢|座|号楼|单元|室)"
        r"|\d{1,3}(?:栋|幢|座|号楼)[^,。]{0,6}\d{2,4}(?:室|房|户)|\d{1,3}(?:栋|幢|座|号楼)?\d{1,2}单元\s?\d{3,4}"
        r"|\b\d{1,5}[a-z]? (?:[a-z]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|blvd|court"
        r"|terrace)\b"
        r"|\b(?:apt|apartment|flat|unit)\.? ?#?\d{1,4}[a-z]?\b(?=,? (?:\d|on |at |in the building|of ))",
        "name": rf"(?:收[件货]人|联系人|收货姓名|户名|持卡人|真实姓名"
        rf"|姓名)(?:姓名)?\s?(?:[是为:])\s?{SURNAME}[一-鿿]{{1,2}}(?=[,。;、!?()\s]|$|女士|先生|\d)"
        rf"|(?:(?<=[,。!\s:、])|(?<=感谢)|(?<=谢谢)|(?<=尊敬的)|(?<=亲爱的)|(?<=联系)"
        rf"|^){SURNAME}[一-鿿]{{0,1}}(?!{SURNAME}|[的位便分一这老小])[一-鿿](?:先生|女士|小姐)(?!们)",
    }
)
_SPELLED = re.compile(
    r"[零〇一二三四五六七八九幺两洞拐壹贰叁肆伍陆柒捌玖\d][\s-]?(?:[零〇一二三四五六七八九幺两洞拐壹贰叁肆伍陆柒捌玖\d][\s-]?){9,}"
)
_DIGITS = str.maketrans("零〇一二三四五六七八九幺两洞拐壹贰叁肆伍陆柒捌玖", "001234567891207123456789")
_DECORATION = r"[\s.\-_·~/|:❤♥\u20e3\u2190-\u27bf\U0001F000-\U0001FAFF]"
_SPACED = Pattern(
    rf"(?<!\d)(?:\+?86{_DECORATION}{{0,3}})?1{_DECORATION}{{0,3}}[3-9](?:{_DECORATION}{{0,3}}\d){{9}}(?!\d)"
)
_GROUPS = re.compile(r"\d+")
_SPOKEN = ((3, 4, 4), (3, 3, 5), (4, 4, 3), (3, 8), (7, 4), (3, 4, 2, 2), (1,) * 11)
"""How many digits stand together when a mobile number is written out: any other grouping is a list of sizes."""
_HINT = Pattern(
    r"[0123456789@]|[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{5}|收[件货]人|联系人|姓名|户名|持卡人|先生|女士"
    r"|小姐|小区"
    r"|花园|公寓|家园|新村|苑|大厦|单元|[(\[]at[)\]]"
)


def personal_data(folded: str) -> Iterator[Personal]:
    """Every piece of personal data of a folded text, in order of kind found; spans do not overlap."""
    if not _HINT.search(folded):
        return
    text = digits_written(folded)
    taken: list[tuple[int, int]] = []
    for match in _DATA.finditer(text):
        taken.append(match.span())
        yield Personal(match.lastgroup, match.start(), match.end(), match.group())  # type: ignore[arg-type]
    for match in _SPACED.finditer(text):
        groups = tuple(map(len, _GROUPS.findall(match.group().removeprefix("+").removeprefix("86"))))
        if groups in _SPOKEN and not any(start < match.end() and match.start() < end for start, end in taken):
            yield Personal("phone", match.start(), match.end(), match.group())


def digits_written(folded: str) -> str:
    """A folded text, as long as before, in which a long number in words is one in digits."""
    return _SPELLED.sub(lambda match: match.group().translate(_DIGITS), folded)


# The value alone ---------------------------------------------------------------------------------------------

_TITLE = re.compile(r"(?:先生|女士|小姐)$")
_VALUE: Mapping[str, re.Pattern[str]] = {
    "phone": re.compile(r"\+?\(?\d.*$", re.DOTALL),
    "card": re.compile(r"\d.*$", re.DOTALL),
    "name": re.compile(r"[^:是为]+$"),
} | dict.fromkeys(("order", "tracking", "messenger", "pickup"), re.compile(r"[a-z\d][a-z\d_-]*$"))
"""What of a finding is the value: the words before it (订单号是) stay."""
_DIVISION = Pattern(r"(?:[一-鿿]{2,5}?(?:省|自治区|特别行政区|市|州|区|县|旗|镇|乡|街道))+$")
_BUILDING = Pattern(
    r"(?:[,、\s-]?(?:[一-鿿]{1,10}?(?:小区|花园|公寓|家园|新村|新城|苑|大厦|广场|宿舍|社区|公馆|邨|园区|中心|驿站)"
    r"|[a-z\d一二三四五六七八九十-]{1,5}(?:号楼?|栋|幢|座|期|单元|室|房|户|楼|层|f(?![a-z]))))+"
)
"""What belongs to an address before and after the street and number that give it away."""
_SENT_TO = re.compile(r"(?:[一-鿿]{0,3}(?:[寄送发搬住改换]|址))?[到在至给为是]+|(?:收货|收件|我的?)?地?址")
_ALL = re.compile(r".+", re.DOTALL)
_LONG_NUMBER = re.compile(r"\d{7,}")
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def personal_values(folded: str) -> Iterator[tuple[ValueKind, Span]]:
    """Personal data of a folded text without the words around it that tell what it is; spans do not overlap."""
    taken: list[Span] = []
    for kind, (start, end) in (*_explained(folded), *_long_numbers(folded)):
        if start < end and not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            yield kind, (start, end)


def _explained(folded: str) -> Iterator[tuple[ValueKind, Span]]:
    """What the rule on private data knows, without the words around that give it away."""
    for item in personal_data(folded):
        value = _VALUE.get(item.kind, _ALL).search(item.text)
        if value is None:
            continue
        start, end = item.start + value.start(), item.start + value.end()
        if item.kind == "address":
            start, end = _whole_address(folded, start, end)
        elif item.kind == "name":
            end -= len(item.text) - len(_TITLE.sub("", item.text))
        yield item.kind, (start, end)


def _long_numbers(folded: str) -> Iterator[tuple[ValueKind, Span]]:
    for match in _LONG_NUMBER.finditer(digits_written(folded)):
        if not _DATE.fullmatch(match.group()):
            yield "number", match.span()


def _whole_address(folded: str, start: int, end: int) -> Span:
    before = _DIVISION.search(folded[max(0, start - 30) : start])
    after = _BUILDING.match(folded, end)
    start -= len(before.group()) if before else 0
    lead = _SENT_TO.match(folded, start, end)
    return lead.end() if lead else start, after.end() if after else end
