"""Flow charts: sound SVG, nothing outside, no arrow through a box."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest

from dangan.model.message import M
from dangan.model.table import Column, Table
from dangan.policy.frozen import freeze
from dangan.policy.rule import Rule
from dangan.report.bars import bars
from dangan.report.flow import flow_chart
from dangan.report.flow_layout import WIDTH, lay_out
from dangan.report.flow_model import flow_of
from dangan.report.wrapping import width_of, wrapped
from dangan.rules.process import standing
from support.trials import rules, trial

SVG = "{http://www.w3.org/2000/svg}"
ODD = "<script>alert(1)</script>&\"'"


def processes() -> list[Rule]:
    made = trial(holding={"packs": [{"pack": "base"}, {"pack": "000-21"}]})
    policies = rules().policies(made.archive.holding, {})
    found = (rule for policy in policies.all() for rule in policy.rules("processes"))
    return list({(rule.origin, rule.id): rule for rule in found}.values())


def made_up(**data) -> Rule:
    label = {"zh": "流程", "en": "process"}
    body = {"id": "x", "for": {"type": "loan"}, "label": label, **data}
    return Rule("processes", freeze(body), ("000-00.r1",), "x", ())


def step(id_, **data):
    return {"id": id_, "event": id_, "label": {"zh": id_, "en": id_}, **data}


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("rule", processes(), ids=lambda one: f"{one.origin}.{one.id}")
def test_every_process_of_the_packs_can_be_drawn(rule, lang) -> None:
    root = ElementTree.fromstring(flow_chart(rule, None, lang))  # noqa: S314  our own text
    height = float(root.get("height"))
    boxes = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "box"]
    assert len(boxes) == len(rule.data["steps"])
    for box in boxes:
        assert float(box.get("x")) >= 0
        assert float(box.get("x")) + float(box.get("width")) <= WIDTH
        assert float(box.get("y")) + float(box.get("height")) <= height
    for text in root.iter(f"{SVG}text"):
        assert float(text.get("y")) <= height


@pytest.mark.parametrize("rule", processes(), ids=lambda one: f"{one.origin}.{one.id}")
def test_no_arrow_goes_through_a_box(rule) -> None:
    flow = flow_of(rule, None, None)
    layout = lay_out(flow, {node.id: 40.0 for node in flow.nodes}, 30)
    for line in layout.lines:
        pairs = zip(line.corners, line.corners[1:], strict=False)
        for (x1, y1), (x2, y2) in pairs:
            for name, box in layout.boxes.items():
                inside = (
                    min(x1, x2) < box.x + box.width - 0.5
                    and max(x1, x2) > box.x + 0.5
                    and min(y1, y2) < box.bottom - 0.5
                    and max(y1, y2) > box.y + 0.5
                )
                assert not inside, (line.arrow, name)


def test_texts_are_escaped() -> None:
    rule = made_up(steps=[step(ODD, by={"role": ODD})], label={"zh": ODD, "en": ODD})
    text = flow_chart(rule, None, "zh-CN")
    assert "<script" not in text
    root = ElementTree.fromstring(text)  # noqa: S314  our own text
    assert root.find(f"{SVG}title").text == ODD


def test_branches_waits_and_loops_are_told() -> None:
    rule = made_up(
        steps=[
            step("a"),
            step("b", when={"importance": "high"}, within="P2D"),
            step("c", wait={"after": "a", "for": "P6M"}, repeat=True),
            step("d", after=[["b", "c"]], optional=True),
        ],
        separation=[["a", "c"]],
        ends=["d"],
    )
    flow = flow_of(rule, None, None)
    assert {(a.start, a.end, a.alternative) for a in flow.arrows} == {
        ("a", "b", False), ("b", "c", True), ("a", "c", True),
        ("b", "d", True), ("c", "d", True),
    }  # fmt: skip
    text = flow_chart(rule, None, "en")
    for words in ("within 2 days", "not before 6 months are", "if importance: high"):
        assert words.split()[0] in text
    assert "↻" in text
    assert "different people: a, c" in text
    assert "000-00.r1" in text


def test_a_record_stands_somewhere() -> None:
    events = [
        {"kind": "requested", "on": "2026-06-01", "by": "P007", "until": "2026-06-09"},
        {"kind": "approved", "on": "2026-06-01", "by": "P003"},
        {"kind": "lent", "on": "2026-06-02", "by": "P003", "until": "2026-06-09"},
    ]
    loan = {
        "subject": "@item/2021/WD-2021-0001",
        "borrower": {"person": "P007"},
        "events": events,
    }
    made = trial(records={"item/2021/WD-2021-0001": {}, "loan/2026/JY-2026-0001": loan})
    policy = rules().policies(made.archive.holding, {}).of_pack("base")
    record = made.archive.by_number["JY-2026-0001"][0]
    found = standing(record, policy, made.archive, datetime.date(2026, 6, 5))
    text = flow_chart(found.process, found, "zh-CN")
    root = ElementTree.fromstring(text)  # noqa: S314  our own text
    states = {g.get("class") for g in root.iter(f"{SVG}g")}
    assert "step here" in states
    assert "step done" in states
    assert "✓ 2026-06-02" in text
    assert "现状：借出" in text
    assert "P007" not in text


@pytest.mark.parametrize(
    "text", ["", "档", "销毁清册登记造册鉴定", "a word or two", "x" * 90]
)
def test_lines_fit(text) -> None:
    for width in (30, 60, 200):
        lines = wrapped(text, width, 12, 3)
        assert len(lines) <= 3
        assert all(width_of(line, 12) <= width for line in lines)


def test_bars_are_as_long_as_their_numbers() -> None:
    columns = (Column("a", M("Class")), Column("n", M("Count"), "count"))
    rows = ((ODD, 10), ("b", 5), ("c", 0), ("d", None))
    text = bars(Table("x", M("Statistics"), columns, rows), "n", "en")
    root = ElementTree.fromstring(text)  # noqa: S314  our own text
    widths = [float(r.get("width")) for r in root.iter(f"{SVG}rect")]
    assert widths[0] == 2 * widths[1] > widths[2] == 0
    assert len(widths) == 3
    assert bars(Table("x", M("Statistics"), columns, ()), "n", "en") == ""
