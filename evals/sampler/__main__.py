"""`make sampler`: writes docs/sampler.html anew; with `--check`, tells whether it is what the cards give now."""

from __future__ import annotations

import sys

from evals.sampler.page import PAGE, STALE, is_current, page_of
from evals.sampler.samples import sampled
from rag.settings import load_settings
from rag.wiring import build


def main(arguments: list[str]) -> int:
    """Write the page or check it; 1 where a wording is not said, a rule is broken or the page is stale."""
    settings = load_settings().model_copy(update={"llm_model": None, "llm_base_url": None})
    found = sampled(build(settings))
    problems = list(found.failures)
    page = page_of(found.samples)
    if "--check" not in arguments:
        PAGE.write_text(page, encoding="utf-8")
    elif not is_current(page):
        problems.append(STALE)
    print(f"{len(found.samples)} samples, {len(found.failures)} wordings without one")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
