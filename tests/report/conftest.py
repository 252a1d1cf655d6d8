"""One run over an archive that has a bit of everything, for all formats."""

from __future__ import annotations

import datetime

import pytest

from dangan.checks._registry import select
from dangan.checks._runner import run_all
from dangan.report.result import Result
from dangan.workspace.source import Source
from support.trials import trial

TODAY = datetime.date(2026, 6, 30)
OPEN = {"secrecy": {"level": "public"}}
CASE = {
    "before": {
        "item/2021/WD-2021-0001": {**OPEN, "closed_on": "2021-01-01"},
        "item/2021/WD-2021-0002": {**OPEN},
        "item/2021/WD-2021-0004": {**OPEN, "formed_on": "2021-03", "pages": "42页"},
    },
    "records": {
        "item/2021/WD-2021-0002": {
            "received_on": "2021-03-01",
            "responsible": {"department": "markting", "person": "P007"},
        },
        "item/2021/WD-2021-0003": {
            "formed_on": "2021-05-01",
            "received_on": "2021-03-01",
            "waivers": [
                {
                    "code": "R305",
                    "reason": "原件如此",
                    "by": "P002",
                    "until": "2027-01-01",
                }
            ],
        },
        "item/_drafts/dh": "type: item\ntitle: 电话 13800138000\ntitle: 二\n",
    },
}


@pytest.fixture(scope="session")
def outcome():
    """Return a result and the source of its lines."""
    after, before = trial(**CASE), trial(records=CASE["before"])
    ctx = after.context(before, {})

    def read(path):
        return after.files[path].encode()

    source = Source(read, ctx)
    run = run_all(ctx, select((), "all"), TODAY, source.locate)
    return Result(run.findings, len(after.files), TODAY, run.not_run), source
