"""Every kind of refusal, by the folders of tests/cases/syntax."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from dangan.syntax import WARNINGS, WORDING, Problem, load

CASES = Path(__file__).parent.parent / "cases" / "syntax"
#: Kinds that a single YAML file cannot show.
ELSEWHERE = {"too-large", "not-json", "comment"}


def _expected() -> list[Any]:
    rows = []
    for folder in sorted(CASES.iterdir()):
        told = yaml.safe_load((folder / "expect.yaml").read_text("utf-8"))
        for name, problems in told.get("files", {}).items():
            content = (folder / name).read_bytes()
            rows.append(pytest.param(content, problems, id=f"{folder.name}/{name}"))
        for name, case in told.get("bytes", {}).items():
            content = bytes.fromhex(case["hex"])
            label = f"{folder.name}/{name}"
            rows.append(pytest.param(content, case["problems"], id=label))
    return rows


def _told(problem: Problem) -> dict[str, object]:
    position = problem.draft.position
    assert position
    return {"kind": problem.kind, "line": position.line, "column": position.column}


@pytest.mark.parametrize(("content", "expected"), _expected())
def test_case(content: bytes, expected: list[dict[str, object]]) -> None:
    started = time.process_time()
    parsed = load(content, "records/item/x.yaml")
    assert [_told(problem) for problem in parsed.problems] == expected
    refused = any(problem["kind"] not in WARNINGS for problem in expected)
    assert (parsed.data is None) is refused
    assert time.process_time() - started < 1


@pytest.mark.parametrize("kind", sorted(set(WORDING) - ELSEWHERE))
def test_every_kind_has_cases_that_fail(kind: str) -> None:
    told = yaml.safe_load((CASES / kind / "expect.yaml").read_text("utf-8"))
    listed = [*told.get("files", {}).values()]
    listed += [case["problems"] for case in told.get("bytes", {}).values()]
    assert any(row["kind"] == kind for rows in listed for row in rows)


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda f: f.name)
def test_every_file_of_a_case_folder_is_listed(folder: Path) -> None:
    told = yaml.safe_load((folder / "expect.yaml").read_text("utf-8"))
    there = {file.name for file in folder.iterdir()} - {"expect.yaml"}
    assert there == set(told.get("files", {}))


@pytest.mark.parametrize("kind", sorted(WORDING))
def test_a_fix_begins_with_a_verb(kind: str) -> None:
    verbs = {
        "align", "delete", "move", "replace", "save", "type", "write", "{fix}",
    }  # fmt: skip
    assert WORDING[kind][1].text.split()[0] in verbs


def test_no_value_is_printed() -> None:
    canary = "kanarienvogel"
    for row in _expected():
        content, _ = row.values
        marked = content + f"\nzz: {canary}\nzz: no\n".encode()
        for problem in load(marked, "x.yaml").problems:
            assert canary not in f"{problem.draft.message} {problem.draft.hint}"
