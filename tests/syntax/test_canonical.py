"""The canonical form: order, one way to write each value, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangan.syntax import KeyOrder, canonical, dump, load
from dangan.syntax.characters import is_clean

SCHEMA = {
    "properties": {
        "number": {"type": "string"},
        "title": {},
        "location": {"$ref": "#/$defs/location"},
        "events": {"items": {"properties": {"kind": {}, "on": {}, "by": {}}}},
    },
    "allOf": [{"$ref": "dangan:core/notes"}, {"properties": {"title": {}, "late": {}}}],
    "$defs": {
        "location": {"properties": {"room": {}, "box": {}, "part": {"$ref": "#"}}}
    },
}
CORE: dict[str, Any] = {
    "dangan:core/notes": {"properties": {"notes": {}, "number": {}}}
}
ORDER = KeyOrder.from_schema(SCHEMA, CORE)

TEXT = """\
number: MK-2021-001
title: 调研
location:
  room: A
  box: "017"
  part:
    number: X
    notes: b
events:
  - kind: placed
    on: 2021-04-02
    by: P003
    zzz: 1
notes: |
  第一段。

  第二段
late: true
also: null
unknown: []
"""


def test_the_order_is_that_of_the_schema_with_its_references() -> None:
    assert canonical(TEXT, ORDER) == TEXT
    data = load(TEXT.encode(), "x").data
    assert data
    mixed = dict(reversed(list(data.items())))
    assert dump(mixed, ORDER) == TEXT


WRITTEN: dict[str, Any] = {
    "报告": "报告",
    "2021-03-18": "2021-03-18",
    "2021-03": "2021-03",
    '"2021"': "2021",
    '"no"': "no",
    '"0010"': "0010",
    '"12:30"': "12:30",
    '"1e5"': "1e5",
    '"null"': "null",
    '"~"': "~",
    '""': "",
    '" x"': " x",
    '"x "': "x ",
    '"合同 #3"': "合同 #3",
    "合同#3": "合同#3",
    '"a: b"': "a: b",
    "a:b": "a:b",
    '"x:"': "x:",
    '"- x"': "- x",
    '"a\\tb"': "a\tb",
    'say "x"': 'say "x"',
    '"\\"x\\""': '"x"',
    "a\\b": "a\\b",
    '"[x]"': "[x]",
    "𠮷𬱖": "𠮷𬱖",
    '"x\\n\\n"': "x\n\n",
    '" x\\ny"': " x\ny",
    "|-\n  x\n    y": "x\n  y",
    "|\n  　　段": "　　段\n",
    "5": 5,
    "5.0": 5.0,
    "0.00001": 1e-5,
    "true": True,
    "null": None,
    "[]": [],
    "{}": {},
}


@pytest.mark.parametrize("form", WRITTEN)
def test_one_way_to_write_each_value(form: str) -> None:
    assert dump({"a": WRITTEN[form]}) == f"a: {form}\n"
    parsed = load(f"a: {form}\n".encode(), "x")
    assert parsed.data == {"a": WRITTEN[form]}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1}, b"x", object()])
def test_what_no_record_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="no record can hold"):
        dump({"a": value})


def _loadable(text: str) -> bool:
    shown = text.replace("\n", " ").replace("\t", " ")
    return is_clean(shown) and not text.isspace()


WORDS = "no yes on y ~ = << null true .inf 0x1F 1_000 0010 12:30 1e5 -0 +1 .5 1."
LINES = r"""
2021-03-18|2021-03-18 10:00|---|...|- a|a: b|a #b|#a|%a|&a|*a|!a|>|@a|`a|{a}|[a]
a,b|?|? a|:|:a|"|'|\|\n|𠮷|𬱖|　a|a　|é|：|a： b
"""
SEVERAL = ("a\n", "\na", "a\n\nb", "a\n b", " a\nb", "a \nb", "a\n\n\n", "|", "|a")
LONG = ("1" * 30, "a" * 500)
NASTY = st.sampled_from(
    (*WORDS.split(), *LINES.strip().replace("\n", "|").split("|"), *SEVERAL, *LONG)
)
TEXTS = NASTY | st.text(max_size=20) | st.builds("".join, st.lists(NASTY, max_size=3))
SCALARS = (
    TEXTS.filter(_loadable)
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.booleans()
    | st.none()
    | st.decimals(-9999, 9999, places=3).map(float).filter(bool)
)
KEYS = TEXTS.filter(lambda key: _loadable(key) and key != "" and len(key) < 100)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(DATA)
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    text = dump(data)
    parsed = load(text.encode(), "x")
    assert parsed.data == data
    assert dump(parsed.data) == text
    assert _types(parsed.data) == _types(data)


def _types(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _types(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_types(below) for below in value]
    return type(value)
