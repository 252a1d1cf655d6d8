"""What is personal or secret appears in no report, whatever is wrong with it."""

from __future__ import annotations

import datetime
import re

import pytest

from dangan.checks._registry import select
from dangan.checks._runner import run_all
from dangan.report.github import github
from dangan.report.json import as_json
from dangan.report.result import Result
from dangan.report.sarif import sarif
from dangan.report.text import text
from dangan.workspace.source import Source
from support.trials import trial

TODAY = datetime.date(2026, 6, 30)
CANARY = re.compile(r"金丝雀|canary")
PERSONAL = {
    "title": "演示防水工程有限公司",
    "secrecy": {"level": "public"},
    "telephone": "canary-telephone",
    "legal_representative": "金丝雀（演示）",
    "contacts": [
        {"name": "金丝雀甲", "mobile": "canary-mobile", "birthday": "canary-birthday"},
        {"name": "金丝雀乙", "post": 7, "surplus": "canary-surplus"},
    ],
    "account_manager": "CANARY-9",
    "responsible": {"department": "canary-department", "person": "CANARY-8"},
}
SECRET = {
    "title": "金丝雀计划",
    "secrecy": {"level": "core-secret", "owner": "canary owner★", "reason": "金丝雀"},
    "document_number": "canary〔2021〕3号",
    "pages": "canary",
    "document_role": "canary-role",
    "formed_on": "canary-date",
    "keywords": ["金丝雀", "金丝雀"],
    "summary": "金丝雀 13800138000",
    "notes": "金丝雀★",
    "surplus": "canary",
    "location": {"room": "canary-room"},
    "retention": {"class": "canary-class", "trigger": "canary.trigger"},
    "legal_basis": ["canary-basis"],
    "materials": [{"kind": "canary-kind", "pages": -1}],
    "events": [
        {"kind": "canary-event", "on": "canary", "by": "CANARY-7", "as": "canary-role"}
    ],
    "relations": [{"kind": "canary", "to": "canary"}],
}
BROKEN = "title: 金丝雀\ntitle: canary\nnotes: no\nsecrecy: &a {level: canary}\n"
CASES = {
    "personal": {"customer/KH/KH-0001": PERSONAL},
    "secret": {"item/2021/WD-2021-0001": SECRET},
    "unparsed": {"item/_drafts/kapo": BROKEN},
    "no level": {"item/2021/WD-2021-0001": {**SECRET, "secrecy": None}},
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_canaries_appear_nowhere(name, lang):
    made = trial(records=CASES[name], holding={"personal_data": None})
    ctx = made.context()
    source = Source(lambda path: made.files[path].encode(), ctx)
    run = run_all(ctx, select((), "all"), TODAY, source.locate)
    result = Result(run.findings, len(made.files), TODAY, run.not_run)
    assert run.findings
    outputs = (
        text(result, source, lang),
        as_json(result, lang),
        github(result, lang),
        sarif(result, lang),
    )
    for said in outputs:
        assert not CANARY.search(said), said


def test_a_line_of_a_public_record_is_shown():
    made = trial(
        records={
            "item/2021/WD-2021-0001": {
                "secrecy": {"level": "public"},
                "received_on": "2021-03-01",
            }
        }
    )
    ctx = made.context()
    source = Source(lambda path: made.files[path].encode(), ctx)
    run = run_all(ctx, select(["R305"]), TODAY, source.locate)
    said = text(Result(run.findings, 2, TODAY), source, "en")
    assert "received_on: '2021-03-01'" in said
    assert "             ^^^^^^^^^^^^" in said


def test_a_number_of_a_person_is_hidden_even_in_a_public_record():
    notes = "来电 13800138000"
    fields = {"secrecy": {"level": "public"}, "notes": notes}
    made = trial(records={"item/2021/WD-2021-0001": fields})
    ctx = made.context()
    source = Source(lambda path: made.files[path].encode(), ctx)
    run = run_all(ctx, select(["R611"]), TODAY, source.locate)
    said = text(Result(run.findings, 2, TODAY), source, "en")
    assert "notes: ‹hidden›" in said
    assert "13800138000" not in said
