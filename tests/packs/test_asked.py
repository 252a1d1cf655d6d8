"""What a case asks for is answered, or refused where it names nothing there is."""

from __future__ import annotations

from typing import Any

import pytest

from dangan.model.errors import PackError
from dangan.policy.frozen import freeze
from dangan.workspace.case_archive import CaseArchive, Host
from dangan.workspace.case_values import VALUES, value

pytestmark = pytest.mark.slow

LOAN = {"type": "loan", "borrower": {"person": "P2"}}
REQUESTED = {"kind": "requested", "on": "2026-03-01", "by": "P2"}
REFUSED = {"kind": "refused", "on": "2026-03-02", "by": "P1", "reason": "x"}
RECORDS = {
    "a": {"type": "item", "class": "WJ"},
    "asked": LOAN | {"events": [REQUESTED]},
    "refused": LOAN | {"events": [REQUESTED, REFUSED]},
    "new": LOAN,
    "deal": {"type": "contract", "expires_on": "2025"},
    "filed": {"type": "item", "events": [{"kind": "appraised", "on": "2026-03-01"}]},
}


def _ask(host: Host, pack: str, what: str, record: str = "") -> Any:
    import datetime

    data = {"name": "x", "clauses": ["r1"], "records": RECORDS, "expect": {}}
    case = CaseArchive(host, host.packs[pack], freeze(data))
    return value(case, what, record, datetime.date(2026, 6, 30))


@pytest.mark.parametrize(
    ("what", "fix"),
    [
        ("due:nonsense", "use one of: "),
        ("due_state:loan-registratio", "write loan-registration"),
        ("due", "use one of: "),
        ("owed_by:nonsense", "use one of: "),
        ("duties:nonsense", ""),
        ("form:covr", "write cover"),
        ("checklist:nonsense", ""),
        ("corner:first", "use one of: "),
        ("enter_by:reviewed", "leave it out"),
        ("columns:nonsense", "use one of: "),
        ("tally:nonsense", ""),
        ("next_step", "ask for it of a record that "),
    ],
)
def test_a_name_that_nothing_has_is_refused(host: Host, what: str, fix: str) -> None:
    with pytest.raises(PackError) as caught:
        _ask(host, "000-21", what, "a")
    assert fix in str(caught.value).partition("fix: ")[2]


@pytest.mark.parametrize("what", ["zzzz", "numbr"])
def test_all_kinds_are_named(host: Host, what: str) -> None:
    with pytest.raises(PackError) as caught:
        _ask(host, "000-21", what, "a")
    assert str(caught.value).partition("one of: ")[2].split(", ") == sorted(VALUES)


@pytest.mark.parametrize(
    "what", ["number", "due:expired-contract", "owed_by:expired-contract", "next_step"]
)
def test_what_is_asked_of_a_record_names_it(host: Host, what: str) -> None:
    with pytest.raises(PackError) as caught:
        _ask(host, "000-21", what)
    assert f"{what} is asked of a record" in str(caught.value)


@pytest.mark.parametrize(
    ("record", "step"),
    [("new", "approved"), ("asked", "approved"), ("refused", None)],
)
def test_next_step_of_a_process(host: Host, record: str, step: str | None) -> None:
    assert _ask(host, "base", "next_step", record) == step


@pytest.mark.parametrize(
    ("record", "step"), [("a", "appraised"), ("filed", "classified")]
)
def test_next_step_of_an_order(host: Host, record: str, step: str) -> None:
    assert _ask(host, "001-01", "next_step", record) == step


def test_a_day_that_nobody_can_tell_is_not_none(host: Host) -> None:
    assert _ask(host, "base", "due:expired-contract", "deal") == "unknown"
    assert _ask(host, "base", "due:expired-contract", "a") is None


def test_duty_says_who_owes_it(host: Host) -> None:
    assert _ask(host, "000-13", "owed_by:sales-hands-over") == {"department": "sales"}
