"""On which days somebody is reminded."""

from __future__ import annotations

import datetime
import itertools

import pytest

from dangan.policy.rule import Rule
from dangan.rules.dues import Due
from dangan.rules.reminders import ladder, reminders

DUE = datetime.date(2026, 6, 10)


def rule(**data):
    return Rule("reminders", {"id": "x", **data}, ("000-00.r1",), "x", ())


class Policy:
    """A policy with one ladder."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules

    def rules(self, section: str) -> tuple[Rule, ...]:
        assert section == "reminders"
        return self._rules


def due(state="overdue", rule_id="loan.give-back"):
    return Due(rule_id, {}, {}, {}, DUE, None, state)


@pytest.mark.parametrize(
    ("data", "days"),
    [
        ({"days": [0]}, ["06-10"]),
        ({"days": [-3, 0, 7]}, ["06-07", "06-10", "06-17"]),
        ({"days": [7, 0]}, ["06-10", "06-17"]),
        ({"days": [0], "every": "P7D"}, ["06-10", "06-17", "06-24"]),
        ({"days": [1], "every": "P1W"}, ["06-11", "06-18", "06-25"]),
        ({"days": [-1], "every": "P3D"}, ["06-09", "06-13", "06-16"]),
    ],
)
def test_ladder(data, days) -> None:
    rungs = ladder(rule(**data), DUE, datetime.date(2026, 6, 30))
    found = list(itertools.islice(rungs, 3))
    assert [f"{one.on:%m-%d}" for one in found] == days
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_no_rung_lies_before_the_first_of_all_days() -> None:
    rungs = ladder(rule(days=[-3, 0]), datetime.date.min, datetime.date(1, 1, 2))
    assert [(one.on, one.number) for one in rungs] == [(datetime.date.min, 2)]


@pytest.mark.parametrize(
    ("since", "day", "after"),
    [
        ("06-07", "06-07", -3),
        ("06-08", "06-08", None),
        ("06-08", "06-10", 0),
        ("06-01", "06-30", 14),
        ("06-25", "06-30", None),
    ],
)
def test_the_latest_rung_of_these_days_counts(since, day, after) -> None:
    policy = Policy(rule(days=[-3, 0, 7, 14]))
    first, last = (datetime.date.fromisoformat(f"2026-{d}") for d in (since, day))
    found = reminders([(due(), policy)], first, last)  # type: ignore[list-item]
    assert [one.rung.after for one in found] == ([] if after is None else [after])


@pytest.mark.parametrize("state", ["done", "late", "waiting"])
def test_what_is_done_is_not_told(state) -> None:
    policy = Policy(rule(days=[0]))
    assert not reminders([(due(state), policy)], DUE, DUE)  # type: ignore[list-item]


def test_a_rule_may_be_about_some_things_only() -> None:
    policy = Policy(rule(days=[0], of=["other"]), rule(days=[0], of="loan.give-back"))
    (found,) = reminders([(due(), policy)], DUE, DUE)  # type: ignore[list-item]
    assert found.rule.get("of") == "loan.give-back"
    assert not reminders([(due(rule_id="else"), policy)], DUE, DUE)  # type: ignore[list-item]
    assert not reminders([(due(), None)], DUE, DUE)
