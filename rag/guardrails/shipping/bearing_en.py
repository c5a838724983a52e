"""Who pays, in one English clause, where its verb stands in no table: we'll sort the postage."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.shipping.payers import Payer, Statement, turned
from rag.guardrails.shipping.words import COST_EN
from rag.text import Pattern

_MODALS = (
    r"(?:(?:'ll|'d|'re|'ve| will| would| can| could| should| must| may| do| are| is| have| has| need| needs| to"
    r"| be| get| gladly"
    r"| happily| of course| also| just| only| always| simply| please| then| all| both| still| then| fully"
    r"| usually| n't|n't| not| never| going| asked| expected))*"
)
_OTHER_EN = (
    r"check|confirm|know|see|look|calculat|explain|discuss|ask|show|choos|compar|estimat|print|use|keep|find|tell"
    r"|understand"
    r"|mention|hear|think|quote|includ|review|verif|work|depend|note|sent|send|ship|mail|post|need|arrange|book"
    r"|track|provid|email|attach|wait|offer|reduc|lower|combin|chang|updat|select"
)
_BEARS_EN = Pattern(
    rf"\b(?:(?P<seller>we|i|us)|(?P<customer>you))(?P<links>{_MODALS}) (?P<verb>(?!(?:{_OTHER_EN})\w*\b)[a-z]+)"
    rf"(?: (?:up|out|for|off|over|up for|out for|on))?(?: (?:the|any|all|your|our|both|its|that|of|return"
    rf"|full))* (?:{COST_EN})(?! (?:receipt|label|option|method|time|address|policy|slip|insurance))\b"
)
_RESTS_EN = Pattern(
    rf"\b(?:{COST_EN})\b[^,;]{{0,30}}?\b(?:is|are|be|'s|stays?|remains?|goes|comes?|falls?|lands?"
    rf"|sits?)\b(?: (?!not)\w+){{0,2}}? (?:(?:on|at|with|to|from|by|for|down to) )?"
    r"(?:(?P<seller>us|me|mine|ours|our (?:\w+ )?(?:end|tab|bill|side|shout|treat))|(?P<customer>you|yours"
    r"|your (?:\w+ )?(?:end|tab|bill|side)))(?: (?:too|as well|cost-wise|then|of course))*$"
)


_BORNE_EN = Pattern(
    rf"\b(?:{COST_EN})\b[^,;]{{0,40}}? \w+ by (?:(?P<seller>us|me|the (?:shop|seller|store|brand|company)|our \w+)"
    r"|(?P<customer>you|(?:the )?(?:buyer|customer|purchaser|recipient of the refund)|yourself))\b"
)


def statements(clause: str) -> Iterator[Statement]:
    """The payer that a folded English clause tells by its places; at most one."""
    match = _BEARS_EN.search(clause) or _RESTS_EN.search(clause) or _BORNE_EN.search(clause)
    if match is None:
        return
    payer: Payer = "seller" if match.group("seller") else "customer"
    negated = "n't" in match.group() or " not " in match.group() or " never " in match.group()
    yield Statement(match.start(), match.end(), turned(payer, negated), "vague")
