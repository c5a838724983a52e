"""Sets dates, times and amounts into sentences the way a person types them, in Chinese and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = {
    -2: ("前天", None), -1: ("昨天", "yesterday"), 0: ("今天", "today"),
    1: ("明天", "tomorrow"), 2: ("后天", None),
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?P<before>[A-Za-z]{0,3}[$¥€£￥]?) ?(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<after>[A-Za-z]{3}|[元块圆]|yuan)?"
)
_CURRENCIES = {
    "": ("{}元", "¥{}"),
    "usd": ("{}美元", "US${}"),
    "hkd": ("{}港元", "HK${}"),
    "twd": ("新台币{}元", "NT${}"),
    "eur": ("{}欧元", "€{}"),
    "gbp": ("{}英镑", "£{}"),
}
_SIGNS = {
    **dict.fromkeys(("¥", "￥", "cny", "rmb", "cny¥", "元", "块", "圆", "yuan"), ""),
    **{"$": "usd", "us$": "usd", "hk$": "hkd", "nt$": "twd", "€": "eur", "£": "gbp"},
}


_BETWEEN = re.compile(r"(?<=[一-鿿]) (?=\d)|(?<=\d) (?=[一-鿿])")


@dataclass(frozen=True)
class Bilingual:
    """A phrase made here, in Simplified Chinese and in English; None where it cannot be told in that language."""

    zh: str | None
    en: str | None


def elapsed(earlier: datetime, later: datetime) -> timedelta:
    """The time between; where only one of them names its zone, both are read as of the same."""
    if (earlier.tzinfo is None) != (later.tzinfo is None):
        earlier, later = earlier.replace(tzinfo=None), later.replace(tzinfo=None)
    return later - earlier


def moment(at: datetime, now: datetime | None, english: bool = False) -> str:
    """A time as one says it now: 今天15:30, 昨天9:05, 11月20日; the hour only where the day is near.

    Midnight stands for a day without an hour. The year is said where it is not this one.
    """
    if now is not None and now.tzinfo and at.tzinfo:
        at = at.astimezone(now.tzinfo)
    ahead = (at.date() - now.date()).days if now else None
    near = _DAYS.get(ahead, (None, None))[english] if ahead is not None else None
    if near is None:
        return _date(at, now is not None and at.year != now.year, english)
    if (at.hour, at.minute) == (0, 0):
        return near
    return f"{near} at {at:%H:%M}" if english else f"{near}{at.hour}:{at:%M}"


def _date(at: datetime, with_year: bool, english: bool) -> str:
    if english:
        return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if with_year else "")
    return (f"{at.year}年" if with_year else "") + f"{at.month}月{at.day}日"


def written(text: str, now: datetime | None, english: bool = False) -> str:
    """A text of the caller's systems as it stands in a sentence: a machine's date is said as a date."""
    if not _ISO.fullmatch(text):
        return text
    try:
        return moment(datetime.fromisoformat(text), now, english)
    except ValueError:  # the thirteenth month
        return text


def amount(text: str, english: bool = False) -> str:
    """An amount with its unit, in yuan unless a currency is given: 59元, ¥59. What is not read stays."""
    found = _AMOUNT.fullmatch(text.strip())
    sign = (found["before"] or found["after"] or "").lower() if found else None
    currency = _CURRENCIES.get(_SIGNS.get(sign, sign)) if sign is not None else None
    if found is None or currency is None:
        return text
    number = Decimal(found["number"].replace(",", ""))
    if number == number.to_integral_value():
        return currency[english].format(f"{number:.0f}")
    return currency[english].format(f"{number:.2f}" if english else f"{number.normalize():f}")


def typed(text: str) -> str:
    """Chinese as it is typed in a chat: no space between a character and a number."""
    return _BETWEEN.sub("", text)
