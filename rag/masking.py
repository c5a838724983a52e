"""What leaves for an endpoint names nobody: tokens go out, and only what a reply may carry comes back for them.

A token says what it stands for and which one (⟦手机号1⟧), so that a model can write about it without knowing it.
Source: Personal Information Protection Law of the PRC, art. 6 and 51 (least necessary, de-identification).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

from rag.domain import Request
from rag.personal import ValueKind, digits_written, personal_values
from rag.text import Pattern, fold, has_han, in_script, language_of

T = TypeVar("T")
MaskKind = ValueKind | Literal["lookalike"]
"""What customers write that looks like a token is masked as well: no word of theirs passes for one of ours."""


class _Name(NamedTuple):
    """How a kind is called: in its token, by a model that translates it, and where its value may not be said."""

    word: str
    aliases: tuple[str, ...]
    whose: str
    noun: str
    english: str


_NAMES: Mapping[MaskKind, _Name] = {
    "phone": _Name("手机号", ("手机", "手机号码", "电话", "phone", "phone number"), "您留的", "手机号",
                   "the phone number you left"),
    "order": _Name("订单号", ("订单", "订单编号", "order", "order number"), "您的", "订单", "your order"),
    "tracking": _Name("运单号", ("运单", "快递单号", "tracking number"), "您的", "快递单号",
                      "your tracking number"),
    "address": _Name("地址", ("住址", "address"), "您留的", "地址", "the address you left"),
    "name": _Name("姓名", ("名字", "name"), "", "您", "customer"),
    "identity": _Name("证件号", ("证件", "身份证号", "id number"), "您的", "证件号码", "your identity number"),
    "card": _Name("银行卡号", ("卡号", "card number"), "您的", "收款账户", "your account"),
    "email": _Name("邮箱", ("信箱", "电子邮箱", "email"), "您留的", "邮箱", "the e-mail address you left"),
    "messenger": _Name("社交账号", ("账号", "账户", "messenger id"), "您的", "账号", "your account"),
    "pickup": _Name("取件码", ("验证码", "pickup code"), "您的", "取件码", "your code"),
    "number": _Name("号码", ("编号",), "您给的", "号码", "the number you gave"),
    "lookalike": _Name("字样", (), "", "", ""),
}  # fmt: skip

# Tokens ----------------------------------------------------------------------------------------------

_CALLED: Mapping[str, MaskKind] = {
    word: kind for kind, name in _NAMES.items() for word in (name.word, *name.aliases)
}
_ANY_WORD = "|".join(sorted(_CALLED, key=len, reverse=True))
_OWN_WORD = "|".join(sorted((name.word for name in _NAMES.values()), key=len, reverse=True))
_SHORT = 7
"""Characters under which a value counts only where it stands alone: A12 is part of many words."""
_LEAST = 2
_LATIN = re.compile(r"[a-z\d]")
_SEPARATORS = re.compile(r"[\W_]")
_GONE = "\0"
_OPEN, _CLOSE = r"[\[【〖〔〚「『<《〈{(]", r"[\]】〗〕〛」』>》〉})]"
_COUNTED = r"(?![\da-z]|-\d|[个条位张份次件只部台])"
_TOKEN = Pattern(
    rf"⟦\s?(?P<kind>{_ANY_WORD})\s?(?P<number>\d{{1,3}})(?:-(?P<spelling>\d{{1,3}}))?\s?⟧"
    rf"|{_OPEN}{{1,2}}\s?(?P<kind2>{_ANY_WORD})\s?(?P<number2>\d{{1,3}})(?:-\d{{1,3}})?\s?{_CLOSE}{{1,2}}"
    rf"|(?P<kind3>{_OWN_WORD})(?P<number3>\d{{1,3}})(?:-\d{{1,3}})?{_COUNTED}"
    r"|[⟦⟧]"
)
"""A token as it went out, in the brackets that models put for it, and without any; in folded text."""


@dataclass(frozen=True)
class Masks:
    """The personal data of one draft: its values by token, and its tokens by value."""

    spellings: Mapping[str, Sequence[str]]
    """By token without its brackets, each way in which the value is written."""
    tokens: Mapping[str, str]
    """By spelling as given: 手机号1, and 手机号1-2 for the second spelling of the same."""
    forms: Mapping[str, str]
    """By folded spelling, plain or as JSON escapes it: where the spelling as given is not known."""

    @classmethod
    def of(cls, *texts: str, names: Iterable[str] = (), orders: Iterable[str] = ()) -> Masks:
        """Find what is to be masked in the texts, beside the names and order numbers that are known as such."""
        kinds: dict[str, MaskKind] = {fold(order).text.strip(): "order" for order in orders}
        kinds |= dict.fromkeys((fold(name).text.strip() for name in names), "name")
        kinds = {value: kind for value, kind in kinds.items() if len(value) >= _LEAST}
        folds = [fold(text).text for text in texts]
        while new := _news(folds, kinds):
            kinds |= new
        rest = [_pattern(kinds).sub(_GONE, text) for text in folds]
        kinds |= {match.group(): "lookalike" for text in rest for match in _TOKEN.finditer(text)}
        return _numbered(kinds, texts)

    def hide(self, text: str) -> str:
        """The text with a token for every value, however it is written."""
        return self._replaced(text, "⟦{}⟧".format)

    def tokens_in(self, *texts: str) -> frozenset[str]:
        """The tokens of the values that stand in the texts, as `show` wants them."""
        found: list[str] = []
        for text in texts:
            self._replaced(text, lambda token: found.append(token) or "")  # type: ignore[func-returns-value]
        return frozenset(token.partition("-")[0] for token in found)

    def show(self, text: str, allowed: Collection[str]) -> str:
        """The text with the values of `allowed` tokens, and a neutral word for all others, invented ones too."""
        folded = fold(text)
        english = _is_english(_TOKEN.sub("", folded.text))
        shown, last = "", 0
        for match in _TOKEN.finditer(folded.text):
            start, end = folded.span(*match.span())
            before = shown + text[last:start]
            put = self._value(match, allowed)
            if put is None and match["kind3"] and not self._knows(match):
                continue  # words without brackets that are none of our tokens
            shown, last = before + (_neutral(match, before, text[end:], english) if put is None else put), end
        return shown + text[last:]

    def _value(self, match: re.Match[str], allowed: Collection[str]) -> str | None:
        """The value of a token where it is allowed and was given out by us."""
        token = _token_in(match)
        known = self.spellings.get(token, ())
        if token not in allowed or not known:
            return None
        which = int(match["spelling"] or 1)
        return known[which - 1] if 1 <= which <= len(known) else known[0]

    def _knows(self, match: re.Match[str]) -> bool:
        return _token_in(match) in self.spellings

    def _replaced(self, text: str, by: Callable[[str], str]) -> str:
        folded = fold(text)
        pieces, last = [], 0
        for match in self._pattern.finditer(folded.text):
            start, end = folded.span(*match.span())
            if start >= last:
                token = self.tokens.get(text[start:end]) or self.forms[match.group()]
                pieces += [text[last:start], by(token)]
                last = end
        return "".join([*pieces, text[last:]])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _pattern(self.forms)


def _is_english(folded: str) -> bool:
    return not has_han(folded) and any(map(str.isalpha, folded))


def _kind_in(match: re.Match[str]) -> MaskKind | None:
    """What a match of `_TOKEN` stands for; None for a stray bracket."""
    return _CALLED.get(match["kind"] or match["kind2"] or match["kind3"] or "")


def _token_in(match: re.Match[str]) -> str:
    kind = _kind_in(match)
    number = match["number"] or match["number2"] or match["number3"]
    return f"{_NAMES[kind].word}{int(number)}" if kind else ""


def _news(folds: Iterable[str], kinds: Mapping[str, MaskKind]) -> dict[str, MaskKind]:
    """Values found once those known are out of the way: what hid behind them."""
    pattern = _pattern(kinds)
    found: dict[str, MaskKind] = {}
    for text in folds:
        rest = pattern.sub(_GONE, text)
        for kind, (start, end) in personal_values(rest):
            value = rest[start:end].strip()
            if len(value) >= _LEAST and value not in kinds and _GONE not in value:
                found.setdefault(value, kind)
    return found


def _pattern(values: Iterable[str]) -> re.Pattern[str]:
    """Any of the folded values, the longest first; a short one, and a Latin name, only where it stands alone."""
    ordered = sorted(values, key=lambda value: (-len(value), value))
    return re.compile("|".join(map(_alone, ordered)) or r"(?!)")


def _alone(value: str) -> str:
    first, last = (r"(?<![a-z\d])", r"(?![a-z\d])") if len(value) < _SHORT or value.isalpha() else ("", "")
    return (first if _LATIN.match(value[0]) else "") + re.escape(value) + (last if _LATIN.match(value[-1]) else "")


def _numbered(kinds: Mapping[str, MaskKind], texts: Iterable[str]) -> Masks:
    """A number for every value, kind by kind, and one more for each further way in which it is written."""
    spellings: dict[str, list[str]] = {}
    tokens: dict[str, str] = {}
    forms: dict[str, str] = {}
    same: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for value, kind in kinds.items():
        bare = _SEPARATORS.sub("", digits_written(value)) or value
        if bare not in same:
            counts[kind] += 1
            same[bare] = f"{_NAMES[kind].word}{counts[kind]}"
        forms[value] = same[bare]
        forms.setdefault(json.dumps(value, ensure_ascii=False)[1:-1], same[bare])
    pattern = _pattern(kinds)
    for text in texts:
        folded = fold(text)
        for match in pattern.finditer(folded.text):
            start, end = folded.span(*match.span())
            token = forms[match.group()]
            if text[start:end] not in tokens:
                written = spellings.setdefault(token, [])
                written.append(text[start:end])
                tokens[text[start:end]] = token if len(written) == 1 else f"{token}-{len(written)}"
    for value, token in forms.items():
        spellings.setdefault(token, [value])
    return Masks(spellings, tokens, forms)


# What a token becomes where its value may not be said ------------------------------------------------

_WHOSE = re.compile(r"(?:的|留|这个|该|那个|此)$")
_SAID = re.compile(
    r"(?:号码?|编号|电话|手机|订单|单号|地址|邮箱|账[号户]|卡号|证件?号?|取件码|姓名|名字)[是为:：]?\s?$"
)
_LINKED = re.compile(r"[是为:：]\s?$")
_ADDRESSED = re.compile(r"\s*(?:先生|女士|小姐|您|你|[，,、！!。])")
_ENGLISH_OWNER = re.compile(r"^(?:the|your) ")
_ENGLISH_WHOSE = re.compile(r"\b(?:your|the|this|our) $", re.IGNORECASE)


def _neutral(match: re.Match[str], before: str, after: str, english: bool) -> str:
    """A word for a value that fits what stands before it: 您的⟦订单号1⟧ is 您的订单, not 您的您的订单."""
    kind = _kind_in(match)
    if kind is None:
        return ""
    name = _NAMES[kind]
    if english:
        return _ENGLISH_OWNER.sub("", name.english) if _ENGLISH_WHOSE.search(before) else name.english
    if kind == "name":
        return "" if _ADDRESSED.match(after) else name.noun
    if _SAID.search(before):
        return f"{name.whose}那个" if _LINKED.search(before) else ""
    word = name.noun if _WHOSE.search(before) else name.whose + name.noun
    return in_script(word, language_of(before + after))


# Of a request ----------------------------------------------------------------------------------------


def hidden(text: str) -> str:
    """A text by itself with a token for every value in it: what is searched for at an endpoint."""
    return Masks.of(text).hide(text)


def masks_of(request: Request) -> Masks:
    """The personal data of a request: of what was said and written, of the instruction and of the facts."""
    facts = request.facts
    return Masks.of(
        *_texts(request),
        request.instruction or "",
        names=filter(None, [facts.customer.name]),
        orders=filter(None, [facts.order.id]),
    )


def may_carry(request: Request, masks: Masks) -> frozenset[str]:
    """The tokens whose values a reply may say, for `Masks.show`.

    In a chat those of the talk and of the order, which are the customer's own, but no identity or card number,
    and nothing that only the agent's instruction holds; in public numbers of the goods alone.
    """
    if request.channel == "review":
        goods = masks.tokens_in(*_strings(asdict(request.facts.product)))
        return frozenset(token for token in goods if _kind_of(token) == "number")
    told = masks.tokens_in(*_texts(request))
    return frozenset(token for token in told if _kind_of(token) not in {"identity", "card", "lookalike"})


def _kind_of(token: str) -> MaskKind:
    return _CALLED[token.rstrip("0123456789")]


def _texts(request: Request) -> list[str]:
    """All that was said, written or known, but the instruction."""
    said = [turn.text for turn in request.turns] or [request.customer_text]
    return [*said, *_strings(asdict(request.facts))]


def _strings(value: Any) -> Iterator[str]:
    """Every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def rewritten(value: T, text: Callable[[str], str]) -> T:
    """A value of data with `text` done to every text in it, however deep; names of fields and keys stay."""
    return _rewritten(value, text)  # type: ignore[no-any-return]


def _rewritten(value: Any, text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {key: _rewritten(one, text) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_rewritten(one, text) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _rewritten(getattr(value, one.name), text) for one in fields(value)})
    return value
