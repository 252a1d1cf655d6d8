"""Every check finds what it is for, there and nowhere else, and is quiet otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangan.checks._registry import every_check
from dangan.model.json import dotted
from dangan.workspace.casefiles import Case, cases_in

FOLDER = Path(__file__).parent.parent / "cases"
CASES = cases_in(FOLDER)
ALL = [case for cases in CASES.values() for case in cases]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}-{case.name}")
def test_case(case: Case) -> None:
    run, source = case.run()
    found = sorted((f.code, f.path, dotted(f.pointer)) for f in run.findings)
    assert found == case.expected
    assert case.fails == any(code == case.code for code, _, _ in found)
    for finding in run.findings:
        lines = source.lines(finding.path)
        assert 1 <= finding.position.line <= len(lines)


@pytest.mark.parametrize("check", every_check(), ids=lambda check: check.code)
def test_each_check_has_a_failing_and_a_passing_case(check) -> None:
    kinds = {case.name.partition("-")[0] for case in CASES.get(check.code, ())}
    assert kinds == {"fail", "pass"}


def test_no_case_is_left_over_from_a_check_that_is_gone() -> None:
    assert set(CASES) <= {check.code for check in every_check()}
