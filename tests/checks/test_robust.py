"""No record, however odd, makes a check fail; it only makes it report."""

from __future__ import annotations

import copy
import datetime
import random
from dataclasses import replace

import pytest

from dangan.checks._registry import every_check
from dangan.checks._runner import run_all
from dangan.model.archive import Archive
from dangan.model.finding import Position
from dangan.model.record import Document, Record
from support.recordtypes import ODD_VALUES, examples, read
from support.trials import trial

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 6, 30)
EXAMPLES = [read(path) for kind in ("valid", "invalid") for path in examples(kind)]


def nodes(node, route=()):
    yield route
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inside:
        if isinstance(value, dict | list):
            yield from nodes(value, (*route, key))
        else:
            yield (*route, key)


def with_odd_value(data, rng):
    changed = copy.deepcopy(data)
    *way, last = rng.choice([route for route in nodes(changed) if route])
    node = changed
    for step in way:
        node = node[step]
    node[last] = copy.deepcopy(rng.choice(ODD_VALUES))
    return changed


@pytest.mark.parametrize("seed", range(30))
def test_checks_survive_any_value_anywhere(seed):
    rng = random.Random(seed)  # noqa: S311  the same every time
    ctx = trial(records={}).context()
    documents = [
        Document(d.path, with_odd_value(d.data, rng), str(n))
        for n, d in enumerate(EXAMPLES)
        if isinstance(d.data, dict) and d.data
    ]
    records = tuple(Record(document) for document in documents)
    ctx = replace(ctx, archive=Archive(ctx.holding, records))
    run = run_all(ctx, every_check(), TODAY, lambda _: Position())
    assert run.findings
