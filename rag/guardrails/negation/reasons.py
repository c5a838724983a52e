"""Stage 3: what explains a denial (docs/rules/negation.md, section 2)."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.negation import english
from rag.guardrails.negation.cues import Cue
from rag.guardrails.negation.evidence import CONCLUSION
from rag.guardrails.negation.grounds import bears, speaks_of_us, subjects
from rag.guardrails.negation.learnt import run_on, weights
from rag.guardrails.negation.matters import ALSO, TOPIC, elsewhere
from rag.guardrails.negation.pieces import Piece
from rag.guardrails.negation.reply import (
    NEW_MATTER,
    REACH,
    STATES,
    TOPIC_LENGTH,
    WINDOW,
    Reply,
)
from rag.guardrails.negation.roles import Role, marked_reason
from rag.text import Pattern, Span


def reason_for(cue: Cue, reply: Reply) -> Span | None:
    """Where the reply says why; None where it does not."""
    own = _inside(cue, reply.stretches[cue.at])
    if own:
        return own
    if _concludes(cue, reply):
        return reply.span(cue.at - 1)
    around = (*_before(cue, reply), *_after(cue, reply))
    found = next((at for at in around if _explains(at, cue, reply)), None)
    if found is not None:
        return reply.span(found)
    if _is_ground(cue, reply):
        return reply.span(cue.at)
    return (reply.stretches[cue.at].start, cue.start) if runs_on(cue) >= _SURE else None


_LEAST = 4
"""Characters before a cue that may be a clause of their own."""
_NAMED = 3
"""Pairs of characters, function words left out, that a clause has at least."""
_SURE = 0.7


def runs_on(cue: Cue) -> float:
    """The likelihood that the words before the cue are its reason, said in one breath: 保险已经生效退不了."""
    if cue.kind in STATES or len(cue.head) < _LEAST or _SCOPE.search(cue.head):
        return 0.0
    if len(subjects(cue.head)) < _NAMED or not _HAN.search(cue.head):
        return 0.0
    return weights("run-on").likelihoods(run_on(cue.head, cue.kind, cue.word, cue.tail)).get("ground", 0.0)


_HAN = Pattern("[一-鿿]")
_SCOPE = Pattern(r"(?:[以之]?[后前]|情况下?|时候?|的话)(?:[是就都也]|这边|我们?)*$|[也是都]$|^(?:正常|一般|那)")
"""When or for whom it holds, or that it holds as well: of itself no reason."""


def _concludes(cue: Cue, reply: Reply) -> bool:
    """Whether 所以 opens the denial, behind a fact."""
    if not cue.at or not CONCLUSION.search(reply.stretches[cue.at].text):
        return False
    return reply.role(cue.at - 1) not in _NO_PREMISE


_NO_PREMISE: frozenset[Role] = frozenset({"courtesy", "question", "empty", "request"})


def _explains(at: int, cue: Cue, reply: Reply) -> bool:
    """Whether another piece says why: a fact, or a denial that states what this one rests on."""
    if at in reply.spare and cue.kind in STATES:
        return False
    other = reply.denials.get(at)
    grounded = other is not None and _grounds(other, cue, reply)
    told = (other is None or _inside(other, reply.stretches[at]) is not None) and _tells(at, cue, reply)
    return (grounded or told) and not elsewhere(at, cue, reply)


def _tells(at: int, cue: Cue, reply: Reply) -> bool:
    """Whether the piece states what the denial may rest on."""
    if _begins_offer(at, reply):
        return False
    if cue.kind == "not_so" and at == cue.at + 1 and _BUT_B_NEXT.match(reply.stretches[at].text):
        return True
    doing = reply.role(at)
    if doing == "fact":
        return _bears(at, cue, reply)
    if doing == "condition":
        text = reply.stretches[at].text
        caused = not text.endswith("的话") or any(cause.search(text) for cause in (_CAUSE, _STATE_OF_CASE, _LACK))
        return at == cue.at - 1 and bool(caused) and not _EITHER.search(cue.head)
    correction = cue.kind == "not_so" and not cue.tail.strip("的了呢哦啊哈呀") and at == cue.at + 1
    return correction and doing == "offer" and not _OURS.search(reply.stretches[at].text)


_LACK = Pattern(r"没有?[^,]{2,}的话$|未[^,]{2,}的话$")
_EITHER = Pattern("也(?:是)?$")
_OURS = Pattern("^(?:我|小妹)?(?:帮|请|可以|建议|会|这)")


def _bears(at: int, cue: Cue, reply: Reply) -> bool:
    """Whether the fact has to do with the denial: by what it says, its subject, or by standing right beside it."""
    piece, home = reply.stretches[at], reply.stretches[cue.at]
    if bears(piece.text) or subjects(piece.text) & subjects(home.text):
        return True
    return abs(at - cue.at) == 1 and piece.sentence == home.sentence and not speaks_of_us(piece.text)


# Within the clause -----------------------------------------------------------------------------------

_CAUSE = Pattern(
    r"偏远|这么远|太远|虚拟|定制|定做|订做|订制|特价|清仓|秒杀|促销|限购|打折|生鲜|冷冻|贴身|内衣|内裤|食品|第三方|海外|进口|保税|跨境|预售|易碎|液体|锂电池|带电|二手"
    r"|拼[团购]|爆仓|疫情|台风|暴雨|大雪|下雪|封路|节假日|春节|大促|人为|人工摔|进水|超[过出时]|过[了期]|满了|太[多大小重远久忙晚]|有限|一次性|孤品|尾货|停产"
    r"|下架|绝版|已拆|激活|中通|专柜|刻字|手工"
)
_STATE_OF_CASE = Pattern(
    r"(?:已经?|刚|都)(?=[^后,]{2,})(?!经?$)[^,]{0,8}(?:了|的|中|好|完|成|出)|已经?(?:发货|出库|打包|生成|提交|签收|完成|付款|开具|揽收"
    r"|发出|确认|支付|关闭|取消|结束|过期)$|(?:发货|出库|打包|生成|提交|签收|完成|付款|开具|揽收)了(?!.{0,2}[之以]?后)|(?:处于|显示|属于"
    r"|是)[^,]{1,12}(?:中|状态|商品|订单|产品|发货)"
)


def _inside(cue: Cue, piece: Piece) -> Span | None:
    """The reason within the denial's own piece."""
    return _inside_head(cue, piece) or _inside_tail(cue, piece)


_FILLING = Pattern(r"(?:已经?|都|也|又|就|是|还|目前|现在|暂时|□|这边|我们?)+$")


def _inside_head(cue: Cue, piece: Piece) -> Span | None:
    """已发货所以改不了, 定制的杯子不退, 不在同城无法转."""
    head = _FILLING.sub("", cue.head)
    by_state = cue.kind != "not_yet" and _STATE_OF_CASE.search(head)
    by_lack = cue.kind not in STATES and _STATE_INSIDE.search(head)
    if marked_reason(head) or _CAUSE.search(head) or by_state or by_lack:
        return piece.start, piece.start + len(head)
    because = english.BECAUSE.search(cue.head)
    if because and not english.EMPTY.search(because[0]):
        return piece.start + because.start(), cue.start
    joined = english.AND_SO.search(cue.head)
    if joined and english.role(piece, joined["fact"]) == "fact":
        return piece.start, piece.start + joined.end("fact")
    return None


def _inside_tail(cue: Cue, piece: Piece) -> Span | None:
    """还没发是因为缺料, can't as it contains a battery, 不是棉的是麻的, 没办法改这么远的地址."""
    because = english.BECAUSE.search(cue.tail)
    marked = _MARKED_BEHIND.search(cue.tail)
    if marked and marked_reason(marked[0]):
        because = marked
    if cue.kind == "not_so":
        because = because or _BUT_B.search(cue.tail)
    elif cue.kind in {"refusal", "potential"}:
        because = because or _SO_MUCH.search(cue.tail)
    return (cue.end + because.start(), piece.end) if because else None


_BUT_B_NEXT = Pattern(r"(?:而是|是|系)(?!这样|的$)[^,]{2,}(?<!吗)$|[^不没无可能会歉谢您请]{2,8}的$")
_BUT_B = Pattern(r"(?<!也)(?:而是|是)(?!吗|的$)[^,]{2,}")
_SO_MUCH = Pattern(r"[这那]么[远大小重多久急]")
_MARKED_BEHIND = Pattern(r"(?:因为|由于|为了)[^,]{3,}")
_STATE_INSIDE = Pattern(r"没有?(?!办法|法)|未(?!能)|[不唔](?:在|属于|符合|一致|足|满足|够|是)|冇|无货")


# Around it -------------------------------------------------------------------------------------------


def _before(cue: Cue, reply: Reply) -> Iterator[int]:
    """Pieces before the denial that may be about it, nearest first."""
    home = reply.stretches[cue.at]
    if cue.at in reply.shifts:
        return
    own_topic = TOPIC.search(cue.head) or TOPIC.search(reply.stretches[max(0, cue.at - 1)].text)
    for at in range(cue.at - 1, max(-1, cue.at - WINDOW), -1):
        piece = reply.stretches[at]
        if home.sentence - piece.sentence > REACH:
            return
        if piece.sentence != home.sentence and own_topic:
            return
        topic = NEW_MATTER.match(piece.text)
        if not topic or len(piece.text) - topic.end() > TOPIC_LENGTH:
            yield at
        if at in reply.shifts:
            return


def _after(cue: Cue, reply: Reply) -> Iterator[int]:
    """Pieces behind the denial that may be about it; beyond an alternative only what is marked."""
    home = reply.stretches[cue.at]
    passed_offer = False
    for at in range(cue.at + 1, min(len(reply.stretches), cue.at + WINDOW)):
        piece = reply.stretches[at]
        if piece.sentence - home.sentence > REACH or at in reply.shifts:
            return
        opens = at not in reply.denials and (reply.role(at) == "offer" or _begins_offer(at, reply))
        if (not passed_offer and (at == cue.at + 1 or not opens)) or marked_reason(piece.text):
            yield at
        passed_offer = passed_offer or opens


_STEP = Pattern(r"^(?:退到|换|走|寄|发|拿|用|拍|选|改|转|下单|取消|等|去|到)")


def _begins_offer(at: int, reply: Reply) -> bool:
    """退到余额，随时可以提现: a step named first, and opened by the piece behind it."""
    piece, after = reply.stretches[at], reply.stretches[at + 1 : at + 2]
    return bool(_STEP.search(piece.text)) and any(
        follow.sentence == piece.sentence and reply.role(at + 1) == "offer" for follow in after
    )


_WITHOUT_CAUSE = Pattern(
    r"^(?:(?:我们|这边|店里)?(?:的)?(?:系统|平台|公司|规定|政策|后台|店铺))?(?:上|里|那边)?(?:就是|都|也|是|一直)*$"
)


_MORE = 3


def _says_more(cue: Cue, reply: Reply) -> bool:
    """Whether a denial tells what somebody else does, or what follows from what: 学校不让外面的车进."""
    about, what = subjects(cue.head), subjects(cue.tail)
    if not about or about & subjects(reply.asked) or ALSO.search(cue.head) or speaks_of_us(cue.head):
        return False
    return len(about | what) >= _MORE and (bool(what) or "就" in cue.head)


def _grounds(other: Cue, cue: Cue, reply: Reply) -> bool:
    """Whether a denial states what another rests on; that the system does not let us is no ground."""
    if cue.kind in STATES or len(other.tail + other.head) < 2:
        return False
    if _VOID.search(other.word + other.tail):
        return False
    if other.kind not in STATES and _WITHOUT_CAUSE.match(other.head) and len(subjects(other.tail)) < 2:
        return False
    if abs(other.at - cue.at) == 1 and _says_more(other, reply):
        return True
    by_others = _THIRD_PARTY.match(other.head) is not None and not _THIRD_PARTY.match(cue.head)
    return other.kind in STATES or by_others


_THIRD_PARTY = Pattern(
    r"(?:站点|快递|仓库|海关|银行|航空|厂[家里方商]|平台|系统|工厂|总部|师傅|物流|机场|财务|供应商|专柜)[^,]{2,}"
)


_VOID = Pattern(r"^(?:nothing|no) (?:can|we can|i can|that can)|^(?:is|are)(?:n't| not) (?:allowed|possible)$")
"""Denials that say no more than another would."""


def _is_ground(cue: Cue, reply: Reply) -> bool:
    """那边没有站点，要您自取: the negated fact explains what the next piece, or another denial, says."""
    after = reply.stretches[cue.at + 1 : cue.at + 2]
    if any(CONCLUSION.search(piece.text) for piece in after):
        return True
    if (
        cue.kind not in STATES
        and not _says_more(cue, reply)
        and (not _THIRD_PARTY.match(cue.head) or _WITHOUT_CAUSE.match(cue.head))
    ):
        return False
    if reply.explains < cue.at or any(_LEFT_TO_CUSTOMER.search(piece.text) for piece in after):
        return True
    if cue.at in reply.shifts:
        return False
    near = [at for at in (cue.at - 1, cue.at + 1, cue.at - 2) if 0 <= at < len(reply.stretches)]
    return any(at in reply.denials and _grounds(cue, reply.denials[at], reply) for at in near)


_LEFT_TO_CUSTOMER = Pattern(r"^(?:所以)?(?:就?要|需要?|得|只能|只好)(?:麻烦|辛苦)?(?:[您你亲]|自)")
