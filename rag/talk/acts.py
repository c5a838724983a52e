"""Tells what a message does in a talk: bring up a matter, answer, agree, thank, report, ask whether it is so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.synonyms import topical, troubled
from rag.talk.asked import (
    asks,
    bears_out,
    promises,
    proposes,
    tells_to_do,
    wants_a_thing,
    wants_contact,
    wants_order,
)
from rag.talk.steering import clauses, steering, taken_apart, worded
from rag.talk.words import (
    BACK,
    BIDS,
    BROWSES,
    CONFIRMS,
    DID,
    DONE,
    EXPLAINS,
    GIVEN,
    IN_ORDER,
    IS_DONE,
    LOOK,
    OPEN,
    OPENS,
    ORDER,
    PLATFORM,
    PRAISES,
    PRESSES,
    PUZZLED,
    QUESTION,
    SHOWN,
    SIGHS,
    SOLVED,
    SORRY,
    THANKS,
    TRIES,
    TURNS,
    WANTING,
    YES_OR_NO,
    Act,
)
from rag.text import fold

GO_ON: frozenset[Act] = frozenset({"answers", "shows_order", "shows_item", "resumes"})
"""Acts that go on with the matter spoken of before."""


_TAG = 26
"""Characters of a question that only asks whether what was said is so."""
_WORD = 4
"""Characters of a word repeated with an ok."""
_BRIEF = 10
"""Characters beside data or thanks that say nothing of their own."""
_MUCH = 24
"""Characters of a message that says more than what was asked for."""
Talk = Sequence[tuple[str, str]]
"""What the customer said and the agent answered, folded, latest last."""


def act_of(text: str, agent: str = "", talk: Talk = ()) -> Act:
    """What a message does that follows the agent's `agent` (empty where none has spoken) in a `talk`."""
    said = worded(text)
    if re.search(r"[^\W\d_]", said) is None:
        return _wordless(text, said, agent)
    content, kinds = taken_apart(said)
    if agent and _reports_done(said, agent):
        return "done"
    if not content:
        return _shows(text) if _shown(text) else _steers(kinds, said, agent)
    if (
        len(content) <= _MUCH
        and THANKS.search(said)
        and GIVEN.search(fold(text).text)
        and not QUESTION.search(said)
    ):
        if agent:
            return "answers"
        if len(content) <= 1:
            return _shows(text)
    return (_replies(said, content, kinds, agent, talk or (("", fold(agent).text),)) if agent else None) or "matter"


def _replies(said: str, content: str, kinds: Sequence[Act], agent: str, talk: Talk) -> Act | None:
    """What a message does in view of what the agent said, where it brings up no matter; None where it does."""
    if (plain := _plainly(said, content)) is not None:
        return plain
    asked = asks(agent)
    if not asked and _confirms(said, content, agent, talk):
        return "confirms"
    if all(PRESSES.fullmatch(part) for part in clauses(content)) and promises(agent):
        return "presses"
    if len(content) > _MUCH or QUESTION.search(said) or troubled(content):
        return _says(content)
    return _in_short(said, content, kinds, agent, asked)


def _plainly(said: str, content: str) -> Act | None:
    """What a message does by its own words, whatever the agent said."""
    if BACK.search(said.strip(" ,.!?~")):
        return "resumes"
    if PUZZLED.search(content) or PUZZLED.search(said):
        return "puzzled"
    return "solved" if SORRY.search(said) and not QUESTION.search(said) else None


def _in_short(said: str, content: str, kinds: Sequence[Act], agent: str, asked: bool) -> Act | None:
    """The same of a short message that neither asks nor complains."""
    if SOLVED.search(said):
        return "solved"
    if ("thanks" in kinds or THANKS.search(said)) and not WANTING.search(content) and not content.endswith("吧"):
        return "thanks"
    if BROWSES.search(content):
        return "browses"
    if len(content) <= _BRIEF and SIGHS.search(content) and not topical(content) and not WANTING.search(content):
        return "remarks"
    if asked:
        return None if BIDS.search(content) else "answers"
    return _aside(content, kinds, agent) or _says(content)


def _says(content: str) -> Act | None:
    """Praise, or a reason given."""
    if QUESTION.search(content) or WANTING.search(content) or troubled(content):
        return None
    if PRAISES.search(content) and not TURNS.search(content):
        return "praises"
    return "explains" if EXPLAINS.search(content) and not topical(content) else None


def _reports_done(said: str, agent: str) -> bool:
    """Whether it only reports that what the agent told the customer to do, or asked about, is done."""
    if QUESTION.search(said):
        return False
    parts = clauses(said)
    done = [part for part in map(_unopened, parts) if DID.fullmatch(part)]
    told = tells_to_do(agent) and TRIES.search(fold(agent).text) is None
    if not done and not (told and any(IN_ORDER.fullmatch(part) for part in parts)):
        return False
    return all(
        DID.fullmatch(_unopened(part)) or LOOK.fullmatch(part) or steering(part) is not None for part in parts
    )


def _unopened(clause: str) -> str:
    return OPENS.sub("", clause)


def _confirms(said: str, content: str, agent: str, talk: Talk) -> bool:
    """Whether it only asks if what the agent has stated is so, or is done."""
    if DONE.search(said):
        return IS_DONE.search(fold(agent).text) is not None
    if len(content) > _TAG or OPEN.search(content) or not CONFIRMS.search(said):
        return False
    return bears_out(talk, content)


def _aside(content: str, kinds: Sequence[Act], agent: str) -> Act | None:
    assents = "agrees" in kinds or content.startswith(("对", "是"))
    if "agrees" in kinds and len(content) <= _WORD:
        return "agrees"
    if assents and bears_out((("", fold(agent).text),), content.lstrip("对是")):
        return "agrees"
    if topical(content) or WANTING.search(content):
        return None
    if SIGHS.search(content):
        return "remarks"
    return next((act for act in kinds if act in {"agrees", "leaves"}), None)


def _wordless(text: str, said: str, agent: str) -> Act:
    if re.search(r"\?{2,}|[.。…]{3,}", said):
        return "presses" if promises(agent) else "resumes"
    if not _shown(text):
        return "answers" if re.search(r"\w", text) and asks(agent) else "wordless"
    if wants_contact(agent) and re.search(r"数字|电话|\d", text):
        return "shows_contact"
    return "shows_order" if re.search(r"数字|\d", text) and wants_order(agent) else _shows(text)


def _shown(text: str) -> bool:
    """Whether platforms wrote into it anything that shows something: no mere stickers."""
    folded = fold(text).text
    return SHOWN.search(" ".join(match[0] for match in PLATFORM.finditer(folded)) or folded) is not None


def _shows(text: str) -> Act:
    """An order by its number or card, or an item by its link, id or picture."""
    return "shows_order" if ORDER.search(fold(text).text) else "shows_item"


def _steers(kinds: Sequence[Act], said: str, agent: str) -> Act:
    """What a message made of steering words does: yes and ok answer a question, where one was asked."""
    first = kinds[0] if kinds else "greets"
    if re.search(r"\?{2,}", said) and first in {"agrees", "answers", "greets"}:
        return "resumes" if agent else "greets"
    if first in {"agrees", "answers"} and proposes(agent) and "不" not in said:
        return "agrees"
    proposed = YES_OR_NO.search(fold(agent).text) is not None and asks(agent)
    if first in {"agrees", "thanks"} and wants_a_thing(agent) and not proposed:
        return "owes"
    if first == "agrees":
        return "answers" if proposed else "agrees"
    if first == "answers":
        return "answers" if asks(agent) else "agrees"
    return first
