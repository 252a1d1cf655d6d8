import pytest

from dangan.rules.secrecy import (
    UNDECLARED,
    label,
    lacks_owner,
    levels,
    refused,
    secrecy,
)
from rules.volume_kit import archive, clauses, holding, points, policy, record, volume

SAYS = {"zh": "不收国家秘密", "en": "no state secrets here"}


def level(code, rank, **more):
    return {
        "code": code,
        "rank": rank,
        "label": {"zh": f"{code}级", "en": code},
        **more,
    }


POLICY = policy(
    secrecy_levels=[
        level(
            "core", 9, top=True, trade_secret=True, mark={"zh": "▲核心", "en": "core"}
        ),
        level("public", 0),
        level("plain", 5, trade_secret=True),
        level("internal", 1),
    ],
    secrecy=[
        {"id": "items", "for": {"type": "item"}, "default": "internal", "clause": "r1"},
        {
            "id": "prices",
            "for": {"class": "prices"},
            "at_least": "plain",
            "clause": "r2",
        },
        {
            "id": "volumes",
            "for": {"type": "volume"},
            "inherit": "contents",
            "clause": "r48",
        },
        {
            "id": "attached",
            "for": {"type": "item"},
            "inherit": "attachments",
            "clause": "r3",
        },
        {"id": "owner", "owner_label": True, "clause": "r4"},
        {"id": "marks", "refuse_marks": ["机密★", "绝密★"], "says": SAYS},
        {"id": "star", "refuse_marks": ["★"], "in": ["secrecy"], "says": SAYS},
        {"id": "declared", "refuse_declared": ["state-secret"], "says": SAYS},
    ],
)


def test_levels_stand_from_low_to_high():
    assert [item.code for item in levels(POLICY)] == [
        "public",
        "internal",
        "plain",
        "core",
    ]


OWN = [
    ({"secrecy": {"level": "public"}}, "public", True, False),
    ({}, "internal", False, False),
    ({"type": "contract"}, "core", False, True),
    ({"secrecy": {"level": "none-such"}}, "core", False, True),
    ({"secrecy": {"level": "public"}, "class": "prices"}, "plain", True, False),
    ({"secrecy": {"level": "core"}, "class": "prices"}, "core", True, False),
]


@pytest.mark.parametrize(("data", "expected", "stated", "problem"), OWN)
def test_the_level_that_binds(data, expected, stated, problem):
    found = secrecy(record("a", **data), POLICY, archive())
    assert found.level.code == expected
    assert (found.stated is not None, found.problem is not None) == (stated, problem)


def test_without_declared_levels_everything_is_at_the_highest():
    found = secrecy(record("a", secrecy={"level": "public"}), policy(), archive())
    assert (found.level, found.problem is None) == (UNDECLARED, False)


def test_a_volume_takes_the_highest_level_of_its_contents():
    one, two = record("one", secrecy={"level": "core"}), record("two")
    home = volume("v", "two", "one", secrecy={"level": "internal"})
    found = secrecy(home, POLICY, archive(one, two, home))
    assert (found.level.code, found.stated.code) == ("core", "internal")
    assert "t0.r48" in clauses(found.because)


def test_a_main_document_takes_the_level_of_its_attachments():
    main = record("m")
    attached = record(
        "t", secrecy={"level": "plain"}, relations=points("attachment_of", "m")
    )
    whole = archive(main, attached)
    assert secrecy(main, POLICY, whole).level.code == "plain"
    assert secrecy(attached, POLICY, whole).level.code == "plain"


def test_a_volume_takes_the_level_of_what_is_attached_to_its_items():
    attached = record(
        "t", secrecy={"level": "core"}, relations=points("attachment_of", "m")
    )
    main = record("m", relations=points("attachment_of", "t"))
    whole = archive(volume("v", "m"), main, attached)
    levels_of = {
        one.id: secrecy(one, POLICY, whole).level.code for one in whole.records
    }
    assert levels_of == dict.fromkeys(("m", "t", "v"), "core")


LABELS = [
    ({"level": "core", "period": "P5Y"}, "演示·▲核心·P5Y"),
    ({"level": "plain"}, "演示·plain级"),
    ({"level": "internal"}, ""),
    ({"level": "none-such"}, None),
]


@pytest.mark.parametrize(("data", "expected"), LABELS)
def test_the_mark_names_the_owner_of_a_trade_secret(data, expected):
    owner = holding(secrecy_owner="演示", name={"zh": "演示公司", "en": "Demo"})
    assert label(record("a", secrecy=data), POLICY, owner).value == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"level": "plain"}, True),
        ({"level": "plain", "owner": "holding"}, False),
        ({"level": "internal"}, False),
    ],
)
def test_a_trade_secret_names_its_owner(data, expected):
    assert (lacks_owner(record("a", secrecy=data), POLICY) is not None) is expected


MARKS = [
    ({"title": "机密★10年 报价单"}, [("title",)]),
    ({"title": "机 密 ★ 报价单"}, [("title",)]),
    ({"title": "五★酒店合同"}, []),
    ({"secrecy": {"level": "internal", "period": "★10年"}}, [("secrecy", "period")]),
    ({"materials": [{"kind": "x", "title": "绝密★"}]}, [("materials", 0, "title")]),
    ({"secrecy": {"level": "state-secret"}}, [("secrecy", "level")]),
]


@pytest.mark.parametrize(("data", "expected"), MARKS)
def test_state_secret_marks_are_refused(data, expected):
    found = refused(record("a", **data), POLICY)
    assert [mark.pointer for mark in found] == expected
    assert all(mark.says == SAYS for mark in found)
