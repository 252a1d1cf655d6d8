"""The form of one file: what it should be, and what keeps it from being that.

Numbered records have the canonical form. Files that people comment keep whatever
they hold; only line endings and the parts of letters are put right there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from yaml import events
from yaml._yaml import CParser
from yaml.error import YAMLError

from dangan.model.finding import Place, Position
from dangan.model.json import JsonObject
from dangan.model.problem import Problem
from dangan.syntax.dump import dump
from dangan.syntax.keyorder import KeyOrder
from dangan.syntax.lines import Lines
from dangan.syntax.load import load
from dangan.syntax.wording import worded

_BOM: Final = "\ufeff"

#: Data of a record → the order of its fields; None where its type is unknown.
Orders = Callable[[JsonObject], KeyOrder | None]


@dataclass(frozen=True, slots=True)
class Form:
    """What a file should hold; equal to what it holds where nothing is to do."""

    text: str
    #: Why the file is left as it is; empty where ``text`` can be written.
    problems: tuple[Problem, ...] = ()


def formed(content: bytes, path: str, orders: Orders, *, comments: bool) -> Form:
    """Return the form of a file.

    Args:
        content: its bytes.
        path: named in problems.
        orders: tells the order of fields.
        comments: whether comments are allowed; such a file then keeps its layout,
            and elsewhere a comment is a problem, because writing would lose it.
    """
    told = load(content, path)
    if not told.text:
        return Form("", told.problems)
    text = repaired(told.text)
    parsed = told if text == told.text else load(text.encode("utf-8"), path)
    if parsed.data is None:
        return Form(told.text, parsed.problems)
    comment = first_comment(text)
    order = orders(parsed.data)
    if order is None or (comment and comments):
        return Form(text)
    if comment:
        fact, fix = worded("comment")
        place = Place(path)
        problem = Problem("comment", place.says(fact, hint=fix, position=comment))
        return Form(told.text, (problem,))
    return Form(dump(parsed.data, order))


def repaired(text: str) -> str:
    """Return the text with Unix line endings, whole letters and no leading mark."""
    plain = text.removeprefix(_BOM).replace("\r\n", "\n")
    return unicodedata.normalize("NFC", plain)


def first_comment(text: str) -> Position | None:
    """Return where the first comment stands; None where there is none."""
    if "#" not in text:
        return None
    at = 0
    for begin, end in [*_scalars(text), (len(text), len(text))]:
        found = text.find("#", at, begin)
        if found >= 0:
            return Lines(text).position(found)
        at = max(at, end)
    return None


def _scalars(text: str) -> list[tuple[int, int]]:
    """Return begin and end of each scalar, as far as the text can be read."""
    spans: list[tuple[int, int]] = []
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            if event.__class__ is events.StreamEndEvent:
                return spans
            if event.__class__ is events.ScalarEvent:
                spans.append(_span(event))
    except YAMLError:
        return spans


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
