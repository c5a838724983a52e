"""A record of any export → a review to reply to: columns by their usual names, or as they are mapped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from rag.domain import Facts, Product, Request, Review
from rag.errors import InputError
from rag.jsonvalues import parse_json, shaped
from rag.tables.record import Record
from rag.text import fold

KEYS: dict[str, tuple[str, ...]] = {
    "id": (
        "编号", "序号", "评价编号", "评价id", "评论编号", "评论id", "点评编号", "reviewid", "commentid", "rowid",
        "评价单号",
    ),
    "text": (
        "评价", "评价内容", "评价详情", "评论", "评论内容", "评论详情", "初评", "初评内容", "首评", "首次评价",
        "点评内容", "买家评价", "买家评论", "用户评价", "用户评论", "顾客评价", "商品评价", "评语", "内容", "留言",
        "review", "reviewtext", "reviewbody", "reviewcontent", "comment", "commenttext", "content", "body",
        "ratingcomment", "customerreview",
    ),
    "stars": (
        "星级", "评分", "打分", "评价星级", "评价等级", "评价得分", "商品评分", "商品星级", "星数", "评价类型",
        "评级", "rating", "score", "star", "starrating", "ratingstar", "reviewrating", "overall",
    ),
    "title": ("标题", "评价标题", "评论标题", "reviewtitle", "headline", "summary", "subject"),
    "append": (
        "追评", "追评内容", "追加评价", "追加评论", "追加内容", "追加评论内容", "追加评价内容",
        "followup", "followupreview", "appendcontent",
    ),
    "product": (
        "商品", "商品名称", "商品标题", "商品名", "宝贝", "宝贝标题", "宝贝名称", "产品", "产品名称", "productname",
        "producttitle", "itemname", "itemtitle",
    ),
    "date": (
        "日期", "时间", "评价时间", "评价日期", "评论时间", "评论日期", "创建时间", "提交时间", "发表时间",
        "reviewdate", "reviewtime", "createdat", "createtime", "time", "submittedat",
    ),
    "customer": (
        "客户", "顾客", "买家", "昵称", "买家昵称", "用户昵称", "会员名", "买家会员名", "用户名", "评价人",
        "评论人", "author", "reviewer", "username", "nickname", "buyer", "customername", "reviewername",
    ),
    "shop": (),
    "platform": (),
    "facts": ("事实", "订单事实"),
}  # fmt: skip
"""What a row may have to the other names its column goes by: folded, lower case, without spaces and dashes."""
_NAMES = {name: key for key, names in KEYS.items() for name in (key, *names)}
_WORDS = {
    "好评": 5, "中评": 3, "差评": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
_NUMBER = re.compile(r"([0-5](?:\.\d+)?)\s*(?:颗?星|分|stars?|/\s*5|out of 5(?: stars)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A review to reply to.

    `number` is that of the data row, from 1; `shop` None for the batch's own; `other` the columns that nothing
    here was read from; `product`, `date` and `customer` as the file has them.
    """

    number: int
    id: str
    review: Review
    shop: str | None = None
    facts: Facts = Facts()
    platform: str | None = None
    product: str | None = None
    date: str | None = None
    customer: str | None = None
    other: Mapping[str, str] = field(default_factory=dict)

    def request(self, shop: str, variant: int = 0) -> Request:
        """What is asked of the drafter, in this shop unless the row names its own."""
        return Request(
            "review",
            review=self.review,
            shop=self.shop or shop,
            facts=self.facts,
            platform=self.platform,
            variant=variant,
        )


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that no reply can be drafted for, and why."""

    number: int
    id: str
    reason: str


class Columns:
    """Which column is what: as `mapped` (key to column), else by its name."""

    def __init__(self, mapped: Mapping[str, str] | None = None) -> None:
        self.mapped = dict(mapped or {})
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def keys(self, columns: Sequence[str]) -> dict[str, str]:
        """Key to the name of its column; an exact name goes before another name, the first before the next."""
        columns = tuple(columns)
        if columns not in self._known:
            self._known.clear() if len(self._known) > 100 else None
            self._known[columns] = self._found(columns)
        return self._known[columns]

    def _found(self, columns: tuple[str, ...]) -> dict[str, str]:
        found = {key: column for key, column in self.mapped.items() if column in columns}
        for column in columns:
            key = _NAMES.get(_plain(column))
            if key is None or key in self.mapped or column in self.mapped.values():
                continue
            if key not in found or (column.strip() == key and found[key].strip() != key):
                found[key] = column
        return found

    def is_heading(self, columns: Sequence[str]) -> bool:
        """Whether reviews stand under these columns."""
        return "text" in self.keys(columns)

    def row(self, record: Record, number: int) -> Row | Rejected:
        """The row of a record; its number is its id where it has none."""
        keys = self.keys(tuple(record.values))
        data = {key: record.values[column] for key, column in keys.items()}
        name = str(data["id"]) if str(data.get("id") or "").strip() else str(number)
        try:
            return self._row(data, name, number, record, set(keys.values()))
        except InputError as error:
            return Rejected(number, name, str(error).removeprefix(": "))

    @staticmethod
    def _row(data: Mapping[str, Any], name: str, number: int, record: Record, used: set[str]) -> Row:
        product = _text(data, "product")
        return Row(
            number=number,
            id=name,
            review=_review(data),
            shop=_text(data, "shop"),
            facts=_facts(data.get("facts"), product),
            platform=_text(data, "platform"),
            product=product,
            date=_text(data, "date"),
            customer=_text(data, "customer"),
            other={column: str(value) for column, value in record.values.items() if column not in used},
        )


def _plain(column: str) -> str:
    return re.sub(r"[\s_\-()（）:：]", "", fold(column).text)


def mapping_of(given: Sequence[str]) -> dict[str, str]:
    """`text=买家的话` of the command line. Raises InputError for what is no key."""
    mapped = {}
    for one in given:
        key, _, column = one.partition("=")
        if key not in KEYS or not column:
            raise InputError(f"--map {one}: write KEY=COLUMN, with one of the keys {', '.join(KEYS)}")
        mapped[key] = column
    return mapped


def _review(data: Mapping[str, Any]) -> Review:
    text = data.get("text")
    if isinstance(text, Mapping):
        return cast("Review", shaped(Review, text, "review"))
    if text is not None and not isinstance(text, str):
        raise InputError("the review is no text")
    return Review(text or "", stars_of(data.get("stars")), _text(data, "title"), _text(data, "append"))


def stars_of(given: Any) -> int | None:
    """1 to 5 as exports write them: 5, 4.0, 五星, ★★★, 好评. Raises InputError for anything else."""
    told = "" if given is None else fold(str(given)).text.strip()
    if not told or told in {"-", "无"}:
        return None
    if set(told) <= set("★☆⭐"):
        return len(told.replace("☆", "")) or None
    number = _NUMBER.fullmatch(told)
    stars = round(float(number[1])) if number else _WORDS.get(re.sub(r"(?<=.)(?:颗?星|分| ?stars?)$", "", told))
    if stars not in {1, 2, 3, 4, 5}:
        raise InputError(f"stars: {str(given)[:40]!r} is not between 1 and 5")
    return stars


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    return str(value).strip() or None if value is not None else None


def _facts(given: Any, product: str | None) -> Facts:
    data = parse_json(given, "facts") if isinstance(given, str) and given.strip() else given
    facts = cast("Facts", shaped(Facts, data, "facts")) if data else Facts()
    if product and not facts.product.name:
        facts = replace(facts, product=replace(facts.product or Product(), name=product))
    return facts
