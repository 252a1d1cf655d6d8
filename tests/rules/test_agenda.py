"""What is due in an archive, wherever it comes from."""

from __future__ import annotations

import datetime

import pytest

from dangan.rules.agenda import agenda
from dangan.rules.workdays import Calendar
from support.trials import rules, trial

STEPS = [
    {"id": "in", "event": "registered", "label": {"zh": "登记", "en": "in"}},
    {
        "id": "looked",
        "event": "appraised",
        "label": {"zh": "鉴定", "en": "looked"},
        "after": ["in"],
        "within": "P2D",
    },
]
RECORD = {"events": [{"kind": "registered", "on": "2026-03-02", "by": "P003"}]}


@pytest.mark.parametrize("types", ["item", ["contract", "item"]])
def test_a_process_of_several_types_is_on_the_agenda(types):
    process = {"id": "p", "for": {"type": types}, "label": {"zh": "过程", "en": "p"}}
    made = trial(
        holding={"packs": [{"pack": "trial"}]},
        regulation={"processes": [{**process, "steps": STEPS}]},
        records={"item/2026/WD-2026-0001": RECORD},
    )
    policies = rules().policies(made.archive.holding, made.made_up)
    day = datetime.date(2026, 3, 31)
    found = agenda(made.archive, policies, Calendar.unknown(), day)
    assert [(one.rule_id, one.state) for one in found] == [("p.looked", "overdue")]
