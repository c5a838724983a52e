"""`python -m evals.recordings`: makes the project's recordings anew from the answers in `answers/*.yaml`.

The answers were written by hand in a model's place, from the prompts alone: no model wrote them. Each goes the
whole way of a model's answer, over HTTP and through the gate, so what is recorded is what a model would be asked.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict

from evals.cases import Case
from evals.drafters import recording_from
from evals.recordings import RECORDINGS, save_recordings
from evals.recordings.tapes import Recorder, written
from evals.suite import AnySuite
from evals.suites import SUITES
from rag.errors import InputError, WanyanError
from rag.prompts import load_prompts
from rag.settings import Settings, load_settings
from rag.textfiles import read_text, read_yaml, validated

ANSWERS = RECORDINGS / "answers"
MODEL = "written-by-hand"
_NOTE = "written by hand in a model's place, no model wrote them: make anew by `python -m evals.recordings`"
_PATIENT = 60.0
"""Seconds for a draft: a busy machine is no fault of the answers'."""


@dataclass(frozen=True)
class Segment:
    """A segment of an answer, and the cards it rests on."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    text: str
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """One answer: its fields as prompts ask for them, or `raw`, where a model would not keep to the shape."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    segments: tuple[Segment, ...] = ()
    missing_facts: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    answered: tuple[int, ...] = ()
    raw: str | None = None
    fault: str | None = None
    """What is wrong with it, on purpose, as models get things wrong."""

    @property
    def content(self) -> str:
        """What the model says."""
        if self.raw is not None:
            return self.raw
        said = {
            "segments": [{"text": one.text, "cards": one.cards} for one in self.segments],
            "missing_facts": self.missing_facts,
            "next_steps": self.next_steps,
            "answered": self.answered,
        }
        return json.dumps(said, ensure_ascii=False)


Answers = Mapping[str, tuple[Written, ...]]
"""By case: its first answer, and what is said where the draft is sent back."""


def load_answers(path: Path) -> Answers:
    """The answers of a file. Raises KnowledgeError with file and line."""
    loaded: Answers = validated(dict[str, tuple[Written, ...]], read_yaml(path, read_text(path)), path)
    return loaded


def make(suite: AnySuite, answers: Answers, settings: Settings) -> tuple[Recorder, list[str]]:
    """The suite's cases drafted by the answers, and what is wrong: questions and answers that have no match.

    Raises InputError for answers to a case that there is not.
    """
    cases = {case.id: case for case in suite.cases(settings)}
    if unknown := sorted(answers.keys() - cases.keys()):
        raise InputError(f"answers for {suite.name}: there is no case {unknown[0]!r}")
    source = written((case, at, one.content) for case, said in answers.items() for at, one in enumerate(said))
    tape = Recorder(suite.name, source, load_prompts(settings.prompts), lambda case, at: answers[case][at].fault)
    return tape, asyncio.run(_played(suite, tape, [cases[name] for name in answers], answers, settings))


async def _played(
    suite: AnySuite, tape: Recorder, cases: Sequence[Case], answers: Answers, settings: Settings
) -> list[str]:
    wrong = []
    with recording_from(tape, settings, MODEL) as drafted, suite.task(drafted.settings) as task:
        for case in cases:
            drafted.begin(case.id)
            draft = await task(case)
            wrong += [f"{case.id}: {told}" for told in drafted.troubles(draft)]
            if (asked := sum(one.case == case.id for one in tape.kept)) < len(answers[case.id]):
                wrong.append(f"{case.id}: answer {asked + 1} is never asked for")
    return wrong


def main() -> int:
    """Make them, and say which do not match; `wanyan eval --drafter recorded` judges them."""
    settings, wrong = load_settings().model_copy(update={"deadline": _PATIENT}), 0
    for path in sorted(ANSWERS.glob("*.yaml")):
        tape, told = make(SUITES[path.stem], load_answers(path), settings)
        save_recordings(RECORDINGS / f"{path.stem}.jsonl", tape.kept, _NOTE)
        print(f"{path.stem}: {len(tape.kept)} answers recorded", *told, sep="\n  ")
        wrong += len(told)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except WanyanError as error:
        sys.exit(str(error))
