"""Templates filled in by hand become drafts: every row, or none and the reasons."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from dangan.cli.form import Form
from dangan.cli.rows import columns, read_rows
from dangan.model.ulid import ulids
from dangan.report.xlsx_template import TemplateColumn, letters, template
from dangan.workspace import open as open_archive

HOLDING = """
type: holding
name: {zh: 演示建材, en: Demo}
packs:
  - {pack: "base"}
departments:
  - {id: marketing, code: MK, label: {zh: =市场部, en: Marketing}}
"""
Fill = Callable[..., Path]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    root = tmp_path_factory.mktemp("archive")
    (root / "records").mkdir()
    (root / "records" / "holding.yaml").write_text(HOLDING.lstrip(), "utf-8")
    space = open_archive(root)
    return Form(space, space.types["item"], "zh-CN")


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    def write(*rows: Sequence[Any]) -> Path:
        path = tmp_path / "rows.xlsx"
        plain = {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
        with xlsxwriter.Workbook(path, plain) as book:
            sheet = book.add_worksheet()
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
        return path

    return write


def read(form: Form, path: Path) -> Any:
    return read_rows(form, path, ulids(1_700_000_000_000, 1))


HEAD = ("题名", "形成日期", "页数", "责任者 · 部门", "载体")


def test_rows_become_drafts(form: Form, fill: Fill) -> None:
    day = datetime.date(2026, 3, 5)
    rows = [
        ("演示一", day, 12, "Marketing", "电子"),
        ("演示二", "2026年3月", "", "", ""),
    ]
    drafts, faults = read(form, fill(HEAD, *rows))
    assert faults == ()
    first, second = drafts
    assert first["formed_on"] == "2026-03-05"
    assert first["pages"] == 12
    assert first["responsible"] == {"department": "marketing"}
    assert first["carrier"] == "electronic"
    assert second["formed_on"] == "2026-03"
    assert second["carrier"] == "paper"
    assert first["id"] < second["id"]


def test_empty_rows_and_the_help_row_are_passed_over(form: Form, fill: Fill) -> None:
    helps = ["写文件原题名；自拟的题名加方括号", "", "有字迹的页数，空白背面不计"]
    drafts, faults = read(form, fill(HEAD, helps, ("", "", ""), ("演示", "", "")))
    assert faults == ()
    assert [draft["title"] for draft in drafts] == ["演示"]


def test_english_labels_and_field_names_are_understood(form: Form, fill: Fill) -> None:
    (draft,), faults = read(form, fill(("Title", "formed_on"), ("演示", "2026")))
    assert faults == ()
    assert draft["formed_on"] == "2026"


FAULTS = [
    (("=1+1",), "A", "begins like a formula"),
    (("@SUM(A1)",), "A", "begins like a formula"),
    (("-cmd|' /C calc'!A0",), "A", "begins like a formula"),
    (("#REF!",), "A", "shows an error"),
    (("a", datetime.datetime(2026, 3, 5, 8)), "B", "has a time of day"),  # noqa: DTZ001  cells have no zone
    (("a", 46086.5), "B", "a number stands where a day belongs"),
    (("a", "2026-02-30"), "B", "not a day, month or year"),
    (("a", "", "many"), "C", "must be a whole number"),
    (("a", "", 2.5), "C", "must be a whole number"),
    ((110101199001011234.0,), "A", "cut off the end"),
    (("a", "", "", "nobody"), "D", "not on its list"),
    (("", "2026"), "A", "is missing"),
    (("a", "", "", "", "", "more"), "F", "in a column without a label"),
]


@pytest.mark.parametrize(("row", "column", "message"), FAULTS, ids=str)
def test_a_bad_cell_is_named_by_row_and_column(
    form: Form, fill: Fill, row: tuple[Any, ...], column: str, message: str
) -> None:
    _, faults = read(form, fill(HEAD, ("ok", "", "", "", ""), row))
    (fault,) = faults
    assert f"row 3, column {column}" in str(fault.place)
    assert message in str(fault.problem.draft.message)


HEADS = [
    (("形成日起",), "no field has this label", "write 形成日期"),
    (("题名", "Title"), "twice", "delete the column"),
    (("题名", "颜色"), "no field has this label", "delete the column"),
    (("编号",), "no field has this label", "delete the column"),
]


@pytest.mark.parametrize(("head", "message", "hint"), HEADS, ids=str)
def test_a_bad_head_is_a_fault(
    form: Form, fill: Fill, head: tuple[str, ...], message: str, hint: str
) -> None:
    _, faults = read(form, fill(head, ("演示",)))
    draft = faults[0].problem.draft
    assert message in str(draft.message)
    assert hint in str(draft.hint)


def test_a_workbook_without_rows_is_a_fault(form: Form, fill: Fill) -> None:
    _, faults = read(form, fill(HEAD))
    assert "no row is filled in" in str(faults[0].problem.draft.message)


@pytest.mark.parametrize("content", [b"", b"title\n", b"PK\x03\x04rubbish"])
def test_what_is_no_workbook_is_a_fault(
    form: Form, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "rows.xlsx"
    path.write_bytes(content)
    _, (fault,) = read(form, path)
    assert "not a workbook" in str(fault.problem.draft.message)


def test_a_bomb_is_refused_before_it_is_unpacked(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))
    _, (fault,) = read(form, path)
    assert "too big" in str(fault.problem.draft.message)


def sheet_of(content: bytes) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_the_template_is_read_back(form: Form, tmp_path: Path) -> None:
    content = template(columns(form), "件")
    rows = sheet_of(content)
    assert rows[0][0] == "题名"
    assert rows[1][0].startswith("写文件原题名")
    path = tmp_path / "rows.xlsx"
    path.write_bytes(content)
    _, (fault,) = read(form, path)
    assert "no row is filled in" in str(fault.problem.draft.message)


def test_the_template_holds_no_formula_and_the_same_bytes(form: Form) -> None:
    """A department is called ``=市场部`` here."""
    content = template(columns(form, every=True), "件")
    assert content == template(columns(form, every=True), "件")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert all(b"<f>" not in archive.read(name) for name in sheets)
        assert "=市场部" in archive.read("xl/sharedStrings.xml").decode()


def test_required_columns_come_with_their_choices(form: Form) -> None:
    found = {column.key: column for column in columns(form)}
    assert found["title"].required
    assert "电子" in found["carrier"].choices
    assert found["pages"].kind == "number"


def test_a_title_that_is_no_sheet_name_is_cut() -> None:
    content = template([TemplateColumn("a", "A")], "[重大]事项/报告:" + "长" * 40)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names[0].startswith("重大事项报告长")


@pytest.mark.parametrize(
    ("index", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")]
)
def test_letters_of_a_column(index: int, text: str) -> None:
    assert letters(index) == text
