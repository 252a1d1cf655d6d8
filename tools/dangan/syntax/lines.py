"""Line and column of an index, counted in characters from 1."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from dangan.model.finding import Position
from dangan.syntax.failures import FULL_WIDTH_COLON


class Lines:
    """One text, cut into lines when somebody asks for the first time."""

    def __init__(self, text: str) -> None:
        """Keep the text; a line feed alone ends a line."""
        self._text = text

    @cached_property
    def _begins(self) -> list[int]:
        begins, at = [0], self._text.find("\n")
        while at >= 0:
            begins.append(at + 1)
            at = self._text.find("\n", at + 1)
        return begins

    def position(self, index: int, end: int = 0) -> Position:
        """Return where an index stands; ``end`` counts only on the same line."""
        line = bisect_right(self._begins, index)
        begin = self._begins[line - 1]
        same = end > index and end <= begin + len(self.rest(begin))
        return Position(line, index - begin + 1, end - begin + 1 if same else 0)

    def begin(self, index: int) -> int:
        """Return the index at which the line of an index begins."""
        return self._text.rfind("\n", 0, index) + 1

    def rest(self, index: int) -> str:
        """Return the text from an index to the end of its line."""
        end = self._text.find("\n", index)
        return self._text[index:] if end < 0 else self._text[index:end]

    def full_width_colon(self, before: int) -> int:
        """Return the index of the last such colon up to the line of an index."""
        last = bisect_right(self._begins, before)
        for begin in reversed(self._begins[:last]):
            found = FULL_WIDTH_COLON.match(self._text, begin)
            if found:
                return found.start(1)
        return -1
