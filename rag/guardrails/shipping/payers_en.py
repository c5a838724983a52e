"""Who pays, in one English clause: we cover, at your expense, on us, non-refundable, deducted from your refund."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.shipping.payers import Manner, Payer, Statement, turned
from rag.guardrails.shipping.words import COST_EN, INSURANCE
from rag.text import Kinds, Pattern

_SELLER = (
    r"we|us|i|ours?|the (?:shop|store|seller|company|merchant|manufacturer|platform)"
    r"|our (?:shop|store|company|side|courier partner|warehouse)|seller|(?:the )?marketplace"
)
_CUSTOMER = (
    r"you(?! (?:an?|the|your|our|one|for|with|in|by|back|any|some)\b)|yours?|ur?"
    r"|yourself|(?:the )?(?:buyer|customer|purchaser|shopper|sender)s?"
)
_SUBJECT = r"(?<!to )(?<!for )(?<!refund )(?<!reimburse )(?<!charge )(?<!send )(?<!give )(?<!pay )\b"
_PARTY = Pattern(rf"{_SUBJECT}(?:(?P<seller>{_SELLER})|(?P<customer>{_CUSTOMER}))\b")
_NO = r"(?:n't|\bnot|\bnever|\bno need|\bno longer|\bwithout|\bnothing|\bneither|\bcannot|\bunable|\bno|\bnor)\b"
_NEGATED = Pattern(rf"{_NO}(?:\W+[\w']+){{0,7}}\W*$")
_VERB = Kinds(
    {
        "half": (r"\b(?:split|half (?:of )?the|50/50|fifty-fifty|share the|halves)\b"),
        "label": (r"\b(?:pre-?paid|postage-paid)\b"),
        "free": (
            r"\b(?:costs? you (?:zilch|zero|nil|not a|absolutely nothing|[$€£]0)|zero (?:cost|charge"
            r"|fee)s?(?: to you)?|you(?:'re"
            r"| are) covered|nothing(?:'s| is)? (?:charged|owed|due|payable)|(?:won't|will not"
            r"|not) be out of pocket"
            r"|free (?:returns?|pick-?up|collection|return (?:label|shipping|postage)|of charge|exchange)"
            r"|returns? (?:is|are) free|no (?:extra |additional )?(?:cost|charge)s? (?:to|for) you"
            r"|costs? you nothing|let(?:ting)? you off|\bfoc\b|no charge(?! for)|(?:won't|will not|don't"
            r"|needn't) (?:spend|pay"
            r"|owe) (?:a |any)\w+|free-?post"
            r"|(?:won't|will not|doesn't|does not) cost you|nothing to pay|on the house"
            r"|for free|complimentary|free for you|at no (?:extra |additional )?(?:cost|charge)|waive\w*"
            r"|(?:shipping|postage|pick-?up|collection)(?: [\w']+){0,3} is free)\b"
        ),
        "theirs": (
            r"\b(?:on you\b|your (?:own )?(?:tab|dime|shout|nickel|bill|wallet|treat|money)\b"
            r"|payable by (?:you|the (?:buyer"
            r"|customer))|(?:invoiced|billed|charged|passed on) to (?:you|the (?:buyer|customer)|your \w+)"
            r"|(?:taken|comes?|knocked"
            r"|docked)(?: \w+)? (?:from|out of|off) (?:your|the) (?:refund|money|total)|(?:is|are|be"
            r"|stays?|sits?|rests?|remains?|lies"
            r"|goes) with (?:you|the (?:purchaser|buyer|customer))\b|(?:at|for|to|is|are|be|remains?"
            r"|as)? ?(?:your|ur) (?:own )?(?:expense|cost"
            r"|responsibility"
            r"|account|side|pocket|part|charge)|(?:buyer|customer|purchaser|sender)'?s'? (?:own )?(?:expense"
            r"|cost|responsibility|account|side|part|charge)|set(?:s|ting)? you back|run(?:s)? you (?=[$€£\d])"
            r"|cost(?:s|ing)? you|(?:isn't|is not|aren't|are not|won't be|will not be) (?:returned|given back)"
            r"|(?:isn't|is not|aren't|are not) refundable|yours\b|at your end\b|(?:is|are|be) the (?:buyer"
            r"|customer)'s\b"
            r"|(?:up|down) to (?:you|the (?:buyer|customer))|falls? (?:on|to) (?:you|the (?:buyer|customer))"
            r"|out of (?:your )?(?:own )?pocket|self-paid|(?:non-|not )refundable)"
        ),
        "ours": (
            r"\b(?:on us\b|our (?:tab|dime|nickel|bill|wallet|money)\b|courtesy of us|(?:invoiced"
            r"|billed) to us|all us\b"
            r"|(?:is|are|be|'s|stays?|sits?|rests?|lies|goes) with us\b|(?:we|i)(?:'ve"
            r"| have)(?: got)? (?:the|all|that|both)(?: \w+)?"
            r" (?:shipping|postage|freight|carriage|costs?|bill)\b|treat you to\b|(?:at|for|to|is|are|be"
            r"|remains?|as)? ?our (?:own )?(?:expense|cost|responsibility"
            r"|account|side|treat|shout|dime|part)(?! (?:of|for) )|(?:seller|shop|store)'s (?:own )?(?:expense"
            r"|cost|responsibility|account)|falls? (?:on|to) us|(?:bill|charge|invoice) us\b|(?:stays?"
            r"|remains?) with us|ours\b|mine\b"
            r"|at our end\b|down to us)"
        ),
        "refund": (
            r"\b(?:is|are|be|gets?) (?:repaid|paid back|returned to you)\b"
            r"|(?:have|put|get|send) the (?:amount|money|fee|cost) back\b|(?:put|make|set) (?:it"
            r"|that|this) right\b|(?:comes?|goes?|coming|going) back to you\b"
            r"|(?<!from )(?<!your )(?<!the )(?<!full )(?<!a )(?<!any )(?<!get )\b(?:refund|reimburse?|pay (?:it "
            r"|you "
            r"|that |this )?back|pay (?:it |you )?back|credit|give (?:it |you )?back|repay|get (?:the |your "
            r"|that )?(?:return )?(?:postage|shipping|money|cost) back)(?:s|ed|ing|ment)?\b"
        ),
        "charge": (
            r"\b(?:(?<!delivery )(?<!shipping )(?<!postage )(?<!the )(?<!no )(?<!of )(?<!office )(?<!courier )"
            r"(?<!carrier )(?<!carriers )charg(?:e|ed|es|ing)"
            r"|kept (?:back|by)|(?:is|are) kept|deduct\w*|subtract\w*|take(?:n)? (?:it )?(?:off|out of)"
            r"|withh?[eo]ld"
            r"|minus|less|come(?:s)? (?:out of|off) your|keep back"
            r"|we(?:'ll| will| do)? (?:keep|retain))\b"
        ),
        "priced": (
            r"\b(?:returns?|shipping|postage|freight|fee|label|pick-?up|collection|sending|posting"
            r"|mailing)[^,;]{0,12}\b(?:is|are|costs?|comes? to)\b[^,;]{0,10}(?:[$€£¥]|\b\d+ ?(?:yuan|dollars?"
            r"|euros?|pounds?))"
        ),
        "advance": (
            r"\b(?:(?:pay|cover)[^,;]{0,30} (?:first|up ?front|for now|in advance|initially)\b|(?:pay"
            r"|cover) (?:it |for it |the (?:return )?(?:postage|shipping) )?(?:up ?front|for now"
            r"|first|in advance)|advance|front(?= (?:the|it|that|your)\b))\b"
        ),
        "pay": (
            r"\b(?:pay(?:s|ing)?|paid|(?<!return )(?<!returns )(?<!shipping )(?<!postage )cover|cover(?:s|ed|ing)"
            r"|bear(?:s|ing)?|borne|foot(?:s|ing)?|absorb(?:s|ed)?"
            r"|shoulder(?:s|ed)?|handle(?:s|d)?|take(?:s)? care of|taken care of|pick(?:s)? up|responsible"
            r"|settle(?:s|d)?|owe|buy|swallow(?:s|ed)?|funds?|funded|spring(?:s)? for|(?:stump"
            r"|cough)(?:s)? up|(?:fork|shell)(?:s)? out"
            r"|(?:meet|carry|stand|eat|defray|underwrite|bankroll)(?:s|ing)?(?= (?:the|all|both|any|your"
            r"|our|that|this|its)\b))\b"
        ),
    }
)
_BY = Pattern(rf"[^,;]{{0,6}}\bby (?:(?P<seller>{_SELLER})|(?P<customer>{_CUSTOMER}))\b")
_SPENT = Pattern(
    r"\b(?:refund|reimburse|repay|cover|credit)\w*[^,;]*\b(?:postage|shipping|costs?|fees?|amount|charges?"
    r"|what(?:ever)?|money|everything) (?:that )?you(?:'ve| have)? (?:already )?$"
)
_OF_GOODS = Pattern(
    rf"(?: you)?(?: for)? (?:the|your|this|that)(?! [^,;]{{0,30}}(?:{COST_EN}|cost|fee|label|postage|part|amount"
    rf"|charge|money|courier|parcel)) \w+"
)
_LESS = Pattern(r"\b(?:minus|less|deduct\w*|subtract\w*|except|excluding|without)\b")
_SUM = Pattern(r"[$€£¥]\d")
_YOU_SPENT = Pattern(
    r"\b(?:the|your|that|any|every|what(?:ever)?|[$€£]\d[\d.]*)(?: [\w$€£.'-]+){0,3} (?:you|we)(?:'ve|'d| have"
    r"| had)?(?: already)? $"
)
"""The money that somebody has spent: the $7 you paid at checkout is no demand."""
_BORNE = frozenset({"covered", "paid", "borne", "taken care of"})
_PASSIVE = Pattern(
    r"\b(?:is|are|be|been|gets?|'s|isn't|aren't|not)(?: (?:fully|always|also|all|both|never|not|currently"
    r"|already))*\s*$"
)
"""Postage is covered: with nobody named, by whoever speaks."""
_TOLD_TO = Pattern(r"^(?:(?:please|just|simply|then|only|kindly) )*$")
"""A verb that opens its clause tells the customer to do it: just pay the return postage."""
_RECIPIENT = Pattern(r"\b(?:recipient|receiver|addressee)\b")


def statements(clause: str) -> Iterator[Statement]:
    """The payers that a lower-case English clause names, in order."""
    insured = INSURANCE.search(clause)
    for match in _VERB.finditer(clause):
        before = clause[max(0, match.start() - 60) : match.start()]
        if match.lastgroup in {"pay", "advance"} and _SPENT.search(before):
            continue  # we refund the postage you paid: what comes back, no demand
        if match.lastgroup == "refund" and (
            _OF_GOODS.match(clause, match.end()) or _LESS.search(clause, match.end())
        ):
            continue
        if match.group() in {"paid", "spent"} and _YOU_SPENT.search(before):
            continue
        for payer in _payers(match.lastgroup or "", match, clause, before):
            told: Payer = "insurer" if insured and payer == "seller" else payer
            yield Statement(match.start(), match.end(), told, _manner(match.lastgroup or ""))


def _manner(kind: str) -> Manner:
    manners: dict[str, Manner] = {
        "priced": "priced",
        "advance": "advance",
        "refund": "refund",
        "free": "self_evident",
        "label": "self_evident",
    }
    return manners.get(kind, "plain")


def _payers(kind: str, match: re.Match[str], clause: str, before: str) -> tuple[Payer, ...]:
    negated = _NEGATED.search(before) is not None and not match.group().startswith(
        ("no", "won't", "will not", "does")
    )
    if kind == "half":
        return ("seller", "customer")
    if kind == "pay":
        payer = _subject(match, clause, before)
        return (turned(payer, negated),) if payer else ()
    if kind == "ours" and match.group().endswith("with us") and _SUM.search(before):
        return ("customer",)  # the £4 we spent stays with us
    seller_side = kind in {"label", "free", "ours", "refund"}
    return (turned("seller" if seller_side else "customer", negated),)


def _subject(match: re.Match[str], clause: str, before: str) -> Payer | None:
    """Who bears the verb: `by` whom, else the last party before it."""
    found = _BY.match(clause, match.end())
    if found is None and _RECIPIENT.search(clause, match.end(), match.end() + 24):
        return None
    if found is None and _TOLD_TO.search(before):
        return "customer"
    if found is None:
        for party in _PARTY.finditer(before):
            found = party
    if found is None:
        borne = match.group() in _BORNE and not clause.startswith(" to ", match.end())
        return "seller" if borne and _PASSIVE.search(before) else None
    return "seller" if found.group("seller") else "customer"
