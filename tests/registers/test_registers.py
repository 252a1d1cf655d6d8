"""What holds for every register: names, readers, spreadsheets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from dangan.model.message import M
from dangan.model.table import Column, Table
from dangan.registers._registry import every_register
from dangan.registers._shelf import shelf
from dangan.report.tables import FORMS, neutral, restored, table_as, workbook
from support.packkit import product
from support.registers_archive import DATA, DAY, office_of
from support.trials import archive

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

#: Beginnings that a spreadsheet runs, and those that only look so.
RISKY = ("=1+1", "+86 591", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1",
         "＠x", "  =cmd|' /C calc'!A0", "'quoted")  # fmt: skip
HARMLESS = ("", "档案", "KH-0001", "a=1", "2021-03-18", "5")
DATA_LABEL = {"zh": "簿", "en": "book"}
CANARIES = ("机密联系人", "13900000000")


def test_what_packs_name_is_there() -> None:
    kinds = every_register()
    for pack in product().values():
        for edition in pack.editions:
            counted = {row["id"] for row in edition.sections.get("statistics", ())}
            for row in edition.sections.get("registers", ()):
                assert row["register"] in kinds, (pack.id, row["id"])
                named = row.get("statistics", ())
                named = {named} if isinstance(named, str) else set(named)
                assert named <= counted, (pack.id, row["id"])


def test_every_kind_of_register_is_used() -> None:
    used = {
        row["register"]
        for pack in product().values()
        for edition in pack.editions
        for row in edition.sections.get("registers", ())
    }
    assert set(every_register()) == used


def test_no_computed_column_hides_a_field() -> None:
    loan = {"type": "loan", "place": "阅览室", "secrecy": {"level": "internal"}}
    item = {"location": {"room": "A"}}
    records = {"loan/2026/JY-2026-0001": loan, "item/2021/WD-2021-0001": item}
    columns = ["number", "place"]
    rule = {"id": "x", "register": "records", "label": DATA_LABEL, "columns": columns}
    office = office_of(records=records, regulation={"registers": [rule]})
    rows = shelf(office)["x"].table(office, DAY).rows
    assert [str(row[1]) for row in rows] == ["阅览室", "Room one"]


def test_rows_are_as_long_as_columns(office) -> None:
    for kept in shelf(office).values():
        table = kept.table(office, DAY)
        assert {len(row) for row in (*table.rows, *table.foot)} <= {len(table.columns)}
        assert len({column.key for column in table.columns}) == len(table.columns)
        assert all(row < len(table.rows) for row, _ in table.because)


def test_a_number_stands_once(office) -> None:
    """Totals add up: what is counted by rows is what is counted at all."""
    for kept in shelf(office).values():
        table = kept.table(office, DAY)
        for index, column in enumerate(table.columns):
            if table.foot and column.kind == "count" and "percent" not in column.key:
                whole = [row[index] for row in table.rows]
                if all(isinstance(cell, int | float) for cell in whole):
                    assert sum(whole) == pytest.approx(table.foot[0][index])


def test_drafts_are_in_no_register(office) -> None:
    for kept in shelf(office).values():
        for form in FORMS:
            assert "草稿" not in table_as(kept.table(office, DAY), form, "zh-CN")


@pytest.mark.parametrize("text", [*RISKY, *HARMLESS])
def test_a_cell_is_no_formula_and_comes_back(text) -> None:
    shown = neutral(text)
    assert (shown != text) is (text in RISKY)
    assert restored(shown) == text


def test_a_workbook_keeps_texts_as_texts(tmp_path) -> None:
    calamine = pytest.importorskip("python_calamine")
    rows = tuple((text,) for text in (*RISKY, *HARMLESS) if text.strip())
    table = Table("x", M("Register"), (Column("a", M("Term")),), rows)
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook([table], "zh-CN"))
    sheet = calamine.load_workbook(file).get_sheet_by_index(0)
    read = [row[0] for row in sheet.to_python()[1:]]
    assert read == [row[0].replace("\r", "\n") for row in rows] or read == [
        row[0] for row in rows
    ]
    assert workbook([table], "zh-CN") == file.read_bytes()


def test_csv_is_for_excel() -> None:
    table = Table("x", M("Register"), (Column("a", M("Term")),), (('a,"b"\n',),))
    text = table_as(table, "csv", "zh-CN")
    assert text.startswith("\ufeff")
    assert text.endswith('"a,""b""\n"\r\n')


@pytest.fixture
def repo(git_repo):
    case = {k: v for k, v in DATA.items() if k not in {"as_of", "regulation"}}
    holding = {**DATA["holding"], "packs": [{"pack": "base"}], "as_of": str(DAY)}
    return archive(git_repo, **{**case, "holding": holding})


def test_readers_see_what_is_for_them(repo, dangan, monkeypatch) -> None:
    monkeypatch.chdir(repo.root)
    listed = json.loads(dangan("register", "--format", "json").stdout)
    names = [row["name"] for row in listed["rows"]]
    for form in ("text", "md", "csv", "json"):
        public = dangan("register", *names, "--audience", "public", "--format", form)
        assert public.exit_code == 0, public.output
        for canary in (
            *CANARIES,
            "报价表",
            "WD-2021-0002",
            "演示公司甲",
            "赵市",
            "诉讼",
        ):
            assert canary not in public.stdout, (form, canary)
        assert "WD-2021-0001" in public.stdout
        everything = dangan("register", *names, "--why", "--format", form).stdout
        assert "WD-2021-0002" in everything
        assert not any(canary in everything for canary in CANARIES)


def test_personal_data_go_only_where_git_does_not_look(
    repo, dangan, monkeypatch
) -> None:
    monkeypatch.chdir(repo.root)
    words = ("register", "customer-list", "--with-personal", "--format", "csv")
    assert dangan(*words).exit_code == 2
    assert dangan(*words, "--out", "list.csv").exit_code == 2
    assert not Path("list.csv").exists()
    Path(".gitignore").write_text("/private/\n")
    assert dangan(*words, "--out", "private/list.csv").exit_code == 0
    assert Path("private/list.csv").stat().st_mode & 0o077 == 0
    assert dangan(*words, "--out", "private/x", "--audience", "public").exit_code == 2


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["--for", "class=FA"], ["WD-2021-0001"]),
        (["--for", "class=FA,ZL", "--for", "type=item"], ["WD-2021-0001"]),
        (["--department", "sales"], ["WD-2021-0002"]),
        (["--for", "{pages: {minimum: 4}}", "--for", "class=FA"], ["WD-2021-0001"]),
    ],
)
def test_only_what_is_asked_for(repo, dangan, monkeypatch, words, numbers) -> None:
    monkeypatch.chdir(repo.root)
    done = dangan("register", "catalogue", "--format", "json", *words)
    assert [row["number"] for row in json.loads(done.stdout)["rows"]] == numbers


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["catalogue", "--for", "class"],
        ["catalogue", "--for", "{a: [}"],
        ["catalogue", "--department", "none"],
        ["catalogue", "--format", "xlsx"],
    ],
)
def test_what_cannot_be_asked_for_is_refused(repo, dangan, monkeypatch, words) -> None:
    monkeypatch.chdir(repo.root)
    assert dangan("register", *words).exit_code == 2


def test_the_archive_of_the_tests_is_sound() -> None:
    assert len(office_of().archive.records) == len(DATA["records"])
    assert yaml.safe_dump(DATA["holding"])
