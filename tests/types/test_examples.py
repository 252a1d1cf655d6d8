"""Every type's examples: valid ones pass, the others break exactly what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dangan.model.json import dotted, pointer
from dangan.model.record import Record
from dangan.schema import Validator
from support import recordtypes

VALID = recordtypes.examples("valid")
INVALID = recordtypes.examples("invalid")
BOTH = pytest.mark.parametrize("fast", [False, True], ids=["reference", "fast"])


def name(path: Path) -> str:
    return f"{path.parts[-4]}-{path.stem}"


def expected(path: Path) -> list[dict[str, Any]]:
    rows = recordtypes.read(path.parent / "expect.yaml").data[path.name]
    return [{**row, "at": pointer(row["at"])} for row in rows]


@BOTH
@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_example_has_no_problem(path: Path, *, fast: bool) -> None:
    validator = Validator(recordtypes.record_types(), fast=fast)
    assert validator.problems(Record(recordtypes.read(path))) == ()


@BOTH
@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_example_has_exactly_these_problems(path: Path, *, fast: bool) -> None:
    validator = Validator(recordtypes.record_types(), fast=fast)
    problems = validator.problems(Record(recordtypes.read(path)))
    found = [{"kind": p.kind, "at": p.draft.place.pointer} for p in problems]
    key = lambda row: (row["kind"], dotted(row["at"]))  # noqa: E731  used twice below
    assert sorted(found, key=key) == sorted(expected(path), key=key)


@pytest.mark.parametrize("folder", sorted({p.parent for p in INVALID}), ids=str)
def test_expectations_and_files_match(folder: Path) -> None:
    files = {path.name for path in INVALID if path.parent == folder}
    assert set(recordtypes.read(folder / "expect.yaml").data) == files


def test_every_type_has_examples_of_both_sorts() -> None:
    types = set(recordtypes.record_types())
    assert {path.parts[-4] for path in VALID} == types
    assert {path.parts[-4] for path in INVALID} == types


@pytest.mark.parametrize("path", VALID, ids=name)
def test_example_is_of_its_folder_s_type(path: Path) -> None:
    assert recordtypes.read(path).data["type"] == path.parts[-4]
