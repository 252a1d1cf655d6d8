"""dangan why, show and due tell what follows, in words and as data."""

from __future__ import annotations

import json

import pytest

from support.office import draft, path_of

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

RECORD = "records/item/2021/MK-2021-001.yaml"
MISSING = (
    "missing:\n  - {kind: attachment, owed_by: {department: marketing},"
    ' due: "2026-05-31", reason: 待补}\n'
)


@pytest.fixture
def numbered(dangan, small_office):
    small_office.write(path_of(1), draft(1, more=MISSING))
    dangan("--root", str(small_office.root), "assign", path_of(1))
    return small_office


def run(dangan, repo, *words, **how):
    result = dangan("--root", str(repo.root), *words, **how)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_why_gives_the_arithmetic_and_the_clauses(dangan, numbered):
    told = run(dangan, numbered, "why", "MK-2021-001", "--only", "retention")
    assert "the period is running" in told
    assert "10 years counted from 2022-01-01 (base.c5" in told
    assert "Formed on is 2021-03-18" in told
    assert "last day kept: 2031-12-31" in told


def test_why_takes_a_number_as_people_type_it(dangan, numbered):
    assert run(dangan, numbered, "why", "mk2021001") == run(
        dangan, numbered, "why", "MK-2021-001"
    )


def test_why_as_of_another_day(dangan, numbered):
    told = run(dangan, numbered, "why", "MK-2021-001", "--as-of", "2032-01-01")
    assert "the period is over: to be appraised" in told


def test_why_tells_what_is_missing_and_that_nothing_is(dangan, numbered):
    told = run(dangan, numbered, "why", "MK-2021-001", "--only", "missing")
    assert "attachment: overdue, entered in the missing list until 2026-05-31" in told
    whole = run(dangan, numbered, "why", path_of(2), "--only", "missing")
    assert "nothing is missing" in whole


def test_why_as_data(dangan, numbered):
    data = json.loads(run(dangan, numbered, "why", RECORD, "--format", "json"))
    sections = {section["section"]: section for section in data["sections"]}
    assert {"rules", "number", "retention", "dues"} <= set(sections)
    (line,) = sections["number"]["lines"]
    assert line["value"] == "MK-2021-001"
    assert {step["clause"] for step in line["because"]} >= {"000-17.r8", "000-17.r9"}
    assert data["as_of"] == "2026-06-30"


def test_why_of_a_draft_tells_the_number_it_would_get(dangan, numbered):
    told = run(dangan, numbered, "why", path_of(2), "--only", "number")
    assert "MK-2021-002" in told


def test_why_of_nobody(dangan, numbered):
    result = dangan("--root", str(numbered.root), "why", "MK-1999-001")
    assert result.exit_code == 2
    assert "there is no record MK-1999-001" in result.stderr


def test_show_in_words(dangan, numbered):
    told = run(dangan, numbered, "show", "mk-2021-1")
    assert "Title: 演示材料1" in told
    assert "Responsible · Department: Marketing" in told
    assert "Missing materials 1 · Due: 2026-05-31" in told
    assert "* Retention · last day kept: 2031-12-31" in told
    zh = run(dangan, numbered, "show", "MK-2021-001", lang="zh-CN")
    assert "题名: 演示材料1" in zh
    assert "责任者 · 部门: 市场部" in zh


def test_show_as_data(dangan, numbered):
    data = json.loads(run(dangan, numbered, "show", "MK-2021-001", "--format", "json"))
    fields = {row["field"]: row["value"] for row in data["fields"]}
    assert fields["number"] == "MK-2021-001"
    assert data["path"] == RECORD


CUSTOMER = """\
id: 01JD8QZ5M3K7T9W2X4Y6Z8A9ZZ
number: KH-0001
type: customer
title: 演示防水工程有限公司
contacts: {telephone: "010-00000000"}
"""


def test_show_hides_what_is_personal(dangan, numbered):
    numbered.write("records/customer/KH/KH-0001.yaml", CUSTOMER)
    assert "010-00000000" not in run(dangan, numbered, "show", "KH-0001")
    assert "‹hidden›" in run(dangan, numbered, "show", "KH-0001")
    assert "010-00000000" in run(dangan, numbered, "show", "KH-0001", "--with-personal")


def test_due_lists_what_and_who(dangan, numbered):
    told = run(dangan, numbered, "due")
    (line,) = [row for row in told.splitlines() if row.startswith("2026-05-31")]
    assert "overdue" in line
    assert "Marketing" in line
    assert "MK-2021-001" in line


def test_due_by_day_person_and_department(dangan, numbered):
    nothing = "nothing is due, as of 2026-06-30\n"
    assert run(dangan, numbered, "due", "--until", "2026-05-30") == nothing
    assert run(dangan, numbered, "due", "--department", "office") == nothing
    assert "MK-2021-001" in run(dangan, numbered, "due", "--department", "marketing")
    unknown = dangan("--root", str(numbered.root), "due", "--person", "P999")
    assert unknown.exit_code == 2


def test_due_before_it_was_due(dangan, numbered):
    assert "open" in run(dangan, numbered, "due", "--as-of", "2026-05-31")


def test_due_with_reasons_and_as_data(dangan, numbered):
    assert "- the missing list says until 2026-05-31" in run(
        dangan, numbered, "due", "--why"
    )
    data = json.loads(run(dangan, numbered, "due", "--format", "json"))
    (row,) = data["dues"]
    assert (row["state"], row["due_on"], row["owed_by"]) == (
        "overdue",
        "2026-05-31",
        {"department": "marketing"},
    )
    assert run(dangan, numbered, "due", "--format", "csv").startswith("\ufeffDue,")


@pytest.mark.parametrize("name", ["assign", "show", "why", "due"])
def test_help_has_examples(dangan, name):
    told = dangan(name, "--help", lang="zh-CN").stdout
    assert told.count(f"$ dangan {name}") >= 3
