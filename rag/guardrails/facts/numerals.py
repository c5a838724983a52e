"""Numbers as people write them: 1,299.5 · 三十五 · 两百五 · 半 · two; for quantities to be compared by value."""

from __future__ import annotations

from decimal import Decimal

DIGITS = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
"""Bounded: no amount is longer, and a run of thousands of digits is read in linear time."""
HAN = r"[零一二两俩三四五六七八九十百千万半]{1,9}"
ENGLISH = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety"
    r"|(?<=in )an?|(?<=within )an?)\b"
)
NUMERAL = f"(?:{DIGITS}|{HAN}|{ENGLISH})"

_FIGURES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2}
_TENS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_TO_TWELVE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: value for value, word in enumerate(_TO_TWELVE, 1)} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
}

Range = tuple[Decimal, Decimal]
"""Lowest and highest value meant; equal for a single number."""


def number(text: str) -> Range | None:
    """The value of a folded numeral; 两三 is a range; None for a rough word such as 百 or 千万."""
    if text[0].isdigit():
        value = Decimal(text.replace(",", ""))
        return value, value
    if text.isascii():
        return Decimal(_WORDS[text]), Decimal(_WORDS[text])
    if text == "半":
        return Decimal("0.5"), Decimal("0.5")
    if len(text) == 2 and text[0] in _FIGURES and text[1] in _FIGURES:
        return Decimal(_FIGURES[text[0]]), Decimal(_FIGURES[text[1]])
    whole = _han(text)
    return None if whole is None else (Decimal(whole), Decimal(whole))


def figures(text: str) -> Decimal:
    """Chinese figures read one after the other, as discounts are: 八五 is 85."""
    return Decimal("".join(str(_FIGURES[char]) for char in text))


def _han(text: str) -> int | None:
    """Chinese numerals up to 万; None where no figure stands among them (百, 千万)."""
    if not any(char in _FIGURES or char == "十" for char in text) or "半" in text:
        return None
    total, pending, unit = 0, 0, 1
    for char in text:
        if char in _FIGURES:
            pending = _FIGURES[char]
        else:
            unit = _TENS[char]
            total = (total + pending) * unit if unit == _TENS["万"] else total + (pending or 1) * unit
            pending = 0
    spoken_short = len(text) > 1 and text[-2] in "百千万"  # 两百五 is 250
    return total + pending * (unit // 10 if spoken_short else 1)
