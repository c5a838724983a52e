"""Reads the agent's words: what they ask of the customer, what they promise, whether they said what is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.talk.words import BREAKS, OFFERS, PENDING, PROPOSAL, REQUESTS
from rag.text import fold, has_han

_SENTENCES = re.compile(r"(?<=[。!?~.])\s*|(?<=[一-鿿])\s+(?=[一-鿿])|\n")
_LAST = 3
"""Sentences at the end of a message that may ask for something."""
_HAND_OVER = (
    r"(?:提供|发(?![货出送到往票了])|告诉(?![您你])|告知|报(?!价)|留(?!言)|给(?![您你])|说(?!明)|传|拍(?!下))"
)
_HANDED = (
    r"(?:订单|单号|号码|电话|手机|联系方式|姓名|名字|地址|照片|图|视频|链接|抬头|税号|信息|"
    r"order number|phone|photo|picture|address|name|link)"
)
_WANTS_A_THING = re.compile(
    rf"{_HAND_OVER}.{{0,10}}{_HANDED}|{_HANDED}.{{0,6}}{_HAND_OVER}|{_HANDED}.{{0,3}}(?:是?多少|有吗|呢)|"
    rf"\b(?:send|tell|give|share|need|provide)\b.{{0,24}}{_HANDED}"
)
_WANTS_CONTACT = re.compile(r"电话|手机|号码|联系方式|\b(?:phone|mobile)\b")
_WANTS_ORDER = re.compile(r"订单|单号|商品编号|链接|\b(?:order|link)\b")
_TO_DO = re.compile(
    r"(?:请|麻烦|辛苦|建议|可以|需要?|您|你|先|再|重新|自行|去)[^,。!?~]{0,6}"
    r"(?:提供|取消|申请|提交|操作|填|点|下单|拍|上传|修改|改|登录|付款|支付|试|确认)|后(?:再)?(?:告知|告诉|联系|跟.{0,3}说)|"
    r"\b(?:please|could you|you can|try)\b"
)
_OURSELVES = re.compile(r"(?:帮|给|替|为)(?:您|你|亲)|(?:我|这边|小妹|妹子)(?:来|去|会|马上)")
_ALL_DONE = re.compile(
    r"(?:取消|修改|改|办|处理|弄|换|登记|提交|申请|操作|开|退)(?:好|成功|完成?|完毕)(?!后|再)|"
    r"查(?:询|看)?不?到(?!后|再)|\b(?:all|is) done\b"
)
_LOOKS_UP = re.compile(r"稍等|查询|查一?下|看一?下|核实|\b(?:one moment|let me)\b")
_ANSWERED = 16
"""Characters after which what was being looked up has been told."""
_STALLS = re.compile(r"稍等|查询|请问|您好|很高兴|(?<!已经)(?<!已)[帮为]您")
_COURTEOUS = re.compile(r"不客气|客气了|感谢|谢谢|祝您|my pleasure|you're welcome")
_NOT = re.compile(
    r"不(?!用|好意思|过|客气|错|同|是不|是吗)|没(?!问题|关系|事)|无法|未|\b(?:not|never|no|can't|won't|don't)\b"
)
_TAG = re.compile(
    r"^(?:那|所以|也就是说?|就是说|确定|确认|是不是)+|(?:[是对]吧|[是对]吗|[是对]么|是不|[吗嘛么吧呢了]|[?!.~\s])+$"
)
_BARE_ANSWER = re.compile(r"亲?[是对嗯好行能会有要没不]|可以|需要|支持|应该|yes|no|right|correct")
_EMPTY = re.compile(
    r"现在|可以|不会|应该|就是|也就|这个|那个|您的|我们|你们|一下|[不没会能是的了都也在就还要吗吧呢哦哈啊]"
)
_COVERED = 0.6
"""Share of what is repeated that the agent's own words must hold."""


def sentences(agent: str) -> list[str]:
    """What the agent said, folded, but for offers of further help."""
    return [part for part in _SENTENCES.split(fold(agent).text) if part and not OFFERS.search(part)]


def asks(agent: str) -> bool:
    """Whether the agent's last words ask something of the customer beyond what they can do for them."""
    return any(REQUESTS.search(part) for part in sentences(agent)[-_LAST:])


def wants_a_thing(agent: str) -> bool:
    """Whether they ask for something that only the customer has: a number, an address, a photo."""
    return any(_WANTS_A_THING.search(part) for part in sentences(agent)[-_LAST:])


def wants_contact(agent: str) -> bool:
    """Whether that is a telephone number."""
    return any(_WANTS_A_THING.search(p) and _WANTS_CONTACT.search(p) for p in sentences(agent)[-_LAST:])


def wants_order(agent: str) -> bool:
    """Whether that is an order or an item."""
    return any(REQUESTS.search(p) and _WANTS_ORDER.search(p) for p in sentences(agent)[-_LAST:])


def tells_to_do(agent: str) -> bool:
    """Whether the customer is to do something themselves: cancel, apply, order anew."""
    return any(_TO_DO.search(part) and not _OURSELVES.search(part) for part in sentences(agent))


def proposes(agent: str) -> bool:
    """Whether the agent's last words offer to do something and ask for a yes."""
    return any(PROPOSAL.search(part) and PENDING.search(part) for part in sentences(agent)[-_LAST:])


def promises(agent: str) -> bool:
    """Whether the agent's words promise to come back with something, or are about to do it."""
    parts = sentences(agent)
    done = max((at for at, part in enumerate(parts) if _ALL_DONE.search(part)), default=-1)
    found = (at for at, part in enumerate(parts) if at > done and PENDING.search(part))
    return any(not _LOOKS_UP.search(parts[at]) or len("".join(parts[at + 1 :])) < _ANSWERED for at in found)


def only_courteous(agent: str) -> bool:
    """Whether they but offer further help or give thanks: what was promised before stands."""
    return all(_COURTEOUS.search(part) for part in sentences(agent))


def bears_out(talk: Sequence[tuple[str, str]], content: str) -> bool:
    """Whether the agent has stated what the content repeats, and not its opposite; what was said last counts.

    `talk` is pairs of what the customer said and what the agent answered, folded.
    """
    repeated = _TAG.sub("", content)
    grams = _grams(repeated)
    for question, answer in reversed(talk):
        parts = list(_stated(question, answer))
        overlap = [(sum(_holds(_bare(part), gram) for gram in grams), _denied(part)) for part in parts]
        most = max((shared for shared, _ in overlap), default=0)
        if most and most >= _COVERED * len(grams):
            return {denied for shared, denied in overlap if shared == most} == {_denied(repeated)}
    return False


def _stated(question: str, answer: str) -> Iterator[str]:
    """Clauses the agent stated; a bare yes or no states what the customer had asked."""
    for part in filter(None, (BREAKS if has_han(answer) else _SENTENCES).split(answer)):
        if not _STALLS.search(part) and not part.endswith(("吗", "么")):
            if _grams(part):
                yield part
            elif _BARE_ANSWER.match(part.strip()):
                yield f"{_TAG.sub('', question)} {part}"


def _holds(bare: str, gram: str) -> bool:
    """Whether the statement holds it; one character alone may be part of another word but where it ends."""
    return gram in bare if len(gram) > 1 else bare.endswith(gram)


def _denied(part: str) -> bool:
    return len(_NOT.findall(part)) % 2 == 1


def _bare(folded: str) -> str:
    """Without the words any sentence may hold."""
    return _EMPTY.sub("", folded)


def _grams(folded: str) -> set[str]:
    """What it says: words, and pairs of Han characters, or the one that is left."""
    bare = _bare(folded)
    words = set(re.findall(r"[a-z]{3,}", bare)) - {"the", "you", "and", "that", "for", "right", "not"}
    runs = re.findall(r"[一-鿿]+", bare)
    return words | {run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))}
