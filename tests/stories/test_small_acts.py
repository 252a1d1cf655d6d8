"""Re-appraisal, a volume destroyed as a whole, a hand-over with two signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.desk import Clerk
from stories.test_destruction import DRAFT

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

IDS = [f"01JD8QZ5M3K7T9W2X4Y6Z8A0B{end}" for end in "CDE"]
VOLUME = {
    "id": IDS[2],
    "type": "volume",
    "title": "演示防水工程有限公司2021年往来文件",
    "year": "2021",
    "department": "sales",
    "opened_on": "2021-01-04",
    "closed_on": "2021-12-31",
    "retention": {"class": "short", "trigger": "closed_on"},
    "secrecy": {"level": "internal"},
    "contents": [{"record": id_} for id_ in IDS[:2]],
}


def filed(tmp_path: Path) -> tuple[Clerk, list[str], str]:
    drafts = {f"item/_drafts/{id_}": {**DRAFT, "id": id_} for id_ in IDS[:2]}
    clerk = Clerk.begin(tmp_path, **drafts, **{f"volume/_drafts/{IDS[2]}": VOLUME})
    holding = tmp_path / "records/holding.yaml"
    choice = "choices: {'001-01': {volume_unit: {take: year}}}\n"
    holding.write_text(holding.read_text(encoding="utf-8") + choice, encoding="utf-8")
    clerk.run("assign", "--all", "--as-of", "2022-01-10")
    clerk.repo.commit("record: file a volume", on="2022-01-10")
    items = sorted(p.stem for p in (tmp_path / "records/item/2021").glob("*.yaml"))
    (volume,) = (p.stem for p in (tmp_path / "records/volume").rglob("KHD*.yaml"))
    return clerk, items, volume


def test_a_volume_goes_as_a_whole(tmp_path: Path) -> None:
    clerk, items, volume = filed(tmp_path)
    clerk.day = "2032-01-05"
    said = clerk.refuses("destroy", "propose", items[0])
    assert "list the volume" in said
    assert volume in said
    clerk.act("destroy", "propose", volume)
    register = clerk.read("destruction/2032/XH-2032-0001")
    listed = [row["number"] for row in register["subjects"]]
    assert listed == [volume, *items]
    assert register["subjects"][1]["volume"] == IDS[2]


def test_kept_longer(tmp_path: Path) -> None:
    clerk, items, volume = filed(tmp_path)
    clerk.day = "2032-02-01"
    assert "3 records" in clerk.run("destroy", "candidates", "--as-of", clerk.day)
    clerk.act(
        "appraise", volume, *items, "--result", "keep", "--class", "long",
        "--reason", "客户仍在合作", "--with", "P005",
    )  # fmt: skip
    assert "0 records" in clerk.run("destroy", "candidates", "--as-of", clerk.day)
    kept = clerk.read(f"item/2021/{items[0]}")["retention"]
    assert kept["class"] == "long"
    (former,) = kept["history"]
    assert (former["class"], former["until"]) == ("short", "2032-02-01")
    appraisal = clerk.read("appraisal/2032/JD-2032-0001")
    assert appraisal["members"] == ["P003", "P005"]
    said = clerk.refuses("appraise", items[0], "--result", "keep", "--class", "medium")
    assert "medium" in said


def test_two_signatures(tmp_path: Path) -> None:
    clerk, _items, _volume = filed(tmp_path)
    clerk.day = "2026-06-05"
    clerk.act(
        "transfer", "new", "2026-05", "--to", "P003", "--item", "sales-contract=3",
        "--missing", "sales-statistics=客户尚未盖章=2026-06-30",
        "--standard", "移交标准（演示）", "--level", "internal", "--by", "P004",
    )  # fmt: skip
    said = clerk.refuses("transfer", "sign", "YJ-2026-0001", "--by", "P004")
    assert "base.c66" in said
    clerk.act("transfer", "sign", "YJ-2026-0001", "--by", "P003")
    signed = clerk.read("transfer/2026/YJ-2026-0001")["signatures"]
    assert (signed["giver"]["by"], signed["receiver"]["by"]) == ("P004", "P003")
    clerk.day = "2026-07-03"
    nil = ("transfer", "new", "2026-06", "--to", "P003", "--nil", "--by", "P004")
    clerk.act(*nil, "--level", "internal")
    clerk.act(
        "transfer", "sign", "YJ-2026-0002", "--by", "P003",
        "--refuse", "六月有一份合同未移交",
    )  # fmt: skip
    assert clerk.read("transfer/2026/YJ-2026-0002")["nil"] == "true"
