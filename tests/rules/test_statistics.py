"""Statistics: totals add up, vague dates are not lost, grades follow thresholds."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangan.model.errors import PackError
from dangan.rules.measures import shares
from dangan.rules.statistics import SECTION, Statistics
from support.trials import rules, trial

DAY = datetime.date(2026, 6, 30)


def tally(statistic, records, day=DAY, **more):
    regulation = {SECTION: [{"id": "x", "label": {"zh": "数", "en": "x"}, **statistic}]}
    regulation[SECTION] += more.get("others", [])
    made = trial(
        holding={"packs": [{"pack": "trial"}]}, regulation=regulation, records=records
    )
    policies = rules().policies(made.archive.holding, made.made_up)
    policy = policies.of_pack("trial")
    counts = Statistics(policy, made.archive, rules().space.types, day)
    return counts.tally(policy.find(SECTION, "x"))


def items(*dates):
    return {
        f"item/2021/WD-2021-{index:04}": {"formed_on": date, "pages": index}
        for index, date in enumerate(dates, 1)
    }


COUNT = {"for": {"type": "item"}, "measure": "count", "on": "formed_on"}


YEARS = {"period": "year"}
QUARTERS = {"measure": "sum", "of": "pages", "over": "P1Y", "average": "quarter"}


@pytest.mark.parametrize(
    ("statistic", "dates", "found"),
    [
        ({}, ["2021-01-01", "2022"], {"all": 2}),
        (YEARS, ["2025-03", "2026"], {"2025": 1, "2026": 1, "all": 2}),
        (
            {**YEARS, "last": 1},
            ["2019", "2026-01-01"],
            {"before": 1, "2026": 1, "all": 2},
        ),
        (
            {"period": "month", "last": 2},
            ["2026", "2026-06"],
            {"2026-05": 0, "2026-06": 1, "undated": 1, "all": 2},
        ),
        ({"period": "quarter", "last": 1}, ["2026-05-05"], {"2026-Q2": 1, "all": 1}),
        ({"period": "P6M", "last": 1}, ["2026-05-05"], {"2026-H1": 1, "all": 1}),
        ({**YEARS, "last": 1}, ["2026-07-01"], {"2026": 0, "all": 0}),
        ({**YEARS, "last": 1}, [None], {"2026": 0, "undated": 1, "all": 1}),
        ({"measure": "sum", "of": "pages"}, ["2021", "2022"], {"all": 3}),
        ({"measure": "average", "of": "pages"}, ["2021", "2022"], {"all": 1.5}),
        ({"measure": "distinct", "of": "pages"}, ["2021", "2022"], {"all": 2}),
        (QUARTERS, ["2026-01-01", "2026-02-01", "2020"], {"all": 0.75}),
        ({"over": "P14D"}, ["2026-06-16", "2026-06-17", "2026-06-30"], {"all": 2}),
        ({**QUARTERS, "over": "P14D"}, ["2026-06-17"], {"all": None}),
    ],
)
def test_columns_add_up(statistic, dates, found) -> None:
    made = tally({**COUNT, **statistic}, items(*dates))
    assert dict(zip(made.columns, made.total, strict=True)) == found


def test_working_days_are_not_counted_back() -> None:
    with pytest.raises(PackError, match="not counted back"):
        tally({**COUNT, "over": "P5WD"}, items("2026-06-17"))


def test_stock_is_what_was_in_on_the_last_day() -> None:
    records = {
        "item/2021/WD-2021-0001": {"formed_on": "2023-01-01"},
        "item/2021/WD-2021-0002": {
            "tombstone": {
                "destroyed_on": "2025-03-01",
                "dates": {"from": "2023-02-01"},
            },
        },
    }
    found = tally(
        {"for": {"type": "item"}, "measure": "stock", "period": "year", "last": 3},
        records,
    )
    assert found.columns == ("2024", "2025", "2026")
    assert found.total == (2, 1, 1)


def customers(*amounts):
    return {
        f"customer/KH/KH-{index:04}": {
            "dealings": [{"on": "2026-01-01", "what": "x", "amount": {"value": amount}}]
            if amount is not None
            else None
        }
        for index, amount in enumerate(amounts, 1)
    }


@pytest.mark.parametrize(
    ("amount", "grade"), [(100, "a"), (99.99, "b"), (10, "b"), (9, "c"), (None, "c")]
)
def test_a_grade_is_the_first_whose_threshold_is_reached(amount, grade) -> None:
    label = {"zh": "级", "en": "grade"}
    bands = [
        {"id": "a", "at_least": 100, "label": label},
        {"id": "b", "at_least": 10, "label": label},
        {"id": "c", "label": label},
    ]
    graded = {
        "id": "g", "label": label, "for": {"type": "customer"}, "source": "entries",
        "entries": "dealings", "measure": "sum", "of": "amount.value",
        "by": ["id"], "bands": bands,
    }  # fmt: skip
    found = tally(
        {"for": {"type": "customer"}, "measure": "count", "by": [{"grade": "g"}]},
        customers(amount),
        others=[graded],
    )
    assert found.rows == {(grade,): (1,)}


def test_a_ratio_by_nothing_is_unknown() -> None:
    label = {"zh": "数", "en": "n"}
    none = {"id": "n", "label": label, "for": {"type": "volume"}, "measure": "count"}
    some = {"id": "s", "label": label, "for": {"type": "item"}, "measure": "count"}
    rows = items("2021-01-01", "2021-02-01")
    found = tally({"ratio": {"of": "s", "to": "n"}}, rows, others=[none, some])
    assert found.total == (None,)
    found = tally(
        {"ratio": {"of": "n", "to": "s"}, "percent": True}, rows, others=[none, some]
    )
    assert found.total == (0.0,)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_shares_add_up_to_the_whole(values) -> None:
    found = shares(values)
    assert sum(round(one * 10) for one in found) == (1000 if any(values) else 0)
    assert all(
        abs(share - 100 * value / sum(values)) < 0.1 + 1e-9
        for share, value in zip(found, values, strict=True)
        if any(values)
    )


def test_a_difference_has_the_rows_of_both_and_may_be_graded() -> None:
    rows = items("2021-01-01", "2021-02-01", "2022-01-01")
    early = {**COUNT, "measure": "sum", "of": "pages", "by": ["formed_on"]}
    all_ = {"id": "all", "label": {"zh": "全", "en": "all"}, **early}
    part = {"id": "part", "label": {"zh": "部", "en": "part"}, **early}
    part["for"] = {"type": "item", "formed_on": "2021-02-01"}
    bands = [
        {"id": "open", "at_least": 1, "label": {"zh": "欠", "en": "open"}},
        {"id": "even", "label": {"zh": "清", "en": "even"}},
    ]
    wish = {"by": ["formed_on"], "bands": bands}
    found = tally(
        {"difference": {"of": "all", "less": "part"}, **wish}, rows, others=[all_, part]
    )
    assert dict(found.rows) == {
        ("2021-01-01",): (1,),
        ("2021-02-01",): (0,),
        ("2022-01-01",): (3,),
    }
    assert found.total == (4,)
    assert [band["id"] for band in found.grades.values()] == ["open", "even", "open"]
    turned = tally(
        {"difference": {"less": "all", "of": "part"}, **wish}, rows, others=[all_, part]
    )
    assert turned.total == (-4,)
    assert [band["id"] for band in turned.grades.values()] == ["even"] * 3
