"""What is lent or destroyed out of order weighs as an error, whatever allows it."""

from __future__ import annotations

from pathlib import Path

from dangan.model.finding import Severity
from dangan.workspace.casefiles import cases_in

CASES = cases_in(Path(__file__).parent.parent / "cases")


def test_lent_without_the_approval_that_comes_first() -> None:
    case = next(c for c in CASES["R405"] if c.name == "fail-lent-by-permission")
    run, _source = case.run()
    (found,) = (f for f in run.findings if f.code == "R405")
    assert found.clauses == ("000-11.r13",)
    assert found.severity is Severity.ERROR
    assert found.blocks
