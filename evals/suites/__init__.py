"""The suites, in the order in which reports tell of them."""

from __future__ import annotations

from evals.suite import AnySuite
from evals.suites.attacks import Attacks
from evals.suites.chat import Chat
from evals.suites.groundedness import Groundedness
from evals.suites.latency import Latency
from evals.suites.negation import Negation
from evals.suites.profiles import Profiles
from evals.suites.prompts import Prompts
from evals.suites.retrieval import Retrieval
from evals.suites.return_shipping import ReturnShipping
from evals.suites.review import PublicReview
from evals.suites.review_reading import ReviewReadings
from evals.suites.rules import Rules
from evals.suites.scripts import Scripts
from evals.suites.second_opinion import OfSecondOpinion
from evals.suites.shop_terms import ShopTerms

SUITES: dict[str, AnySuite] = {
    suite.name: suite
    for suite in (
        Retrieval(),
        Negation(),
        ReturnShipping(),
        ShopTerms(),
        Rules(),
        OfSecondOpinion(),
        ReviewReadings(),
        Scripts(),
        Prompts(),
        Profiles(),
        Chat(),
        PublicReview(),
        Attacks(),
        Groundedness(),
        Latency(),
    )
}
