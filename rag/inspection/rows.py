"""A row to check: a reply with what is known around it, whatever file it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from rag.domain import FORBID_UNKNOWN_KEYS, Channel, Facts, Turn
from rag.errors import InputError
from rag.inspection.places import Origin
from rag.jsonvalues import parse_json, shaped
from rag.text import fold

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "序号", "消息编号", "消息id", "会话编号", "会话id", "对话编号", "messageid", "rowid"),
    "reply": (
        "回复", "客服回复", "回复内容", "客服回复内容", "商家回复", "卖家回复", "店家回复", "人工回复", "答复",
        "话术", "response", "agentreply", "replytext",
    ),
    "context": (
        "上下文", "客户", "顾客", "买家", "用户", "客户消息", "顾客消息", "买家消息", "用户消息", "客户问题",
        "客户提问", "用户问题", "问题", "提问", "评价", "评价内容", "买家评价", "评论", "评论内容", "customer",
        "question", "asked",
    ),
    "agent": (
        "客服", "坐席", "座席", "客服昵称", "客服姓名", "客服账号", "客服工号", "客服名称", "坐席姓名", "坐席工号",
        "接待客服", "员工", "agentname", "agentid", "operator",
    ),
    "facts": ("事实", "订单事实"),
    "channel": ("渠道", "类型"),
    "suppress": ("豁免", "例外"),
}  # fmt: skip
"""Key of a row to the other names its column goes by: folded, lower case, without spaces and dashes."""
_CHANNELS: dict[str, Channel] = {
    "chat": "chat", "review": "review",
    "聊天": "chat", "会话": "chat", "咨询": "chat", "评价": "review", "评论": "review",
}  # fmt: skip
_KEYS = {name: key for key, names in COLUMNS.items() for name in (key, *names)}
_SHORT = re.compile(r"(?P<rules>.*?)\s+(?:--|——|—|–)\s*(?P<reason>\S.*)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A decided exception: findings of `rule` in this row are let stand, for `reason`."""

    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A reply to check, with what is known around it; `agent` is who wrote it."""

    id: str
    reply: str
    turns: tuple[Turn, ...] = ()
    facts: Facts = Facts()
    channel: Channel = "chat"
    agent: str | None = None
    suppress: tuple[Suppression, ...] = ()
    origin: Origin = Origin(None, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """What rows are read from: `name` as the user gave it, None for standard input without a name.

    `channel` is that of rows that name none; `prefix` stands before the number of a row that has no id.
    """

    name: str | None = None
    channel: Channel = "chat"
    prefix: str = ""

    @property
    def where(self) -> str:
        """The source, as messages say it."""
        return self.name or "standard input"

    def number(self, number: int) -> str:
        """The id of a row that has none."""
        return f"{self.prefix}{number}"

    def beside_ids(self) -> Source:
        """The same, where other rows have ids of their own: a number must not be taken for one of them."""
        return replace(self, prefix=f"{self.prefix}#")


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used: the message names file and line. The rows after it can be."""

    message: str


def key_of(column: str) -> str | None:
    """The key of a row that a column stands for, by its heading in Chinese or English; None for any other."""
    return _KEYS.get(re.sub(r"[\s_\-]", "", fold(column).text).replace("覆", "复"))  # which Taiwan writes


def keys_of(columns: Sequence[str]) -> dict[str, int]:
    """Key to the place of its column; an exact name goes before another name, the first before the next."""
    found: dict[str, int] = {}
    for place, column in enumerate(columns):
        key = key_of(column)
        if key and (key not in found or (column.strip() == key and columns[found[key]].strip() != key)):
            found[key] = place
    return found


def key_columns(columns: Sequence[str]) -> dict[str, str]:
    """Key to the name of its column."""
    return {key: columns[place] for key, place in keys_of(columns).items()}


def names_reply(columns: Sequence[str]) -> bool:
    """Whether columns are those of replies to check."""
    return "reply" in keys_of(columns)


def row_from(data: Mapping[str, Any], origin: Origin, source: Source) -> Row:
    """The row of a record; its line is its id where it has none. Raises InputError with file and line."""
    where, reply = origin.where, data.get("reply")
    if not isinstance(reply, str):
        raise InputError(f"{where}: the row has no text under `reply`")
    refuse_empty(reply, where)
    return Row(
        id=str(data["id"]) if has_id(data) else source.number(origin.line),
        reply=reply,
        turns=_turns(data.get("context"), where),
        facts=_facts(data.get("facts"), where),
        channel=_channel(data.get("channel"), source.channel, where),
        agent=_name(data.get("agent")),
        suppress=suppressions(data.get("suppress"), where),
        origin=origin,
    )


def has_id(data: Mapping[str, Any]) -> bool:
    """Whether a record names its row."""
    return data.get("id") is not None and bool(str(data["id"]).strip())


_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their category that show nothing: Hangul fillers, the empty Braille cell."""


def can_be_seen(text: str) -> bool:
    """Whether a text has a character that shows."""
    return any(char not in _BLANK and unicodedata.category(char) not in _UNSEEN for char in text)


def refuse_empty(reply: str, where: str) -> None:
    """Raise InputError for a reply without a visible character: what nobody can read must not pass as read."""
    if not can_be_seen(reply):
        raise InputError(f"{where}: the reply is empty")


def _name(agent: Any) -> str | None:
    return None if agent is None or not str(agent).strip() else str(agent).strip()


def _channel(given: Any, default: Channel, where: str) -> Channel:
    if not given:
        return default
    channel = _CHANNELS.get(fold(str(given)).text.strip())
    if channel is None:
        raise InputError(f"{where}: channel: {given!r} is neither chat nor review")
    return channel


def _facts(given: Any, where: str) -> Facts:
    if not given:
        return Facts()
    data = parse_json(given, f"{where}: facts", 1) if isinstance(given, str) else given
    return cast("Facts", shaped(Facts, data, f"{where}: facts"))


def _turns(context: Any, where: str) -> tuple[Turn, ...]:
    """The customer's words, or a list of turns, in a table's cell as JSON."""
    if not context:
        return ()
    if isinstance(context, str):
        if not re.match(r"\s*\[\s*\{\s*\"(?:role|text)\"", context):
            return (Turn("customer", context),)
        context = parse_json(context, f"{where}: context", 1)
    return cast("tuple[Turn, ...]", shaped(tuple[Turn, ...], context, f"{where}: context"))


def suppressions(given: Any, where: str) -> tuple[Suppression, ...]:
    """`[{"rule","reason"}]`, as JSON or parsed, or `RULE, RULE -- reason`. Raises InputError without a reason."""
    if not given:
        return ()
    if isinstance(given, str):
        if not given.lstrip().startswith("["):
            return allowed(given, where)
        given = parse_json(given, f"{where}: suppress", 1)
    kept = cast("tuple[Suppression, ...]", shaped(tuple[Suppression, ...], given, f"{where}: suppress"))
    if not all(one.rule.strip() and one.reason.strip() for one in kept):
        raise InputError(f"{where}: suppress: every entry needs a rule and a reason")
    return kept


def allowed(text: str, where: str) -> tuple[Suppression, ...]:
    """`RULE, RULE -- reason` as a person types it. Raises InputError where a part is missing."""
    match = _SHORT.fullmatch(text.strip())
    rules = [rule for rule in re.split(r"[,，、\s]+", match["rules"]) if rule] if match else []
    if not match or not rules:
        raise InputError(f"{where}: suppress: write RULE -- reason, or JSON with rule and reason")
    return tuple(Suppression(rule, match["reason"]) for rule in rules)
