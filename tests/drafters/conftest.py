"""What drafters by a model share: all that prompts are made of, read once."""

from __future__ import annotations

import pytest

from rag.drafters.told import Telling
from rag.wiring import Wanyan, telling


@pytest.fixture(scope="session")
def told(built: Wanyan) -> Telling:
    """By the project's own prompts and examples."""
    return telling(built.settings, built.checker)
