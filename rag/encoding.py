"""Bytes of a file somebody exported → text: the encodings Chinese handbooks come in, told apart."""

from __future__ import annotations

import re

from rag.errors import InputError
from rag.text import fold

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 20_000
_PLAUSIBLE = 0.7
"""Share of Chinese characters that must be common ones: bytes read in the wrong encoding give rare ones."""


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises InputError naming the file where its bytes are no text we know."""
    return data.decode(encoding_of(data, name))


def encoding_of(data: bytes, name: str) -> str:
    """The encoding a file, or its beginning up to a line's end, is written in, as Python names it.

    Raises InputError naming the file where its bytes are no text we know.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding if _strict(data, encoding) is not None else _refuse(data, name)
    if b"\0" in data:
        return _wide(data) or _refuse(data, name)
    if _strict(data, "utf-8") is not None:
        return "utf-8"
    guesses = {guess: encoding for encoding in ("gb18030", "big5hkscs") if (guess := _strict(data, encoding))}
    best = max(guesses, key=_plausibility, default="")
    if best and _plausibility(best) >= _PLAUSIBLE:
        return guesses[best]
    return _guessed(data) or _refuse(data, name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: Latin text has a NUL in every other byte."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text and "\0" not in text and _plausibility(text) >= _PLAUSIBLE:
            return encoding
    return None


def _guessed(data: bytes) -> str | None:
    """What charset-normalizer makes of it, if that reads like text."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, best.encoding) if best else None
    return best.encoding if best and text and _plausibility(text) >= _PLAUSIBLE else None


def _plausibility(text: str) -> float:
    """The share of a text that common characters make up, 0 to 1. GB 2312 has the common ones."""
    odd = len(
        re.findall(r"[^\x09\x0a\x0d\x20-\x7e\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]", text[:_SAMPLE])
    )
    han = re.findall(r"[\u4e00-\u9fff]", fold(text[:_SAMPLE]).text)
    common = sum(bool(char.encode("gb2312", "ignore")) for char in han)
    return (common / len(han) if han else 1.0) - odd / max(len(text[:_SAMPLE]), 1)


def _refuse(data: bytes, name: str) -> str:
    try:
        data.decode("utf-8")
        place = "it holds NUL bytes"
    except UnicodeDecodeError as error:
        place = f"first fault at byte {error.start}"
    raise InputError(
        f"{name}: not text in UTF-8, UTF-16, GB 18030 or Big5 ({place}); save it as UTF-8 and try again"
    )
