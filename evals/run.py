"""The use case of `wanyan eval`: suites run, held against gates and baseline, reported."""

from __future__ import annotations

from evals import reports
from evals.comparison import BASELINE, compare
from evals.drafters import DRAFTERS, Drafter, check_model
from evals.gates import Breach, broken, load_gates
from evals.outcome import Options, Outcome
from evals.recordings import RECORDINGS, load_recordings
from evals.reports import terminal
from evals.results import Run, read, write
from evals.running import Order, made_with, run_all
from evals.suite import AnySuite
from evals.suites import SUITES
from rag.errors import InputError
from rag.settings import Settings, load_settings
from rag.tables.output import check_writable


def evaluate(options: Options) -> int:
    """Run, compare, report; 1 where a gate is broken or something has become worse than was blessed.

    Gates and baseline hold for the project's own cases; outside rows are measured, and compared on request.
    """
    settings = load_settings()
    orders, before = orders_of(options, settings), _before(options)
    if options.report:
        reports.check_folder(options.report)
    if any(order.drafter == "live" for order in orders):
        check_model(settings)
    run = Run(run_all(orders, terminal.telling(options)), made_with(orders))
    gates = {} if options.dataset else load_gates()
    breaches = (*broken(run, gates), *_left_out(options, run, before))
    outcome = Outcome(run, compare(run, before) if before else (), breaches, before, gates)
    if options.report:
        reports.write_all(outcome, options.report)
    if options.bless and not outcome.broken:
        _bless(run, whole=not options.suites and not options.drafters)
    terminal.show(outcome, options)
    return 1 if outcome.broken or not (outcome.held or options.bless) else 0


# What is to be run -----------------------------------------------------------------------------------


def orders_of(options: Options, settings: Settings) -> list[Order]:
    """What is to be run. Raises InputError for what does not go together, before anything is."""
    _refuse(options)
    source = options.recordings or RECORDINGS
    wanted = not options.drafters or "recorded" in options.drafters
    recorded = {one.suite for one in load_recordings(source)} if wanted else set()
    if "recorded" in options.drafters and (missing := set(options.suites or recorded or ["any suite"]) - recorded):
        raise InputError(f"there are no recordings of {min(missing)} in {source}")
    return [
        Order(
            suite,
            settings,
            options.dataset,
            drafter,
            source,
            options.record if drafter == "live" else None,
            options.repeat,
        )
        for suite in map(SUITES.__getitem__, dict.fromkeys(options.suites or SUITES))
        for drafter in _drafters(options, suite, suite.drafts and suite.name in recorded)
    ]


def _drafters(options: Options, suite: AnySuite, recorded: bool) -> list[Drafter]:
    """Who drafts for a suite: those asked for, as far as it asks any and there are recordings."""
    if not options.drafters:
        return ["offline", "recorded"] if recorded and not options.dataset else ["offline"]
    able = {"offline": True, "recorded": recorded, "live": suite.drafts}
    return [drafter for drafter in dict.fromkeys(map(_known, options.drafters)) if able[drafter]]


def _known(drafter: str) -> Drafter:
    found = next((known for known in DRAFTERS if known == drafter), None)
    if found is None:
        raise InputError(f"unknown drafter {drafter!r}; there are: {', '.join(DRAFTERS)}")
    return found


def _refuse(options: Options) -> None:
    """Raise InputError for names that nobody has, and for options that do not go together."""
    if unknown := [name for name in options.suites if name not in SUITES]:
        raise InputError(f"unknown suite {unknown[0]!r}; there are: {', '.join(SUITES)}")
    drafters = [_known(name) for name in options.drafters]
    if options.dataset and len(options.suites) != 1:
        raise InputError("--dataset goes with one suite")
    if options.bless and (options.dataset or options.repeat > 1 or "live" in drafters):
        raise InputError("--bless goes without --dataset, --repeat and live: a baseline is of what stays the same")
    models = [drafter for drafter in drafters if drafter != "offline"]
    if models and (idle := [name for name in options.suites if not SUITES[name].drafts]):
        drafting = ", ".join(name for name, suite in SUITES.items() if suite.drafts)
        raise InputError(
            f"{idle[0]} asks no drafter, so --drafter {models[0]} is not for it; it is for: {drafting}"
        )
    if options.recordings and "recorded" not in drafters:
        raise InputError("--recordings goes with --drafter recorded")
    if options.record:
        if "live" not in drafters or options.repeat > 1:
            raise InputError(
                "--record goes with --drafter live and without --repeat: one answer a question is kept"
            )
        check_writable(options.record)
        if options.record.is_file():
            load_recordings(options.record)  # what is no file of recordings is not written over


# What it is held against -----------------------------------------------------------------------------


def _before(options: Options) -> Run | None:
    """What the run is compared with."""
    if options.baseline:
        return read(options.baseline)
    return read(BASELINE) if BASELINE.is_file() and not options.dataset else None


def _left_out(options: Options, run: Run, before: Run | None) -> list[Breach]:
    """Suites that were blessed and that a run of all suites did not find any more."""
    if before is None or options.suites or options.drafters or options.baseline or options.bless:
        return []
    gone = [suite for name, suite in before.suites.items() if name not in run.suites]
    return [Breach(suite.name, "is not run any more: suite or recordings are gone", suite.harm) for suite in gone]


def _bless(run: Run, *, whole: bool) -> None:
    """Make this run what later ones are compared with; of some suites alone, the others stay as they were."""
    kept = read(BASELINE).suites if BASELINE.is_file() and not whole else {}
    write(Run({**kept, **run.suites}), BASELINE, whole=False)
