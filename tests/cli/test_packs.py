"""dangan packs, as somebody types it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _outside_of_any_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_list(dangan: Run) -> None:
    rows = _json(dangan("packs", "list", "--format", "json"))["rows"]
    ids = [row["id"] for row in rows]
    assert ids[0] == "base"
    assert {"000-17", "000-21", "001-01"} < set(ids)


@pytest.mark.parametrize("name", ["000-21", "documents-and-contracts"])
def test_show(dangan: Run, name: str) -> None:
    data = _json(dangan("packs", "show", name, "--format", "json"))
    assert data["id"] == "000-21"
    assert data["chain"] == ["base", "000-21"]
    assert data["choices"]["number_bracket"] == "hyphen"


def test_show_origin(dangan: Run) -> None:
    text = dangan("packs", "show", "000-21", "--origin").stdout
    assert "written in base: editions[0].secrecy" in text
    assert "overflow = refuse: choice overflow" in text
    assert "does not run: registration_days not set" in text


def test_show_clause(dangan: Run) -> None:
    text = dangan("packs", "show", "000-21", "--clause", "r6").stdout
    assert text.startswith("000-21.r6 ")
    assert "computed by numbering, choices" in text
    assert "document-number" in text


def test_show_clause_in_chinese(dangan: Run) -> None:
    text = dangan("packs", "show", "000-21", "--clause", "r6", lang="zh-CN").stdout
    assert "文件编号" in text


def test_show_rule_as_it_stands(dangan: Run) -> None:
    """What a regulation adapts is in it; the text is a rule for pack.yaml."""
    text = dangan("packs", "show", "002-17", "--rule", "processes.loan").stdout
    (rule,) = yaml.safe_load(text)["processes"]
    assert rule["id"] == "loan"
    assert any("office-archivist" in str(step.get("by")) for step in rule["steps"])
    assert text.startswith("# written in 002-17: editions[0].adapt[1]\n")
    data = _json(
        dangan(
            *("packs", "show", "002-17"),
            *("--rule", "processes.loan", "--format", "json"),
        )
    )
    assert data["data"] == rule
    assert all(f"# {clause}: " in text for clause in data["clauses"])


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("processes.lone", "write loan"),
        ("proceses.loan", "write processes"),
        ("loan", "write loans"),
    ],
)
def test_unknown_rule_is_a_usage_error(dangan: Run, name: str, hint: str) -> None:
    result = dangan("packs", "show", "base", "--rule", name)
    assert result.exit_code == 2
    assert hint in result.stderr


def test_unknown_clause_is_a_usage_error(dangan: Run) -> None:
    assert dangan("packs", "show", "000-21", "--clause", "r99").exit_code == 2


def test_unknown_pack_breaks_the_set_up(dangan: Run) -> None:
    result = dangan("packs", "show", "documents-and-contract")
    assert result.exit_code == 3
    assert "write documents-and-contracts" in result.stderr


def test_a_hint_does_not_list_everything(dangan: Run) -> None:
    result = dangan("packs", "show", "zzzz")
    assert "more" in result.stderr
    assert len(result.stderr) < 500


def test_test_tells_how_many_hold(dangan: Run) -> None:
    result = dangan("packs", "test", "000-21")
    assert result.exit_code == 0
    assert result.stdout.endswith("cases, 0 do not hold\n")


def test_coverage_has_the_agreed_shape(dangan: Run) -> None:
    (first, *_rest) = _json(dangan("packs", "coverage", "--format", "json"))["packs"]
    assert set(first) == {"id", "clauses", "states", "uncarried", "waiting", "unset"}
    assert first["clauses"]["base.c1"] == {
        "state": "enforced",
        "by": ["secrecy_levels"],
    }


def test_coverage_of_one_regulation(dangan: Run) -> None:
    rows = _json(dangan("packs", "coverage", "defaults", "--format", "json"))["packs"]
    assert [row["id"] for row in rows] == ["base"]
    lines = dangan("packs", "coverage", "000-21").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:3]] != ["base", "000-01"]
    assert dangan("packs", "coverage", "zzzz").exit_code == 3


def test_coverage_counts(dangan: Run) -> None:
    lines = dangan("packs", "coverage").stdout.splitlines()
    assert any(line.startswith("001-01") and line.endswith("134") for line in lines)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the folder of a pack in an archive of its own."""
    folder = tmp_path / "schemas" / "packs" / "own"
    folder.mkdir(parents=True)
    (tmp_path / "records").mkdir()
    holding = "type: holding\nname: {zh: 演示, en: Demo}\n"
    (tmp_path / "records" / "holding.yaml").write_text(holding, "utf-8")
    return folder


def test_broken_pack_of_an_archive(dangan: Run, own: Path) -> None:
    (own / "pack.yaml").write_text("id: own\nid: twice\n")
    result = dangan("packs", "list")
    assert result.exit_code == 3
    assert "schemas/packs/own/pack.yaml:2" in result.stderr


PACK = """
id: own
name: own-rules
title: {zh: 本公司, en: Own}
extends: documents-and-contracts
editions:
  - effective_from: "2020-01-01"
    fields: [{id: keyword, for: {type: item}, field: keywords, require: true}]
"""
CASE = """
cases:
  - name: 没有关键词
    clauses: [000-21.r2]
    records: {a: {class: WJ}}
    expect: {codes: [R220], findings: [{code: R220, record: a, at: received_on}]}
"""


def test_own_pack_of_an_archive_with_a_case_that_fails(dangan: Run, own: Path) -> None:
    (own / "pack.yaml").write_text(PACK, "utf-8")
    (own / "cases.yaml").write_text(CASE, "utf-8")
    result = dangan("packs", "test", "own")
    assert result.exit_code == 1
    assert "\n        - {code: R220, record: a, at: keywords}\n" in result.stdout


CASES_THAT_FAIL = """
cases:
  - name: 甲
    clauses: [000-21.r2]
    as_of: "2026-06-30"
    records: {a: {}}
    expect: {values: [{what: vacant, is: [x]}, {record: a, what: number, is: X}]}
  - name: 乙
    clauses: [000-21.r2]
    records: {a: {class: WJ, received_on: "2026-01-01"}}
    expect:
      codes: [R220]
      findings: [{code: R220, record: a, at: number, severity: warning}]
"""


def test_what_came_out_can_be_copied_into_the_case(dangan: Run, own: Path) -> None:
    """In Chinese there is no word of another language, and the lines are YAML."""
    (own / "pack.yaml").write_text(PACK, "utf-8")
    (own / "cases.yaml").write_text(CASES_THAT_FAIL, "utf-8")
    told = dangan("packs", "test", "own", lang="zh-CN").stdout.splitlines()
    rows = [line for line in told if line.startswith("        - ")]
    assert yaml.safe_load("\n".join(rows)) == [
        {"what": "vacant", "is": ["sales-clerk"]},
        {"record": "a", "what": "number", "is": None},
        {"code": "R220", "record": "a", "at": "number", "severity": "warning"},
        {"code": "R220", "record": "a", "at": "keywords", "severity": "error"},
    ]
    prose = [line for line in told if line not in rows and not line.startswith("own")]
    assert not re.search("[a-z]{3}", "".join(prose).replace("keywords", "")), prose


def test_text_of_a_regulation_lies_with_its_rules(dangan: Run, own: Path) -> None:
    (own / "pack.yaml").write_text(PACK, "utf-8")
    for name in ("regulation.txt", "README.md"):
        (own / name).write_text("第一条 [不是: YAML\n", "utf-8")
    assert dangan("packs", "test", "own").exit_code == 0
    (own / "notes.txt").write_text("x", "utf-8")
    assert dangan("packs", "test", "own").exit_code == 3


CLAUSES = """
pack: own
clauses:
  - {id: r1, tag: field, place: {zh: "1"}, strength: must, text: {zh: 关键词},
     carried: enforced, by: [fields]}
  - {id: r2, tag: secrecy, place: {zh: "2"}, strength: must, text: {zh: 密级},
     carried: enforced, by: [secrecy_levels]}
  - {id: r3, tag: other, place: {zh: "3"}, strength: may, text: {zh: 解释},
     carried: stated}
"""
RULES = """
id: own
name: own-rules
title: {zh: 本公司, en: Own}
editions:
  - effective_from: "2020-01-01"
    fields:
      - {id: keyword, for: {type: item, class: [A, B]}, field: keywords, require: true,
         label: {zh: 关键词}, clause: r1}
    secrecy_levels:
      - {code: public, label: {zh: 公开}, rank: 0, clause: r2}
"""
TRIED = """
cases:
  - name: 没有关键词
    clauses: [r1, r2]
    records: {a: {class: A}}
    expect: {codes: [R220], findings: [{code: R220, record: a, at: keywords}]}
"""


@pytest.mark.slow
def test_mutation_tells_the_result_first(dangan: Run, own: Path) -> None:
    """What another regulation has as well is named, altered values are counted."""
    for name, text in (("pack", RULES), ("clauses", CLAUSES), ("cases", TRIED)):
        (own / f"{name}.yaml").write_text(text, "utf-8")
    result = dangan("packs", "test", "own", "--mutate")
    head, lost, count, _, hint = result.stdout.splitlines()
    assert result.exit_code == 1
    assert head.startswith("2 clauses, ")
    assert head.endswith("; 1 not carried; 1 more clauses are stated")
    assert lost == (
        "own.r2: not carried: without secrecy_levels[0] the rule of base with the"
        " same id holds, and no case notices"
    )
    assert count == "own.r1: 1 altered values that no case notices"
    assert "--all" in hint
    told = dangan("packs", "test", "own", "--mutate", "--all").stdout
    assert "no case notices another value of fields[0].for.class[1]" in told
    assert "label" not in told


TWIN = """
id: own
name: own-rules
title: {zh: 本公司, en: Own}
extends: "000-21"
editions:
  - effective_from: "2010-01-01"
    drop: [{section: numbering, ids: [document-number], reason: {zh: 不用}}]
"""


def test_case_of_another_regulation_says_whose_it_is(dangan: Run, own: Path) -> None:
    (own / "pack.yaml").write_text(TWIN, "utf-8")
    clauses = "pack: own\nclauses: [{id: r1, same_as: 000-21.r6}]\n"
    (own / "clauses.yaml").write_text(clauses, "utf-8")
    told = dangan("packs", "test", "own", lang="zh-CN").stdout
    assert "[own.r1]（用例来自 000-21）" in told
