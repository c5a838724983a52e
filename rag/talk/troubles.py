"""Tells a trouble that is there from one a customer only supposes."""

from __future__ import annotations

import re

from rag.synonyms import notions

_FAULTS = frozenset({"broken", "missing", "wrong-goods"})
_SUPPOSED = re.compile(
    r"万一|如果|假如|要是|[坏破碎烂漏][^,.?]{0,4}(?:包?赔|包退|包换|管|怎么算|负责)|\b(?:if|in case)\b"
)
_ACTUAL = re.compile(r"收到|到了|已经|刚|我的|\b(?:arrived|received)\b")
_NAMED = re.compile(r"(?<!有)(?<!是)质量问题")
"""The fault as a cause that is spoken of: 质量问题运费谁出."""


def supposed(folded: str) -> bool:
    """Whether what a folded text tells of is but supposed: asked before it has happened."""
    return _SUPPOSED.search(folded) is not None and _ACTUAL.search(folded) is None


def tells_of_fault(folded: str) -> bool:
    """Whether the goods came broken, wrong or not whole."""
    return not _FAULTS.isdisjoint(notions(_NAMED.sub("", folded))) and not supposed(folded)


def wants_it_back(folded: str) -> bool:
    """Whether goods are to be returned, exchanged or refunded, or it is asked if they can be."""
    return re.search(r"退|换|\b(?:return|exchange|replace\w*|refund)\b", folded) is not None
