"""A date that is none, or is missing, never ends a command: fuzz over the demo."""

from __future__ import annotations

import copy
import datetime
import random
import re
from dataclasses import replace

import pytest

import dangan.workspace
from dangan.checks._registry import every_check
from dangan.checks._runner import run_all
from dangan.model.archive import Archive
from dangan.model.finding import Position
from dangan.model.record import Document, Record
from dangan.rules.agenda import agenda
from dangan.rules.explain import explain
from dangan.rules.process import standing
from dangan.site.audience import Audience
from dangan.site.facts import gather
from dangan.site.public import publish
from dangan.workspace.context import context_of, share_rules
from dangan.workspace.product import data_root
from dangan.workspace.registry import office, shelf

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 6, 30)
ODD = ("2021", "2021-02", "2021-13", "2026-02-30", "", "明年", "２０２１-01-01", None)
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
PROCESSES = ("loan", "destruction", "inspection", "stocktake", "appraisal", "visit")


@pytest.fixture(scope="module")
def space():
    return dangan.workspace.open(data_root().parent)


def dates(node, route=()):
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inside:
        if isinstance(value, dict | list):
            yield from dates(value, (*route, key))
        elif isinstance(value, str) and DATE.fullmatch(value):
            yield (*route, key)


def garbled(record, rng):
    data = copy.deepcopy(dict(record.data))
    for *way, last in rng.sample(
        routes := [*dates(data)], min(rng.choice([1, 4]), len(routes))
    ):
        node = data
        for step in way:
            node = node[step]
        odd = rng.choice(ODD)
        if odd is None and isinstance(node, dict):
            del node[last]
        else:
            node[last] = odd
    return Record(Document(record.path, data, str(rng.random())))


def with_odd_dates(space, seed):
    rng = random.Random(seed)  # noqa: S311  the same every time
    records = space.archive.records
    # All that happened, and a third of what is kept.
    happened = [r for r in records if r.type in PROCESSES]
    kept = {*rng.sample(records, len(records) // 3), *happened}
    made = tuple(garbled(r, rng) for r in sorted(kept, key=lambda r: r.path))
    odd = replace(space, archive=Archive(space.holding, made))
    share_rules(space, odd)
    return odd


@pytest.mark.parametrize("seed", range(6))
def test_a_date_that_is_none_is_survived(space, seed):
    odd = with_odd_dates(space, seed)
    archive, policies, calendar = odd.archive, odd.policies, odd.calendar
    assert run_all(context_of(odd), every_check(), TODAY, lambda _: Position())
    assert agenda(archive, policies, calendar, TODAY)
    for record in archive.records:
        policy = policies.for_record(record)
        assert explain(record, policy, archive, calendar, TODAY)
        standing(record, policy, archive, TODAY)
    everybody = Audience("", levels=None, personal=frozenset({"duty"}))
    assert gather(odd, publish(odd, everybody), TODAY)
    desk = office(odd)
    for kept in shelf(desk).values():
        kept.table(desk, TODAY)
