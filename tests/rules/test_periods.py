"""Periods, partial dates and working days."""

from __future__ import annotations

import datetime
from pathlib import Path

import chinese_calendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dangan import syntax
from dangan.model.period import Period
from dangan.rules import periods, within
from dangan.rules.dates import PartialDate, read, require
from dangan.rules.workdays import Calendar

ROOT = Path(__file__).parents[2]
FILE = "schemas/core/calendar/cn.yaml"
DATA = syntax.load((ROOT / FILE).read_bytes(), FILE).data
CALENDAR = Calendar.from_data(DATA)
GOLDEN = yaml.safe_load((ROOT / "tests/cases/periods/civil-code.yaml").read_text())
DAY = datetime.timedelta(days=1)
dates = st.dates(datetime.date(2004, 1, 1), datetime.date(2026, 12, 24))


@pytest.mark.parametrize(("start", "period", "end"), GOLDEN)
def test_the_last_day_of_a_period(start, period, end):
    assert periods.add(start, Period.parse(period), CALENDAR).value == end


@given(
    dates, st.integers(1, 1200), st.sampled_from(["days", "weeks", "months", "years"])
)
def test_a_longer_period_never_ends_earlier(start, count, unit):
    shorter = periods.add(start, Period(count, unit)).value
    assert shorter <= periods.add(start, Period(count + 1, unit)).value
    assert shorter > start


@given(
    dates, st.integers(1, 200), st.sampled_from(["days", "weeks", "months", "years"])
)
def test_counted_from_a_day_ends_where_counting_after_the_day_before_ends(
    day, count, unit
):
    period = Period(count, unit)
    counted = periods.counted_from(day, period)
    after = periods.add(day - DAY, period).value
    assert counted == after or unit in ("months", "years")
    assert abs((counted - after).days) <= 3


def test_a_year_from_1_january_ends_on_31_december():
    assert periods.counted_from(datetime.date(2016, 1, 1), Period.parse("P10Y")) == (
        datetime.date(2025, 12, 31)
    )
    assert periods.counted_from(datetime.date(2023, 7, 1), Period.parse("P1M")) == (
        datetime.date(2023, 7, 31)
    )
    assert periods.counted_from(datetime.date(2023, 1, 31), Period.parse("P1M")) == (
        datetime.date(2023, 2, 28)
    )


@pytest.mark.parametrize("period", ["P9000Y", "P9999W"])
def test_a_period_beyond_the_calendar_is_a_problem(period):
    start = datetime.date(9990, 1, 1)
    assert str(periods.add(start, Period.parse(period)).problem).startswith(
        "the period ends"
    )


LATE = PartialDate(9999, 12, 31)


@pytest.mark.parametrize(
    "period",
    [
        "P1D",
        "P1M",
        "P1WD",
        {"months": 1},
        {"day_of_month": 8, "months_after": 1},
        {"by": "05-31", "years_after": 1},
        {"latest": ["P1D", {"by": "12-31"}]},
    ],
)
def test_no_due_day_beyond_the_calendar_ends_a_command(period):
    endless = Calendar({}, frozenset(), dict.fromkeys(range(9999, 10001), ("1",)))
    found = within.due(period, LATE, endless)
    assert (found.value, str(found.problem)) == (
        None,
        "the period ends after the year 9999",
    )


@pytest.mark.parametrize(
    ("day", "period", "back"),
    [
        ("2026-06-30", "P14D", "2026-06-16"),
        ("2026-06-30", "P2W", "2026-06-16"),
        ("2024-02-29", "P1Y", "2023-02-28"),
        ("2026-03-31", "P1M", "2026-02-28"),
        ("2026-06-30", "P9999Y", "0001-01-01"),
        ("0001-01-01", "P1D", "0001-01-01"),
    ],
)
def test_the_corresponding_day_before(day, period, back):
    start = datetime.date.fromisoformat(day)
    assert periods.back(start, Period.parse(period)).isoformat() == back


def test_a_last_day_off_moves_only_where_asked():
    start, period = datetime.date(2024, 9, 30), Period.parse("P1D")
    assert periods.add(start, period, CALENDAR).value == datetime.date(2024, 10, 1)
    moved = periods.add(start, period, CALENDAR, shift=True)
    assert moved.value == datetime.date(2024, 10, 8)
    assert any("国庆节" in str(reason.message) for reason in moved.because)


def test_every_day_agrees_with_chinesecalendar_but_the_known_ones():
    differing = {row["on"]: row["here"] for row in DATA["differences"]}
    day, last = datetime.date(2004, 1, 1), datetime.date(2026, 12, 24)
    while day <= last:
        ours = CALENDAR.is_workday(day).value
        if day.isoformat() in differing:
            assert ours is (differing[day.isoformat()] == "worked")
        else:
            assert ours == chinese_calendar.is_workday(day), day
        day += DAY
    assert set(differing) == {"2005-12-31"}


def test_the_known_difference_is_still_one():
    """When the library agrees, the entry can go."""
    assert not chinese_calendar.is_workday(datetime.date(2005, 12, 31))


@pytest.mark.parametrize(
    "day", ["2003-12-31", "2026-12-25", "2026-12-31", "2027-01-04"]
)
def test_a_year_not_announced_is_said_to_be_so(day):
    found = CALENDAR.is_workday(datetime.date.fromisoformat(day))
    assert found.value is None
    assert "not announced yet" in str(found.problem)


def test_working_days_that_run_into_an_unknown_year_are_no_guess():
    found = periods.add(datetime.date(2026, 12, 20), Period.parse("P15WD"), CALENDAR)
    assert str(found.problem) == "working days of 2027 are not announced yet"


def test_working_days_without_a_calendar_are_a_problem():
    found = periods.add(datetime.date(2024, 1, 1), Period.parse("P2WD"))
    assert found.value is None
    assert found.problem


def test_every_worked_day_is_a_weekend_and_every_year_has_its_notice():
    assert all(day.weekday() >= 5 for day in CALENDAR.worked)
    assert sorted(CALENDAR.notices) == list(range(2004, 2027))
    assert all(numbers for numbers in CALENDAR.notices.values())


@pytest.mark.parametrize(
    "text", ["2021", "2021-03", "2021-03-18", "0001", "2024-02-29"]
)
def test_a_partial_date_reads_what_it_writes(text):
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "2021-13",
        "2023-02-29",
        "21",
        "2021-3",
        "2021-00",
        "2021/03",
        "２０２１",
        "0000",
        "2021-03-18T00:00",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(text)
    assert str(read(text, "formed_on").problem) == "formed_on is not a date"


def test_a_missing_part_is_never_guessed():
    year, month = PartialDate.parse("2021"), PartialDate.parse("2021-02")
    assert (year.first, year.last) == (
        datetime.date(2021, 1, 1),
        datetime.date(2021, 12, 31),
    )
    assert month.last == datetime.date(2021, 2, 28)
    assert year.exact is None
    assert "states no day" in str(
        require(read("2021-02", "formed_on"), "day", "formed_on").problem
    )
    assert "states no month" in str(
        require(read("2021", "formed_on"), "month", "formed_on").problem
    )
    assert require(read("2021", "formed_on"), "year", "formed_on").known


@given(st.dates())
def test_a_whole_date_is_exact(day):
    whole = PartialDate.of(day)
    assert PartialDate.parse(str(whole)) == whole
    assert whole.exact == whole.first == whole.last == day
    assert whole.upto("year") == PartialDate(day.year)
