"""A paper that comes in and is handed on, and a complaint until it is solved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stories.desk import Clerk
from stories.test_customer import CUSTOMER
from support.terminal import answered

pytestmark = pytest.mark.slow

IN = (
    "receipt", "in", "--title", "关于卷材标准的通知", "--from", "演示行业协会",
    "--document-number", "演协〔2026〕8号", "--copies", "2",
    "--level", "internal",
)  # fmt: skip


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    clerk = Clerk.begin(tmp_path, **{f"customer/_drafts/{CUSTOMER['id']}": CUSTOMER})
    clerk.run("assign", "--all", "--as-of", "2021-03-22")
    clerk.repo.commit("record: open a customer file", on="2021-03-22")
    return clerk


def test_a_paper_comes_in(clerk: Clerk) -> None:
    clerk.day = "2026-06-10"
    assert "+direction: in" in clerk.run(*IN, "--dry-run", "--as-of", clerk.day)
    clerk.act(*IN)
    data = clerk.read("receipt/2026/SF-2026-0001")
    assert (data["party"], data["copies"]) == ({"party": "演示行业协会"}, "2")
    clerk.day = "2026-06-11"
    said = clerk.refuses("receipt", "hand-on", "SF-2026-0001")
    assert "base.c22" in said
    clerk.act("receipt", "hand-on", "SF-2026-0001", "--to", "P004")
    clerk.act("receipt", "file", "SF-2026-0001", "--as", "KH-0001")
    data = clerk.read("receipt/2026/SF-2026-0001")
    assert data["subject"] == CUSTOMER["id"]
    assert [event["kind"] for event in data["events"]] == [
        "received", "handed_on", "filed",
    ]  # fmt: skip
    said = clerk.refuses("receipt", "hand-on", "SF-2026-0001", "--to", "P006")
    assert "has ended" in said


def test_a_paper_goes_out(clerk: Clerk) -> None:
    clerk.day = "2026-06-12"
    out = ("--title", "报价单（演示）", "--to", "演示一号商场", "--method", "快递")
    clerk.act("receipt", "out", "KH-0001", *out)
    data = clerk.read("receipt/2026/SF-2026-0001")
    assert (data["direction"], data["subject"]) == ("out", CUSTOMER["id"])
    assert data["events"][0]["method"] == "快递"
    assert not [one for one in clerk.findings() if "receipt" in one]


def test_a_complaint_is_solved(clerk: Clerk) -> None:
    clerk.day = "2026-06-10"
    opened = ("complaint", "open", "KH-0001", "--matter", "第三批卷材色差")
    clerk.act(*opened, "--way", "telephone", "--department", "service")
    said = clerk.refuses("complaint", "close", "TS-2026-0001", "--by", "P018")
    assert "solution" in said
    clerk.act("complaint", "answer", "TS-2026-0001", "--what", "两日内派员查看")
    said = clerk.refuses("complaint", "solve", "TS-2026-0001")
    assert "base.c23" in said
    shown = clerk.run("step", "TS-2026-0001", "--as-of", clerk.day)
    assert "TS-2026-0001: answered" in shown
    assert "open: solution (solve)" in shown
    clerk.day = "2026-06-20"
    clerk.act(
        "complaint", "solve", "TS-2026-0001", "--cause", "批次混放",
        "--measures", "换货并分区存放",
    )  # fmt: skip
    clerk.act("step", "TS-2026-0001", "close")
    data = clerk.read("complaint/2026/TS-2026-0001")
    assert (data["cause"], data["measures"]) == ("批次混放", "换货并分区存放")
    shown = json.loads(clerk.run("step", "TS-2026-0001", "--format", "json"))
    assert shown["ended"]


def test_machine_readable(clerk: Clerk) -> None:
    clerk.day = "2026-06-10"
    words = (*IN, "--dry-run", "--format", "json", "--as-of", clerk.day)
    told = json.loads(clerk.run(*words))
    assert (told["done"], told["written"]) == (True, False)
    assert told["numbers"] == ["SF-2026-0001"]


def test_asked_for_what_is_missing(clerk: Clerk) -> None:
    clerk.day = "2026-06-10"
    words = ("complaint", "open", "--as-of", clerk.day)
    said = answered(clerk.repo.root, words, "KH-0001", "service", "", "1", "卷材色差")
    assert "records/complaint/2026/TS-2026-0001.yaml" in said, said
    data = clerk.read("complaint/2026/TS-2026-0001")
    assert (data["way"], data["matter"]) == ("telephone", "卷材色差")
    answered(clerk.repo.root, ("step", "TS-2026-0001", "answer", "--as-of", clerk.day))
    words = ("complaint", "solve", "TS-2026-0001", "--as-of", clerk.day)
    said = answered(clerk.repo.root, words, "换货")
    assert "Measures" in said
    assert clerk.read("complaint/2026/TS-2026-0001")["measures"] == "换货"
