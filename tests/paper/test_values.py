"""What stands on the sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.record import Document, Record
from dangan.paper import sheets
from dangan.paper.binding import runs
from dangan.policy.policies import Policies
from support.packkit import product

IN_VOLUME = [
    ["1", "演示〔2024〕1号", "销售部 𠮷示（演示）", "2024-03-01", "1–12"],
    ["2", "#sys.inputs", '#read("../catalogue.py")', "2024-03-02", "13–15"],
]


def sheet(bench, form, *records):
    (only,) = sheets.filled(bench, form, records)["sheets"]
    return only


def fields(found):
    return {field["id"]: field["value"] for field in found["fields"]}


def test_in_volume_list_has_the_columns_of_the_regulation(bench, form, record) -> None:
    found = sheet(bench, form("in-volume-list"), record("volume"))
    labels = [column["label"] for column in found["columns"]]
    assert labels == ["序号", "文号", "责任者", "题名", "日期", "页号", "备注"]
    rows = [[row[i] for i in (0, 1, 2, 4, 5)] for row in found["rows"]]
    assert rows[:2] == IN_VOLUME
    assert found["basis"].startswith("依据 客户档案管理制度")
    assert "001-01.r65" in found["basis"]
    assert found["basis"].endswith("数据截至 2026-06-30")


def test_cover_names_the_first_and_last_day_of_what_is_inside(
    bench, form, record
) -> None:
    found = fields(sheet(bench, form("cover"), record("volume")))
    assert (found["from"], found["to"]) == ("2024年3月1日", "2024年3月3日")
    assert (found["items"], found["pages"]) == ("3", "15")
    assert (found["retention"], found["fonds"]) == ("长期", "Z109")


def test_sheet_bears_the_mark_of_the_most_secret_line(bench, form, record) -> None:
    listed = sheet(bench, form("in-volume-list"), record("volume"))
    assert listed["mark"] == "演示集团·核心商密·5年"
    assert sheet(bench, form("labels"), record("hostile"))["mark"] == "内部"
    assert sheet(bench, form("cover"), record("volume"))["mark"] == "核心商密"


def test_notes_sheet_names_who_answers_though_there_is_nothing_to_say(
    bench, form, record
) -> None:
    found = sheet(bench, form("notes-sheet"), record("volume"))
    assert fields(found)["text"] == "无"
    assert found["signatures"] == [
        {"label": "责任人", "name": "璩𬱖（演示）", "date": "2025-01-12"}
    ]


def test_contact_data_is_printed_on_request_only(bench, form, record) -> None:
    customer, wanted = record("customer"), form("customer-data")
    closed = fields(sheet(bench, wanted, customer))
    assert (closed["telephone"], closed["legal_representative"]) == ("", "")
    asked = sheet(replace(bench, with_personal=True), wanted, customer)
    assert fields(asked)["telephone"] == "0999-5550030"
    assert "含个人信息" in asked["basis"]


def test_loan_slip_of_a_loan_and_of_what_is_to_be_lent(bench, form, record) -> None:
    lent = fields(sheet(bench, form("loan-slip"), record("loan")))
    assert lent["subject"] == "WD-2024-0001"
    assert (lent["borrower"], lent["until"]) == ("𠮷示（演示）", "2026-02-16")
    ready = fields(sheet(bench, form("loan-slip"), record("item")))
    assert ready["subject"] == "WD-2024-0001"
    assert (ready["borrower"], ready["until"]) == ("", "")


def test_destruction_register_keeps_what_is_exempt_visible(bench, form, record) -> None:
    found = sheet(bench, form("destruction-register"), record("destruction"))
    assert [row[-1] for row in found["rows"]] == ["", "仍有用"]
    assert found["title"] == "销毁登记表"
    assert "001-01.r127" in found["basis"]


def test_what_is_gone_keeps_its_year(bench, form, record) -> None:
    listed = record("destruction")
    row = {"record": "01J00000000000000000000099", "number": "WD-2010-0001",
           "title": "旧件", "dates": {"from": "2010-06-19"}}  # fmt: skip
    gone = Record(Document(listed.path, {**listed.data, "subjects": [row]}))
    found = sheet(bench, form("destruction-register"), gone)
    assert found["rows"][0][:4] == ["1", "旧件", "2010", "WD-2010-0001"]


def staffed(bench, roles):
    """Return a bench whose holding has people in roles: id of a person → role."""
    people = [
        {"id": who, "name": who, "roles": [{"role": role, "from": "2020-01-01"}]}
        for who, role in roles.items()
    ]
    data = {**bench.holding.data, "people": people}
    own = data["parameters"]["001-01"]
    wait = {"holding_time": {"value": "P6M", "set_by": "company", "on": "2020-01-02"}}
    data["parameters"] = {"001-01": {**own, **wait}}
    holding = Holding(Document(bench.holding.document.path, data))
    policies = Policies(product(), holding, bench.types)
    archive = Archive(holding, bench.archive.records)
    return replace(bench, archive=archive, policies=policies)


def test_everybody_signs_in_the_place_of_their_step(bench, form, record) -> None:
    """Two people appraise, in two roles; each has a place of their own."""
    roles = {"P3": "archivist", "P5": "customer-service-manager"}
    taken = (("proposed", "P3"), ("appraised", "P5"))
    events = [
        {"kind": kind, "on": "2026-03-02", "by": who, "result": "valueless"}
        for kind, who in taken
    ]
    listed = record("destruction")
    done = Record(Document(listed.path, {**listed.data, "events": events}))
    found = sheet(staffed(bench, roles), form("destruction-register"), done)
    signed = {place["label"]: place["date"] for place in found["signatures"]}
    assert signed["客户服务部经理"] == "2026-03-02"
    assert signed["档案形成部门领导"] == signed["客户总监"] == ""


def test_many_clauses_are_told_as_runs() -> None:
    """The foot of a page holds two lines; a list of thirty clauses ran off it."""
    ids = ("001-01.r83", "001-01.r81", "001-01.r82", "001-01.r90", "base.c9")
    assert list(runs(ids)) == ["001-01.r81–r83", "001-01.r90", "base.c9"]


def test_what_lacks_nothing_has_no_list_of_it(bench, form, record) -> None:
    whole, lacking = record("item"), record("customer")
    made = sheets.filled(bench, form("missing-list"), (whole, lacking))["sheets"]
    assert [page["number"] for page in made] == [lacking.number]


def test_missing_list_says_what_nobody_owes_yet(bench, form, record) -> None:
    found = sheet(bench, form("missing-list"), record("customer"))
    assert len(found["rows"]) >= 5


@pytest.mark.parametrize(
    ("pages", "width"), [(60, 10), (61, 15), (120, 15), (121, 20), (None, 10)]
)
def test_spine_is_as_wide_as_the_volume_is_thick(
    bench, form, record, pages, width
) -> None:
    data = {**record("bare").data, "pages": pages}
    volume = Record(Document("records/volume/x.yaml", data))
    assert sheet(bench, form("spine"), volume)["width"] == width
    (fixed,) = sheets.filled(bench, form("spine"), (volume,), width=20)["sheets"]
    assert fixed["width"] == 20


def test_code_leads_back_to_number_and_id(bench, form, record) -> None:
    found = sheet(bench, form("labels"), record("item"))
    assert found["qr"].startswith("<svg")
    assert found["number"] == "WD-2024-0001"


def test_english_sheet(english, form, record) -> None:
    found = sheet(english, form("in-volume-list"), record("volume"))
    assert found["columns"][3]["label"] == "Title"
    assert found["basis"].endswith("As of 2026-06-30")


def test_blank_form_of_the_regulation_that_names_it(bench, form) -> None:
    found = [
        sheets.blank(bench, form("destruction-register"), policy=policy)["sheets"][0]
        for policy in bench.policies.all()
    ]
    titles = {only["title"] for only in found}
    assert {"文销毁登记表", "销毁登记表"} <= titles


def test_choices_of_a_blank_form_are_boxes(bench, form) -> None:
    """The regulation's own list stands on the form, however long it is."""
    (pack,) = (one for one in product().values() if one.id == "002-12")
    data = {**bench.holding.data, "packs": [{"pack": pack.id}]}
    holding = Holding(Document(bench.holding.document.path, data))
    policies = Policies(product(), holding, bench.types)
    (page,) = sheets.blank(replace(bench, policies=policies), form("skincare-file"))[
        "sheets"
    ]
    states = fields(page)["states"]
    assert states.count("□") == 25
    assert "□\u00a0双下巴" in states
    assert fields(page)["chin"] == ""
