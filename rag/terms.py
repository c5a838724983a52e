"""What of a text search matches on: folded, without what says nothing about the matter, cut into words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rag.text import fold

LONGEST = 1_000
"""Characters of a text that are read. A customer's matter stands well within them."""

_LINK = r"https?://\S+|www\.\S+"
_MASK = r"\[[^\[\]]{1,8}\]|#e-s\S*"
_LABELLED_NUMBER = r"(?:咨询)?(?:订单号?|商品id|运单号?|快递单号|电话|手机号?|qq)\s*[:;]*\s*[a-z]{0,3}\d{5,}"
_NUMBER = r"[a-z]{0,4}\d{5,}"
_NOISE = re.compile("|".join((_LINK, _MASK, _LABELLED_NUMBER, _NUMBER)))
_BREAKS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def plain(text: str) -> str:
    """The folded text, with links, masked tokens and long numbers gone and one space for each break."""
    kept = _NOISE.sub(" ", fold(text[: 4 * LONGEST]).text)
    return _BREAKS.sub(" ", kept).strip()[:LONGEST]


def words(plain_text: str) -> list[str]:
    """The words of a `plain` text, compounds also by their parts."""
    return [word for word in _segmenter().cut_for_search(plain_text) if word.strip()]


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    import rjieba

    return rjieba.Jieba()
