"""Composes the reply to complaints: what is asked first, then what hurts most; a mild remark is met lightly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.drafters.answering import Answer
from rag.drafters.composition import Composition
from rag.drafters.details import Detail, details_of, same_thing
from rag.drafters.review_parts import count, divided, is_one_of, kinds, points_of, speaks_to, take_up
from rag.reviews.cards import ALONE, FOR_THE_WHOLE, HOLDING, SEEN, WORST
from rag.reviews.kinds import Change
from rag.reviews.requests import Ask, Standing, standing_of
from rag.text import fold

_AT_LENGTH = 3
"""Complaints, by cards, that are gone into; the rest are named."""
_TOLD = 3
"""Details that lead in what a card says."""
_MILD = 3
"""Points of praise for each complaint from which a review is praise with a reservation."""
_ENOUGH = 150
"""Characters of a reply from which further complaints are only named."""
_FIRM, _VAGUE = frozenset({"fault-finder", "threat"}), frozenset({"general"})
"""The card that takes a firm stand, and the one that it makes needless: it asks for the facts as well."""
_WORRY = frozenset({"food-worry"})
"""The card that meets a worry: nothing went wrong yet, so nothing is to be settled."""
_ASKED: dict[Ask, frozenset[str]] = {
    "receipt": frozenset({"logistics-slow", "courier"}),
    "return": frozenset({"refund-slow"}),
    "exchange": frozenset({"refund-slow"}),
    "advice": frozenset(),
    "question": frozenset(),
}
"""Cards whose complaint is met by taking up what is asked."""


def to_complaints(reply: Composition, answers: Sequence[Answer]) -> None:
    """An opening that fits, what is asked, what went wrong owned in groups, what pleased, how to settle it."""
    alone = next((answer for answer in answers if is_one_of(answer, ALONE)), None)
    if alone:
        reply.say_card(alone)
        return
    grave = next((answer for answer in answers if is_one_of(answer, HOLDING)), None)
    if grave:
        reply.say("review_opening_grave")
        reply.say_card(grave)
        return
    standing = standing_of(reply.brief.request.customer_text)
    whole, single = divided(answers)
    wrong = [answer for answer in single if speaks_to(answer, "complaint")]
    if _light(reply, standing, whole, wrong):
        _in_passing(reply, single, standing)
        return
    pleased = _pleased(reply)
    first = _open(reply, whole, pleased, worried=bool(wrong) and is_one_of(wrong[0], _WORRY))
    firm = any(is_one_of(answer, _FIRM) for answer in whole)
    asks = _take_up_asks(reply, standing, wrong)
    met = frozenset[str]().union(*(_ASKED[ask] for ask in asks))
    skipped = met | (_VAGUE if firm or asks else met)
    _own(reply, [answer for answer in wrong if not is_one_of(answer, skipped)])
    if pleased and not first:
        reply.say("review_pleased_too", pleased, clauses=True)
    _close(reply, standing, asks)


# A mild remark ---------------------------------------------------------------------------------------


def _light(reply: Composition, standing: Standing, whole: Sequence[Answer], wrong: Sequence[Answer]) -> bool:
    """Whether it is content, or made good already, so that an apology at length would be out of place."""
    if any(is_one_of(answer, _FIRM) for answer in whole):
        return False
    if reply.brief.change == "better":
        return True
    calm = reply.brief.mood != "angry"
    contradicts = any(is_one_of(answer, frozenset({"five-stars-complaint"})) for answer in whole)
    if not calm or contradicts or standing.ignored or set(standing.asks) - {"question"}:
        return False
    praises, complaints = count(reply, "praise"), count(reply, "complaint")
    pleased = praises > 0 and (praises >= _MILD * complaints or standing.content or _only_hints(reply))
    return standing.settled or (pleased and not any(is_one_of(answer, WORST) for answer in wrong))


def _in_passing(reply: Composition, single: Sequence[Answer], standing: Standing) -> None:
    """Thanks, what pleased, the remark noted; a follow-up that all is well now settles it."""
    better = reply.brief.change == "better"
    reply.say("review_followup_better" if better else "review_thanks")
    said, subjects = kinds(reply, "praise")
    take_up(reply, said[:2], subjects[:2], [])
    if better:
        return
    if standing.settled:
        reply.say("review_settled")
    else:
        named = [detail for kind in kinds(reply, "complaint") for detail in kind][:2]
        faint = count(reply, "praise") >= 2 * _MILD * count(reply, "complaint")
        if named:
            reply.say("review_mild", named)
        elif not faint:
            reply.say("review_mild_unnamed")
    reply.say("review_closing_mild")


def _only_hints(reply: Composition) -> bool:
    """Whether all that is complained of is said in passing: 有点小贵."""
    said = [fold(point.text).text for point in reply.brief.points if point.polarity == "complaint"]
    return 0 < len(said) <= _FEW and all(map(_HINT.search, said))


_FEW = 2
_HINT = re.compile(
    r"有点|有些|稍|略|[慢小大贵薄厚]了?(?:一)?点|小(?:问题|瑕疵|贵|毛病)|\b(?:a bit|a little|slightly|somewhat)\b"
)
"""Words that make a complaint a small one."""


# A complaint in earnest ------------------------------------------------------------------------------


def _pleased(reply: Composition) -> list[Detail]:
    """What pleased and may be thanked for: things we know, and none that is complained of as well."""
    complaints = [point for point in reply.brief.points if point.polarity == "complaint"]
    wrong = details_of(complaints, reply.brief.language)
    return [
        detail
        for kind in kinds(reply, "praise")
        for detail in kind
        if detail.sure and not any(same_thing(detail, other) for other in wrong)
    ][:2]


def _open(reply: Composition, whole: Sequence[Answer], pleased: Sequence[Detail], *, worried: bool) -> bool:
    """The opening; whether what pleased is thanked for in it."""
    firm = any(is_one_of(answer, _FIRM) for answer in whole)
    if reply.brief.change in _AGAIN and not firm:
        reply.say(_AGAIN[reply.brief.change])
        return False
    if whole:
        reply.say_card(whole[0])
        return False
    if worried:
        reply.say("review_opening_worry")
        return False
    if pleased and reply.chance("praise first", 2) == 0:
        reply.say("review_opening_mixed", pleased, clauses=True)
        return True
    calm = reply.brief.mood != "angry"
    reply.say("review_opening_mild" if calm and _only_hints(reply) else "review_opening_negative")
    return False


_AGAIN: dict[Change | None, str] = {
    "worse": "review_followup_worse",
    "still-bad": "review_followup_still_bad",
}
"""How a follow-up is met that complains."""


def _take_up_asks(reply: Composition, standing: Standing, wrong: Sequence[Answer]) -> tuple[Ask, ...]:
    """What is asked for, the most pressing alone, and no question that only scolds."""
    asks = tuple(ask for ask in standing.asks if ask != "question")[:1]
    for ask in asks:
        reply.say(f"review_asks_{ask}")
        met = [point for answer in wrong if is_one_of(answer, _ASKED[ask]) for point in points_of(reply, answer)]
        reply.named += [(reply.parts[-1], point) for point in met]
    return asks


def _own(reply: Composition, answers: Sequence[Answer]) -> None:
    """Each complaint gone into while there is room; the rest named in one clause."""
    rest: list[Detail] = []
    enough = _ENOUGH * (2 if reply.brief.language == "en" else 1)
    for number, answer in enumerate(answers):
        details = details_of(points_of(reply, answer), reply.brief.language)
        if number and not details and answer.card.id.endswith(("-quality", "-general")):
            continue
        if number and (number >= _AT_LENGTH or len(reply.text) >= enough):
            rest += details[:1]
        else:
            told = [detail for detail in details if detail.said] or details
            if told or not answer.card.id.endswith("-quality") or not reply.say_unnamed(answer):
                reply.say_card(answer, told[:_TOLD])
    if rest:
        reply.say("review_rest", rest[:3])


def _close(reply: Composition, standing: Standing, asks: Sequence[Ask]) -> None:
    """The way to settle it, in private and once: what was asked, and a firm stand, have told it already."""
    if reply.answers and all(is_one_of(answer, _FIRM) for answer in reply.answers):
        return
    if standing.ignored:
        reply.say("review_closing_ignored")
    elif not asks and not any(is_one_of(answer, _WORRY) for answer in reply.answers):
        wrong = [answer for answer in reply.answers if not is_one_of(answer, FOR_THE_WHOLE)]
        seen = bool(wrong) and is_one_of(wrong[0], SEEN) and reply.chance("photo", 2) == 0
        reply.say("review_closing_seen" if seen else "review_closing_negative")
