"""Who has a record and what rests on it: loans, lists, freezes and holds."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from dangan.model.archive import Archive
from dangan.policy.policies import Policies
from dangan.rules.custody import Custody, state
from dangan.rules.issues import copies
from rules.volume_kit import holding, policy, record, volume


def process(kind: str, *steps: tuple[str, str], **more: Any) -> dict[str, Any]:
    rows = [
        {"id": event, "event": event, "after": [], "repeat": True, "effect": effect}
        for event, effect in steps
    ]
    text = {"zh": kind, "en": kind}
    return {"id": kind, "for": {"type": kind}, "label": text, "steps": rows, **more}


RULES = policy(
    processes=[
        process("loan", ("lent", "out"), ("kept", "renew"), ("lost", "lost"),
                ("returned", "back")),
        process("register", ("listed", "list"), ("exempt", "unlist"),
                ("closed", "gone"), blocks=["lend"], ends=["closed"]),
        process("count", ("started", "freeze"), ("ended", "thaw"), blocks=["lend"],
                ends=["ended"]),
    ],
    holds=[{"id": "frozen", "blocks": ["lend"]}],
)  # fmt: skip


class _One(Policies):
    """Policies that are the same for everything."""

    def __init__(self) -> None:
        super().__init__({}, holding(packs=[]), {})

    def for_record(self, record: Any) -> Any:
        del record
        return RULES

    def for_process(self, record: Any, about: Any) -> Any:
        del record, about
        return RULES

    def all(self) -> Any:
        return (RULES,)


def e(kind: str, on: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "on": on, **more}


LOAN = record(
    "L", type="loan", subject="V", number="L-1",
    borrower={"person": "P9"},
    events=[e("lent", "2021-02-01", until="2021-02-10"),
            e("kept", "2021-02-09", until="2021-02-20"), e("returned", "2021-02-25")],
)  # fmt: skip
REGISTER = record(
    "R", type="register", subjects=[{"record": "A"}, {"record": "B"}],
    events=[e("listed", "2022-01-01"), e("exempt", "2022-02-01", record="B")],
)  # fmt: skip
COUNT = record(
    "C", type="count", scope={"room": "X"},
    events=[e("started", "2023-01-01"), e("ended", "2023-01-05")],
)  # fmt: skip
HOLD = record(
    "H", type="order", number="H-1", subjects=[{"record": "V"}],
    events=[e("hold_placed", "2024-01-01"), e("hold_lifted", "2024-02-01")],
)  # fmt: skip
ITEMS = (record("A", location={"room": "X"}), record("B"), volume("V", "A"))
CUSTODY = Custody(Archive(holding(), (*ITEMS, LOAN, REGISTER, COUNT, HOLD)), _One())

RESTING = [
    ("V", "loan", "2021-01-31", False),
    ("V", "loan", "2021-02-01", True),
    ("A", "loan", "2021-02-24", True),
    ("A", "loan", "2021-02-25", False),
    ("B", "loan", "2021-02-24", False),
    ("A", "list", "2022-03-01", True),
    ("B", "list", "2022-01-31", True),
    ("B", "list", "2022-02-01", False),
    ("A", "freeze", "2023-01-04", True),
    ("A", "freeze", "2023-01-05", False),
    ("B", "freeze", "2023-01-04", False),
    ("A", "hold", "2024-01-31", True),
    ("A", "hold", "2024-02-01", False),
    ("B", "hold", "2024-01-31", False),
]


@pytest.mark.parametrize(("subject", "kind", "day", "rests"), RESTING)
def test_what_rests_on_a_record(
    subject: str, kind: str, day: str, *, rests: bool
) -> None:
    assert bool(list(CUSTODY.resting(subject, kind, day))) is rests


STATES = [("2021-02-20", "out"), ("2021-02-21", "overdue"), ("2021-02-25", "")]


@pytest.mark.parametrize(("day", "expected"), STATES)
def test_a_renewed_loan_is_late_after_the_new_day(day: str, expected: str) -> None:
    as_of = datetime.date.fromisoformat(day)
    assert state(CUSTODY.loan("V", as_of), as_of) == expected


BLOCKED = [
    ("A", "2022-01-02", ["register is running: R"]),
    ("A", "2023-01-02", ["register is running: R", "count is running: C"]),
    ("B", "2024-01-31", []),
    ("V", "2024-01-31", ["held: H-1"]),
]


@pytest.mark.parametrize(("subject", "day", "told"), BLOCKED)
def test_what_forbids_a_loan(subject: str, day: str, told: list[str]) -> None:
    found = CUSTODY.blocking(subject, "lend", day)
    assert [str(reason.message) for reason, _ in found] == told


def test_who_has_what() -> None:
    assert [s.record.id for s in CUSTODY.borrowed("P9", "2021-02-03")] == ["L"]
    assert CUSTODY.borrowed("P9", "2021-03-01") == ()


def test_a_copy_expires_by_itself() -> None:
    rows = [{"control_number": n, "holder": {}, "valid_until": "2021-06-30"}
            for n in ("1", "2")]  # fmt: skip
    events = [e("issued", "2021-01-01", copy="1"), e("issued", "2021-01-01", copy="2"),
              e("lost", "2021-02-01", copy="2")]  # fmt: skip
    issue = record("F", controlled_copies=rows, events=events)
    on = {day: [c.state for c in copies(issue, datetime.date.fromisoformat(day))]
          for day in ("2020-12-31", "2021-06-30", "2021-07-01")}  # fmt: skip
    assert on == {
        "2020-12-31": [],
        "2021-06-30": ["out", "lost"],
        "2021-07-01": ["expired", "lost"],
    }


def test_a_file_that_goes_through_steps_is_no_paper_of_a_process():
    def custody(**more: Any) -> Custody:
        rules = policy(processes=[process("register", ("listed", "list"), **more)])

        class Own(_One):
            def for_process(self, record: Any, about: Any) -> Any:
                del record, about
                return rules

            def all(self) -> Any:
                return (rules,)

        return Custody(Archive(holding(), (REGISTER,)), Own())

    assert custody().papers == {REGISTER.id}
    file = custody(of_file=True)
    assert (file.papers, [r.id for r in file.processes]) == (set(), [REGISTER.id])
