"""The schema files of the product obey the rules for schema files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangan.schema import lint_schema, lint_type
from support import recordtypes

FILES = sorted(
    path
    for pattern in ("core/*.schema.json", "types/*/record.schema.json")
    for path in recordtypes.SCHEMAS.glob(pattern)
)


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_schema_file_is_clean(path: Path) -> None:
    problems = lint_schema(recordtypes.read(path))
    assert [(p.draft.place.pointer, str(p.draft.message)) for p in problems] == []


@pytest.mark.parametrize("name", recordtypes.record_types())
def test_type_is_labelled_and_names_its_own_fields(name: str) -> None:
    problems = lint_type(recordtypes.record_types()[name])
    assert [(p.draft.place.pointer, str(p.draft.message)) for p in problems] == []


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_file_and_id_agree(path: Path) -> None:
    folder, file = path.parent.name, path.name.removesuffix(".schema.json")
    name = f"core/{file}" if folder == "core" else f"types/{folder}"
    assert recordtypes.read(path).data["$id"] == f"dangan:{name}"


@pytest.mark.parametrize("name", recordtypes.record_types())
def test_folder_is_the_id(name: str) -> None:
    assert recordtypes.record_types()[name].id == name
