import datetime

import pytest

from dangan.rules.completeness import Counts, materials, owed
from rules.volume_kit import archive, clauses, policy, record, volume

LABEL = {"zh": "材料", "en": "material"}
FILE = {
    "id": "file",
    "for": {"type": "customer"},
    "list": "closed",
    "clause": "r12",
    "expect": [
        {"kind": "form", "label": LABEL, "need": "required", "clause": "r6"},
        {
            "kind": "contract",
            "need": "expected",
            "form": "copy",
            "as": {"type": "contract"},
            "clause": "r8",
        },
        {
            "kind": "photo",
            "need": "expected",
            "copies": 2,
            "when": {"nature": "person"},
        },
        {
            "kind": "report",
            "need": "optional",
            "pages": {"at_least": 2},
            "copies": {"at_most": 1},
        },
    ],
}
POLICY = policy(materials=[FILE])
FORM = {"kind": "form", "copies": 1, "pages": 2}


def states(pieces, *others, **data):
    customer = record("k", type="customer", materials=pieces, **data)
    found = materials(customer, POLICY, archive(customer, *others))
    return {line.kind: line.state for line in found.expected}


def contract(**data):
    return record("c", type="contract", subject="k", **data)


HAVE = [
    ([], {}, {"form": "missing", "contract": "missing", "report": "missing"}),
    ([FORM], {}, {"form": "present", "contract": "missing", "report": "missing"}),
    ([FORM, {"kind": "contract", "form": "original"}], {}, {"contract": "wrong-form"}),
    ([{"kind": "contract", "form": "copy"}], {}, {"contract": "present"}),
    ([{"kind": "contract"}], {}, {"contract": "present"}),
    ([{"kind": "contract", "nil": True, "reason": "无"}], {}, {"contract": "nil"}),
    ([{"kind": "photo"}], {"nature": "person"}, {"photo": "short"}),
    ([{"kind": "photo", "copies": 2}], {"nature": "person"}, {"photo": "present"}),
    (
        [{"kind": "photo", "copies": 1}] * 2,
        {"nature": "person"},
        {"photo": "present"},
    ),
    ([{"kind": "photo", "copies": 3}], {"nature": "person"}, {"photo": "short"}),
    ([{"kind": "report", "pages": 1}], {}, {"report": "short"}),
    ([{"kind": "report", "copies": 2}], {}, {"report": "short"}),
    ([{"kind": "report", "pages": 9}], {}, {"report": "short"}),
    ([{"kind": "report", "pages": 9, "copies": 1}], {}, {"report": "present"}),
    (
        [],
        {"missing": [{"kind": "form", "due": "2021-05-31"}]},
        {"form": "owed", "contract": "missing"},
    ),
    (
        [{"kind": "photo"}],
        {"nature": "person", "missing": [{"kind": "photo"}]},
        {"photo": "owed"},
    ),
]


@pytest.mark.parametrize(("pieces", "data", "expected"), HAVE)
def test_state_of_each_material(pieces, data, expected):
    found = states(pieces, **data)
    assert {kind: found[kind] for kind in expected} == expected


def test_conditional_material_is_expected_only_then():
    assert "photo" not in states([], nature="company")


def test_an_item_of_the_same_subject_stands_for_a_material():
    assert states([], contract(form="copy"))["contract"] == "present"
    assert states([], contract(form="original"))["contract"] == "wrong-form"


def test_an_item_in_the_volume_stands_for_a_material():
    rules = policy(materials=[{**FILE, "for": {"type": "volume"}}])
    home, item = volume("v", "c"), record("c", type="contract", form="copy", pages=3)
    found = materials(home, rules, archive(home, item))
    assert found.counts == Counts(1, None, 3)
    assert [line.kind for line in found.missing] == ["form"]


def test_a_material_that_names_its_record_is_counted_once():
    line = {"kind": "contract", "form": "copy", "copies": 1, "pages": 3, "record": "c"}
    customer = record("k", type="customer", materials=[line])
    found = materials(customer, POLICY, archive(customer, contract(form="copy")))
    assert found.counts == Counts(1, 1, 3)


def test_a_closed_list_allows_no_other_kinds():
    customer = record("k", type="customer", materials=[FORM, {"kind": "gift"}])
    found = materials(customer, POLICY, archive(customer))
    assert ([piece.kind for piece in found.surplus], found.closed_by) == (
        ["gift"],
        ("t0.r12", "t0.r6", "t0.r8"),
    )
    opened = policy(materials=[{**FILE, "list": "open"}])
    assert materials(customer, opened, archive(customer)).surplus == ()


def test_counts_are_unknown_where_one_material_does_not_say():
    pieces = [
        FORM,
        {"kind": "contract", "form": "copy", "pages": 3},
        {"kind": "report", "nil": True},
    ]
    customer = record("k", type="customer", materials=pieces)
    assert materials(customer, POLICY, archive(customer)).counts == Counts(2, None, 5)


def test_what_is_missing_and_present_and_why():
    customer = record(
        "k",
        type="customer",
        materials=[FORM],
        missing=[{"kind": "contract", "since": "2021-01-01"}],
    )
    found = materials(customer, POLICY, archive(customer))
    assert [line.kind for line in found.present] == ["form"]
    assert [(line.kind, line.since) for line in found.missing] == [
        ("contract", "2021-01-01")
    ]
    assert {"t0.r6", "t0.r8"} <= clauses(found.because)


DUE = [("2021-05-31", False), ("2021-06-01", True)]


@pytest.mark.parametrize(("day", "overdue"), DUE)
def test_missing_list_by_date(day, overdue):
    entry = {
        "kind": "form",
        "owed_by": {"department": "sales"},
        "due": "2021-05-31",
        "reason": "待补",
    }
    customer = record(
        "k", type="customer", opened_on="2021-03-01", missing=[entry, {"kind": "x"}]
    )
    first, second = owed(customer, datetime.date.fromisoformat(day))
    assert (first.overdue, first.since, first.owed_by) == (
        overdue,
        "2021-03-01",
        {"department": "sales"},
    )
    assert (second.overdue, second.due) == (False, "")
