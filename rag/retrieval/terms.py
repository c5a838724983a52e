"""What of a text search matches on: folded, without what says nothing about the matter, cut into terms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rag.synonyms import notions
from rag.text import fold

LONGEST = 1_000
"""Characters of a text that are read. A customer's matter stands well within them."""

_VALUE = r"(?:\[[^\[\]]{1,8}\]|[a-z]{0,4}[\d.,:/-]*\d[\d.,:/-]*)"
_LABEL = (
    r"(?:咨询)?(?:订单|商品|运单|快递|物流|下单|付款|支付|手机|联系)?(?:编号|单号|号码?|id|金额|时间|电话|链接)"
)
_ORDER_CARD = re.compile(rf"{_LABEL} *[:;]+[ ;]*{_VALUE}")
"""What a platform sends along when a customer opens the chat from an order: 订单号:… 下单时间:…"""
_NOISE = re.compile(r"https?://\S+|www\.\S+|#e-s\S*|\[[^\[\]]{1,8}\]|(?<![a-z0-9])[a-z]{0,4}\d{5,}[a-z]?")
_BREAKS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and any are as at be been but by can could d did do does for from get got had has have he her
        him how i if in into is it its just ll m me my no not of on one or our please re s she so some t
        than that the their them then there these they this to up us ve was we were what when which who will
        with would you your""",
    )
)
"""English words that say nothing about the matter; Chinese ones are told by how common they are."""


def plain(text: str) -> str:
    """The folded text without order cards, links, masked tokens and long numbers, a space for each break."""
    folded = fold(text[: 4 * LONGEST]).text
    kept = _NOISE.sub(" ", _ORDER_CARD.sub(" ", folded))
    return (_BREAKS.sub(" ", kept).strip() or _BREAKS.sub(" ", folded).strip())[:LONGEST]


def words(plain_text: str) -> list[str]:
    """The words of a `plain` text, compounds also by their parts, English ones without their endings."""
    cut = (word.strip() for word in _segmenter().cut_for_search(plain_text))
    return [stem(word) if word.isascii() else word for word in cut if word and word not in _FUNCTION_WORDS]


def terms(text: str) -> list[str]:
    """Words, the notions they stand for, and Chinese characters one by one and in pairs.

    Characters meet where the dictionary cuts two texts differently, notions where they share no word.
    """
    cleaned = plain(text)
    found = words(cleaned) + [f"<{notion}>" for notion in notions(cleaned)]
    for piece in re.findall(r"[\u3400-\u9fff]+", cleaned):
        found += [f"'{char}" for char in piece]
        found += [piece[at : at + 2] for at in range(len(piece) - 1)]
    return found


def stem(word: str) -> str:
    """An English word without its commonest ending, so that `paying` meets `pay`; rough on purpose."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    import rjieba

    return rjieba.Jieba()
