"""A wrong value is told with what is asked, unless somebody may not see it."""

from __future__ import annotations

import datetime

import pytest

from dangan.checks._registry import select
from dangan.checks._runner import run_all
from dangan.model.finding import Position
from support.trials import trial

FORM = {"fields": [{"id": "x", "for": {"type": "customer"}, "pattern": "^X.*$"}]}
#: Field, its wrong value, secrecy of the record, whether the value is told.
CASES = [
    ("title", "演示公司", "public", True),
    ("title", "演示公司", "internal", False),
    ("title", "演示公司" * 20, "public", False),
    ("contacts.*.name", "张三（演示）", "public", False),
]


@pytest.mark.parametrize(("field", "value", "level", "told"), CASES)
def test_value(field, value, level, told):
    nested = {"contacts": [{"name": value}]} if "*" in field else {field: value}
    case = {
        "holding": {"packs": [{"pack": "trial"}]},
        "regulation": {"fields": [{**FORM["fields"][0], "field": field}]},
        "records": {"customer/KH/KH-0001": {**nested, "secrecy": {"level": level}}},
    }
    ctx = trial(**case).context()
    day = datetime.date(2026, 6, 30)
    (found,) = run_all(ctx, select(["R223"]), day, lambda _: Position()).findings
    assert (value in str(found.message)) is told
