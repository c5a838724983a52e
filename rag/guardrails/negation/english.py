"""English: where it negates, and what of that is no denial. Reasons and alternatives are found as in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.negation.cues import Cue, Kind
from rag.guardrails.negation.pieces import Piece

CUES: tuple[tuple[Kind, str], ...] = (
    ("refusal", (
        r"\bcan(?:'?t|not| not| no longer)\b|\bcould(?:n'?t| not)\b|\bwo(?:n'?t)\b|\bwill (?:not"
        r"|no longer)\b|\bunable\b|\bnot (?:able|possible|permitted|allowed|eligible)\b"
        r"|\bimpossible\b|\bineligible\b"
        r"|\b(?:have to|must|had to) (?:decline|refuse|turn down)\b|\bdeclined?\b|\bno way\b"
        r"|(?:'(?:s|re|m)|\b(?:is|are|am)) not (?:able|possible|permitted|allowed|eligible)"
        r"|(?:isn't|is not|not) something (?:we|i) (?:can|offer|do)|\bnot going to\b|\bno can do\b"
    )),
    ("unknown",
        r"\b(?:do(?:n'?t| not)|not) (?:know|sure|certain|aware)\b|\bno idea\b|\bcan't (?:say|tell"
        r"|promise|guarantee)\b"
    ),
    ("absence", (
        r"\bno (?=(?:more |longer |further |current |such |active |plans?\b|restock|stock|discount"
        r"|refund|return|exchange|cod\b|cash|tracking|record|update|store|warranty|coupon|code|sale"
        r"|promo|gift|sizes?\b|colou?rs?\b|delivery|shipping|express|way\b))"
        r"|^(?:sorry |unfortunately )?no (?=[a-z])|\bnone\b|\b(?:do|does)(?:n'?t| not)\b|\bnever\b"
        r"|\bunavailable\b|\bnothing\b"
    )),
    ("not_yet", r"\b(?:has|have|had|was|were|did)(?:n'?t| not)\b|\bnot (?:yet|been)\b"),
    ("not_so", r"\b(?:is|are)(?:n'?t| not| no longer)\b|'(?:s|re|m) not\b|\bnot\b"),
    ("soft", r"\b(?:sold out|out of stock|discontinued)\b"),
)  # fmt: skip
_CUE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in CUES))

_LOOK_ALIKE = re.compile(
    r"no (?:problem|worries|worry|rush|hurry|trouble|doubt|need\b[^,]*|extra\b[^,]*"
    r"|additional\b[^,]*|hidden\b[^,]*|charge|cost|fee|fees|questions asked|obligation|minimum"
    r"|deadline|limit|catch|fuss|hassle|setup|batteries|tools|(?:\w+ )?(?:nuts|gluten|sugar"
    r"|additives|preservatives|chemicals|smell|odou?r|noise|fragrance|alcohol|leaks?|defects?"
    r"|scratches|damage|wires?|glue|mess)|assembly|longer needed|risk|matter|strings)"
    r"|(?:not|isn't|never) (?:a problem|an issue|to worry|a bother|at all)|(?:do not|don't|dont"
    r"|no need to|needn't) (?:worry|hesitate|apologi[sz]e|mention|mind|be)|not only|not just"
    r"|can(?:'t|not) (?:wait|thank|apologi[sz]e enough|be happier)|could ?n(?:'t|ot) (?:be happier"
    r"|agree more)"
    r"|why not|whether or not|or not|if not|if you (?:can't|cannot|don't|didn't|haven't|aren't"
    r"|do not|are not)[^,]*|if (?:it|they|that|this) (?:does|is|do|are|was|has)(?:n't| not)[^,]*"
    r"|in case[^,]*"
    r"|(?:do not|don't|won't|will not|doesn't) (?:need|have to)\b[^,]*|needn't\b[^,]*"
    r"|nothing (?:to (?:print|pay|worry|do|lose)|else|extra|more)[^,]*|won't (?:call|bother|disturb"
    r"|spam|share|charge|be charged|cost"
    r"|fade|shrink|leak|scratch|break|peel|crack|affect|lose|happen|stain|rust|damage|hurt|regret"
    r"|be disappointed|disappoint|let you down|miss)"
    r"|(?:does|do|will|did)(?:n't| not) (?:affect|fade|shrink|leak|scratch|break|peel|crack|cost"
    r"|contain|include any (?:hidden|extra)|charge (?:you|any|extra)|stain|rust|smell|matter|mind)"
    r"|never (?:fades?|leaks?|again)|(?:not|n't) (?:heavy|hard|difficult|complicated|expensive|big|small"
    r"|sharp|sticky|itchy|tight|bitter|sour|spicy|loud|noisy|too|very|that|so)\b"
    r"|not a (?:big|long)|without (?:a |any )?\w+"
)
_INSTRUCTION = re.compile(
    r"^(?:please |kindly |and |so |but )*(?:do not|don't|never)\b|\bplease (?:do not|don't)\b"
    r"|\bmake sure (?:not|you don't)\b"
)
_OF_CUSTOMER = re.compile(
    r"\byou(?:'ve)?(?: still| just)? (?:have not|haven't|did not|didn't|do not|don't|are not|aren't"
    r"|said|mentioned)"
)
_CONDITION = re.compile(r"^(?:if|when|unless|in case|once|should|whenever|because|since|as)\b")
_TAG = re.compile(r"^(?:isn't|aren't|don't|doesn't|can't|won't|haven't|hasn't|didn't) (?:it|you|they|that|we)$")


def find_cues(stretches: tuple[Piece, ...]) -> Iterator[Cue]:
    """Every English negation of the pieces that may deny something."""
    for index, piece in enumerate(stretches):
        if not re.search("[a-z]{2}", piece.text):
            continue
        text = _LOOK_ALIKE.sub(lambda match: "□" * len(match[0]), piece.text.replace("’", "'"))
        if _harmless(piece, text):
            continue
        for match in _CUE.finditer(text):
            kind: Kind = match.lastgroup  # type: ignore[assignment]
            head, tail = text[: match.start()], text[match.end() :]
            yield Cue(kind, match[0], piece.start + match.start(), piece.start + match.end(), head, tail, index)


def _harmless(piece: Piece, text: str) -> bool:
    """An instruction, a question, a condition, or what the customer did not do."""
    patterns = (_INSTRUCTION, _OF_CUSTOMER, _CONDITION, _TAG)
    return "?" in piece.closing or any(pattern.search(text) for pattern in patterns)
