"""Tapes: endpoints of this process that play a model's recorded answers back, or record them as they come."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from evals.local_model import Answer, Call, LocalModel
from evals.local_protocol import error
from evals.recordings import Recording
from evals.recordings.requests import Prompts, changed, key_of, label_of, parts_of
from rag.domain import Draft

_UNKNOWN = 413
"""Status for a request without a recording: one that is no fault of the endpoint and that no second try helps."""
_UNKNOWN_SHAPE = 400


@dataclass
class Replay:
    """Answers what is recorded, and keeps account: of what was not, and of what nobody asked for."""

    recordings: tuple[Recording, ...]
    prompts: Prompts
    _case: str = field(default="", init=False)
    _round: int = field(default=0, init=False)
    _stale: list[str] = field(default_factory=list, init=False)
    _used: list[Recording] = field(default_factory=list, init=False)

    def begin(self, case: str) -> None:
        """What is asked from now on is asked for this case; cases come one after the other."""
        self._case, self._round, self._stale, self._used = case, 0, [], []

    def __call__(self, call: Call) -> Answer:
        """The recorded answer."""
        if call.mode not in {one.mode for one in self.recordings}:
            return Answer(status=_UNKNOWN_SHAPE, raw=error(f"{call.mode} was not asked for when it was recorded"))
        found = self._found(key_of(call.body))
        if found is None:
            self._stale.append(self._why(call))
            return Answer(status=_UNKNOWN, raw=error("not recorded"))
        self._round += 1
        self._used.append(found)
        return Answer(found.content, finish_reason=found.finish_reason, refusal=found.refusal)

    def _found(self, key: str) -> Recording | None:
        """The case's own answer, that of this round first; else another's that was asked the very same."""
        same = [one for one in self.recordings if one.key == key]
        return min(same, key=lambda one: (one.case != self._case, abs(one.round - self._round)), default=None)

    def _why(self, call: Call) -> str:
        label, own = label_of(call.body, self.prompts), [one for one in self.recordings if one.case == self._case]
        before = next((one for one in own if one.round == self._round), None)
        if before is None:
            return f"its draft is sent back {self._round} times now, which was not recorded ({label})"
        if before.prompt != label:
            return f"recorded with {before.prompt}, and the prompt is {label} now"
        return changed(before.parts, parts_of(call.body, self.prompts))

    def troubles(self, draft: Draft | None) -> tuple[str, ...]:
        """What speaks against the case just ended, beside what its suite says; stale recordings before all."""
        if self._stale:
            return (f"stale: what the model would say is not known: {self._stale[0]}",)
        unused = [one for one in self.recordings if one.case == self._case and one.key not in self._keys]
        told = [f"unused: {_told(one)} is never asked for" for one in unused]
        shown = [one.fault for one in self._used if one.fault and draft and _says(one, draft)]
        return (*(f"a fault of the model is shown to the customer: {fault}" for fault in shown), *told)

    @property
    def _keys(self) -> set[str]:
        return {one.key for one in self._used}


def _told(recording: Recording) -> str:
    if recording.round:
        return f"the answer of round {recording.round}, after the draft before was stopped ({recording.prompt}),"
    return f"the answer ({recording.prompt})"


def _says(recording: Recording, draft: Draft) -> bool:
    """Whether the draft shows the answer as it was given, but for the script it is written in."""
    try:
        segments = json.loads(recording.content)["segments"]
    except (ValueError, KeyError, TypeError):
        return False
    texts = [one if isinstance(one, str) else one.get("text", "") for one in segments]
    return tuple(text.strip() for text in texts) == draft.segments


Source = Callable[[Call, str, int], Answer]
"""Who answers for the model: told the call, the case, and which of the case's questions it is."""


@dataclass
class Recorder:
    """Passes each call on to `source` and keeps what is answered; failures are passed on and not kept."""

    suite: str
    source: Source
    prompts: Prompts
    faults: Callable[[str, int], str | None] = lambda case, number: None
    kept: list[Recording] = field(default_factory=list, init=False)
    """The answers of the cases that have ended well."""
    _case: str = field(default="", init=False)
    _answers: list[Recording] = field(default_factory=list, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def begin(self, case: str) -> None:
        """What is asked from now on is asked for this case; cases come one after the other."""
        with self._lock:
            self._case, self._answers = case, []

    def __call__(self, call: Call) -> Answer:
        """The source's answer, which is kept unless the case has ended meanwhile: then nobody waited for it."""
        with self._lock:
            case, answers = self._case, self._answers
        answer = self.source(call, case, len(answers))
        if answer.status == 200 and answer.raw is None:
            answers.append(self._recording(call, case, len(answers), answer))
        return answer

    def _recording(self, call: Call, case: str, number: int, answer: Answer) -> Recording:
        return Recording(
            suite=self.suite,
            case=case,
            round=number,
            key=key_of(call.body),
            model=str(call.body.get("model")),
            prompt=label_of(call.body, self.prompts),
            mode=call.mode,
            content=answer.content,
            finish_reason=answer.finish_reason,
            refusal=answer.refusal,
            parts=parts_of(call.body, self.prompts),
            fault=self.faults(case, number),
        )

    def troubles(self, draft: Draft | None) -> tuple[str, ...]:
        """Keeps the case's answers, unless some question of it stayed without one."""
        if unanswered(draft):
            return ("not recorded: the endpoint failed",)
        with self._lock:
            self.kept += self._answers
        return ()


Tape = Replay | Recorder

_NO_ANSWER = ("timeout", "unreachable", "http-", "circuit-open", "budget", "prompt")
"""Words of `made_by.fallback` that tell of an endpoint, not of what a model said."""


def unanswered(draft: Draft | None) -> str | None:
    """Why the draft is not the model's, where the model was not heard at all."""
    reason = draft.made_by.fallback if draft else None
    return reason if reason and reason.startswith(_NO_ANSWER) else None


@contextmanager
def serving(tape: Tape) -> Iterator[LocalModel]:
    """The tape at an endpoint of this machine."""
    with LocalModel([tape]) as server:
        yield server


def written(answers: Iterable[tuple[str, int, str]]) -> Source:
    """Answers written by hand in a model's place, by case and round; what none was written for is refused."""
    known = {(case, number): content for case, number, content in answers}

    def ask(call: Call, case: str, number: int) -> Answer:
        content = known.get((case, number))
        return Answer(status=_UNKNOWN, raw=error("no answer written")) if content is None else Answer(content)

    return ask
