"""How SnowNLP judges reviews: a JSON list of texts on standard input, likelihoods of praise on standard output."""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Judge the texts, each by itself."""
    from snownlp import SnowNLP  # type: ignore[import-not-found]  # measured from an environment of its own

    json.dump([SnowNLP(text).sentiments for text in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
