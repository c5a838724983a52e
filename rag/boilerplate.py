"""The lines of a document that are the web site's and not the handbook's: adverts, navigation, counters.

Every line left out is listed with its reason, so that a supervisor sees what was not taken in.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rag.text import fold

Line = tuple[int, str]
"""Line number, from 1, and text."""


@dataclass(frozen=True)
class LeftOut:
    """A line that was not taken in, and why. `line` counts from 1."""

    line: int
    text: str
    why: str


_SITE_LINES: tuple[tuple[str, str], ...] = (
    ("image or link", r"!?\[[^\]]*\]\([^)]*\)|<[^>]+>|https?://\S+|[a-z]+\(\"\w+\"\);?"),
    ("rule or mark", r"[-=*_~#+.·•\s]+"),
    ("page number", r"共 *\d+ *页.*|第 *\d+ *页.*|- *\d+ *-|\d+ */ *\d+|page \d+.*|\d{3,}"),
    ("time stamp", r"(?:(?:发布|更新)时间|最后更新|日期) *:?[-\d年月日/: ]+"),
    ("time stamp", r"[-\d/年月日]{8,} *[\d:]*(?: *\|? *#\d+楼)?"),
    ("file name", r".{0,60}\.(?:pptx?|docx?|pdf|xlsx?|wps|txt)"),
    ("table of contents", r".*[.。·]{4,} *\d+|目 *录|contents|.{0,80}(?:目录)?catalog.{0,20}"),
)
"""Reason and what the whole folded line is."""

_SITE_WORDS: tuple[tuple[str, str], ...] = (
    ("navigation", r"^导航|(?:^|> *)首页|首页 *>|^[上下]一[篇页]|^扫码|^内容提供者|^推荐(?:度|专题)"),
    (
        "navigation",
        r"阅读全文|查看更多|展开全部|返回顶部|关于我们|友情链接|网站地图|学习目标|为你整理了?多篇|点击下载",
    ),
    ("counter", r"(?:浏览|阅读|下载|点击|评论)(?:次数|量)? *[:(] *\d+"),
    ("copyright", r"版权|著作权|侵权|未经(?:授权|许可)|copyright|©|icp备|免责声明"),
    ("advert", r"投注|收购.{0,12}文档|vip.{0,4}(?:精品|文档|会员)|代运营|qq *:? *\d{6,}|关注.{0,6}公众号"),
    ("advert", r"(?:本|该)(?:站|文档).{0,30}(?:付费|免费|全部内容|提供|上传)|免费(?:试用|下载)|订购链接|长按识别"),
    ("visitor's comment", r"发表于 *\d{4}"),
)
"""Reason and what stands anywhere in the folded line, if the line is not a long paragraph."""

_LIST_OF_LINKS = re.compile(
    r"(?:相关|推荐|热门|热点|猜你喜欢|您可能|你可能|延伸)(?:的?(?:推荐|文章|阅读|内容|文档|资料|链接|关注|感兴趣|喜欢))"
    r"|.{1,40}相关的(?:资料|文章|内容)$"
)
_SENTENCE = re.compile(r"[。!?;]|,.*,|[,:].{12,}")
_DIVISION = re.compile(r"第[一二三四五六七八九十\d]+(?:篇|部分|章)|#|[㈠-㈩]")
_LONG = 160
"""Characters above which a line may be a paragraph that merely mentions 版权: there, one such word is no proof."""
_ENUMERATED = re.compile(r"[#\d(一二三四五六七八九十①-⑳㈠-㈩a-z●][^ ]{0,3}[.、)]|第.{1,3}[条章节篇]")


def without_boilerplate(lines: list[Line]) -> tuple[list[Line], list[LeftOut]]:
    """The lines that are the document's own, blank ones dropped, and those left out, in order."""
    kept: list[Line] = []
    out: list[LeftOut] = []
    repeated = _repeated(lines)
    seen: set[str] = set()
    in_links = False
    for number, text in lines:
        folded = fold(text).text.strip()
        if not folded:
            continue
        in_links = _in_links(folded, in_links)
        why = _why(folded) or ("list of links" if in_links else None)
        if why is None and _letters(folded) in repeated:
            why = "repeated line" if _letters(folded) in seen else None
            seen.add(_letters(folded))
        if why:
            out.append(LeftOut(number, text.strip(), why))
        else:
            kept.append((number, text.strip()))
    return kept, out


def _in_links(folded: str, before: bool) -> bool:
    """Whether a line belongs to a list of links: from its heading to the first sentence or division."""
    if len(folded) < 60 and _LIST_OF_LINKS.match(folded):
        return True
    return before and len(folded) < 60 and not _SENTENCE.search(folded) and not _DIVISION.match(folded)


def _why(folded: str) -> str | None:
    for why, whole in _SITE_LINES:
        if re.fullmatch(whole, folded):
            return why
    found = [why for why, part in _SITE_WORDS if re.search(part, folded)]
    return found[0] if len(found) > (len(folded) > _LONG) else None


def _repeated(lines: list[Line]) -> frozenset[str]:
    """Lines a document says again and again, as slides do with their head line; numbered headings may."""
    folded = (fold(text).text.strip() for _, text in lines)
    counts = Counter(_letters(text) for text in folded if len(text) <= 60 and not _ENUMERATED.match(text))
    return frozenset(text for text, count in counts.items() if count >= 3 and len(text) >= 6)


def _letters(folded: str) -> str:
    return re.sub(r"\W", "", folded)
