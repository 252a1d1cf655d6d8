"""Recurring duties: the matrix of periods, departments and kinds (001-01.r15–r19)."""

from __future__ import annotations

import datetime

import pytest

from dangan.model.archive import Archive
from dangan.rules.calendar_periods import begun, period_of
from dangan.rules.duties import matrix
from rules.volume_kit import holding, policy, record

TEXT = {"zh": "试", "en": "test"}
RULE = {
    "id": "supply",
    "label": TEXT,
    "every": "month",
    "per": ["department"],
    "each": {"department": ["sales", "finance"]},
    "expect": ["form", "contract"],
    "due": {"day_of_month": 8, "months_after": 1},
    "satisfied_by": {
        "type": "transfer",
        "period": "period",
        "by": {"department": "from.department"},
        "done": {"field": "handed_over_on"},
    },
    "nil_ok": True,
    "since": "2026-01-01",
    "clause": "r15",
}


def transfer(name, period, department, on, *kinds, **more):
    items = [{"kind": kind, "count": 1} for kind in kinds]
    given = {"items": items} if items else {}
    return record(
        name,
        type="transfer",
        period=period,
        **{"from": {"department": department}},
        handed_over_on=on,
        **given,
        **more,
    )


def cells(as_of, *records, until=None, own=None, **rule):
    made = policy(duties=[{**RULE, **rule}])
    home = Archive(
        own or holding(departments=[{"id": "sales"}, {"id": "finance"}]), records
    )
    day = datetime.date.fromisoformat(as_of)
    return matrix(made, home, None, day, until and datetime.date.fromisoformat(until))


def table(found):
    return {
        (c.period, c.unit.get("department"), c.unit.get("kind")): "nil"
        if c.nil and c.due.state == "done"
        else c.due.state
        for c in found
    }


def test_the_matrix_of_month_department_and_kind():
    found = table(
        cells(
            "2026-03-08",
            transfer("T1", "2026-01", "sales", "2026-02-06", "form", "contract"),
            transfer("T2", "2026-01", "finance", "2026-02-09", "form"),
            transfer("T3", "2026-02", "sales", "2026-03-08", nil=True),
        )
    )
    assert found == {
        ("2026-01", "sales", "form"): "done",
        ("2026-01", "sales", "contract"): "done",
        ("2026-01", "finance", "form"): "late",
        ("2026-01", "finance", "contract"): "overdue",
        ("2026-02", "sales", "form"): "nil",
        ("2026-02", "sales", "contract"): "nil",
        ("2026-02", "finance", "form"): "open",
        ("2026-02", "finance", "contract"): "open",
    }


def test_the_due_day_itself_is_in_time_and_february_works():
    rule = {"due": {"day_of_month": 28, "months_after": 1}, "expect": ["form"]}
    states = {
        c.due.due_on.isoformat(): c.due.state for c in cells("2026-03-01", **rule)
    }
    assert states == {"2026-02-28": "overdue", "2026-03-28": "open"}
    assert {c.due.state for c in cells("2026-02-28", **rule)} == {"open"}


def test_a_nil_report_counts_only_where_the_rule_allows_it():
    report = transfer("T", "2026-01", "sales", "2026-02-06", nil=True)
    assert table(cells("2026-02-08", report))["2026-01", "sales", "form"] == "nil"
    assert (
        table(cells("2026-02-09", report, nil_ok=False))["2026-01", "sales", "form"]
        == "overdue"
    )


def test_a_month_that_is_not_over_is_not_listed_unless_asked():
    assert {c.period for c in cells("2026-02-28")} == {"2026-01"}
    assert {c.period for c in cells("2026-03-01")} == {"2026-01", "2026-02"}
    assert {c.period for c in cells("2026-01-15", until="2026-02-05")} == {"2026-01"}


def test_reasons_and_who():
    cell = cells("2026-02-01")[0]
    assert cell.due.owed_by == {"department": "sales"}
    assert cell.due.clauses == ("t0.r15",)
    assert "2026-01 ends on 2026-01-31" in [str(r.message) for r in cell.due.because]
    assert cell.due.period == "2026-01"


def test_departments_come_from_the_holding_by_default():
    found = cells("2026-02-01", each={}, expect=[])
    assert [c.unit["department"] for c in found] == ["sales", "finance"]


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ("month", ["2025-12", "2026-01", "2026-02"]),
        ("quarter", ["2025-Q4", "2026-Q1"]),
        ("half-year", ["2025-H2", "2026-H1"]),
        ("year", ["2025", "2026"]),
    ],
)
def test_calendar_periods(every, names):
    since, until = datetime.date(2025, 12, 10), datetime.date(2026, 2, 28)
    assert [p.name for p in begun(every, since, until)] == names
    assert period_of(every, since).first <= since <= period_of(every, since).last


def test_yearly_report_of_each_customer():
    rule = {
        "every": "year",
        "per": ["record"],
        "for": {"type": "customer"},
        "each": {},
        "expect": [],
        "due": {"by": "03-31", "years_after": 1},
        "satisfied_by": {
            "type": "item",
            "by": {"record": "subject"},
            "match": {"class": "analysis"},
        },
        "since": "2024-01-01",
    }
    one, two = record("K1", type="customer"), record("K2", type="customer")
    report = record("I", subject="K1", formed_on="2024-12-20", **{"class": "analysis"})
    other = record("J", subject="K2", formed_on="2024-12-20", **{"class": "else"})
    found = {
        (c.period, c.unit["record"]): c.due.state
        for c in cells("2025-04-01", one, two, report, other, **rule)
    }
    assert found == {("2024", "K1"): "done", ("2024", "K2"): "overdue"}


def test_a_visit_every_six_months_since_the_last():
    rule = {
        "every": "P6M",
        "per": ["record"],
        "for": {"type": "customer"},
        "each": {},
        "expect": [],
        "satisfied_by": {"type": "customer", "done": {"event": "visited"}},
        "since": None,
    }
    rule = {k: v for k, v in rule.items() if v is not None}
    seen = record(
        "K1",
        type="customer",
        opened_on="2020-01-01",
        events=[
            {"kind": "visited", "on": "2025-01-31"},
            {"kind": "visited", "on": "2025-08-31"},
        ],
    )
    never = record("K2", type="customer", opened_on="2025-01-01")
    vague = record("K3", type="customer")
    base = {k: v for k, v in RULE.items() if k not in ("since", "due", "nil_ok")}
    made = policy(duties=[{**base, **rule}])
    home = Archive(holding(), (seen, never, vague))
    found = {
        c.unit["record"]: c.due
        for c in matrix(made, home, None, datetime.date(2026, 2, 28))
    }
    assert (found["K1"].state, str(found["K1"].due_on)) == ("open", "2026-02-28")
    assert (found["K2"].state, str(found["K2"].due_on)) == ("overdue", "2025-07-01")
    assert found["K3"].state == "waiting"


def test_an_unset_day_blocks_the_duty():
    made = policy(
        parameters={"day": {"type": "day_of_month", "label": TEXT}},
        duties=[{**RULE, "due": {"day_of_month": "$day", "months_after": 1}}],
    )
    assert matrix(made, Archive(holding(), ()), None, datetime.date(2026, 6, 1)) == ()
    assert made.blocked[0].blocked_by == ("day",)


def test_what_must_be_there_once_is_due_after_the_first_day_and_never_again():
    rule = {
        "every": "once",
        "each": {"department": ["sales"]},
        "expect": ["rules", "plan"],
        "due": "P3M",
        "satisfied_by": {"type": "item", "by": {"kind": "class"}},
        "nil_ok": False,
    }
    there = record("I1", type="item", **{"class": "rules"}, formed_on="2026-02-01")
    states = {
        (c.unit["kind"], c.due.due_on.isoformat(), c.due.state)
        for c in cells("2026-04-02", there, **rule)
    }
    assert states == {
        ("rules", "2026-04-01", "done"),
        ("plan", "2026-04-01", "overdue"),
    }
    late = {c.due.state for c in cells("2026-04-01", **rule)}
    assert late == {"open"}


def test_what_must_be_there_once_is_due_on_the_first_day_unless_said():
    rule = {key: value for key, value in RULE.items() if key != "due"}
    made = policy(duties=[{**rule, "every": "once", "expect": ["rules"]}])
    found = matrix(made, Archive(holding(), ()), None, datetime.date(2026, 1, 2))
    dues = {(c.due.due_on.isoformat(), c.due.state) for c in found}
    assert dues == {("2026-01-01", "overdue")}


def test_a_day_inside_its_period_is_told_when_the_period_begins():
    rule = {
        "due": {"day_of_month": 25, "months_after": 0},
        "expect": [],
        "each": {"department": ["sales"]},
    }
    found = {
        c.period: (c.due.due_on.day, c.due.state) for c in cells("2026-02-10", **rule)
    }
    assert found == {"2026-01": (25, "overdue"), "2026-02": (25, "open")}
    early = transfer("T", "2026-02", "sales", "2026-02-09", "form")
    done = {c.period: c.due.state for c in cells("2026-02-26", early, **rule)}
    assert done == {"2026-01": "overdue", "2026-02": "done"}


def test_each_day_is_a_period_and_a_gap_stays_although_the_next_day_came():
    found = table(
        cells(
            "2026-03-03",
            transfer("a", "2026-03-02", "sales", "2026-03-02", "form"),
            every="day",
            each={"department": ["sales"]},
            expect=["form"],
            due="P1D",
            since="2026-03-01",
        )
    )
    assert found == {
        ("2026-03-01", "sales", "form"): "overdue",
        ("2026-03-02", "sales", "form"): "done",
    }


def test_an_anniversary_comes_every_year_and_the_leap_day_on_the_28th():
    rule = {
        "every": "year",
        "per": ["record"],
        "for": {"type": "customer"},
        "each": {},
        "expect": [],
        "since": "2027-01-01",
        "due": {"anniversary_of": {"field": "founded_on"}},
        "satisfied_by": {
            "type": "visit",
            "by": {"record": "subject"},
            "done": {"field": "formed_on"},
        },
    }
    customers = (
        record("C1", type="customer", founded_on="2012-02-29"),
        record("C2", type="customer"),
    )
    found = cells("2028-01-05", *customers, **rule)
    assert [c.due.due_on.isoformat() for c in found] == ["2027-02-28", "2028-02-29"]
    assert [c.due.state for c in found] == ["overdue", "open"]


def test_periods_before_the_archive_was_in_use_are_not_owed():
    rule = {"expect": [], "each": {"department": ["sales"]}}
    made = {key: value for key, value in RULE.items() if key != "since"} | rule
    office = holding(departments=[{"id": "sales"}], since="2026-02-01")
    day = datetime.date(2026, 4, 20)
    found = matrix(policy(duties=[made]), Archive(office, ()), None, day)
    assert [cell.period for cell in found] == ["2026-02", "2026-03"]


def test_what_was_due_before_the_first_day_was_never_owed():
    rule = {
        "every": "year",
        "since": "2026-11-22",
        "due": {"by": "07-31"},
        "expect": [],
        "each": {"department": ["sales"]},
    }
    assert cells("2026-12-01", **rule) == ()
    found = cells("2027-01-02", **rule)
    assert [(c.period, c.due.state) for c in found] == [("2027", "open")]
