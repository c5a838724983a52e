"""The use case of `wanyan eval`: suites run, held against gates and baseline, reported."""

from __future__ import annotations

from evals import reports
from evals.comparison import BASELINE, compare
from evals.gates import broken, load_gates
from evals.outcome import Options, Outcome
from evals.reports import terminal
from evals.results import Run, read, write
from evals.running import Order, made_with, run_all
from evals.suites import SUITES
from rag.errors import InputError
from rag.settings import load_settings


def evaluate(options: Options) -> int:
    """Run, compare, report; 1 where a gate is broken or something has become worse than was blessed.

    Gates and baseline hold for the project's own cases; outside rows are measured, and compared on request.
    """
    orders, before = _orders(options), _before(options)
    run = Run(run_all(orders, terminal.telling(options)), made_with(orders[0].settings))
    gates = {} if options.dataset else load_gates()
    outcome = Outcome(run, compare(run, before) if before else (), broken(run, gates), before, gates)
    if options.report:
        reports.write_all(outcome, options.report)
    if options.bless and not outcome.broken:
        _bless(run)
    terminal.show(outcome, options)
    return 1 if outcome.broken or not (outcome.held or options.bless) else 0


def _orders(options: Options) -> list[Order]:
    """What is to be run. Raises InputError for what does not go together, before anything is."""
    unknown = [name for name in options.suites if name not in SUITES]
    if unknown:
        raise InputError(f"unknown suite {unknown[0]!r}; there are: {', '.join(SUITES)}")
    if options.dataset and len(options.suites) != 1:
        raise InputError("--dataset goes with one suite")
    if options.bless and (options.dataset or options.repeat > 1):
        raise InputError("--bless goes without --dataset and --repeat: the baseline is of the project's own cases")
    settings = load_settings().model_copy(update={"llm_model": None, "llm_base_url": None})
    names = dict.fromkeys(options.suites or SUITES)
    return [Order(SUITES[name], settings, options.dataset, repeat=options.repeat) for name in names]


def _before(options: Options) -> Run | None:
    """What the run is compared with."""
    if options.baseline:
        return read(options.baseline)
    return read(BASELINE) if BASELINE.is_file() and not options.dataset else None


def _bless(run: Run) -> None:
    """Make this run what later ones are compared with; suites that were not run stay as they were."""
    kept = read(BASELINE).suites if BASELINE.is_file() else {}
    write(Run({**kept, **run.suites}), BASELINE, whole=False)
