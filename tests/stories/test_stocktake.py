"""A stocktake after a theft: two items on loan, one misplaced, one gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.desk import Clerk

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

IDS = [f"01JD8QZ5M3K7T9W2X4Y6Z8A0B{end}" for end in "CDEFGH"]


def item(index: int, cabinet: str) -> dict[str, object]:
    return {
        "id": IDS[index],
        "type": "item",
        "class": "KH-LW",
        "title": f"往来函{index}（演示）",
        "responsible": {"department": "sales", "person": "P004"},
        "formed_on": f"2025-03-{10 + index}",
        "received_on": f"2025-03-{11 + index}",
        "carrier": "paper",
        "form": "original",
        "copies": 1,
        "pages": 2,
        "retention": {"class": "short", "trigger": "formed_on"},
        "secrecy": {"level": "internal"},
        "not_stated": [{"field": "subject", "reason": "尚未建客户档案"}],
        "location": {"room": "A", "cabinet": cabinet, "box": "2025-01"},
    }


def opened(tmp_path: Path) -> Clerk:
    drafts = {f"item/_drafts/{IDS[i]}": item(i, "1") for i in range(6)}
    clerk = Clerk.begin(tmp_path, **drafts)
    clerk.run("assign", "--all", "--as-of", "2025-04-01")
    clerk.repo.commit("record: file six items", on="2025-04-01")
    return clerk


def loan_of(number: str) -> tuple[str, ...]:
    return (
        "lend", number, "--to", "P006", "--approved-by", "P003", "--step",
        "stamp=P004", "--purpose", "投标参考", "--set", "reason=投标", "--set",
        "stamped.seal_seen=true", "--set", "lent.signed=true", "--set", "place=office",
        "--set", "copies=1",
    )  # fmt: skip


def stolen(clerk: Clerk, numbers: list[str]) -> None:
    """The theft sets off an inspection, and the inspection a stocktake."""
    clerk.day = "2026-05-02"
    clerk.act(
        "inspect", "new", "custody", "--room", "A", "--trigger", "theft",
        "--report", "门锁被撬（演示）", "--level", "internal",
    )  # fmt: skip
    assert any("R385" in line for line in clerk.findings())
    said = clerk.refuses("inspect", "close", "JC-2026-0001")
    assert "comes first" in said
    clerk.act(
        "stocktake", "start", "--room", "A", "--trigger", "theft",
        "--incident", "JC-2026-0001",
    )  # fmt: skip
    assert not any("R385" in line for line in clerk.findings() if "JC-" in line)
    said = clerk.refuses(*loan_of(numbers[2]))
    assert "QD-2026-0001" in said


def counted(clerk: Clerk, numbers: list[str]) -> None:
    """A phone's scans; what differs is explained, and two people sign."""
    scans = clerk.repo.root / "scans.csv"
    scans.write_text(
        "time,content,where\n"
        f"2026-05-03 09:12:01,https://archive.example/r/{numbers[1]}.html,A/1/2025-01\n"
        f"2026-05-03 09:12:09,{numbers[2]},A-1\n"
        f"2026-05-03 09:12:30,{numbers[3]},A 2 2025-01\n"
        f"2026-05-03 09:12:41,{IDS[5]},A-1-2025-01\n"
        "2026-05-03 09:13:00,6901234567892,A-1\n",
        encoding="utf-8-sig",
    )
    clerk.day = "2026-05-03"
    said = clerk.act("stocktake", "count", "QD-2026-0001", str(scans))
    scans.unlink()
    assert said.splitlines()[-5:] == [
        f"on loan, but found  {numbers[1]}  A-1-2025-01 → A/1/2025-01  JY-2026-0002",
        f"misplaced  {numbers[3]}  A-1-2025-01 → A 2 2025-01",
        f"missing  {numbers[4]}  A-1-2025-01",
        "unknown  6901234567892  A-1",
        "found: 2, misplaced: 1, missing: 1, on loan: 1, on loan, but found: 1,"
        " unknown: 1",
    ]
    said = clerk.refuses("stocktake", "close", "QD-2026-0001", "--second", "P018")
    assert numbers[4] in said
    explain = [
        f"--explain={numbers[1]}=已还未登记",
        f"--explain={numbers[3]}=放回一柜",
        f"--explain={numbers[4]}=被盗，已报案",
        "--explain=6901234567892=商品条码",
    ]
    said = clerk.refuses(
        "stocktake", "close", "QD-2026-0001", "--second", "P003", *explain
    )
    assert "two people sign" in said
    clerk.act("stocktake", "close", "QD-2026-0001", "--second", "P018", *explain)


def remedied(clerk: Clerk) -> None:
    """The inspection is closed when its findings are remedied, not before."""
    clerk.act(
        "inspect", "record", "JC-2026-0001", "--rest-ok",
        "--finding", "doors-and-windows=门锁损坏",
        "--due", "doors-and-windows=2026-05-10",
        "--finding", "lost=一件被盗", "--remedy", "lost=已报案",
    )  # fmt: skip
    clerk.day = "2026-05-11"
    assert any("R382" in line for line in clerk.findings())
    assert "not remedied" in clerk.refuses("inspect", "close", "JC-2026-0001")
    clerk.act(
        "inspect", "remedy", "JC-2026-0001", "doors-and-windows", "--measure", "换锁"
    )
    clerk.act("inspect", "remedy", "JC-2026-0001", "lost")
    clerk.act("inspect", "close", "JC-2026-0001")


def test_after_a_theft(tmp_path: Path) -> None:
    clerk = opened(tmp_path)
    folder = clerk.repo.root / "records/item/2025"
    numbers = sorted(path.stem for path in folder.glob("*.yaml"))
    clerk.day = "2026-04-27"
    clerk.act(*loan_of(numbers[0]))
    clerk.act(*loan_of(numbers[1]))
    stolen(clerk, numbers)
    counted(clerk, numbers)
    remedied(clerk)
    log = clerk.repo.git("log", "--reverse", "--format=%as %s").splitlines()[2:]
    assert log[2:] == [
        "2026-05-02 record: open inspection JC-2026-0001",
        "2026-05-02 record: start stocktake QD-2026-0001 (6 expected)",
        "2026-05-03 record: count 5 for QD-2026-0001",
        "2026-05-03 record: close stocktake QD-2026-0001",
        "2026-05-03 record: inspect JC-2026-0001 (2 findings)",
        "2026-05-11 record: remedy doors-and-windows of JC-2026-0001",
        "2026-05-11 record: remedy lost of JC-2026-0001",
        "2026-05-11 record: close inspection JC-2026-0001",
    ]


def test_scans_in_another_encoding_are_refused(tmp_path: Path) -> None:
    clerk = Clerk.begin(tmp_path / "archive")
    scans = tmp_path / "scans.csv"
    scans.write_bytes("编号,位置\nWD-2025-0001,一号库房\n".encode("gb18030"))
    said = clerk.run("stocktake", "count", "QD-2026-0001", str(scans), refused=True)
    assert "scans.csv is no text in UTF-8" in said
