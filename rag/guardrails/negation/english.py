"""English: where it negates, what of that is no denial, what a stretch does. The stages are those of Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rag.guardrails.negation.cues import Cue, Kind
from rag.guardrails.negation.pieces import Piece
from rag.text import Pattern

# Cues ------------------------------------------------------------------------------------------------

CUES: tuple[tuple[Kind, str], ...] = (
    ("refusal", (
        r"\bcan(?:'?t|not| not| no longer)\b|\b(?:could|would)(?:n'?t| not)\b|\bwo(?:n'?t)\b|\bwill (?:not"
        r"|no longer)\b|\bunable\b|\bnot (?:able|possible|permitted|allowed|eligible)\b"
        r"|\bimpossible\b|\bineligible\b|\bnon-?(?:refund|return|transfer|negotia|cancell?|exchange)able\b"
        r"|\b(?:have to|must|had to) (?:decline|refuse|turn down)\b|\bdeclined?\b|\bno way\b"
        r"|(?:'(?:s|re|m)|\b(?:is|are|am)) not (?:able|possible|permitted|allowed|eligible)"
        r"|(?:isn't|is not|not) something (?:we|i) (?:can|offer|do)|\bnot going to\b|\bno can do\b|\bain't\b"
        r"|\b(?:a|hard|firm|flat) no\b(?!-)|\b(?:no|nope|nah)(?= (?:from|sorry|afraid|i'm)\b)|\b(?:nope|nah)$"
        r"|\b(?:is|are|was|were|be|'s|'re)(?:n'?t| not| no longer) (?:\w+ly )?(?:accepted|taken|offered"
        r"|included|allowed|refundable"
        r"|returnable|covered|signed|granted|provided|supported|sold|made|on offer|available|something|on for"
        r"|part of|eligible|happening)\b"
        r"|\b(?:nobody|no one)(?:'s| is| can| will)\b"
        r"|\b(?:off the (?:table|menu|cards)|out of (?:reach|the question|our (?:hands|reach|power))"
        r"|beyond (?:us|our \w+))\b"
        r"|\bruled out\b|\bpass on (?:that|this|it)\b|\bhard to do\b"
    )),
    ("unknown",
        r"\b(?:do(?:n'?t| not)|not) (?:know|sure|certain|aware)\b|\bno idea\b|\bcan't (?:say|tell"
        r"|promise|guarantee)\b"
    ),
    ("absence", (
        r"\bno (?=(?:more |longer |further |current |such |active |plans?\b|restock|stock|discount"
        r"|refund|return|exchange|cod\b|cash|tracking|record|update|store|warranty|coupon|code|sale"
        r"|promo|gift|sizes?\b|colou?rs?\b|delivery|shipping|express|way\b))"
        r"|\b(?:there(?:'s| is| are| was)|(?:we|i)(?:'ve| have)(?: got)?|with|comes with|currently|has|see"
        r"|yet) no (?=[a-z0-9])"
        r"|\bno (?=(?:[\w']+ ){1,3}(?:left|available|in stock|yet|anymore|for (?:it|this|that|now)|exists?)\b)"
        r"|^(?:sorry |unfortunately )?no (?=[a-z])|^(?:no|nope|nah)$|\bnone\b|\b(?:do|does)(?:n'?t"
        r"| not)\b|\bnever\b"
        r"|\bunavailable\b|\bnothing\b"
    )),
    ("not_yet", r"\b(?:has|have|had|was|were|did)(?:n'?t| not)\b|\bnot (?:yet|been)\b"),
    ("not_so", r"\b(?:is|are)(?:n'?t| not| no longer)\b|'(?:s|re|m) not\b|\bnot\b"),
    ("soft", (
        r"\b(?:sales? (?:are|is) final|final sale)\b"
        r"|\b(?:sold out|out of stock|discontinued|out of (?:the|it|them|that|those|these|\w+s)|run out"
        r"|booked (?:up|solid|out)|fully booked"
        r"|(?:has|have|had|was|were|is|are|it|just|'s|'ve) (?:already |now |since |been |just )*(?:closed"
        r"|expired|lapsed|ended|finished|turned down|denied|rejected"
        r"|gone|scrapped|withdrawn|taken down|excluded|retired|history|locked|stuck)"
        r"|(?:cancell?ing|stopping|changing|swapping|\w+ing it) failed|\w+ failed (?:on|sorry)|unknown)\b"
    )),
)  # fmt: skip
_CUE = Pattern("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in CUES))

UNWANTED = (
    r"fade|bleed|shrink|stretch out|leak|scratch|break|peel|crack|cost|stain|rust|smell|warp|tear"
    r"|pill|chip|dent|slip"
    r"|wobble|rattle|overheat|burn|itch|irritate|hurt|harm|damage|void|affect|lose"
    r"|matter|mind|delay|expire"
    r"|contain|(?:be )?charge|share|spam|sell your|call|bother|disturb|disappoint|let you down|miss"
    r"|regret|ignor"
    r"|forget|forgot|abandon|leave you|give up|happen again"
)
"""What nobody hopes for: to negate it is good news."""
_BURDEN = (
    r"(?:\w+ ){0,2}(?:fees?|charges?|costs?|tax|dut(?:y|ies)|deposit|interest|nuts|gluten|sugar"
    r"|additives|preservatives"
    r"|chemicals|smell|odou?r|noise|fragrance|alcohol|leaks?|defects?|scratches|damage|wires?|glue|mess|risk)\b"
)
_LOOK_ALIKE = Pattern(
    r"no (?:problem|worries|worry|rush(?! (?:service|order|option|delivery|shipping))|hurry|trouble|sweat|fuss"
    r"|doubt|need\b[^,]*|extra\b[^,]*"
    r"|additional\b[^,]*|hidden\b[^,]*|questions asked|obligation|minimum|deadline|limit|catch|fuss"
    r"|hassle|setup"
    rf"|batteries|tools|assembly|longer needed|matter|strings|{_BURDEN})"
    r"|(?:not|isn't|never) (?:a problem|an issue|to worry|a bother|at all)|(?:do not|don't|dont"
    r"|no need to|needn't) (?:worry|hesitate|apologi[sz]e|mention|mind|be)|not (?:only|just)\b"
    r"|can(?:'t|not) (?:wait|thank|apologi[sz]e enough|be happier)|could ?n(?:'t|ot) (?:be happier"
    r"|agree more)"
    r"|could ?n(?:'t|ot) be (?:\w+er|more)\b|not necessarily|^no \w+ please|no \w+ is (?:fine|ok|okay)"
    r"|why not|whether or not|or not|if not|if you (?:can't|cannot|don't|didn't|haven't|aren't"
    r"|do not|are not)[^,]*|if (?:it|they|that|this) (?:does|is|do|are|was|has)(?:n't| not)[^,]*"
    r"|in case[^,]*"
    r"|(?:do not|don't|won't|will not|doesn't) (?:need|have to)\b[^,]*|needn't\b[^,]*"
    r"|can't (?:go wrong|beat)|nothing (?:to (?:print|pay|worry|do|lose)|else|extra|more|beats"
    r"|compares|like|better)[^,]*"
    rf"|(?:(?<!ca)n't|(?<!can )(?<!can)\bnot|\bnever) (?:be |get |ever |even |also |simply "
    rf"|just )*(?:{UNWANTED})[^,]*"
    r"|(?:not|n't) (?:heavy|hard|difficult|complicated|expensive|big|small"
    r"|sharp|sticky|itchy|tight|bitter|sour|spicy|loud|noisy|too|very|that(?! i\b)|so)\b"
    r"|never again|not a (?:big|long)|without (?:a |any )?\w+"
)
_INSTRUCTION = (
    r"^(?:please |kindly |and |so |but )*(?:do not|don't|never)\b(?! (?:ship|stock|sell|carry|offer|take|accept"
    r"|do|make|have|deliver|had)\b)|\bplease (?:do not|don't)\b"
    r"|\bmake sure (?:not|you don't)\b"
)
_OF_CUSTOMER = (
    r"\byou(?:'ve)?(?: still| just)? (?:(?:have not|haven't|did not|didn't|do not|don't)"
    r"(?! (?:qualif|meet|cover|get))|said|mentioned)"
)
_CONDITION = r"^(?:if|when|unless|in case|once|should|whenever|because|since|as)\b"
_TAG = r"^(?:isn't|aren't|don't|doesn't|can't|won't|haven't|hasn't|didn't) (?:it|you|they|that|we)$"
_AMONG_OTHERS = (
    r"(?:\bnot|n't|\bnever|\bwithout) .*\b(?:can|may) (?:still |also )?(?:be (?:returned|exchanged"
    r"|refunded)|come|go|use|join|order)"
)
_HARMLESS = Pattern("|".join((_INSTRUCTION, _OF_CUSTOMER, _CONDITION, _TAG, _AMONG_OTHERS)))
_REMINDER = Pattern(
    r"\b(?:heads[- ]up|just so you know|note that|please note|reminder|fyi|keep in mind"
    r"|be aware)"
)
_TAKEN_IN = Pattern(r"^(?:got it|i see|okay|ok|understood|right|i hear you|so you mean)$")
_QUESTION = Pattern(
    r"^(?:\w+ )?(?:is|are|was|were|do|does|did|has|have|can|could|would|will|which|what|why|when"
    r"|where|who|how|any"
    r"|(?:is|are|do|does|did|has|have|can|could|wo|would)n't)\b"
)
_SHORT = Pattern(r"^(?:no|nope|nah|none|not)(?: at all)?$")
_ASKED_FOR = Pattern(
    r"\b(?:can|could|may|do you|are you|would you|will you|possible|any chance|have you"
    r"|got)\b"
)
_WANTED = Pattern(
    r"[?吗能要有]|\b(?:can|could|may|do|does|did|are|is|will|would|any|got|want|need|like|please|pls|when|why"
    r"|where|how|give|get|send)\b"
)
"""That the customer asks for something."""
_FEARED = Pattern(rf"\b(?:{UNWANTED}|{_BURDEN})")
_REGRET = Pattern(r"\b(?:sorry|afraid|unfortunately|sadly)\b")


def find_cues(stretches: tuple[Piece, ...], asked: str) -> Iterator[Cue]:
    """Every English negation of the pieces that may deny something to one who asked `asked`."""
    for index, piece in enumerate(stretches):
        if not _LETTERS.search(piece.text):
            continue
        text = _LOOK_ALIKE.sub(lambda match: "□" * len(match[0]), piece.text.replace("’", "'"))
        matches = list(_CUE.finditer(text))
        if not matches or _harmless(index, text, stretches, asked):
            continue
        for match in matches:
            kind: Kind = match.lastgroup  # type: ignore[assignment]
            if kind == "soft" and not _WANTED.search(asked):
                continue
            head, tail = text[: match.start()], text[match.end() :]
            yield Cue(kind, match[0], piece.start + match.start(), piece.start + match.end(), head, tail, index)


_LETTERS = Pattern("[a-z]{2}")


def _harmless(index: int, text: str, stretches: tuple[Piece, ...], asked: str) -> bool:
    """An instruction, a question, a condition, a reminder, or what the customer said or did not do."""
    piece, before = stretches[index], stretches[index - 1] if index else None
    if "?" in piece.closing or _HARMLESS.search(text) or _asks(index, stretches):
        return True
    if before and (_REMINDER.search(before.text) or (text.startswith("so ") and _TAKEN_IN.match(before.text))):
        return True
    if not _SHORT.match(text):
        return index > 0 and _REMINDER.search(text) is not None
    if _FEARED.search(asked):
        return True
    return not _ASKED_FOR.search(asked) and not any(
        _REGRET.search(near.text) for near in stretches[index + 1 : index + 2]
    )


def _asks(index: int, stretches: tuple[Piece, ...]) -> bool:
    """Whether the sentence puts a question that goes on behind the piece."""
    if not _QUESTION.match(stretches[index].text):
        return False
    rest = stretches[index + 1 : index + 5]
    return any("?" in piece.closing for piece in rest if piece.sentence == stretches[index].sentence)


# Roles -----------------------------------------------------------------------------------------------

Role = Literal["empty", "question", "courtesy", "offer", "talk", "fact"]

EMPTY = Pattern(
    r"(?:just|simply) (?:how|the way)|the way (?:it|things)|that's (?:just |simply )?(?:how"
    r"|our policy|the policy|the rule)|(?:it's|its|it is|per|due to|because of|that is|that's"
    r"|is)(?: just| simply)?"
    r" ?(?:our|the|company|store|shop)? ?(?:company |store |shop )?(?:policy|rules?|system)$"
    r"|because (?:it|we) (?:can't|cannot|is not|isn't|doesn't|is impossible)|because it(?:'s| is)$|no reason"
    r"|rules are rules"
)
_POLITE = Pattern(
    r"^(?:(?:i|we) (?:really |truly |do |so )?appreciate|thank|many thanks)"
    r"|\bbear with|\bplease (?:wait|be patient|hold on|hang|understand)|\bpatien"
)
_MARK = Pattern(
    r"\b(?:because|since(?! \d)|as it|due to|owing to|so that|in order to|for your (?:safety|security)|cause)\b"
)
_OFFER = Pattern(
    r"\b(?:you can|you could|you may|you're welcome to|we can|we could|i can|i could|can (?:also"
    r"|still|instead)|i'll|we'll|i will|we will|let me|i'd (?:suggest|recommend)|we'd|instead"
    r"|alternative|would you like|want me|shall i|should i|happy to|feel free|try|how about"
    r"|what about|would [\w ]{2,20} (?:work|do|suit|help)|please|here's|available|in stock|offer"
    r"|(?:lands|arrives|ships|back|due|expected"
    r"|restock(?:ed)?) (?:on |by |in |around )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)\w*"
    r"|tomorrow|next|\d+|(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w*)|email you"
    r"|text you|notify|keep an eye|also come|similar|closest|close|suit(?:s|ed)?|works? (?:well|too"
    r"|for|just|fine)"
    r"|is fine|(?:both|all|either|also) works?|use|if you like|(?:i|we)'ve (?:added|sent|issued|applied|put)"
    r"|voucher|coupon"
    r"|store credit|still (?:there|available|have))\b"
    r"|^(?:but )?(?:the|our) [\w ]{2,24} (?:is|does|has|are|do|can|will)$|\bcomes? in\b"
)
_COURTESY = Pattern(
    r"\b(?:sorry|apolog|thank|hi\b|hello|dear|unfortunately$|sadly$|i'm afraid$|afraid"
    r"|i (?:completely |totally |fully )?(?:understand|hear|get|know|appreciate)|understand"
    r"|frustrat|upset|disappoint|inconvenience|hope|wish|welcome|great question"
    r"|i'd feel|have a (?:nice|great|good|lovely)|enjoy|best regards|love that|appreciat|feedback"
    r"|hang tight|cheers|wonderful|happy to)"
)
_TALK = Pattern(
    # who is speaking
    r"\bagent \w+|\bmy name\b|\b(?:this is|i'm|i am|it's) (?:\w+ (?:here|from|with|at|speaking)"
    r"|your (?:agent|advisor"
    r"|assistant)|(?:part of )?(?:the|our) (?:support|customer|service))|\bhere to (?:help|assist)"
    r"|\byou(?:'re|'ve| are| have) (?:speaking|chatting|talking|reached|through)"
    # the shop's years and heart
    r"|\bwe(?:'ve| have) been (?:selling|making|around|doing|serving|trading|in business)"
    r"|\bfor (?:\w+ ){0,3}(?:years|decades)\b|\bfamily[- ](?:run|owned|business)"
    r"|\bwe(?: all| really)? (?:take (?:great )?(?:pride|care)|pride|love|care|strive|try|value"
    r"|always|work hard|aim)\b"
    # praise
    r"|\bbest[- ]?sell|\baward|\bpopular|\bfavou?rite|\b(?:high|top|great|good)(?:est)?[- ]quality"
    r"|\b(?:lovely|great|beautiful|gorgeous|fantastic|amazing|perfect|comfy|excellent)\b"
    r"|\bcustomers (?:love|like|rate)|\bloved\b|\bthousands of"
)
_ROLES: tuple[tuple[Role, Pattern], ...] = (
    ("courtesy", _POLITE),
    ("fact", _MARK),
    ("offer", _OFFER),
    ("courtesy", _COURTESY),
    ("talk", _TALK),
)
_SAYS_SOMETHING = Pattern(
    r"\b(?:is|are|was|were|has|have|had|it|we|they|the|this|that|must|only|our|your|been"
    r"|\w+(?:ed|'s|'re|'ve))\b"
)


_TOLD_TO = Pattern(r"^(?:just |please |kindly )*(?:check|see|look|read|ask|contact|visit|refer|google|search)\b")


def role(piece: Piece, text: str) -> Role:
    """What an English piece does, `text` being the piece without its trimmings."""
    if EMPTY.search(text) or len(text.split()) < 3:
        return "empty" if not _OFFER.search(text) else "offer"
    found: Role | None = next((role for role, pattern in _ROLES if pattern.search(text)), None)
    if found is None and _TOLD_TO.match(text):
        return "talk"
    if "?" in piece.closing and found != "offer":
        return "question"
    return found or ("fact" if _SAYS_SOMETHING.search(text) else "empty")


# Reasons ---------------------------------------------------------------------------------------------

BECAUSE = Pattern(
    r"\b(?:because|due to|owing to|since (?:its?|the|they|their|we|our|my|this|that|your)"
    r"|(?<!such )(?<!same )(?<!well )(?<!soon )as (?:it|they|we|this|that|your|our|the|customs)\b[a-z ]{0,30}?"
    r" (?:is|are|was|were|has|have|had|only|must|need|\w+ed|\w+s)\b"
    r"|as (?:\w+ ){1,3}(?:is|are|was|were|has|have|had|can|only|must|need)(?:n't)?"
    r"|for [a-z ]{3,30} reasons?)\b(?:.{4,}|(?<=reasons)|$)"
)
"""A reason within the denial's own piece."""
AND_SO = Pattern(r"^(?P<fact>.{8,}?) (?:and|so|which means)\b")
"""A fact joined to the denial behind it: customs is holding it and …"""
