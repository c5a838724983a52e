"""Stage 4: what at least opens another way for the customer (docs/rules/negation.md, section 2)."""

from __future__ import annotations

import re

from rag.guardrails.negation.cues import Cue
from rag.guardrails.negation.evidence import CONTRAST
from rag.guardrails.negation.matters import elsewhere
from rag.guardrails.negation.reply import REACH, WINDOW, Reply
from rag.text import Pattern, Span

_LOOKING_UP = Pattern(r"(?:查询|核实|查看|查|看)(?:一下|下)?[的呢哦哈啊~]*$")
"""Before a denial, what we were about to look up: the denial is its result."""
_DONE = Pattern(r"好了|完了|已经?[^,]*了[的呢哦哈啊]*$|(?:i|we)'ve (?:already )?\w+ed")
"""Before a denial, in another sentence: what was done about another wish."""
_OWN_OFFER = Pattern(r"(?:可以|建议|只能|只有)[^,]{2,}|\b(?:but|so) (?:you|we|i)\b")


def alternative_for(cue: Cue, reply: Reply) -> Span | None:
    """Where the reply opens another way; None where it does not."""
    piece = reply.stretches[cue.at]
    if inner := _OWN_OFFER.search(cue.tail):
        return cue.end + inner.start(), piece.end
    if re.search("联系|反馈", cue.head):
        return piece.start, cue.start
    near_pieces = range(max(0, cue.at - WINDOW), min(len(reply.stretches), cue.at + WINDOW))
    around = sorted(near_pieces, key=lambda at: (abs(at - cue.at), at < cue.at))
    for at in around:
        near = abs(reply.stretches[at].sentence - piece.sentence) <= REACH + 1
        if at < cue.at and _LOOKING_UP.search(reply.stretches[at].text):
            continue
        if reply.stretches[at].sentence < piece.sentence and _DONE.search(reply.stretches[at].text):
            continue
        if not near or at in reply.denials or reply.role(at) != "offer":
            continue
        if at > cue.at or not elsewhere(at, cue, reply):
            return reply.span(at)
    for at in range(cue.at + 1, min(len(reply.stretches), cue.at + 4)):
        turned = reply.stretches[at]
        if at not in reply.denials and CONTRAST.search(turned.text) and reply.role(at) == "fact":
            return reply.span(at)
    return None
