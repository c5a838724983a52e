"""Clauses cut once more where one names two payers without a comma between: 质量问题我们付而个人原因您付."""

from __future__ import annotations

from collections.abc import Sequence

from rag.text import Clause, Pattern

_JOINED = Pattern(
    r" (?=(?:and|but|while|whereas|or|so) (?:we|you|if|when|for|otherwise|it|i|that's|the buyer"
    r"|the customer)\b)|(?=[但而不否])(?=(?:但是?|而|不过|否则|不然)(?:如果|若|是|您|你|我们|个人|不喜欢|非))"
)
_NEXT_SENTENCE = Pattern(
    r" (?=(?:and|but) (?:your|the|our) (?:\w+ ){1,3}(?:is|are|will|won't|isn't|comes?|goes?|stays?)\b)"
)
_PREDICATE = Pattern(r"\b(?:is|are|will|isn't|aren't|won't|comes?|goes?|stays?|pays?|covers?)\b")
"""Two predicates with a subject each: the fee is yours and the first delivery will be deducted."""
_LONGEST = 200
"""Characters of a piece: text without any punctuation is read in stretches, to keep the time linear."""


def pieces_of(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Clauses, cut once more where a joint stands without a comma."""
    found: list[Clause] = []
    for clause in clauses:
        if len(clause.text) <= _LONGEST and not _joints(clause.text):
            found.append(clause)
            continue
        at = 0
        joints = _joints(clause.text)
        for cut in sorted(joints | set(range(_LONGEST, len(clause.text), _LONGEST)) | {len(clause.text)}):
            piece = clause.text[at:cut]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                start = clause.start + at + lead
                found.append(Clause(piece.strip(), start, start + len(piece.strip()), clause.sentence))
            at = cut
    return tuple(found)


def _joints(text: str) -> set[int]:
    """Where a clause goes on with a payer of its own."""
    joints = {match.start() for match in _JOINED.finditer(text)}
    if " " in text:
        for match in _NEXT_SENTENCE.finditer(text):
            if _PREDICATE.search(text, 0, match.start()):
                joints.add(match.start())
    return joints
