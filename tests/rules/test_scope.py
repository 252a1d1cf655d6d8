"""What a stocktake covers."""

from __future__ import annotations

import pytest

from dangan.rules import scope
from support.trials import rules, trial

NAME = "vehicle/2019/CL-2019-001"
RECORD = {
    "class": "V",
    "purchased_on": "2019-05-01",
    "opened_on": "2020-01-02",
    "responsible": {"department": "sales"},
    "location": {"room": "A", "cabinet": "3"},
}


@pytest.mark.parametrize(
    ("wanted", "covered"),
    [
        ({}, False),
        (None, False),
        ({"room": "A"}, True),
        ({"room": "A", "cabinet": "4"}, False),
        ({"class": "V", "type": "vehicle"}, True),
        ({"department": "sales"}, True),
        ({"year": "2019"}, True),
        ({"year": "2020"}, False),
    ],
)
def test_everything_that_a_scope_names_must_fit(wanted, covered):
    """The year is the one that type.yaml lists a vehicle by: that of its purchase."""
    archive = trial(records={NAME: RECORD}).archive
    policies = rules().policies(archive.holding, {})
    assert scope.covers(wanted, archive.records[0], archive, policies) is covered
