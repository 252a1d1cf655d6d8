"""Where the boxes and arrows of a flow chart go: one row a step, one column a lane.

As every row has one box only, a box may be wider than its lane. An arrow leaves at
the bottom, runs in the gap below, goes past the rows between where no box is in the
way, and comes in at the top. Arrows of one step share their ways like branches of
a tree; those of different steps keep apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.report.flow_model import Arrow, Flow

#: Width of the whole drawing: that of a small telephone.
WIDTH = 380
#: Height of a line of a name, of a note, of the padding of a box.
LINE, NOTE, PADDING = 15, 12, 7
GAP = 28
#: Room that arrows always have left and right, and between each other.
_MARGIN, _APART, _CLEAR = 12, 5, 5
_WIDEST = 168


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Return the middle of it from left to right."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Return its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow as its corners."""

    arrow: Arrow
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All places of a drawing."""

    bottom: float
    boxes: Mapping[str, Box]
    lines: tuple[Line, ...]


def box_width(lanes: int) -> float:
    """Return how wide a box is; with many lanes it reaches into the next ones."""
    lane = WIDTH / max(1, lanes)
    return min(_WIDEST, max(lane - 2 * _MARGIN, 104.0))


def lay_out(flow: Flow, heights: Mapping[str, float], head: float) -> Layout:
    """Place boxes of the given heights below a head of lane names."""
    lane, width = WIDTH / max(1, len(flow.lanes)), box_width(len(flow.lanes))
    boxes: dict[str, Box] = {}
    y = head + GAP
    for node in flow.nodes:
        x = lane * (node.lane + 0.5) - width / 2
        x = min(max(x, 1.5 * _MARGIN), WIDTH - 1.5 * _MARGIN - width)
        boxes[node.id] = Box(x, y, width, heights[node.id])
        y += heights[node.id] + GAP
    return Layout(y, boxes, tuple(_Router(flow, boxes).lines()))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight piece of an arrow: where it runs, from where to where, whose it is."""

    at: float
    begin: float
    end: float
    owner: str

    def meets(self, begin: float, end: float) -> bool:
        """Tell whether another stretch touches this one."""
        return self.begin <= end and begin <= self.end


class _Router:
    """Finds ways for arrows."""

    def __init__(self, flow: Flow, boxes: Mapping[str, Box]) -> None:
        self._boxes = boxes
        self._row = {node.id: row for row, node in enumerate(flow.nodes)}
        known = (a for a in flow.arrows if a.start in boxes and a.end in boxes)
        self._arrows = sorted(known, key=lambda a: (self._rows(a), self._row[a.start]))
        self._down: list[_Stretch] = []
        self._across: list[_Stretch] = []

    def lines(self) -> Iterator[Line]:
        """Yield the arrows, the short ones first: they get the straight ways."""
        for arrow in self._arrows:
            yield Line(arrow, tuple(_tidy(self._corners(arrow))))

    def _rows(self, arrow: Arrow) -> int:
        return abs(self._row[arrow.end] - self._row[arrow.start])

    def _corners(self, arrow: Arrow) -> Iterator[tuple[float, float]]:
        start, end = self._boxes[arrow.start], self._boxes[arrow.end]
        yield start.middle, start.bottom
        if self._row[arrow.end] == self._row[arrow.start] + 1:
            if start.middle != end.middle:
                turn = self._turn(start.bottom, (start.middle, end.middle), arrow.start)
                yield start.middle, turn
                yield end.middle, turn
        else:
            x = self._passage(arrow)
            turn = self._turn(start.bottom, (start.middle, x), arrow.start)
            into = self._turn(end.y - GAP, (x, end.middle), arrow.end, late=True)
            top, bottom = sorted((turn, into))
            self._down.append(_Stretch(x, top, bottom, arrow.start))
            yield start.middle, turn
            yield x, turn
            yield x, into
            yield end.middle, into
        yield end.middle, end.y

    def _passage(self, arrow: Arrow) -> float:
        """Return where to go past the rows between: near, clear, and not taken."""
        start, end = self._boxes[arrow.start], self._boxes[arrow.end]
        top, bottom = sorted((start.bottom + 1, end.y - 1))
        wish = (start.middle + end.middle) / 2
        ways = [self._used(arrow.start, top, bottom)]
        ways.append(sorted(range(4, WIDTH - 3), key=lambda x: abs(x - wish)))
        for way in ways:
            for x in way:
                if self._is_clear(x, top, bottom, arrow.start):
                    return x
        return 4.0

    def _used(self, owner: str, top: float, bottom: float) -> list[float]:
        """Return where arrows of the same step go down already."""
        own = (one for one in self._down if one.owner == owner)
        return [one.at for one in own if one.meets(top, bottom)]

    def _is_clear(self, x: float, top: float, bottom: float, owner: str) -> bool:
        for box in self._boxes.values():
            beside = x < box.x - _CLEAR or x > box.x + box.width + _CLEAR
            if not beside and box.y < bottom and box.bottom > top:
                return False
        return not any(
            one.owner != owner and one.meets(top, bottom) and abs(one.at - x) < _APART
            for one in self._down
        )

    def _turn(
        self, top: float, ends: tuple[float, float], owner: str, *, late: bool = False
    ) -> float:
        """Return the height in a gap at which to go across, apart from others."""
        begin, end = sorted(ends)
        heights = [top + 6 + _APART * n for n in range(3)]
        for y in reversed(heights) if late else heights:
            taken = (
                one
                for one in self._across
                if one.at == y and one.owner != owner and one.meets(begin, end)
            )
            if next(taken, None) is None:
                self._across.append(_Stretch(y, begin, end, owner))
                return y
        return heights[-1] if late else heights[0]


def _tidy(corners: Iterator[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield corners without those that repeat the one before."""
    last: tuple[float, float] | None = None
    for corner in corners:
        if corner != last:
            yield corner
        last = corner
