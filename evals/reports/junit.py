"""JUnit's XML, which CI servers show: a suite a suite, a case a test case, a failure what fails the run."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from evals.comparison import Change
from evals.gates import Breach
from evals.reports.digest import Digest
from evals.results import CaseResult

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


def junit(found: Sequence[Digest]) -> str:
    """The document: failures are cases that fail and are not known to, what else is worse, and broken gates."""
    root = ET.Element("testsuites", name="wanyan eval")
    for digest in found:
        root.append(_suite(digest))
    ET.indent(root, "")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(digest: Digest) -> ET.Element:
    suite = digest.suite
    regressions = {change.case: change for change in digest.regressions}
    known = {case.id for case in digest.standing} if digest.before else set()
    tests = [_case(suite.name, case, regressions.pop(case.id, None), case.id in known) for case in suite.cases]
    tests += [_of_no_case(suite.name, change) for change in regressions.values()]
    if suite.failure is not None:
        tests.append(_test(suite.name, "suite", _problem("error", "could not be run", suite.failure, suite.harm)))
    else:
        tests += [_gate(suite.name, number, breach) for number, breach in enumerate(digest.breaches, 1)]
    made = ET.Element("testsuite", name=_clean(suite.name), tests=str(len(tests)))
    for tag in ("failure", "error"):
        made.set(f"{tag}s", str(sum(test.find(tag) is not None for test in tests)))
    made.set("time", f"{suite.seconds:.3f}")
    made.extend(tests)
    return made


def _case(suite: str, case: CaseResult, change: Change | None, known: bool) -> ET.Element:
    """A test case; that it is known to fail is told in its output."""
    told = change.told if change else "; ".join(case.problems) or "fails"
    if change is None and case.passed:
        return _test(suite, case.id, seconds=case.seconds)
    if known:
        out = ET.Element("system-out")
        out.text = _clean(f"known to fail, as the baseline says too: {told}")
        return _test(suite, case.id, out, seconds=case.seconds)
    problem = _problem("failure", change.kind if change else "fails", told, _body(case, told))
    return _test(suite, case.id, problem, seconds=case.seconds)


def _body(case: CaseResult, told: str) -> str:
    """What happened with its harm, then what was said to what."""
    lines = [
        *(case.problems or (told,)),
        f"why it matters: {case.why}" if case.why else "",
        f"asked: {case.asked}" if case.asked else "",
        f"said: {case.said}" if case.said else "",
        *(f"found: {finding}" for finding in case.findings),
        f"sources: {', '.join(case.sources)}" if case.sources else "",
    ]
    return "\n".join(filter(None, lines))


def _of_no_case(suite: str, change: Change) -> ET.Element:
    """A case that is no more, or a score that is lower."""
    return _test(suite, change.case, _problem("failure", change.kind, change.told, change.harm))


def _gate(suite: str, number: int, breach: Breach) -> ET.Element:
    return _test(suite, f"gate {number}", _problem("failure", "gate broken", breach.told, breach.harm))


def _test(suite: str, name: str, *told: ET.Element, seconds: float = 0.0) -> ET.Element:
    test = ET.Element("testcase", name=_clean(name), classname=_clean(f"evals.{suite}"), time=f"{seconds:.3f}")
    test.extend(told)
    return test


def _problem(tag: str, kind: str, message: str, body: str) -> ET.Element:
    made = ET.Element(tag, type=kind, message=_clean(message))
    made.text = _clean(body)
    return made


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
