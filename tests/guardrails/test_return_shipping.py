"""Every reply of the tables has the findings it must have, under both profiles and no others."""

from __future__ import annotations

import pytest

from tests.guardrails.shipping_cases import (
    HANDBOOK,
    RETURN_LEG,
    Case,
    english,
    established,
    structures,
    traditional,
    unknown,
    wordings_fault,
    wordings_our_error,
    wordings_own_reason,
    wordings_unknown,
)

TABLES = (
    established,
    structures,
    unknown,
    traditional,
    english,
    wordings_fault,
    wordings_our_error,
    wordings_own_reason,
    wordings_unknown,
)
CASES = [case for table in TABLES for case in table.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_handbook(case: Case) -> None:
    assert case.findings(HANDBOOK) == case.found


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_return_leg(case: Case) -> None:
    assert case.findings(RETURN_LEG) == case.under_return_leg
