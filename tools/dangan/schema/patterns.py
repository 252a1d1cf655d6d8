"""What a regular expression of a schema may be: anchored, ASCII, never slow.

The same pattern is run by Python and by Rust and must mean the same in both;
and a pattern in a pull request must not be able to stop the check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dangan.model.message import M, Message

#: Means something else in another engine or for another script: ``\d`` takes １２.
_CLASSES = re.compile(r"\\[dDwWsSbBpPAZzkXR0-9]")
_UNBOUNDED = re.compile(r"[*+]|\{[0-9]+,\}|\{,\}")
_TOKEN = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\[|\]|\(\?|.", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+?]|\{[0-9]*,?[0-9]*\}")


def pattern_faults(pattern: str) -> Iterator[Message]:
    """Yield what is wrong with a pattern, in own words."""
    if not (pattern.startswith("^") and pattern.endswith("$")):
        yield M("a pattern begins with ^ and ends with $")
    if _CLASSES.search(pattern):
        yield M("a pattern writes its characters out, such as [0-9] instead of \\d")
    try:
        re.compile(pattern)
    except re.error:
        yield M("a pattern is not a regular expression")
        return
    yield from _structure_faults(pattern)


@dataclass(slots=True)
class _Group:
    """What is known of an open group while its pattern is read."""

    has_unbounded: bool = False
    has_choice: bool = False


@dataclass(slots=True)
class _Scan:
    """One walk over a pattern."""

    open: list[_Group] = field(default_factory=lambda: [_Group()])
    last: _Group | None = None
    is_nested: bool = False
    is_extended: bool = False
    in_class: bool = False

    def read(self, pattern: str) -> None:
        """Look at each part of the pattern once."""
        place = 0
        while place < len(pattern):
            place = self._step(pattern, place)

    def _step(self, pattern: str, place: int) -> int:
        if self.in_class or pattern[place] == "[":
            token = _TOKEN.match(pattern, place)
            text = token[0] if token else pattern[place]
            self.in_class = text != "]"
            self.last = None if self.in_class else _Group()
            return place + len(text)
        quantifier = _QUANTIFIER.match(pattern, place)
        if quantifier and place > 1:
            self._repeat(quantifier[0])
            return quantifier.end()
        return self._enter(pattern, place)

    def _repeat(self, quantifier: str) -> None:
        if _UNBOUNDED.fullmatch(quantifier):
            inner = self.last or _Group()
            self.is_nested |= inner.has_unbounded
            self.open[-1].has_unbounded = True

    def _enter(self, pattern: str, place: int) -> int:
        token = _TOKEN.match(pattern, place)
        text = token[0] if token else pattern[place]
        self.last = None
        if text.startswith("("):
            self.is_extended |= text == "(?" and pattern[place + 2] != ":"
            self.open.append(_Group())
            return place + len(text) + (text == "(?")
        if text == ")":
            self.last = self.open.pop()
            self.open[-1].has_unbounded |= self.last.has_unbounded
        self.open[-1].has_choice |= text == "|"
        return place + len(text)


def _structure_faults(pattern: str) -> Iterator[Message]:
    scan = _Scan()
    scan.read(pattern)
    if scan.is_nested:
        yield M("a pattern repeats what already repeats, which can take for ever")
    if scan.is_extended:
        yield M("a pattern looks ahead, looks back or names a group")
    if scan.open[0].has_choice:
        yield M("a pattern puts its alternatives into brackets: ^(a|b)$")
