"""Which matter a stretch of a reply belongs to, so that what is said of one explains or mends no other."""

from __future__ import annotations

from rag.guardrails.negation.cues import Cue
from rag.guardrails.negation.grounds import matter_of, subjects
from rag.guardrails.negation.reply import STATES, Reply
from rag.text import Pattern

TOPIC = Pattern(r"的话$|的部分|方面$|这块$|^(?:关于|至于)|的话[一-鿿]{0,4}$|您说的|您问的")
ALSO = Pattern(r"也[^,]{0,3}$")
_LINKED = Pattern(r"^(?:所以|因此|因而|这样|那)|(?:同样|一样)[^,]*$")
_THEN = Pattern(r"就[^,]{0,4}$")
_CHANGE = Pattern("改|换|取消|撤|拦|合并|加急")


def elsewhere(at: int, cue: Cue, reply: Reply) -> bool:
    """Whether a piece speaks of another matter: another wish, or another denial or conclusion."""
    piece, home = reply.stretches[at], reply.stretches[cue.at]
    together = piece.sentence == home.sentence
    if _LINKED.search(cue.head) or (together and ALSO.search(cue.head)):
        return False
    claimed = _claimed(at, cue, reply, together)
    spent = not together and piece.sentence in reply.spent
    if not (claimed or spent) and (together or not reply.wishes):
        return False
    said = " ".join(reply.stretches[near].text for near in reply.sentence_of(at) if near != cue.at)
    if reply.wishes:
        here, there = matter_of(_named(cue, reply) + home.text, reply.wishes), matter_of(said, reply.wishes)
        if (
            there is not None
            and here != there
            and (here is not None or (not together and _parts(cue, reply, said)))
        ):
            return True
    if together:
        return False
    return (spent or (claimed and not _THEN.search(cue.head))) and _parts(cue, reply, said)


def _parts(cue: Cue, reply: Reply, said: str) -> bool:
    """Whether the denial has a topic of its own, of which nothing was said."""
    tail = "" if _HAN.search(reply.stretches[cue.at].text) else cue.tail
    topic = subjects(_named(cue, reply) + cue.head + tail)
    return bool(topic) and not topic & subjects(said)


_HAN = Pattern("[一-鿿]")


def _named(cue: Cue, reply: Reply) -> str:
    """The topic named in the piece before the denial, as in 贺卡的话."""
    before = reply.stretches[cue.at - 1] if cue.at else None
    return before.text if before is not None and TOPIC.search(before.text) else ""


def _claimed(at: int, cue: Cue, reply: Reply, together: bool) -> bool:
    """Whether the piece stands by another denial of its sentence; changes of an order share their grounds."""
    distance = abs(cue.at - at)
    by = [
        reply.stretches[other].text
        for other in reply.sentence_of(at)
        if other != cue.at
        and other in reply.denials
        and (other != at or reply.denials[at].kind not in STATES)
        and abs(other - at) <= distance
        and (other <= at or not together)
    ]
    return bool(by) and not (_CHANGE.search(reply.stretches[cue.at].text) and all(map(_CHANGE.search, by)))
