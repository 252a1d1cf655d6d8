"""A customer from the first visit to the end of the relation."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.desk import Clerk

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

#: What a salesperson does not know on the first day.
UNKNOWN = (
    "address", "business_scope", "dealings", "economic_strength", "fax",
    "legal_representative", "postcode", "registered_capital", "scale", "telephone",
)  # fmt: skip
CUSTOMER = {
    "id": "01JD8QZ5M3K7T9W2X4Y6Z8A0CA",
    "type": "customer",
    "title": "演示防水工程有限公司",
    "nature": "company",
    "department": "sales",
    "account_manager": "P006",
    "opened_on": "2021-03-18",
    "retention": {"class": "permanent"},
    "secrecy": {"level": "internal"},
    "location": {"room": "B", "cabinet": "1"},
    "not_stated": [{"field": name, "reason": "首次走访尚未了解"} for name in UNKNOWN],
}
OFFER = {
    "id": "01JD8QZ5M3K7T9W2X4Y6Z8A0CB",
    "type": "item",
    "class": "KH-LW",
    "title": "报价单（演示）",
    "subject": CUSTOMER["id"],
    "responsible": {"department": "sales", "person": "P006"},
    "formed_on": "2021-03-18",
    "received_on": "2021-03-20",
    "carrier": "paper",
    "form": "original",
    "copies": 1,
    "pages": 4,
    "retention": {"class": "short", "trigger": "formed_on"},
    "secrecy": {"level": "internal"},
    "location": {"room": "B", "cabinet": "1"},
}
LOAN = ("--purpose", "续签合同", "--place", "office", "--set", "reason=核对原件")
STAMP = ("--set", "stamped.seal_seen=true", "--step", "stamp=P004")
LOG = """\
record: open a customer file
record: plan visit HF-2021-0001 (KH-0001)
record: visit HF-2021-0001 (KH-0001)
record: follow up visit HF-2021-0001 (KH-0001)
record: close visit HF-2021-0001 (KH-0001)
record: consult CY-2022-0001 (KH-0001)
record: ask for JY-2022-0001 ({number})
record: lend JY-2022-0001 ({number})
record: renew JY-2022-0001 ({number})
record: return JY-2022-0001 ({number})
record: hold DJ-2023-0001 (KH-0001)
record: lift hold DJ-2023-0001
record: issue FF-2023-0001 ({number})
record: lost copy FF-2023-0001-01 (FF-2023-0001)
record: void FF-2023-0001 ({number})
record: recall FF-2023-0001
record: move KH-0001, {number} (YK-2024-0001)
record: the relation has ended"""


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    drafts = {f"{row['type']}/_drafts/{row['id']}": row for row in (CUSTOMER, OFFER)}
    clerk = Clerk.begin(tmp_path, **drafts)
    clerk.run("assign", "--all", "--as-of", "2021-03-22")
    clerk.repo.commit("record: open a customer file", on="2021-03-22")
    return clerk


def test_from_the_first_visit_to_the_end(clerk: Clerk) -> None:
    (number,) = [p.stem for p in (clerk.repo.root / "records/item/2021").iterdir()]
    visits(clerk)
    loans(clerk, number)
    dispute(clerk, number)
    copies(clerk, number)
    farewell(clerk, number)
    subjects = clerk.repo.git("log", "--reverse", "--format=%s").splitlines()
    assert subjects[1:] == LOG.format(number=number).splitlines()
    wrong = [row for row in clerk.findings() if row[:2] in {"R4", "R5", "R8"}]
    assert [row for row in wrong if "holding.yaml" not in row] == []


def visits(clerk: Clerk) -> None:
    clerk.day = "2021-04-01"
    plan = ("--on", "2021-04-10", "--visitor", "P006", "--by", "P006")
    clerk.act("visit", "plan", "KH-0001", *plan)
    assert clerk.findings("2021-04-10") == clerk.findings("2021-04-01")
    late = set(clerk.findings("2021-04-11")) - set(clerk.findings("2021-04-10"))
    assert late == {"R412 records/visit/2021/HF-2021-0001.yaml"}
    clerk.day = "2021-04-09"
    learnt = ("--findings", "二期下月开工", "--needs", "缩短到货周期")
    clerk.act("visit", "done", "HF-2021-0001", *learnt, "--by", "P006")
    assert "has ended" not in clerk.act(
        "visit", "follow", "HF-2021-0001", "--what", "已送样", "--by", "P006"
    )
    clerk.act("visit", "close", "HF-2021-0001", "--by", "P006")
    assert "has ended" in clerk.refuses(
        "visit", "close", "HF-2021-0001", "--by", "P006"
    )


def loans(clerk: Clerk, number: str) -> None:
    clerk.day = "2022-02-01"
    reader = ("--reader", "P006", "--purpose", "续签合同", "--reason", "核对付款条件")
    told = clerk.refuses("consult", "KH-0001", *reader)
    assert "001-01.r107" in told or "001-01.r108" in told
    more = ("--set", "reader_particulars=负责该客户的业务员", *STAMP)
    clerk.act(
        "consult", "KH-0001", *reader, *more, "--approved-by", "P003",
        "--set", "approved.formalities_complete=true",
    )  # fmt: skip
    clerk.day = "2022-02-07"
    clerk.act("lend", number, "--to", "P006", *LOAN, "--set", "copies=1",
              "--only", "requested")  # fmt: skip
    assert "001-01.r111" in clerk.refuses("lend", "JY-2022-0001")
    signed = ("--set", "lent.signed=true", "--set", "lent.until=2022-02-21")
    clerk.act("lend", "JY-2022-0001", *STAMP, "--approved-by", "P003", *signed)
    assert "R501" in clerk.refuses(
        "lend", number, "--to", "P004", *LOAN, *STAMP, "--approved-by", "P003",
        "--set", "copies=1", "--set", "lent.signed=true", "--until", "2022-02-10",
    )  # fmt: skip
    clerk.day = "2022-02-20"
    clerk.act("renew", number, "--step", "renewal_requested=P006", "--by", "P003")
    clerk.day = "2022-03-07"
    again = ("--step", "renewal_requested=P006", "--by", "P003", "--as-of", clerk.day)
    assert "R505" in clerk.run("renew", number, *again, "--dry-run")
    clerk.act("return", number)


def dispute(clerk: Clerk, number: str) -> None:
    clerk.day = "2023-05-04"
    clerk.act(
        "hold", "place", "KH-0001", "--reason", "货款纠纷（演示）", "--by", "P001"
    )
    told = clerk.refuses(
        "lend", number, "--to", "P006", *LOAN, *STAMP, "--approved-by", "P003",
        "--set", "copies=1", "--set", "lent.signed=true", "--until", "2023-05-10",
    )  # fmt: skip
    assert "held with KH-0001: DJ-2023-0001" in told
    assert "DJ-2023-0001" in clerk.refuses(
        "move", number, "--room", "A", "--reason", "x"
    )
    clerk.day = "2023-09-01"
    clerk.act("hold", "lift", "DJ-2023-0001", "--reason", "和解结案", "--by", "P001")


def copies(clerk: Clerk, number: str) -> None:
    clerk.day = "2023-10-09"
    clerk.act(
        "issue", "new", number, "--to", "P004", "--to", "P006", "--approved-by", "P001"
    )
    clerk.day = "2023-10-20"
    clerk.act("issue", "lost", "FF-2023-0001-01", "--reason", "出差途中遗失")
    clerk.day = "2023-12-01"
    told = clerk.act("issue", "void", "FF-2023-0001", "--reason", "价格调整")
    assert "FF-2023-0001-03 from P004" in told
    assert "FF-2023-0001-01" not in told.partition("commit message")[2]
    clerk.act("issue", "recall", "FF-2023-0001")
    assert "no copy is out" in clerk.refuses("issue", "recall", "FF-2023-0001")


def farewell(clerk: Clerk, number: str) -> None:
    clerk.day = "2024-03-29"
    place = ("--room", "A", "--cabinet", "2", "--reason", "客户关系终止")
    clerk.act("move", "KH-0001", number, *place)
    assert clerk.read("customer/KH/KH-0001")["location"] == {
        "room": "A",
        "cabinet": "2",
    }
    path = clerk.repo.root / "records/customer/KH/KH-0001.yaml"
    text = path.read_text("utf-8")
    ended = "opened_on: 2021-03-18\nclosed_on: 2024-03-29\n"
    path.write_text(text.replace("opened_on: 2021-03-18\n", ended), "utf-8")
    clerk.repo.commit("record: the relation has ended", on=clerk.day)
