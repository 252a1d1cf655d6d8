"""Data from parser events, refusing whatever two programs may read differently.

One pass, no recursion, nothing executed: an alias is never expanded and a tag
never looked up. The marks of an event are touched only when there is something
to report, which keeps the clean file fast.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from sys import intern
from typing import Any, Final, Protocol

from yaml import events
from yaml.error import YAMLError

from dangan.model.finding import Place, Position
from dangan.model.json import Json, Pointer
from dangan.model.problem import Problem
from dangan.syntax.escapes import escaped_faults
from dangan.syntax.failures import FULL_WIDTH_COLON, failure
from dangan.syntax.lines import Lines
from dangan.syntax.positions import NodePosition, positions
from dangan.syntax.scalars import SHORT_WORDS, Fault, is_text, resolve
from dangan.syntax.wording import character_gaps, field_name, worded

#: Deeper nesting is a mistake or an attack; the deepest type needs ten.
MAX_DEPTH: Final = 40
#: A file with more defects than this is reported with the first ones.
MAX_PROBLEMS: Final = 100

#: Styles of scalars that hold more than meets the eye.
_MARKED: Final = frozenset('"|>')
#: No key is waiting for its value.
_NONE: Final = object()


class EventSource(Protocol):
    """The part of a PyYAML parser that is used."""

    def get_event(self) -> Any:
        """Return the next event."""


class StopReading(Exception):  # noqa: N818  no error: nothing more can be read
    """Further reading makes no sense."""


class Builder:
    """Turn the events of one text into data and problems."""

    def __init__(self, path: str, text: str, source: EventSource) -> None:
        """Prepare to read ``text`` (already free of misleading characters)."""
        self.problems: list[Problem] = []
        self.documents = 0
        self.root: Json = None
        self._path = path
        self._text = text
        self._lines = Lines(text)
        self._source = source
        self._stack: list[tuple[Any, Any]] = []
        self._into: Any = None
        self._key: Any = _NONE
        #: How many brackets are open; inside of them all is written in one line.
        self._flow = 0
        self._suspicious = " #" in text or "：" in text
        self._escaped = "\\" in text
        self._positions: Mapping[Pointer, NodePosition] | None = None

    def build(self) -> None:
        """Read everything; what could be read is in ``root`` afterwards."""
        get, act = self._source.get_event, self._actions()
        scalar, scalar_event = self._scalar, events.ScalarEvent
        try:
            while True:
                event = get()
                kind = event.__class__
                if kind is scalar_event:
                    scalar(event)
                elif kind is events.StreamEndEvent:
                    return
                else:
                    act[kind](event)
        except YAMLError as error:
            self._unreadable(error)
        except StopReading:
            return

    def report(self, kind: str, index: int, end: int = 0, **gaps: object) -> None:
        """Note a defect at an index of the text; stop when there are too many."""
        if len(self.problems) >= MAX_PROBLEMS:
            raise StopReading
        fact, fix = worded(kind, field=field_name(self._field()), **gaps)
        place = Place(self._path, self._pointer())
        where = self._lines.position(index, end)
        self.problems.append(Problem(kind, place.says(fact, hint=fix, position=where)))

    def _actions(self) -> Mapping[type, Callable[[Any], None]]:
        return {
            events.StreamStartEvent: _nothing,
            events.DocumentStartEvent: self._document,
            events.DocumentEndEvent: _nothing,
            events.MappingStartEvent: lambda event: self._begin(event, {}),
            events.SequenceStartEvent: lambda event: self._begin(event, []),
            events.MappingEndEvent: self._end,
            events.SequenceEndEvent: self._end,
            events.AliasEvent: self._alias,
        }

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.report("several-documents", event.start_mark.index)
            raise StopReading

    def _begin(self, event: Any, container: Any) -> None:
        self._decorated(event)
        if self._into.__class__ is dict and self._key is _NONE:
            self.report("key-not-text", *_span(event))
        if len(self._stack) >= MAX_DEPTH:
            self.report("too-deep", event.start_mark.index, limit=MAX_DEPTH)
            raise StopReading
        if self._flow or event.flow_style:
            if container == {} and self._text[event.start_mark.index] not in "{!&":
                self.report("field-in-list", *_span(event))
            self._flow += 1
        self._stack.append((self._into, self._key))
        self._into, self._key = container, _NONE

    def _end(self, _: Any) -> None:
        value = self._into
        self._flow = max(0, self._flow - 1)
        self._into, self._key = self._stack.pop()
        if self._into.__class__ is dict and self._key is _NONE:
            self._key = ""
        else:
            self._put(value)

    def _alias(self, event: Any) -> None:
        self.report("alias", *_span(event))
        if self._into.__class__ is dict and self._key is _NONE:
            self._key = ""
        else:
            self._put(None)

    def _put(self, value: Json) -> None:
        into = self._into
        if into.__class__ is dict:
            into[self._key] = value
            self._key = _NONE
        elif into.__class__ is list:
            into.append(value)
        else:
            self.root = value

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        value = event.value
        if self._key is _NONE and self._into.__class__ is dict:
            self._name(event, value)
            return
        if not event.style and event.tag is None:
            value = _meaning(value)
            if value.__class__ is Fault:
                self.report(value, *_span(event))
            elif self._flow or self._suspicious:
                self._lint(event)
        elif event.style in _MARKED:
            self._marked(event)
        if value.__class__ is str and value.isspace():
            self.report("blank-text", *_span(event))
        self._put(value)

    def _name(self, event: Any, key: str) -> None:
        if not event.style and not _names(key):
            kind = "merge-key" if key == "<<" else "key-not-text"
            self.report(kind, *_span(event))
        elif self._flow and not event.style:
            self._bracketed(event)
        elif self._escaped and event.style == '"':
            self._escapes(event)
        key = intern(key if key.isascii() else unicodedata.normalize("NFC", key))
        twice = key in self._into
        self._key = key
        if twice:
            self.report("duplicate-key", *_span(event), line=self._first_line())

    def _decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self.report("anchor", event.start_mark.index)
        if event.tag is not None:
            self.report("tag", event.start_mark.index)

    def _escapes(self, event: Any) -> None:
        begin, end = _span(event)
        raw = self._text[begin:end]
        for kind, first, last, character in escaped_faults(raw, event.value):
            gaps = character_gaps(kind, character)
            self.report(kind, begin + first, begin + last, **gaps)

    def _bracketed(self, event: Any) -> None:
        """Refuse what parsers cut differently between brackets: ``{a:b}``."""
        if ":" in event.value or "?" in event.value:
            self.report("text-in-brackets", *_span(event))
        elif not event.value and ":" not in str(self._key):
            self.report("nothing-in-brackets", *_span(event))

    def _marked(self, event: Any) -> None:
        """Look at a scalar in quotation marks or after ``|``, ``>``."""
        if event.style == '"':
            if self._escaped:
                self._escapes(event)
            return
        header = self._lines.rest(event.start_mark.index)
        if "#" in header and header[header.index("#") - 1] != " ":
            self.report("block-comment", event.start_mark.index)

    def _lint(self, event: Any) -> None:
        if self._flow:
            self._bracketed(event)
        begin, end = _span(event)
        rest = self._lines.rest(end)
        comment = rest.lstrip(" ")
        if comment != rest and comment.startswith("#") and comment[1:2].strip():
            at = end + len(rest) - len(comment)
            self.report("lost-text", at, end + len(rest))
        line = self._lines.begin(begin)
        colon = FULL_WIDTH_COLON.match(self._text, line)
        if colon and not self._text[line:begin].strip(" -"):
            self.report("full-width-colon", colon.start(1), colon.end(1))

    def _unreadable(self, error: YAMLError) -> None:
        kind, reason, fix, index = failure(error)
        self._stack.clear()
        self._key = _NONE
        colon = self._lines.full_width_colon(before=index)
        if kind == "not-yaml" and colon >= 0:
            index, (reason, fix) = colon, worded("full-width-colon")
            where = self._lines.position(colon)
            self.problems = [p for p in self.problems if not _at(p, where)]
        if kind != "directive":
            self.report(kind, index, reason=reason, fix=fix)

    def _first_line(self) -> int:
        if self._positions is None:
            self._positions = positions(self._text)
        node = self._positions.get(self._pointer())
        return node.key.line if node and node.key else 1

    def _field(self) -> object:
        steps = (step for step in reversed(self._pointer()) if isinstance(step, str))
        return next(steps, "")

    def _pointer(self) -> Pointer:
        frames = [*self._stack[1:], (self._into, self._key)]
        return tuple(
            len(into) if into.__class__ is list else key
            for into, key in frames
            if into.__class__ is list or key is not _NONE
        )


def _at(problem: Problem, where: Position) -> bool:
    found = problem.draft.position
    return (
        found is not None
        and found.line == where.line
        and problem.kind == "full-width-colon"
    )


def _nothing(_: Any) -> None:
    """Let an event pass."""


@lru_cache(maxsize=4096)
def _names(key: str) -> bool:
    return key in SHORT_WORDS or is_text(key)


#: The same dates, codes and words stand in many files.
_meaning = lru_cache(maxsize=16384)(resolve)


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
