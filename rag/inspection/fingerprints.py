"""What makes a finding the same one tomorrow: rule and words, not its row, its place or the order of a file."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from rag.domain import Finding
from rag.text import fold, sentence_spans

_SPACE = re.compile(r"\s+")
_NEAR = 200
"""Characters of a sentence without end that still tell one finding from another."""


def fingerprint(finding: Finding, reply: str) -> str:
    """32 hexadecimal digits of the rule, the words found and the sentence around them, folded, without spaces."""
    parts = (finding.rule, _plain(finding.text[:_NEAR]), _plain(_around(reply, finding.start, finding.end)))
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def _around(reply: str, start: int, end: int) -> str:
    """The sentences that a span touches, as far as they are near."""
    starts, ends = _sentences(reply)
    first, last = bisect_right(ends, start), bisect_left(starts, max(end, start + 1))
    if first >= last:
        return ""
    return reply[max(starts[first], start - _NEAR) : min(ends[last - 1], end + _NEAR, start + 2 * _NEAR)]


@lru_cache(maxsize=1)
def _sentences(reply: str) -> tuple[list[int], list[int]]:
    """Where the sentences of a reply begin and end; read once for all its findings."""
    spans = sentence_spans(reply)
    return [start for start, _ in spans], [end for _, end in spans]


def _plain(text: str) -> str:
    return _SPACE.sub("", fold(text).text)
