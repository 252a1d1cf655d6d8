import pytest

from dangan.rules.volume_unit import faults
from rules.volume_kit import archive, points, policy, record, volume

LEVELS = [
    {"code": "internal", "label": {"zh": "内部", "en": "internal"}, "rank": 1},
    {"code": "core", "label": {"zh": "核心", "en": "core"}, "rank": 9, "top": True},
]
POLICY = policy(
    secrecy_levels=LEVELS,
    volume_unit=[
        {"id": "unit", "for": {"type": "volume"}, "one": ["year", "subject"]},
        {"id": "customer", "for": {"type": "volume"}, "same": {"subject": "subject"}},
        {"id": "values", "for": {"type": "volume"}, "apart": "retention.class"},
        {
            "id": "top",
            "for": {"type": "volume"},
            "alone": "top-level",
            "company": {"reason": True},
            "outnumbered": "warning",
        },
        {"id": "size", "for": {"type": "volume"}, "max": {"items": 4, "pages": 100}},
        {"id": "once", "for": {"type": "volume"}, "once": True},
    ],
)
PLAIN = {"subject": "k1", "secrecy": {"level": "internal"}, "pages": 1}
TOP = {**PLAIN, "secrecy": {"level": "core"}}


def found(items, data=None, others=(), contents=None):
    made = [record(f"i{n}", **{**PLAIN, **item}) for n, item in enumerate(items)]
    stated = {"year": "2021", "subject": "k1", **(data or {})}
    home = volume("v", *(contents or [item.id for item in made]), **stated)
    whole = archive(*made, home, *others)
    return [(f.kind, f.pointer, f.field) for f in faults(home, POLICY, whole)]


def kept(name):
    return {"retention": {"class": name}}


CASES = [
    ([{}, {}], {}, []),
    ([], {"year": None}, [("unstated", (), "year")]),
    ([{"subject": "k2"}], {}, [("foreign", ("contents", 0), "subject")]),
    ([{"subject": None}], {}, [("unsaid", ("contents", 0), "subject")]),
    (
        [kept("long"), kept("short"), kept("long")],
        {},
        [("mixed", ("contents", 1), "retention.class")],
    ),
    (
        [kept("long"), kept("short"), kept("long")],
        kept("short"),
        [
            ("mixed", ("contents", 0), "retention.class"),
            ("mixed", ("contents", 2), "retention.class"),
        ],
    ),
    ([kept("long"), {}], {}, []),
    ([TOP, TOP], {}, []),
    ([TOP, {}], {}, [("company", ("contents", 1), "")]),
    (
        [TOP, {"relations": points("see_also", "i0")}],
        {},
        [("company", ("contents", 1), "")],
    ),
    ([TOP, {"relations": points("see_also", "i0", reason="同一事项")}], {}, []),
    ([{**TOP, "relations": points("see_also", "i1", reason="同一事项")}, {}], {}, []),
    ([{"pages": 60}, {"pages": 60}], {}, [("big", ("contents",), "pages")]),
    ([{}] * 5, {}, [("big", ("contents",), "items")]),
]


@pytest.mark.parametrize(("items", "data", "expected"), CASES)
def test_faults_of_a_unit(items, data, expected):
    assert found(items, data) == expected


def test_a_reason_in_the_contents_needs_a_relation_all_the_same():
    contents = ["i0", {"record": "i1", "reason": "同一事项"}]
    assert found([TOP, {}], contents=contents) == [("company", ("contents", 1), "")]
    linked = {"relations": points("see_also", "i0")}
    assert found([TOP, linked], contents=contents) == []


def test_company_may_not_be_the_majority():
    linked = {"relations": points("see_also", "i0", reason="同一事项")}
    assert found([TOP, linked, linked]) == [("outnumbered", ("contents",), "")]


def test_an_unknown_level_counts_as_the_highest():
    unknown = {"secrecy": {"level": "none-such"}}
    assert found([unknown, {}]) == [("company", ("contents", 1), "")]


def test_no_item_twice():
    assert found([{}], contents=["i0", "i0"]) == [("twice", ("contents", 1), "")]
    other = volume("w", "i0", year="2021", subject="k1")
    assert found([{}], others=[other]) == [("twice", ("contents", 0), "")]


def test_what_stands_alone_may_be_a_condition():
    strict = policy(
        secrecy_levels=LEVELS, volume_unit=[{"id": "a", "alone": {"class": "HT"}}]
    )
    one, two = record("i0", **{"class": "HT"}), record("i1", **{"class": "WJ"})
    home = volume("v", "i0", "i1")
    (fault,) = faults(home, strict, archive(one, two, home))
    assert (fault.kind, fault.entry.item.id) == ("company", "i1")
