"""At a terminal every field that is missing is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.desk import Clerk
from stories.test_destruction import DRAFT
from support.terminal import answered

pytestmark = pytest.mark.slow

ID = "01JD8QZ5M3K7T9W2X4Y6Z8A0BC"
ITEMS = 9


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    draft = {**DRAFT, "id": ID, "location": {"room": "A", "cabinet": "1"}}
    clerk = Clerk.begin(tmp_path, **{f"item/_drafts/{ID}": draft})
    clerk.run("assign", "--all", "--as-of", "2022-01-10")
    clerk.repo.commit("record: file an item", on="2022-01-10")
    return clerk


def number(clerk: Clerk) -> str:
    return next((clerk.repo.root / "records/item").rglob("*.yaml")).stem


def at_desk(clerk: Clerk, words: str, *answers: str) -> str:
    words = f"{words} --as-of {clerk.day} --commit"
    return answered(clerk.repo.root, tuple(words.split()), *answers)


def test_a_destruction(clerk: Clerk) -> None:
    clerk.day = "2032-02-01"
    said = at_desk(clerk, "destroy propose", number(clerk), "expired", "保管期限已满")
    assert "XH-2032-0001" in said, said
    said = at_desk(
        clerk, "destroy exempt", "XH-2032-0001", number(clerk), "诉讼中", "y"
    )
    (line,) = clerk.read("destruction/2032/XH-2032-0001")["subjects"]
    assert line["exempt"]["reason"] == "诉讼中", said
    said = at_desk(clerk, "destroy cancel", "XH-2032-0001", "列错")
    events = clerk.read("destruction/2032/XH-2032-0001")["events"]
    assert events[-1]["reason"] == "列错", said


def test_a_stocktake(clerk: Clerk) -> None:
    clerk.day = "2026-03-02"
    said = at_desk(clerk, "stocktake start", "A", "", "", "", "", "", "", "", "例行")
    assert "QD-2026-0001" in said, said
    scans = clerk.repo.root.parent / "scans.csv"
    scans.write_text("没有编号,A-2\n", encoding="utf-8")
    scans.write_text(f"{number(clerk)},A-2\n", encoding="utf-8")
    said = at_desk(clerk, "stocktake count", "QD-2026-0001", str(scans), "")
    assert "misplaced: 1" in said, said
    said = at_desk(clerk, "stocktake close", "QD-2026-0001", "P018", "已放回原处")
    data = clerk.read("stocktake/2026/QD-2026-0001")
    assert data["explained"][0]["reason"] == "已放回原处", said


def test_an_inspection(clerk: Clerk) -> None:
    clerk.day = "2026-03-02"
    said = at_desk(clerk, "inspect new", "custody", "A", "", "internal")
    assert "JC-2026-0001" in said, said
    told = ("finding", "墙角有霉点", "通风除霉", "2026-04-01")
    said = at_desk(
        clerk, "inspect record", "JC-2026-0001", *told, *(["ok"] * ITEMS * 3)
    )
    first = clerk.read("inspection/2026/JC-2026-0001")["results"][0]
    assert (first["finding"], first["due"]) == ("墙角有霉点", "2026-04-01"), said
    said = at_desk(clerk, "inspect remedy", "JC-2026-0001", first["item"], "已除霉")
    assert "is not remedied" not in at_desk(clerk, "inspect close", "JC-2026-0001")
    data = clerk.read("inspection/2026/JC-2026-0001")
    assert data["events"][-1]["kind"] == "closed", said


def test_a_loan_and_a_consultation(clerk: Clerk) -> None:
    clerk.day = "2026-03-02"
    said = at_desk(
        clerk, f"consult {number(clerk)} --only requested", "P006", "甲", "乙", "丙"
    )
    assert "CY-2026-0001" in said, said
    data = clerk.read("consultation/2026/CY-2026-0001")
    stated = {data[k] for k in ("purpose", "reason", "reader_particulars")}
    assert stated == {"甲", "乙", "丙"}, said
    said = at_desk(
        clerk, f"lend {number(clerk)} --only requested", "P006", "甲", "乙", "丙", "1"
    )
    assert "JY-2026-0001" in said, said
