import pytest

from dangan.rules.companions import separated
from rules.volume_kit import archive, points, policy, record, volume

POLICY = policy(
    companions=[
        {
            "id": "pairs",
            "relation": ["copy_of", "forwards", "translation_of"],
            "clause": ["r41", "r45"],
        },
        {
            "id": "reply",
            "relation": "replies_to",
            "unless_linked": "see_also",
            "clause": "r43",
        },
    ]
)
CLOSED = [{"kind": "closed", "on": "2020-12-31"}]


def pair(kind, first=None, second=None):
    one = record("one", relations=points(kind, "two"))
    two = record("two")
    return one, archive(one, two, *(v for v in (first, second) if v))


def count(kind, first=None, second=None):
    one, whole = pair(kind, first, second)
    return len(separated(one, POLICY, whole))


@pytest.mark.parametrize(
    "kind", ["copy_of", "forwards", "translation_of", "replies_to"]
)
def test_found_when_separated(kind):
    assert count(kind, volume("v", "one"), volume("w", "two")) == 1


TOGETHER_OR_FREE = [
    (volume("v", "one", "two"), None),
    (volume("v", "one"), None),
    (None, volume("w", "two")),
    (None, None),
]


@pytest.mark.parametrize(("first", "second"), TOGETHER_OR_FREE)
def test_in_one_volume_or_not_in_volumes_yet(first, second):
    assert count("copy_of", first, second) == 0


def test_other_relations_keep_nothing_together():
    assert count("see_also", volume("v", "one"), volume("w", "two")) == 0


LINKED = [
    (volume("v", "one"), volume("w", "two", relations=points("see_also", "v")), 1),
    (volume("v", "one"), volume("w", "two", events=CLOSED), 1),
    (
        volume("v", "one"),
        volume("w", "two", events=CLOSED, relations=points("see_also", "v")),
        0,
    ),
    (
        volume("v", "one", relations=points("see_also", "two")),
        volume("w", "two", events=CLOSED),
        0,
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), LINKED)
def test_a_reference_will_do_once_a_volume_is_closed(first, second, expected):
    assert count("replies_to", first, second) == expected
    assert count("copy_of", first, second) == 1
