"""What pages say of loans and other processes, and of registers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dangan.registers._registry import every_register
from dangan.site.registers import PUBLIC
from support.catalogue import catalogue, make, pages, processes, records

LOAN = "records/loan/2026/JY-2026-0001.yaml"
ITEM = "record/item/2021/MK-2021-001.html"
PAGE = "record/loan/2026/JY-2026-0001.html"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def _section(page: str, name: str) -> str:
    found = re.search(rf'id="{name}">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("lent")
    make(root, records() | processes())
    return pages(root, "archive")


def _hidden(tmp_path: Path, level: str, audience: str) -> dict[str, str]:
    """Return the pages where the loan has another level than the item."""
    rows = records() | processes()
    rows[LOAN]["secrecy"] = {"level": level, "owner": "holding"}
    make(tmp_path, rows)
    return pages(tmp_path, audience)


def test_a_record_says_who_has_it_and_until_when(made: dict[str, str]) -> None:
    state = _plain(_section(made[ITEM], "state"))
    for words in ("逾期", "2026-06-01", "JY-2026-0001", "销售部", "周内勤"):
        assert words in state


def test_a_hidden_loan_is_neither_told_nor_denied(tmp_path: Path) -> None:
    made = _hidden(tmp_path, "core-secret", "internal")
    assert "不向这类读者显示" in _plain(_section(made[ITEM], "state"))
    assert not [path for path, text in made.items() if "JY-2026-0001" in path + text]


def test_a_process_shows_its_steps_and_its_flow_chart(made: dict[str, str]) -> None:
    section = _section(made[PAGE], "procedure")
    rows = re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)[1:]
    told = [_plain(row) for row in rows]
    assert "2026-05-12" in told[0]
    assert [row for row in told if "逾期" in row and "2026-06-01" in row]
    assert '<g class="step here">' in section
    assert "style=" not in section


def test_the_first_page_names_overdue_loans(made: dict[str, str]) -> None:
    home = _plain(made["index.html"])
    assert re.search(r"1 借阅逾期 .*JY-2026-0001 .*MK-2021-001", home)


def test_forms_stand_with_their_command(made: dict[str, str]) -> None:
    page = made["record/volume/2021/AJ-2021-0001.html"]
    commands = re.findall(r"<code>(dangan print [^<]*)</code>", page)
    assert commands
    assert all(command.endswith(" AJ-2021-0001") for command in commands)


def test_a_register_has_clause_day_files_and_explanations(
    made: dict[str, str],
) -> None:
    page = _plain(made["register/loan-register.html"])
    for words in ("2026-06-30", "base.c44", "CSV", "Excel", "JY-2026-0001"):
        assert words in page
    assert "dangan print register loan-register" in page


def test_the_register_called_index_leaves_the_list_alone(
    made: dict[str, str],
) -> None:
    assert "loan-register.html" in made["register/index.html"]
    assert "register/_index.html" in made


def test_workbooks_are_the_same_every_time(tmp_path: Path) -> None:
    make(tmp_path, records() | processes())
    one, other = (dict(catalogue(tmp_path, "archive").workbooks()) for _ in "12")
    assert one
    assert one == other


def test_the_public_gets_lists_of_records_only(tmp_path: Path) -> None:
    rows = records() | processes()
    rows[LOAN]["secrecy"] = {"level": "public", "owner": "holding"}
    make(tmp_path, rows)
    books = catalogue(tmp_path, "public")._books
    assert {book.kind for book in books} <= PUBLIC < set(every_register())


def test_charts_stand_with_their_clause(made: dict[str, str]) -> None:
    page = made["regulation/base.html"]
    assert page.count('<svg class="dg-flow"') > 5
    ids = re.findall(r'<marker id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_values_of_a_regulation_are_words(made: dict[str, str]) -> None:
    found = "".join(text for path, text in made.items() if "regulation/" in path)
    shown = re.findall(r'data-label="设定为"><span>([^<]*)<', found)
    assert not [text for text in shown if re.fullmatch(r"P[0-9]+W?[DYMW]|True", text)]
