"""What `wanyan eval` is asked for: who drafts, what goes together, and one line for what does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evals.comparison import BASELINE
from evals.local_model import Answer, LocalModel
from evals.outcome import Options
from evals.recordings import RECORDINGS, Recording, save_recordings
from evals.results import Run, SuiteResult
from evals.run import _left_out, orders_of
from rag.errors import InputError
from rag.settings import ROOT, Settings

SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]


def names(options: Options) -> list[str]:
    return [order.name for order in orders_of(options, SETTINGS)]


def test_what_is_recorded_is_run_beside_the_offline_drafter() -> None:
    every = names(Options())
    assert {"chat", "chat@recorded", "review", "review@recorded", "negation"} <= set(every)
    assert "negation@recorded" not in every
    assert names(Options(suites=("chat",))) == ["chat", "chat@recorded"]


def test_drafters_stand_side_by_side_as_asked_for() -> None:
    assert names(Options(suites=("chat",), drafters=("live", "offline"))) == ["chat@live", "chat"]
    assert set(names(Options(drafters=("recorded",)))) == {"chat@recorded", "review@recorded"}
    assert all(name.endswith("@live") for name in names(Options(drafters=("live",))))


def test_a_live_model_is_asked_several_at_once_unless_it_is_recorded(tmp_path: Path) -> None:
    busy = SETTINGS.model_copy(update={"llm_concurrency": 7})
    (live,) = orders_of(Options(suites=("chat",), drafters=("live",)), busy)
    (taped,) = orders_of(Options(suites=("chat",), drafters=("live",), record=tmp_path / "a.jsonl"), busy)
    (offline,) = orders_of(Options(suites=("chat",), drafters=("offline",)), busy)
    assert (live.at_once, taped.at_once, offline.at_once) == (7, 1, 1)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (Options(suites=("chta",)), "unknown suite 'chta'"),
        (Options(drafters=("gpt",)), "unknown drafter 'gpt'; there are: offline, recorded, live"),
        (Options(suites=("negation",), drafters=("live",)), "negation asks no drafter"),
        (Options(bless=True, repeat=2), "--bless goes without"),
        (Options(bless=True, drafters=("live",)), "--bless goes without"),
        (Options(record=Path("a.jsonl")), "--record goes with --drafter live"),
        (Options(record=Path("a.jsonl"), drafters=("live",), repeat=2), "--record goes with --drafter live"),
        (Options(recordings=Path("a.jsonl")), "--recordings goes with --drafter recorded"),
        (Options(drafters=("recorded",), recordings=Path("/none.jsonl")), "/none.jsonl: No such file"),
        (Options(drafters=("live",), record=Path("/none/a.jsonl")), "/none/a.jsonl: cannot be written"),
        (Options(dataset=Path("a.jsonl")), "--dataset goes with one suite"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_runs(options: Options, told: str) -> None:
    with pytest.raises(InputError) as refused:
        orders_of(options, SETTINGS)
    assert told in str(refused.value)


def test_a_suite_without_recordings_is_told(tmp_path: Path) -> None:
    save_recordings(tmp_path / "a.jsonl", [Recording("review", "x", 0, "k", "m", "review@3", "text", "")], "one")
    options = Options(suites=("chat",), drafters=("recorded",), recordings=tmp_path / "a.jsonl")
    with pytest.raises(InputError, match="no recordings of chat"):
        orders_of(options, SETTINGS)


def test_what_is_no_file_of_recordings_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir", encoding="utf-8")
    with pytest.raises(InputError, match=r"letter\.txt:1"):
        orders_of(Options(drafters=("live",), record=path), SETTINGS)
    assert path.read_text(encoding="utf-8") == "Dear Sir"


def test_a_blessed_suite_that_a_whole_run_does_not_find_breaks_it() -> None:
    blessed = Run({"chat@recorded": SuiteResult("chat@recorded", "harm", (), {})})
    assert [str(one) for one in _left_out(Options(), Run({}), blessed)] == [
        "chat@recorded is not run any more: suite or recordings are gone: harm"
    ]
    assert _left_out(Options(suites=("negation",)), Run({}), blessed) == []


# The command ----------------------------------------------------------------------------------------


def wanyan_eval(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from rag.cli import main; main()", "eval", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=300, check=False
    )


def test_no_model_and_one_that_does_not_answer_are_told_in_one_line() -> None:
    none = wanyan_eval("chat", "--drafter", "live")
    assert (none.returncode, none.stderr.count("\n")) == (2, 1)
    assert "WANYAN_LLM_MODEL" in none.stderr
    with LocalModel([Answer(status=401)]) as model:
        dead = wanyan_eval("chat", "--drafter", "live", WANYAN_LLM_MODEL="m", WANYAN_LLM_BASE_URL=model.base_url)
    assert dead.returncode == 2
    assert "the key is not accepted (http-401)" in dead.stderr.splitlines()[-1]


def test_a_run_that_is_stopped_ends_at_once_and_leaves_no_process_behind(tmp_path: Path) -> None:
    # whoever runs the tests in the background ignores Ctrl-C, and so would what they start
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heeding}; from rag.cli import main; main()", "eval", "negation", "rules"]
    run = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    workers = waited_for(lambda: children_of(run.pid))
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=30)
    assert (run.returncode, told) == (130, "")
    waited_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def children_of(pid: int) -> list[int]:
    """The processes a run has started to work for it."""
    found = subprocess.run(
        ["pgrep", "-P", str(pid), "-f", "spawn_main"], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


def waited_for(seen: object, seconds: float = 60.0) -> list[int]:
    """What `seen` says as soon as it says something."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if found := seen():  # type: ignore[operator]
            return found  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise AssertionError("never seen")


def test_the_projects_recordings_and_baseline_are_there() -> None:
    assert {path.stem for path in RECORDINGS.glob("*.jsonl")} == {"chat", "review"}
    assert BASELINE.is_file()
