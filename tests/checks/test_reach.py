"""What is remembered never changes what is found."""

from __future__ import annotations

import datetime
import random
from itertools import pairwise

import pytest

from dangan.checks._registry import select
from dangan.checks._runner import run_all
from support.trials import trial

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 6, 30)
CUSTOMER, OTHER = "customer/KH/KH-0001", "customer/KH/KH-0002"
VOLUME = "volume/2021/AJ-2021-0001"
ITEMS = [f"item/2021/WD-2021-{n:04d}" for n in range(1, 7)]


class Notes:
    """A memory that lasts as long as the test."""

    def __init__(self):
        self.known = {}

    def keep(self, rows):
        self.known = rows


def begin():
    records = {name: {} for name in (CUSTOMER, OTHER, *ITEMS)}
    records[VOLUME] = {"contents": [{"record": f"@{name}"} for name in ITEMS[:3]]}
    for name, other in pairwise(ITEMS):
        records[name] = {"relations": [{"kind": "see_also", "to": f"@{other}"}]}
    return records


def altered(records, rng):
    name = rng.choice(sorted(records))
    other = rng.choice(ITEMS)
    what = rng.randrange(7)
    if what == 0 and len(records) > 3:
        return {key: value for key, value in records.items() if key != name}
    edits = (
        {"title": f"报告{rng.random()}"},
        {"relations": [{"kind": "see_also", "to": f"@{other}"}]},
        {"relations": []},
        {"secrecy": {"level": rng.choice(["public", "internal", "core-secret"])}},
        {"id": "01JD8QZ5M3K7T9W2X4Y6Z8A0BC"},
        {"retention": None},
        {"number": "WD-2021-0001"},
        {"reserved": "WD-2021-0002"},
        {"unified_code": "91350100M000100Y43"},
    )
    return {**records, name: {**records[name], **rng.choice(edits)}}


def found(records, notes):
    made = trial(records=records)
    run = run_all(made.context(), select((), "gate"), TODAY, made.locate, notes)
    return run.findings, run.not_run


@pytest.mark.parametrize("seed", range(12))
def test_a_run_with_memory_finds_what_a_fresh_one_finds(seed):
    rng = random.Random(seed)  # noqa: S311  the same every time
    records, notes = begin(), Notes()
    for _ in range(8):
        assert found(records, notes) == found(records, None)
        records = altered(records, rng)


def test_only_what_hangs_together_is_looked_at_again():
    records, notes = begin(), Notes()
    records["item/2022/WD-2022-0001"] = {"formed_on": "2022-01-05"}
    found(records, notes)
    assert all(row[3] for row in notes.known.values())
    before = dict(notes.known)
    records[ITEMS[0]] = {**records[ITEMS[0]], "retention": None}
    assert [f.code for f in found(records, notes)[0]] == ["R301"]
    same = [path for path, row in notes.known.items() if before[path] is row]
    alone = [CUSTOMER, OTHER, "item/2022/WD-2022-0001"]
    assert sorted(same) == [f"records/{name}.yaml" for name in alone]


def test_two_processes_find_what_one_finds(monkeypatch):
    rng = random.Random(3)  # noqa: S311  the same every time
    records = begin()
    for _ in range(6):
        records = altered(records, rng)
    made = trial(records=records)

    def run(jobs):
        return run_all(made.context(), select(()), TODAY, made.locate, None, jobs=jobs)

    alone = run(1)
    for module in ("_runner", "_drafts"):
        monkeypatch.setattr(f"dangan.checks.{module}.WORTH_IT", 1)
    both = run(2)
    assert alone.findings
    assert both.findings == alone.findings
    assert both.not_run == alone.not_run
