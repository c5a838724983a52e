"""The suites, in the order in which reports tell of them."""

from __future__ import annotations

from evals.suite import AnySuite
from evals.suites.negation import Negation

SUITES: dict[str, AnySuite] = {suite.name: suite for suite in (Negation(),)}
