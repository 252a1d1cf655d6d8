"""What ``dangan fmt`` makes of a file, and edits that keep comments."""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from dangan.model.errors import SetupError
from dangan.syntax import KeyOrder, RoundTrip, formed

ORDER = KeyOrder.from_schema({"properties": {"number": {}, "title": {}}})


def _order(_: object) -> KeyOrder:
    return ORDER


def _form(text: str, *, comments: bool = False) -> tuple[str, list[str]]:
    form = formed(text.encode(), "x.yaml", _order, comments=comments)
    return form.text, [problem.kind for problem in form.problems]


def test_a_record_gets_the_canonical_form() -> None:
    assert _form("title: 'a'\nnumber: B-1\n") == ("number: B-1\ntitle: a\n", [])


def test_line_endings_marks_and_letters_are_repaired() -> None:
    told = "\ufeffnumber: B-1\r\ntitle: cafe\u0301\r\n"
    assert _form(told) == ("number: B-1\ntitle: caf\u00e9\n", [])


def test_a_comment_in_a_numbered_record_is_not_lost() -> None:
    text = "number: B-1  # why\ntitle: a\n"
    assert _form(text) == (text, ["comment"])


def test_a_number_sign_inside_of_a_text_is_no_comment() -> None:
    text = 'number: B-1\ntitle: "a #3"\nz: |\n  # x\n'
    assert _form(text) == (text, [])


def test_a_draft_keeps_its_comments_and_layout() -> None:
    text = "# 说明\ntitle: 'a'\nnumber: null\n"
    assert _form(text, comments=True) == (text, [])
    assert _form(text.replace("\n", "\r\n"), comments=True) == (text, [])


def test_a_draft_without_comments_is_formed() -> None:
    formed_text = "number: null\ntitle: a\n"
    assert _form("title: a\nnumber:\n", comments=True) == (formed_text, [])


def test_what_cannot_be_read_is_left_alone() -> None:
    assert _form("title: no\n") == ("title: no\n", ["ambiguous-word"])


def test_a_record_of_unknown_type_is_left_alone() -> None:
    text = "title: 'a'\n"
    form = formed(text.encode(), "x", lambda _: None, comments=False)
    assert (form.text, form.problems) == (text, ())


COMMENTED = """\
# head
a: 1   # one
b: {c: x, d: [1, 2]}  # two
e:
f:
    - {kind: k}   # odd indent
    - kind: z
"""
EDITS: list[tuple[tuple[str | int, ...], Any, list[str]]] = [
    (("a",), "no, [x]", ["-a: 1   # one", '+a: "no, [x]"   # one']),
    (("b", "c"), "p, q", ["-b: {c: x, d: [1, 2]}  # two",
                          '+b: {c: "p, q", d: [1, 2]}  # two']),
    (("e",), "z", ["-e:", "+e: z"]),
    (("e",), {"x": "12:30"}, ['+  x: "12:30"']),
    (("f", 0, "kind"), 5, ["-    - {kind: k}   # odd indent",
                           "+    - {kind: 5}   # odd indent"]),
    (("f", 2), {"kind": "n"}, ['+    - kind: "n"']),
    (("g",), [True], ["+g:", "+    - true"]),
    (("a",), 1, []),
    (("a",), True, ["-a: 1   # one", "+a: true   # one"]),
]  # fmt: skip


@pytest.mark.parametrize(("pointer", "value", "expected"), EDITS)
def test_an_edit_changes_nothing_else(
    pointer: tuple[str | int, ...], value: Any, expected: list[str]
) -> None:
    edited = RoundTrip.set_value(COMMENTED, pointer, value)
    lines = difflib.ndiff(COMMENTED.splitlines(), edited.splitlines())
    changed = [line[0] + line[2:] for line in lines if line[0] in "+-"]
    assert changed == expected


@pytest.mark.parametrize("text", ["a: no\n", "a: &x 1\n", "a: [\n"])
def test_an_unreadable_file_is_not_edited(text: str) -> None:
    with pytest.raises(SetupError):
        RoundTrip.set_value(text, ("a",), 1)


def test_an_edit_after_a_failed_one_is_right() -> None:
    with pytest.raises(SetupError):
        RoundTrip.set_value(COMMENTED, ("g",), "\u202e")
    assert RoundTrip.set_value("a: 1 # x\n", ("b",), [2]) == "a: 1 # x\nb:\n  - 2\n"
