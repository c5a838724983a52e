"""Who drafts in a run: nobody but the program, a recorded model, or a live one; each as settings and a tape."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeVar, get_args

from evals.recordings import RECORDINGS, load_recordings, of_suite, save_recordings
from evals.recordings.tapes import Recorder, Replay, Tape, serving, unanswered
from rag.doctor import probe
from rag.domain import Draft
from rag.errors import SettingError
from rag.prompts import load_prompts
from rag.settings import Settings

Drafter = Literal["offline", "recorded", "live"]
Output = TypeVar("Output")
DRAFTERS: tuple[Drafter, ...] = get_args(Drafter)


@dataclass
class Drafted:
    """The settings that a suite drafts with, and the tape where a model is played back or recorded."""

    settings: Settings
    drafter: Drafter = "offline"
    tape: Tape | None = None
    only: frozenset[str] | None = None
    """Ids of the cases there is something to say about; all where None."""

    def begin(self, case: str) -> None:
        """A case begins."""
        if self.tape:
            self.tape.begin(case)

    def judged(self, output: Output) -> Output:
        """The output as its suite is to judge it: that a model was stopped is no fault of the draft that came."""
        if self.drafter == "offline" or not isinstance(output, Draft) or output.made_by.fallback != "rules":
            return output
        return replace(output, made_by=replace(output.made_by, fallback=None))

    def troubles(self, output: object) -> tuple[str, ...]:
        """What speaks against the case that has ended: no offline draft passes for a model's."""
        if self.drafter == "offline":
            return ()
        draft = output if isinstance(output, Draft) else None
        told = self.tape.troubles(draft) if self.tape else ()
        if not told and (reason := unanswered(draft)):
            told = (f"the model did not answer ({reason}), so there is no draft of its own to judge",)
        return told

    def scores(self, output: object) -> dict[str, float]:
        """Of a model's draft: whether it is the model's at last, and whether at the first try."""
        if self.drafter == "offline" or not isinstance(output, Draft) or output.made_by.fallback == "hostile":
            return {}
        its_own = output.made_by.drafter == "llm"
        return {"by_model": float(its_own), "at_once": float(its_own and not output.made_by.repairs)}


_UNHEARD = ("stale:", "not recorded:", "the model did not answer")


def unheard(troubles: Sequence[str]) -> bool:
    """Whether the troubles say that there is nothing of the model to judge."""
    return any(told.startswith(_UNHEARD) for told in troubles)


@contextmanager
def offline(settings: Settings) -> Iterator[Drafted]:
    """No model, and no network."""
    yield Drafted(without_models(settings))


def without_models(settings: Settings) -> Settings:
    """The settings with nothing set that calls an endpoint."""
    calling = {
        name: field.default
        for name, field in Settings.model_fields.items()
        if name.startswith(("llm_", "embedding_", "second_opinion"))
    }
    return settings.model_copy(update=calling)


@contextmanager
def recorded(settings: Settings, suite: str, path: Path = RECORDINGS) -> Iterator[Drafted]:
    """The model whose answers the file, or the folder, has recorded for the suite."""
    recordings = of_suite(load_recordings(path), suite)
    tape = Replay(recordings, load_prompts(settings.prompts))
    model = recordings[0].model if recordings else "recorded"
    with serving(tape) as server, _scratch(settings) as data:
        at_tape = {"llm_base_url": server.base_url, "llm_model": model, "data": data, "deadline": _PATIENT}
        playing = without_models(settings).model_copy(update=at_tape)
        yield Drafted(playing, "recorded", tape, frozenset(one.case for one in recordings))


_PATIENT = 60.0
"""Seconds for a draft where the model is on this machine: a busy one is no fault of the draft's."""


@contextmanager
def live(settings: Settings) -> Iterator[Drafted]:
    """The settings' model, whose answers are not remembered: each repetition asks it anew."""
    with _scratch(settings) as data:
        yield Drafted(settings.model_copy(update={"data": data, "llm_remembered": 0}), "live")


@contextmanager
def recording(settings: Settings, suite: str, path: Path) -> Iterator[Drafted]:
    """The settings' model, whose answers are kept in the file, beside what it has of other suites."""
    from evals.recordings.forwarding import forwarding

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    source = forwarding(settings.llm_base_url, key, settings.deadline)
    tape = Recorder(suite, source, load_prompts(settings.prompts))
    others = [one for one in load_recordings(path) if one.suite != suite] if path.is_file() else []
    try:
        with recording_from(tape, settings, str(settings.llm_model)) as drafted:
            yield drafted
    finally:  # answers cost money: those that came are kept whatever happens to the rest
        save_recordings(path, [*others, *tape.kept], f"answers of {settings.llm_model}, by wanyan eval --record")


@contextmanager
def recording_from(tape: Recorder, settings: Settings, model: str) -> Iterator[Drafted]:
    """A model at the tape's endpoint; what it answers is on the tape."""
    with serving(tape) as server, _scratch(settings) as data:
        chosen = {
            "llm_base_url": server.base_url,
            "llm_model": model,
            "llm_extra": settings.llm_extra,
            "llm_remembered": 0,
            "data": data,
        }
        yield Drafted(without_models(settings).model_copy(update=chosen), "live", tape)


@contextmanager
def _scratch(settings: Settings) -> Iterator[Path]:
    """A data folder for this run alone but for the index: what is learnt of an endpoint of evals stays here."""
    logging.getLogger("rag.endpoint").addHandler(logging.NullHandler())  # a case tells how its calls failed
    index = settings.data / "index"
    index.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        (Path(folder) / "index").symlink_to(index.resolve(), target_is_directory=True)
        yield Path(folder)


def check_model(settings: Settings) -> None:
    """Raise SettingError, in one line, where there is no model to be asked, or it does not answer."""
    from rag.drafters.providers import models

    chosen = models(settings)
    if chosen is None:
        raise SettingError("a live model is wanted and none is set: WANYAN_LLM_BASE_URL, WANYAN_LLM_MODEL")

    async def found() -> list[str]:
        return [f"{one.found}: {one.advice}" async for one in probe(chosen.main, settings) if one.state == "bad"]

    if bad := asyncio.run(found()):
        raise SettingError(bad[0])
