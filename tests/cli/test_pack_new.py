"""dangan packs new: from the text on paper to files that load."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import Result

pytestmark = pytest.mark.slow

Run = Callable[..., Result]

HOLDING = """\
type: holding
name: {zh: 演示学校}
code: YSXX
fonds: Z900
as_of: "2026-06-30"
packs: [{pack: base}]
"""
TEXT = """\
第一章 总则
第一条 学生成绩册按学年编号。

第二条 "成绩册"保管: 永久。
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "holding.yaml").write_text(HOLDING, encoding="utf-8")
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _begin(dangan: Run, *more: str) -> Result:
    title = ("--title", "学生档案管理办法")
    return dangan("packs", "new", "school-1", *title, "--text", "text.txt", *more)


def test_each_article_becomes_a_clause(dangan: Run, archive: Path) -> None:
    result = _begin(dangan)
    assert result.exit_code == 0, result.output
    folder = archive / "schemas" / "packs" / "school-1"
    clauses = yaml.safe_load((folder / "clauses.yaml").read_text("utf-8"))["clauses"]
    told = [(c["id"], c["place"]["zh"], c["text"]["zh"]) for c in clauses]
    assert told == [
        ("r1", "1", "第一章 总则"),
        ("r2", "第一条", "学生成绩册按学年编号。"),
        ("r3", "第二条", '"成绩册"保管: 永久。'),
    ]
    assert {c["reason"]["zh"] for c in clauses} == {"待定"}
    assert (folder / "regulation.txt").read_text("utf-8") == TEXT
    rules = yaml.safe_load((folder / "pack.yaml").read_text("utf-8"))
    assert rules["editions"] == [{"effective_from": "2026-06-30"}]


@pytest.mark.usefixtures("archive")
def test_what_it_writes_loads_and_is_tried(dangan: Run) -> None:
    _begin(dangan, "--extends", "000-21")
    tried = dangan("packs", "test", "school-1")
    assert tried.exit_code == 0, tried.output
    found = json.loads(dangan("packs", "show", "school-1", "--format", "json").stdout)
    assert found["chain"] == ["base", "000-21", "school-1"]


def test_the_editor_gets_schemas_without_references_outside(
    dangan: Run, archive: Path
) -> None:
    _begin(dangan)
    for name in ("pack", "clauses", "cases"):
        place = archive / "schemas" / "packs" / "school-1" / f"{name}.yaml"
        text = place.read_text("utf-8")
        modeline = text.partition("\n")[0]
        schema_file = place.parent / modeline.rpartition("=")[2]
        schema = json.loads(schema_file.resolve().read_text("utf-8"))
        jsonschema.validate(yaml.safe_load(text), schema)
        wrong = {**yaml.safe_load(text), "surplus": 1}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_dry_run_writes_nothing(dangan: Run, archive: Path) -> None:
    result = _begin(dangan, "--dry-run", "--format", "json")
    assert "schemas/packs/school-1/pack.yaml" in json.loads(result.stdout)["files"]
    assert not (archive / "schemas").exists()


@pytest.mark.parametrize(
    ("id_", "fact"),
    [("001-01", "already"), ("Bad_Id", "small letters"), ("school-1", "already")],
)
@pytest.mark.usefixtures("archive")
def test_nothing_is_overwritten(dangan: Run, id_: str, fact: str) -> None:
    _begin(dangan)
    result = dangan("packs", "new", id_, "--title", "x")
    assert result.exit_code == 2
    assert fact in result.output


@pytest.mark.parametrize(
    ("id_", "title", "name", "fact"),
    [
        ("con", "a", "other", "small letters"),
        ("own", "a\u202eb", "other", "U+202E"),
        ("own", "a", "x\nextends: base", "small letters"),
        ("own", "a", "documents-and-contracts", "already"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    dangan: Run, archive: Path, *, id_: str, title: str, name: str, fact: str
) -> None:
    result = dangan("packs", "new", id_, "--title", title, "--name", name)
    assert result.exit_code == 2
    assert fact in result.output
    assert not (archive / "schemas").exists()


def test_a_text_that_is_not_utf_8_is_refused(dangan: Run, archive: Path) -> None:
    (archive / "text.txt").write_bytes("第一条".encode("gb18030"))
    result = _begin(dangan)
    assert result.exit_code == 2
    assert "UTF-8" in result.output
