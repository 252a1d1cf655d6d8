"""Processes replayed: order, people, waits, evidence, branches, and what comes next."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from dangan.model.archive import Archive
from dangan.model.record import Document, Record
from dangan.rules.process import Standing, dues, standing
from rules.volume_kit import holding, policy

ALWAYS = datetime.date.max
PEOPLE = holding(
    departments=[{"id": "sales", "head": "P4"}, {"id": "archive", "head": "P3"}],
    people=[
        {"id": "P1", "department": "sales",
         "roles": [{"role": "president", "from": "2020-01-01"}]},
        {"id": "P3", "department": "archive",
         "roles": [{"role": "keeper", "from": "2020-01-01", "until": "2021-12-31"}]},
        {"id": "P4", "department": "sales"},
        {"id": "P9", "department": "sales"},
    ],
)  # fmt: skip
LEADERS = {"borrower.roles.*": ["president"]}
BOTH = {
    "all_of": [
        {"department_head_of": "borrower.department"},
        {"department_head_of": "subject.responsible.department"},
    ]
}
OTHERS = {"relation": "same_as", "of": "borrower.department"}
OTHERS["than"] = "subject.responsible.department"
LOAN = {
    "id": "loan",
    "for": {"type": "loan"},
    "label": {"zh": "借阅", "en": "loan"},
    "steps": [
        {"id": "ask", "event": "requested", "by": {"field": "borrower.person"}},
        {"id": "heads", "event": "agreed", "by": BOTH, "unless": {"relate": [OTHERS]}},
        {"id": "approve", "event": "approved", "by": {"role": "keeper"},
         "unless": LEADERS, "clause": "r31"},
        {"id": "refuse", "event": "refused", "after": ["ask"], "optional": True},
        {"id": "lend", "event": "lent", "effect": "out", "needs": ["until"],
         "status": {"zh": "借出", "en": "on loan"}},
        {"id": "again", "event": "asked_again", "optional": True, "repeat": True},
        {"id": "renew", "event": "renewed", "after": ["again"], "anew": True,
         "repeat": True, "optional": True},
        {"id": "back", "event": "returned", "after": ["lend"], "due": "until",
         "wait": {"after": "lend", "for": "P1M"}},
    ],
    "separation": [["ask", "approve"]],
    "ends": ["refused", "returned"],
    "clause": "r30",
}  # fmt: skip
POLICY = policy(processes=[LOAN])


def e(kind: str, on: str, by: str = "P3", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "on": on, "by": by, **more}


def stands(
    *events: dict[str, Any],
    who: str = "P9",
    department: str = "sales",
    own: str = "sales",
    on: datetime.date = ALWAYS,
) -> Standing:
    item = {"id": "I", "type": "item", "responsible": {"department": own}}
    data = {
        "id": "L",
        "type": "loan",
        "subject": "I",
        "borrower": {"person": who, "department": department},
        "events": list(events),
    }
    loan = Record(Document("records/loan/2021/L.yaml", data))
    record = Record(Document("records/item/2021/I.yaml", item))
    found = standing(loan, POLICY, Archive(PEOPLE, (loan, record)), on)
    assert found is not None
    return found


ASK = e("requested", "2021-01-30", "P9")
OK = e("approved", "2021-01-30")
OUT = e("lent", "2021-01-31", until="2021-03-01")
AGAIN = e("asked_again", "2021-02-10", "P9")
RENEWED = e("renewed", "2021-02-11")
BACK = e("returned", "2021-03-01")

FAULTS = [
    ([], []),
    ([ASK, OK, OUT, BACK], []),
    ([ASK, OUT], [("order", 1)]),
    ([OUT, ASK, OK], [("order", 0)]),
    ([ASK, ASK], [("order", 1)]),
    ([ASK, OK, OUT, BACK, OUT], [("order", 4), ("backdated", 4)][:1]),
    ([ASK, e("approved", "2021-01-29")], [("backdated", 1)]),
    ([ASK, OK, OUT, e("returned", "2021-02-28")], [("early", 3)]),
    ([ASK, OK, e("lent", "2021-01-31")], [("bare", 2)]),
    ([e("requested", "2021-01-30", "P4"), OK], [("person", 0)]),
    ([e("requested", "2021-01-30", ""), OK], [("person", 0)]),
    ([ASK, e("approved", "2021-01-30", "P9")], [("person", 1), ("same-person", 1)]),
    ([e("requested", "2022-01-30", "P9"), e("approved", "2022-01-30")],
     [("person", 1)]),
    ([ASK, OK, OUT, AGAIN, RENEWED, AGAIN, RENEWED], []),
    ([ASK, OK, OUT, AGAIN, RENEWED, RENEWED], [("order", 5)]),
    ([ASK, e("refused", "2021-01-31"), OK], [("order", 2)]),
    ([ASK, OK, OUT, e("refused", "2021-02-01")], [("order", 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("events", "expected"), FAULTS)
def test_faults(events: list[dict[str, Any]], expected: list[Any]) -> None:
    found = stands(*events).faults
    assert [(f.kind, f.pointer[1]) for f in found] == expected


def test_a_leader_needs_no_approval() -> None:
    ask = e("requested", "2021-01-30", "P1")
    assert stands(ask, OUT, who="P1").faults == ()
    assert [f.kind for f in stands(ask, OK, who="P1").faults] == ["order"]


def test_another_department_needs_both_heads() -> None:
    ask = stands(ASK, own="archive")
    assert ask.next is not None
    assert ask.next.people == {"P3", "P4"}
    one, other = e("agreed", "2021-01-30", "P4"), e("agreed", "2021-01-30", "P3")
    half = stands(ASK, one, own="archive")
    assert half.next is not None
    assert half.next.step.id == "heads"
    assert stands(ASK, one, one, own="archive").faults[0].kind == "person"
    both = stands(ASK, one, other, own="archive")
    assert both.next is not None
    assert both.next.step.id == "approve"
    assert both.faults == ()


def test_what_comes_next_and_until_when() -> None:
    day = datetime.date(2021, 2, 5)
    found = stands(ASK, OK, OUT, on=day)
    back = found.opened("returned")
    assert back is not None
    assert (back.earliest, back.due_on) == (
        datetime.date(2021, 3, 1),
        datetime.date(2021, 3, 1),
    )
    assert not back.ready
    assert dict(found.label) == {"zh": "借出", "en": "on loan"}
    assert not found.ended
    loan = Record(Document("records/loan/2021/L.yaml", {"id": "L"}))
    late = datetime.date(2021, 3, 2)
    (due,) = dues(loan, stands(ASK, OK, OUT, on=late), late)
    assert (due.state, str(due.due_on)) == ("overdue", "2021-03-01")


def test_the_future_has_not_happened() -> None:
    found = stands(ASK, OK, OUT, on=datetime.date(2021, 1, 30))
    assert [done.step.id for done in found.done] == ["ask", "approve"]


def test_an_ended_process_has_nothing_open() -> None:
    found = stands(ASK, OK, OUT, BACK)
    assert (found.ended, found.ended_on, found.open) == (True, "2021-03-01", ())


def test_a_record_of_no_process() -> None:
    record = Record(Document("records/item/2021/I.yaml", {"type": "item"}))
    assert standing(record, POLICY, Archive(PEOPLE, (record,)), ALWAYS) is None
