"""Numbers held back for labels are used by nobody else and found by git."""

from __future__ import annotations

import datetime
import subprocess

import pytest

import dangan.workspace
from dangan.model.message import Message
from dangan.model.ulid import ulids
from dangan.workspace.assign import Order, assign
from dangan.workspace.reserve import Wanted, reserve
from support.office import draft, office, path_of

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

ON = datetime.date(2026, 6, 30)
HELD = "records/item/_drafts/MK-2021-001.yaml"


def held(root, series="MK-2021", count=1, **how):
    return reserve(
        root, Wanted(series, count, how.pop("type", "item")), ulids(1, 1), **how
    )


def test_a_number_is_held_back_by_a_draft_called_like_it(tmp_path):
    office(tmp_path)
    found = held(tmp_path, count=3)
    assert [one.number for one in found] == [
        "MK-2021-001",
        "MK-2021-002",
        "MK-2021-003",
    ]
    space = dangan.workspace.open(tmp_path)
    records = {record.path: record for record in space.archive.records}
    assert records[HELD].is_draft
    assert records[HELD].get("reserved") == "MK-2021-001"
    assert len({record.id for record in records.values()}) == 3


def test_nobody_else_gets_it_and_the_draft_does(tmp_path):
    repo = office(tmp_path, 5)
    held(tmp_path)
    other = assign(tmp_path, Order((path_of(5),), every=False, on=ON))
    assert [one.number for one in other.assigned] == ["MK-2021-002"]
    repo.write(HELD, draft(6, more="reserved: MK-2021-001\n"))
    own = assign(tmp_path, Order((HELD,), every=False, on=ON))
    assert [one.number for one in own.assigned] == ["MK-2021-001"]
    assert "reserved" not in own.assigned[0].text


def test_the_fields_must_lead_to_the_number(tmp_path):
    repo = office(tmp_path)
    held(tmp_path)
    repo.write(HELD, draft(6, formed_on="2022-01-01", more="reserved: MK-2021-001\n"))
    outcome = assign(tmp_path, Order((HELD,), every=False, on=ON))
    assert [str(p.message) for p in outcome.problems] == [
        "the fields do not lead to the number held back: MK-2021-001"
    ]


def test_typed_as_people_type_it(tmp_path):
    office(tmp_path)
    assert held(tmp_path, "mk2021", dry_run=True)[0].number == "MK-2021-001"
    assert (
        held(tmp_path, "办公室 2021", dry_run=True)[0].path
        == "records/item/_drafts/BGS-2021-001.yaml"
    )
    assert not (tmp_path / HELD).exists()


@pytest.mark.parametrize("series", ["XX-2021", "MK", "车间-2021"])
def test_what_is_no_series_is_refused(tmp_path, series):
    office(tmp_path)
    assert isinstance(held(tmp_path, series), Message)


def test_two_branches_that_hold_one_number_back_collide_in_git(tmp_path):
    repo = office(tmp_path)
    for branch in ("left", "right"):
        repo.git("switch", "--quiet", "-c", branch, "main")
        reserve(tmp_path, Wanted("MK-2021", 1, "item"), ulids(1, len(branch)))
        repo.commit(branch)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        repo.git("merge", "--no-edit", "left")
    assert HELD in failed.value.stdout
