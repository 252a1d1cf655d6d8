"""An item from receipt to certificate, over twelve years and more."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.desk import Clerk

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

DRAFT = {
    "id": "01JD8QZ5M3K7T9W2X4Y6Z8A0BC",
    "type": "item",
    "class": "KH-LW",
    "title": "演示防水工程有限公司往来函（演示）",
    "responsible": {"department": "sales", "person": "P004"},
    "formed_on": "2021-03-18",
    "received_on": "2021-03-20",
    "carrier": "paper",
    "form": "original",
    "copies": 1,
    "pages": 4,
    "retention": {"class": "short", "trigger": "formed_on"},
    "secrecy": {"level": "internal"},
    "not_stated": [{"field": "subject", "reason": "尚未建客户档案"}],
    "location": {"room": "A", "cabinet": "1"},
}
OTHER = {**DRAFT, "id": "01JD8QZ5M3K7T9W2X4Y6Z8A0BD", "title": "报价单（演示）"}


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    clerk = Clerk.begin(
        tmp_path,
        **{
            "item/_drafts/01JD8QZ5M3K7T9W2X4Y6Z8A0BC": DRAFT,
            "item/_drafts/01JD8QZ5M3K7T9W2X4Y6Z8A0BD": OTHER,
        },
    )
    clerk.day = "2021-03-20"
    clerk.act(
        "receipt", "in", "--title", str(DRAFT["title"]), "--pages", "4",
        "--from", "演示防水工程有限公司", "--level", "internal",
    )  # fmt: skip
    clerk.act("receipt", "hand-on", "SF-2021-0001", "--to", "P004")
    clerk.run("assign", "--all", "--as-of", "2021-03-22")
    clerk.repo.commit("record: file two items", on="2021-03-22")
    clerk.day = "2021-03-22"
    clerk.act("receipt", "file", "SF-2021-0001", "--as", "WD-2021-0001")
    return clerk


REGISTER = "XH-2032-0001"


def listed(clerk: Clerk, first: str, second: str) -> None:
    """Nothing before the last day; then both are listed, and one is taken off."""
    clerk.day = "2031-12-31"
    assert "0 records" in clerk.run("destroy", "candidates", "--as-of", clerk.day)
    assert "it is kept until 2031-12-31" in clerk.refuses("destroy", "propose", first)
    clerk.day = "2032-01-01"
    assert "2 records" in clerk.run("destroy", "candidates", "--as-of", clerk.day)
    clerk.act("destroy", "propose", first, second, "--reason", "保管期满")
    assert "on a destruction register" in clerk.refuses("destroy", "propose", first)
    clerk.day = "2032-01-08"
    clerk.act("destroy", "exempt", REGISTER, second, "--reason", "仍在诉讼时效内")


def approved(clerk: Clerk, register: str = REGISTER) -> None:
    """Two appraisals, an approval, half a year, and a second look."""
    clerk.day = "2032-01-10"
    assert "comes first" in clerk.refuses(
        "destroy", "approve", register, "--by", "P001"
    )
    clerk.act("destroy", "appraise", register, "--by", "P005")
    assert "001-01.r119" in clerk.refuses(
        "destroy", "appraise", register, "--by", "P005"
    )
    clerk.act("destroy", "appraise", register, "--by", "P004")
    clerk.day = "2032-02-29"
    clerk.act("destroy", "approve", register, "--by", "P001")
    said = clerk.act("destroy", "hold-period", register)
    assert "not before 2032-08-30" in said
    clerk.day = "2032-08-29"
    assert "not before 2032-08-30" in clerk.refuses(
        "destroy", "recheck", register, "--by", "P005"
    )
    clerk.day = "2032-08-30"
    clerk.act("destroy", "recheck", register, "--by", "P005")
    clerk.act("destroy", "recheck", register, "--by", "P004")
    assert "001-01.r124" in clerk.refuses(
        "destroy", "witness", register, "--by", "P001"
    )
    clerk.act("destroy", "witness", register, "--by", "P018")


def destroyed(clerk: Clerk, first: str, second: str, register: str = REGISTER) -> None:
    """At the designated place, by a designated method; then the certificate."""
    clerk.day = "2033-04-01"
    said = clerk.refuses(
        "destroy", "execute", register, "--place", "垃圾站", "--method", "碎纸"
    )
    assert "001-01.r123" in said
    said = clerk.refuses("destroy", "certify", register, "--by", "P018")
    assert "comes first" in said
    clerk.act("destroy", "execute", register, "--method", "碎纸")
    stub = clerk.read(f"item/2021/{first}")
    assert set(stub) == {
        "id",
        "number",
        "type",
        "class",
        "secrecy",
        "assigned",
        "tombstone",
    }
    assert stub["tombstone"]["witnesses"] == ["P018"]
    assert [row["by"] for row in stub["tombstone"]["approvals"]] == [
        "P005", "P004", "P001", "P005", "P004",
    ]  # fmt: skip
    assert "tombstone" not in clerk.read(f"item/2021/{second}")
    clerk.act("destroy", "certify", register, "--by", "P018")
    certificate = clerk.read(f"destruction/2032/{register}")["certificate"]
    assert (certificate["records"], certificate["pages"]) == ("1", "4")
    assert "版本历史" in certificate["statement"]
    assert not [line for line in clerk.findings() if "destruction" in line]


def test_twelve_years(clerk: Clerk) -> None:
    numbers = sorted(
        path.stem for path in (clerk.repo.root / "records/item/2021").glob("*.yaml")
    )
    first, second = numbers
    listed(clerk, first, second)
    approved(clerk)
    destroyed(clerk, first, second)
    log = clerk.repo.git("log", "--reverse", "--format=%as %s").splitlines()
    assert log == [
        "2021-01-04 records: begin",
        "2021-03-20 record: receive SF-2021-0001",
        "2021-03-20 record: hand on SF-2021-0001",
        "2021-03-22 record: file two items",
        f"2021-03-22 record: file SF-2021-0001 ({first})",
        "2032-01-01 record: list 2 for destruction on XH-2032-0001",
        f"2032-01-08 record: take {second} off XH-2032-0001",
        "2032-01-10 record: appraise XH-2032-0001 by P005",
        "2032-01-10 record: appraise XH-2032-0001 by P004",
        "2032-02-29 record: approve XH-2032-0001 by P001",
        "2032-02-29 record: set apart XH-2032-0001 by P003",
        "2032-08-30 record: look again at XH-2032-0001 by P005",
        "2032-08-30 record: look again at XH-2032-0001 by P004",
        "2032-08-30 record: witness XH-2032-0001",
        "2033-04-01 record: destroy 1 on XH-2032-0001",
        "2033-04-01 record: certify XH-2032-0001",
    ]
