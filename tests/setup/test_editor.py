"""Editors: every record type has a schema that its own examples pass."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import editor_schemas
from dangan.syntax import load
from support.source import ROOT

TYPES = sorted((ROOT / "schemas/types").glob("*/type.yaml"))


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schemas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editor_schemas, "FOLDER", folder)
        editor_schemas.main()
    return folder


@pytest.mark.parametrize("path", TYPES, ids=lambda path: path.parent.name)
def test_valid_examples_pass(path: Path, schemas: Path) -> None:
    schema = json.loads((schemas / f"{path.parent.name}.json").read_text("utf-8"))
    judge = jsonschema.Draft202012Validator(schema)
    for example in sorted(path.parent.glob("examples/valid/**/*.yaml")):
        judge.validate(load(example.read_bytes(), example.name).data)


def test_settings_name_every_type() -> None:
    text = (ROOT / ".vscode/settings.json").read_text("utf-8")
    named = json.loads(text)["yaml.schemas"]
    wanted = {f"./.vscode/schemas/{path.parent.name}.json" for path in TYPES}
    assert wanted <= named.keys()
