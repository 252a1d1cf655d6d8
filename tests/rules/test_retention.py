"""Retention: golden vectors as data, and what holds whatever the record says."""

from __future__ import annotations

import datetime
import json
import os
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dangan.model.archive import Archive
from dangan.rules.retention import disposition
from rules.volume_kit import archive, holding, policy, record, volume

FILE = Path(__file__).parents[1] / "cases/retention/vectors.yaml"
DATA = json.loads(json.dumps(yaml.safe_load(FILE.read_text(encoding="utf-8"))))
POLICY = policy(**DATA["policy"])
DAY = datetime.timedelta(days=1)


def judged(data, as_of, *others):
    one = record("R1", **data)
    return disposition(
        one, POLICY, datetime.date.fromisoformat(as_of), archive(one, *others)
    )


@pytest.mark.parametrize(
    ("data", "as_of", "state", "last"),
    [pytest.param(*case[1:], id=case[0]) for case in DATA["cases"]],
)
def test_the_golden_table(data, as_of, state, last):
    found = judged(data, as_of)
    assert (found.state, str(found.last_day_kept or "") or None) == (state, last)
    if last:
        assert found.eligible_from == found.last_day_kept + DAY
        assert found.because
    assert (found.problem is not None) == (
        state == "error" or (state == "held" and not last)
    )


def test_every_step_is_told():
    told = [
        str(r.message)
        for r in judged(
            {"class": "notice", "formed_on": "2024-03-01"}, "2025-01-01"
        ).because
    ]
    assert told == [
        "the schedule gives the class d1",
        "formed_on is 2024-03-01",
        "test: 1 year counted from 2025-01-01",
        "last day: 2025-12-31",
    ]


def test_reasons_cite_clauses():
    found = judged(
        {"formed_on": "2015", "retention": {"class": "d10", "trigger": "formed_on"}},
        "2020-01-01",
    )
    assert "t0.r1" in {reason.clause for reason in found.because}


def test_a_period_that_waits_for_the_company_names_the_parameter():
    found = judged(
        {"formed_on": "2000", "retention": {"class": "short", "trigger": "formed_on"}},
        "2999-01-01",
    )
    assert (
        str(found.problem) == "the period of short waits for the parameter short_years"
    )


def test_the_old_class_stays_visible_after_appraisal():
    case = next(c for c in DATA["cases"] if c[0] == "appraised again")
    assert "until 2011-03-01 its class was d10" in [
        str(r.message) for r in judged(case[1], "2020-01-01").because
    ]


DUE = {"formed_on": "2000", "retention": {"class": "d10", "trigger": "formed_on"}}
HOLD = {"events": [{"kind": "hold_placed", "on": "2020-01-01", "hold": "H9"}]}


def test_a_hold_on_the_volume_holds_what_is_in_it():
    found = judged(DUE, "2026-01-01", volume("V1", "R1", **HOLD))
    assert found.state == "held"
    assert [(hold.id, hold.on.id, hold.inherited) for hold in found.holds] == [
        ("H9", "V1", True)
    ]


def test_a_hold_on_the_dossier_holds_its_volumes_and_their_items():
    dossier = record("K1", type="customer", **HOLD)
    found = judged(DUE, "2026-01-01", volume("V1", "R1", subject="K1"), dossier)
    assert [hold.on.id for hold in found.holds] == ["K1"]


def test_containers_that_contain_each_other_are_no_trap():
    one = volume("V1", "R1", "V2")
    other = volume("V2", "V1", **HOLD)
    assert judged(DUE, "2026-01-01", one, other).state == "held"


def test_a_fiscal_year_of_ones_own():
    one = record(
        "R1",
        formed_on="2015-08-01",
        retention={"class": "fiscal", "trigger": "formed_on"},
    )
    other = Archive(holding(fiscal_year_end="06-30"), (one,))
    found = disposition(one, POLICY, datetime.date(2020, 1, 1), other)
    assert str(found.last_day_kept) == "2026-06-30"
    vague = record(
        "R1", formed_on="2015", retention={"class": "fiscal", "trigger": "formed_on"}
    )
    found = disposition(
        vague, POLICY, datetime.date(2020, 1, 1), Archive(other.holding, (vague,))
    )
    assert found.state == "error"


COUNTS = ("year-end", "event-year-end", "fiscal-year-end", "anniversary")
TEXT = {"zh": "试", "en": "test"}


def kept(years, count, formed, as_of="2030-01-01", floor=None):
    made = policy(
        retention_classes=[
            {"id": "x", "label": TEXT, "keep": f"P{years}Y", "count": count}
        ],
        floors=[
            {
                "basis": "law",
                "label": TEXT,
                "trigger": "formed_on",
                "at_least": f"P{floor or 1}Y",
                "source": TEXT,
            }
        ],
    )
    basis = {"legal_basis": ["law"]} if floor else {}
    one = record(
        "R1",
        formed_on=formed,
        retention={"class": "x", "trigger": "formed_on"},
        **basis,
    )
    return disposition(one, made, datetime.date.fromisoformat(as_of), archive(one))


days = st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)).map(str)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 99), st.sampled_from(COUNTS), days)
def test_more_years_never_end_earlier(years, count, formed):
    less, more = kept(years, count, formed), kept(years + 1, count, formed)
    assert less.last_day_kept < more.last_day_kept


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(COUNTS), days)
def test_never_before_the_floor(years, floor, count, formed):
    found = kept(years, count, formed, floor=floor)
    assert found.last_day_kept >= found.floors[0].last_day
    assert found.last_day_kept >= kept(years, count, formed).last_day_kept


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.sampled_from(DATA["cases"]), days)
def test_the_dates_do_not_depend_on_the_day_of_asking(case, as_of):
    one, other = judged(case[1], case[2]), judged(case[1], as_of)
    assert (one.last_day_kept, one.eligible_from, one.restricted_from) == (
        other.last_day_kept,
        other.eligible_from,
        other.restricted_from,
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DATA["cases"]), days)
def test_eligible_only_with_a_date_that_has_passed(case, as_of):
    found = judged(case[1], as_of)
    if found.state == "eligible":
        assert found.problem is None
        assert found.last_day_kept < datetime.date.fromisoformat(as_of)
        assert not found.holds


def test_time_zone_and_locale_change_nothing(monkeypatch):
    before = [judged(case[1], case[2]) for case in DATA["cases"]]
    for zone, lang in (
        ("Pacific/Kiritimati", "tr_TR.UTF-8"),
        ("America/Los_Angeles", "C"),
    ):
        monkeypatch.setitem(os.environ, "TZ", zone)
        monkeypatch.setitem(os.environ, "LC_ALL", lang)
        time.tzset()
        after = [judged(case[1], case[2]) for case in DATA["cases"]]
        assert [(d.state, d.last_day_kept) for d in after] == [
            (d.state, d.last_day_kept) for d in before
        ]
    monkeypatch.undo()
    time.tzset()
