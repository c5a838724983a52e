"""Reads a size chart with ranges of height and weight against the body a customer describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.text import Pattern, fold

Verdict = Literal["fits", "between", "outside"]

_DIGITS = {char: str(digit) for digit, char in enumerate("零一二三四五六七八九")} | {"两": "2", "〇": "0"}
_ONE = "[一二两三四五六七八九]"
_HAN_NUMBER = Pattern(rf"{_ONE}百(?:零{_ONE}|{_ONE}(?:十{_ONE}?)?)?|{_ONE}?十{_ONE}?")
_METRES = Pattern(r"(?<!\d)(1)(?:米|m(?![a-z])|\.)(\d{1,2})(?!\d)")
_FEET = Pattern(r"(?<!\d)([4-6]) ?(?:'|’|′|尺|呎|英尺|ft\.?|feet|foot) ?(\d{1,2})?(?!\d)")
_CENTIMETRES = Pattern(
    r"(?<![\d.])(?:(1[2-9]\d(?:\.\d)?|2[01]\d(?:\.\d)?) ?(?:cm|厘米|公分)?|(\d{2,3}) ?(?:cm|厘米|公分))"
    r"(?!\d| ?(?:斤|kg|公斤|千克|lb|pound|磅|元|块))"
)
_KILOS = Pattern(r"(\d{2,3}(?:\.\d)?) ?(kg|公斤|千克|kilo|斤|lb|pound|磅)")
_BARE_WEIGHT = Pattern(
    r"(?:体重|重)\D{0,2}(\d{2,3})(?!\d)"
    r"|(?<=\d)(?: ?(?:cm|厘米|公分))?[ /,、]+(\d{2,3})(?!\d| ?(?:cm|厘米|公分|元|块|码))"
)
_KILOGRAMS = {"斤": 0.5, "lb": 0.4536, "pound": 0.4536, "磅": 0.4536}
_LEAST_BUILD = 15
"""kg/m² below which a bare number of a weight is no 斤: 163 52 are kilos."""

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_TO = r" ?(?:-|~|—|–|至|到|to) ?"
_CM, _KG = r"cm|厘米|公分|m(?![a-z])|米", r"kg|公斤|千克|斤|lbs?|磅"
_TOKEN = Pattern(
    rf"(?P<low>{_NUMBER}) ?(?P<unit>{_CM}|{_KG})?{_TO}(?P<high>{_NUMBER}) ?(?P<high_unit>{_CM}|{_KG})?"
    rf"|(?P<edge>{_NUMBER}) ?(?P<edge_unit>{_CM}|{_KG}) ?(?P<side>及?以[上下]|\+)"
    r"|(?P<label>(?<![a-z\d])(?:[2-6]xl|x{0,5}[sl]|m|均码|(?:eu|us|uk) ?\d{1,2}(?:\.5)?"
    r"|\d{2,3}(?= ?[码号]? ?[:(=])))(?![a-z\d])"
)
_ASKED = Pattern(
    r"穿.{0,6}[码号大]|[什啥几多哪]么?个?.{0,1}[码号]|尺[码寸]|能穿|穿得|合身|合适|[选拍买要].{0,4}[码号]|[码号](?:合适|可以|行|够|[吗么])"
    r"|(?<![a-z])(?:[2-6]xl|x{0,4}[sml])(?![a-z]).{0,6}(?:还是|or)|\bsiz|should i (?:get|order|take|buy|go)|\bfit"
)
_ELSEWHERE = Pattern(r"退|换|[大小短长]了|\b(?:return|refund|exchange|too (?:big|small|tight|large))")


@dataclass(frozen=True)
class Body:
    """What a customer says of themselves: height in cm, weight in kg."""

    height: float | None = None
    weight: float | None = None


@dataclass(frozen=True)
class Fit:
    """What the chart says: the size, its ranges as the chart has them, and how sure that is.

    Outside the chart `size` is the nearest one. `other` is the size that only one of the measures falls into.
    """

    size: str
    ranges: str
    verdict: Verdict
    other: str = ""


@dataclass(frozen=True)
class _Range:
    low: float
    high: float
    text: str


@dataclass
class _Row:
    label: str
    height: _Range | None = None
    weight: _Range | None = None

    @property
    def ranges(self) -> str:
        return "/".join(measure.text for measure in (self.height, self.weight) if measure)


def size_for(question: str, chart: str, told: str = "") -> Fit | None:
    """The size that fits the customer, where the question asks for one.

    The body is read from the question, else from what was `told` before. None where the chart has no ranges, or
    the customer has not said all that it goes by.
    """
    words = fold(question).text
    body = body_of(question)
    said = body.height is not None and body.weight is not None
    if _ELSEWHERE.search(words) or not (said or _ASKED.search(words)):
        return None
    before = body_of(told)
    rows = _rows(chart)
    places = [
        _place(value, [getattr(row, measure) for row in rows])
        for measure, value in (
            ("height", body.height or before.height), ("weight", body.weight or before.weight),
        )
        if rows and all(getattr(row, measure) for row in rows)
    ]  # fmt: skip
    known = [place for place in places if place is not None]
    return _fit(rows, known) if known and len(known) == len(places) else None


def _fit(rows: list[_Row], places: list[tuple[int, int]]) -> Fit:
    """By the rows that each measure falls into, as the first and the last of them."""
    first, last = max(low for low, _ in places), min(high for _, high in places)
    outside = next((place for place in places if place[0] in {-1, len(rows)}), None)
    if outside:
        row = rows[min(max(outside[0], 0), len(rows) - 1)]
        return Fit(row.label, row.ranges, "outside")
    row = rows[first]
    if first == last:
        return Fit(row.label, row.ranges, "fits")
    lower, upper = min(first, last), max(first, last)
    return Fit(rows[upper].label, rows[upper].ranges, "between", rows[lower].label)


def _place(value: float | None, ranges: list[_Range]) -> tuple[int, int] | None:
    """The rows that a measure falls into; between two of them, both; -1 or the number of rows outside."""
    if value is None:
        return None
    within = [at for at, one in enumerate(ranges) if one.low <= value <= one.high]
    if within:
        return within[0], within[-1]
    below = [at for at, one in enumerate(ranges) if one.high < value]
    if not below:
        return -1, -1
    after = below[-1] + 1
    return (after, after) if after == len(ranges) else (below[-1], after)


# The chart -------------------------------------------------------------------------------------------


def _rows(chart: str) -> list[_Row]:
    """The sizes with their ranges, smallest first; none where a size has no range."""
    rows: list[_Row] = []
    pending = _Row("")
    text = fold(chart).text
    for match in _TOKEN.finditer(text):
        if label := match["label"]:
            if rows and not rows[-1].ranges:
                continue  # a second name of the same size: S/36
            rows.append(_Row(label.upper()))
            if pending.ranges:  # the ranges stand before the name
                rows[-1] = _Row(label.upper(), pending.height, pending.weight)
                pending = _Row("")
            continue
        row = rows[-1] if rows and not _names_last(text) else pending
        _measured(row, match[0].strip(), match.groupdict(), text)
    rows = [row for row in rows if row.ranges]
    return sorted(rows, key=lambda row: (row.weight or row.height or _Range(0, 0, "")).low)


def _names_last(chart: str) -> bool:
    first = _TOKEN.search(chart)
    return first is not None and first["label"] is None


def _measured(row: _Row, text: str, found: dict[str, str | None], chart: str) -> None:
    """Put a range where its unit, or where it has none its size, says it belongs."""
    unit = found["high_unit"] or found["unit"] or found["edge_unit"] or ""
    if found["edge"]:
        edge = float(found["edge"])
        up = found["side"] not in {"以下", "及以下"}
        low, high = (edge, 999.0) if up else (0.0, edge)
    else:
        low, high = float(found["low"] or 0), float(found["high"] or 0)
    if unit in {"m", "米"}:
        low, high = low * 100, high * 100
    tall = not unit and row.height is None and low >= 120 and high <= 215
    if Pattern(_CM).match(unit) or tall:
        if high >= 80:
            row.height = row.height or _Range(low, high, text)
        return
    unit = unit or ("斤" if "斤" in chart.replace("公斤", "") else "kg")
    ratio = _KILOGRAMS.get(unit.removesuffix("s"), 1.0)
    row.weight = row.weight or _Range(low * ratio, high * ratio, text)


# The body --------------------------------------------------------------------------------------------


def body_of(text: str) -> Body:
    """Height and weight as told: 163 52kg, 1米63 104斤, 一米七一百三十斤, 5'10 and 170 lbs."""
    words = _in_digits(fold(text).text)
    height, rest = _height(words)
    return Body(height, _weight(rest, height))


def _in_digits(words: str) -> str:
    words = _HAN_NUMBER.sub(lambda match: str(_han_number(match[0])), words)
    return "".join(_DIGITS.get(char, char) for char in words)


def _han_number(text: str) -> int:
    """一百二十八 → 128; 一百二 → 120; 一百零四 → 104; 九十五 → 95."""
    hundreds, _, rest = text.rpartition("百")
    value = 100 * int(_DIGITS.get(hundreds, "0"))
    if rest.startswith("零"):
        return value + int(_DIGITS[rest[1]])
    tens, ten, ones = rest.partition("十")
    return value + 10 * int(_DIGITS.get(tens, "1" if ten else "0")) + int(_DIGITS.get(ones, "0"))


def _height(words: str) -> tuple[float | None, str]:
    """The height, and the words with it taken out."""
    for pattern, measure in ((_METRES, _from_metres), (_FEET, _from_feet), (_CENTIMETRES, _from_centimetres)):
        if match := pattern.search(words):
            return measure(*match.groups()), f"{words[: match.start()]}0 {words[match.end() :]}"
    return None, words


def _from_metres(metres: str, rest: str) -> float:
    return float(metres) * 100 + float(rest.ljust(2, "0"))


def _from_feet(feet: str, inches: str | None) -> float:
    return float(feet) * 30.48 + float(inches or 0) * 2.54


def _from_centimetres(grown: str | None, child: str | None) -> float:
    return float(grown or child or 0)


def _weight(words: str, height: float | None) -> float | None:
    if match := _KILOS.search(words):
        return float(match[1]) * _KILOGRAMS.get(match[2], 1.0)
    match = _BARE_WEIGHT.search(words)
    if match is None or height is None:
        return None
    number = float(match[1] or match[2])
    as_jin = number / 2
    return as_jin if as_jin >= _LEAST_BUILD * (height / 100) ** 2 else number
