"""The original line with a caret, and what of it may be seen.

Logs of a forge are read by more people than the archive. A line is shown only
if the guard allows it; otherwise its key stays and its value becomes
``‹hidden›``, on every screen alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dangan.model.finding import Finding, Position

HIDDEN = "‹hidden›"
_KEY = re.compile(r"(?P<lead> *(?:- )*)(?:(?P<key>[a-z][a-z0-9_]{0,40}):)?(?P<rest>.*)")
#: Longer runs of digits are numbers of people, cards, phones.
_LONG_NUMBER = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９]){9}")
_WIDEST = 120


class Source(Protocol):
    """What knows the files that findings point at."""

    def lines(self, path: str) -> Sequence[str]:
        """Return the lines of a file, or nothing if there is no such text."""

    def open_to_all(self, path: str, line: int) -> bool:
        """Tell whether everything on a line may be seen by everybody."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line and the marker below it."""

    number: int
    line: str
    marker: str

    def __str__(self) -> str:
        """Return both, with the number of the line before them."""
        gutter = f"{self.number:5}"
        return f"{gutter} | {self.line}\n{' ' * len(gutter)} | {self.marker}"


def excerpt(found: Finding, source: Source, *, quiet: bool) -> Excerpt | None:
    """Return the line of a finding as far as it may be seen.

    Nothing for a finding about the whole file, such as a missing field.
    """
    if found.position == Position():
        return None
    lines = source.lines(found.path)
    number = found.position.line
    if not 1 <= number <= len(lines):
        return None
    raw = lines[number - 1]
    is_open = not quiet and source.open_to_all(found.path, number)
    if is_open and raw.isprintable() and not _LONG_NUMBER.search(raw):
        return Excerpt(number, raw[:_WIDEST], _marker(raw, found.position))
    line, start = hide(raw, found.position.column)
    return Excerpt(number, line, " " * start + "^^^")


def hide(raw: str, column: int) -> tuple[str, int]:
    """Return the line without its value, and where to put the caret."""
    match = _KEY.match(raw)
    lead, key, rest = match.groups() if match else ("", None, raw)
    if key is None:
        return f"{lead}{HIDDEN}", len(lead)
    shown = f"{lead}{key}:"
    at_key = column <= len(shown)
    start = len(lead) if at_key or not rest.strip() else len(shown) + 1
    return f"{shown} {HIDDEN}" if rest.strip() else shown, start


def _marker(raw: str, position: Position) -> str:
    start = position.column - 1
    end = max(position.end_column - 1, start + 1) if position.end_column else start + 3
    before = _width(raw[:start])
    length = max(1, _width(raw[start : min(end, len(raw))]))
    return " " * before + "^" * min(length, _WIDEST)


def _width(text: str) -> int:
    """Return how many cells a terminal needs; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
