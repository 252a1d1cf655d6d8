"""Where the nodes of a file stand; looked up only when something is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yaml import events
from yaml._yaml import CParser
from yaml.error import YAMLError

from dangan.model.finding import Place, Position
from dangan.model.json import Pointer
from dangan.syntax.characters import neutral
from dangan.syntax.lines import Lines


@dataclass(frozen=True, slots=True)
class NodePosition:
    """Where the key of a node stands (None in a list) and where its value."""

    key: Position | None
    value: Position


def positions(text: str) -> Mapping[Pointer, NodePosition]:
    """Return pointer → position of every node, as far as the text can be read.

    Where a key stands twice the first one counts. The root has the pointer ``()``.
    """
    safe = neutral(text)
    walk = _Walk(safe)
    try:
        for event in _events(safe):
            walk.take(event)
    except YAMLError:
        walk.broken = True
    return walk.found


def locate(text: str, place: Place) -> Position:
    """Return where a place stands, or its nearest ancestor that exists."""
    found = positions(text)
    route = place.pointer
    while route and route not in found:
        route = route[:-1]
    node = found.get(route)
    if node is None:
        return Position()
    on_key = place.on_key or route != place.pointer
    return node.key if on_key and node.key else node.value


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    while True:
        event = parser.get_event()
        if event.__class__ is events.StreamEndEvent:
            return
        yield event


class _Walk:
    def __init__(self, text: str) -> None:
        self.found: dict[Pointer, NodePosition] = {}
        self.broken = False
        self._lines = Lines(text)
        self._route: list[str | int | None] = []
        self._key: Position | None = None

    def take(self, event: Any) -> None:
        """Take one event of the parser."""
        if isinstance(event, events.CollectionEndEvent):
            self._route.pop()
            self._next()
        elif isinstance(event, events.NodeEvent):
            self._node(event)

    def _node(self, event: Any) -> None:
        where = self._lines.position(event.start_mark.index, event.end_mark.index)
        if self._route and self._route[-1] is None:
            self._route[-1] = str(getattr(event, "value", ""))
            self._key = where
            if not isinstance(event, events.CollectionStartEvent):
                return
        route: Any = tuple(self._route)
        self.found.setdefault(route, NodePosition(self._key, where))
        self._key = None
        if isinstance(event, events.MappingStartEvent):
            self._route.append(None)
        elif isinstance(event, events.SequenceStartEvent):
            self._route.append(0)
        else:
            self._next()

    def _next(self) -> None:
        if self._route:
            last = self._route[-1]
            self._route[-1] = last + 1 if isinstance(last, int) else None
