"""Deadlines: golden vectors as data, who owes what, and the list of what is missing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dangan import syntax
from dangan.rules import deadlines
from dangan.rules.deadlines import dues, missing_dues
from dangan.rules.dues import concerns
from dangan.rules.workdays import Calendar
from rules.volume_kit import archive, holding, policy, record

ROOT = Path(__file__).parents[2]
TEXT = {"zh": "试", "en": "test"}
CASES = json.loads(
    json.dumps(
        yaml.safe_load(
            (ROOT / "tests/cases/deadlines/vectors.yaml").read_text(encoding="utf-8")
        )
    )
)
FILE = "schemas/core/calendar/cn.yaml"
CALENDAR = Calendar.from_data(syntax.load((ROOT / FILE).read_bytes(), FILE).data)


def policy_of(**rule):
    base = {
        "id": "d",
        "label": TEXT,
        "start": {"field": "start"},
        "done": {"field": "done"},
        "clause": "r8",
    }
    return policy(deadlines=[{**base, **rule}])


def judged(rule, data, as_of):
    found = dues(
        record("R", **data),
        policy_of(**rule),
        CALENDAR,
        datetime.date.fromisoformat(as_of),
    )
    return found[0]


@pytest.mark.parametrize(
    ("rule", "data", "as_of", "state", "due_on", "done_on"),
    [pytest.param(*c[1:], id=c[0]) for c in CASES],
)
def test_the_golden_table(rule, data, as_of, state, due_on, done_on):  # noqa: PLR0917
    found = judged(rule, data, as_of)
    days = [day and day.isoformat() for day in (found.due_on, found.done_on)]
    assert [found.state, *days] == [state, due_on, done_on]
    assert (found.problem is not None) == (state == "unknown")
    assert found.clauses == ("t0.r8",)
    if found.due_on or state == "waiting":
        assert "t0.r8" in {reason.clause for reason in found.because}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(CASES),
    st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
)
def test_the_due_day_does_not_depend_on_the_day_of_asking(case, as_of):
    assert (
        judged(case[1], case[2], str(as_of)).due_on
        == judged(case[1], case[2], case[3]).due_on
    )


def test_a_tombstone_owes_nothing():
    gone = record("R", start="2020-01-01", tombstone={"destroyed_on": "2024-01-01"})
    assert (
        dues(gone, policy_of(within="P2D"), CALENDAR, datetime.date(2026, 1, 1)) == ()
    )


def test_a_rule_for_other_records_is_not_asked():
    made = policy_of(
        within="P2D", **{"for": {"class": "X"}, "when": {"important": True}}
    )
    as_of = datetime.date(2026, 1, 1)
    assert not dues(record("R", **{"class": "Y"}), made, CALENDAR, as_of)
    assert not dues(record("R", **{"class": "X"}), made, CALENDAR, as_of)
    assert dues(record("R", **{"class": "X", "important": True}), made, CALENDAR, as_of)


def test_a_date_in_a_related_record():
    reply = record(
        "B", formed_on="2026-03-09", relations=[{"kind": "replies_to", "to": "A"}]
    )
    asked = record("A", start="2026-03-02")
    made = policy_of(
        within="P5D",
        done={
            "related": {"kind": "replies_to", "field": "formed_on", "direction": "from"}
        },
    )
    (found,) = dues(
        asked, made, CALENDAR, datetime.date(2026, 5, 1), archive(asked, reply)
    )
    assert found.state == "late"
    assert str(found.done_on) == "2026-03-09"


def test_an_event_of_a_related_record():
    read = [{"kind": "requested", "on": "2026-03-01"}]
    read += [{"kind": "consulted", "on": "2026-03-04"}]
    looked = record("B", events=read)
    link = [{"kind": "see_also", "to": "B"}]
    contract = record("A", start="2026-03-03", relations=link)
    made = policy_of(
        within="P1D",
        inclusive=False,
        done={"related": {"kind": "see_also", "event": "consulted"}},
    )
    day = datetime.date(2026, 5, 1)
    (found,) = dues(contract, made, CALENDAR, day, archive(contract, looked))
    assert (found.state, str(found.due_on)) == ("late", "2026-03-03")


HOLDING = holding(
    departments=[{"id": "sales", "part_time_archivist": "P7"}, {"id": "archive"}],
    people=[
        {
            "id": "P3",
            "department": "archive",
            "roles": [{"role": "archivist", "from": "2020-01-01"}],
        },
        {
            "id": "P7",
            "department": "sales",
            "roles": [{"role": "clerk", "from": "2020-01-01", "until": "2025-12-31"}],
        },
    ],
)


@pytest.mark.parametrize(
    ("owed_by", "data", "person", "department"),
    [
        ({"role": "archivist"}, {}, "P3", "archive"),
        ({"department": "sales"}, {}, "P7", "sales"),
        ({"person": "P7"}, {}, "P7", "sales"),
        (
            {"field": "responsible.department"},
            {"responsible": {"department": "sales"}},
            "P7",
            "sales",
        ),
        ({"field": "responsible"}, {"responsible": {"person": "P3"}}, "P3", "archive"),
    ],
)
def test_who_owes_it(owed_by, data, person, department):
    as_of = datetime.date(2026, 3, 3)
    found = judged(
        {"within": "P2D", "owed_by": owed_by},
        {"start": "2026-03-02", **data},
        str(as_of),
    )
    for someone in ("P3", "P7"):
        assert concerns(found, HOLDING, as_of, person=someone, department="") == (
            someone == person
        )
    for unit in ("sales", "archive"):
        assert concerns(found, HOLDING, as_of, person="", department=unit) == (
            unit == department
        )


def test_a_role_that_has_ended_owes_nothing_more():
    found = judged(
        {"within": "P2D", "owed_by": {"role": "clerk"}},
        {"start": "2026-03-02"},
        "2026-03-03",
    )
    assert not concerns(
        found, HOLDING, datetime.date(2026, 3, 3), person="P7", department=""
    )
    assert concerns(
        found, HOLDING, datetime.date(2025, 3, 3), person="P7", department=""
    )


def test_the_missing_list_owes_with_the_label_of_the_regulation():
    label = {"zh": "回单", "en": "receipt"}
    made = policy(
        materials=[{"id": "m", "expect": [{"kind": "receipt", "label": label}]}]
    )
    one = record(
        "R",
        missing=[
            {
                "kind": "receipt",
                "owed_by": {"department": "sales"},
                "due": "2026-05-31",
                "reason": "x",
            },
            {
                "kind": "other",
                "owed_by": {"person": "P7"},
                "due": "one day",
                "reason": "x",
            },
        ],
    )
    first, second = missing_dues(one, made, datetime.date(2026, 6, 30))
    assert (first.state, first.what, str(first.due_on)) == (
        "overdue",
        label,
        "2026-05-31",
    )
    assert first.rule_id == deadlines.MISSING
    assert second.state == "unknown"
    assert second.problem
