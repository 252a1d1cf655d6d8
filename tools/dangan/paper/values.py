"""Values as they stand on paper: found by their source, labelled, never guessed.

A source is a dotted path, ``subject:path``, ``event:kind.path``, ``step:id.path`` of
a process or ``=name`` (``computed.py``). The first that says something is taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from dangan.model.json import Json, Pointer, lookup, pointer
from dangan.model.record import Record
from dangan.paper.bench import Bench, Line
from dangan.paper.computed import COMPUTED
from dangan.rules.process import standing

#: Kinds of personal data that are printed only on request.
_GUARDED = frozenset({"contact", "private"})
_EVENT, _STEP, _SUBJECT, _COMPUTED = "event:", "step:", "subject:", "="


def value(bench: Bench, line: Line, sources: Iterable[str]) -> str:
    """Return the first value that one of the sources gives; empty for none."""
    return next((text for text in (_one(bench, line, s) for s in sources) if text), "")


def _one(bench: Bench, line: Line, source: str) -> str:
    if source.startswith(_COMPUTED):
        return COMPUTED[source.removeprefix(_COMPUTED)](bench, line)
    if source.startswith(_SUBJECT):
        path = source.removeprefix(_SUBJECT)
        return of_record(bench, _subject(bench, line), pointer(path))
    if source.startswith(_EVENT):
        return _of_event(bench, line.record, source.removeprefix(_EVENT))
    if source.startswith(_STEP):
        return _of_step(bench, line.record, source.removeprefix(_STEP))
    return _of_entry(bench, line, source) or of_record(
        bench, line.record, pointer(source)
    )


def _subject(bench: Bench, line: Line) -> Record | None:
    """Return what the sheet is about; on a list, what the record of a line is about."""
    named = line.record.get("subject") if line.record else None
    return line.sheet.subject or bench.archive.by_id.get(str(named))


def of_record(bench: Bench, record: Record | None, route: Pointer) -> str:
    """Return a field of a record as text, or nothing where it is guarded."""
    if record is None:
        return ""
    return _written(bench, record, route, record.get(route))


def _of_entry(bench: Bench, line: Line, path: str) -> str:
    if line.sheet.own is None or not line.entry:
        return ""
    found = lookup(line.entry, path)
    route = (line.listed, "*", *pointer(path))
    return _written(bench, line.sheet.own, route, found)


def _of_event(bench: Bench, record: Record | None, path: str) -> str:
    """Return a field of the latest event of a kind."""
    kind, _, rest = path.partition(".")
    if record is None:
        return ""
    events = [event for _, event in record.events(kind)]
    if not events:
        return ""
    route = ("events", "*", *pointer(rest))
    return _written(bench, record, route, lookup(events[-1], rest))


def _of_step(bench: Bench, record: Record | None, path: str) -> str:
    """Return a field of the event that took a step of the regulation's process."""
    step, _, rest = path.partition(".")
    policy = bench.policy(record)
    if record is None or policy is None:
        return ""
    how = standing(record, policy, bench.archive, bench.as_of)
    done = how.last(step) if how else None
    if done is None:
        return ""
    route = ("events", "*", *pointer(rest))
    return _written(bench, record, route, lookup(done.event, rest))


def _written(bench: Bench, record: Record, route: Pointer, found: Json) -> str:
    kind = bench.types.get(record.type)
    info = kind.field(route) if kind else None
    guarded = kind is None or (info is not None and info.personal in _GUARDED)
    if found is None or (guarded and not bench.with_personal):
        return ""
    if isinstance(found, dict):
        parts = (_written(bench, record, (*route, k), v) for k, v in found.items())
        return " ".join(part for part in parts if part)
    if isinstance(found, list):
        parts = (_written(bench, record, (*route, "*"), v) for v in found)
        return "\n".join(part for part in parts if part)
    other = bench.archive.by_id.get(found) if isinstance(found, str) else None
    if other is not None:
        return other.number or other.title
    return bench.labels.value(info, found)
