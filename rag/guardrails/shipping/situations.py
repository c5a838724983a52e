"""The orders that the examples of the return-shipping rules are about."""

from __future__ import annotations

from rag.domain import Facts

FAULTY = Facts(cause="quality", evidence_checked=True, days_since_signed=3, freight_insurance=False)
OURS = Facts(cause="seller_fault", evidence_checked=True, days_since_signed=3, freight_insurance=False)
OWN = Facts(cause="customer", days_since_signed=3, freight_insurance=False)
INSURED = Facts(cause="customer", days_since_signed=3, freight_insurance=True)
LATE = Facts(cause="quality", evidence_checked=True, days_since_signed=40)
