"""Values about the lists of processes: what was destroyed, kept, passed, failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dangan.model.json import JsonObject
from dangan.paper.bench import Bench, Line

_TICK = "√"


def _subjects(line: Line) -> Iterator[JsonObject]:
    for _, entry in line.sheet.own.each("subjects") if line.sheet.own else ():
        yield entry


def _destroyed(line: Line) -> list[JsonObject]:
    return [entry for entry in _subjects(line) if not entry.get("exempt")]


def _destroyed_count(_: Bench, line: Line) -> str:
    return str(len(_destroyed(line))) if line.sheet.own else ""


def _exempt_count(_: Bench, line: Line) -> str:
    kept = [entry for entry in _subjects(line) if entry.get("exempt")]
    return str(len(kept)) if line.sheet.own else ""


def _destroyed_pages(bench: Bench, line: Line) -> str:
    """Return the sum, or nothing where one entry does not say."""
    found = [_pages(bench, entry) for entry in _destroyed(line)]
    numbers = [number for number in found if number is not None]
    return str(sum(numbers)) if found and len(numbers) == len(found) else ""


def _pages(bench: Bench, entry: JsonObject) -> int | None:
    other = bench.archive.by_id.get(str(entry.get("record")))
    stated = entry.get("pages", other.get("pages") if other else None)
    return stated if isinstance(stated, int) else None


def _by_hand(_: Bench, line: Line) -> str:
    """Return the files outside of the archive that somebody has to delete."""
    own = line.sheet.own
    rows = [row for _, row in own.each("by_hand")] if own else []
    return "\n".join(f"{row.get('number')}　{row.get('path')}" for row in rows)


def _year_listed(_: Bench, line: Line) -> str:
    """Return the year that a register tells of what may be a tombstone by now."""
    dates = line.entry.get("dates")
    return str(dates.get("from") or "")[:4] if isinstance(dates, Mapping) else ""


def _statement(bench: Bench, line: Line) -> str:
    return bench.text(line.sheet.form.data["texts"]["statement"])


def _ask(bench: Bench, line: Line) -> str:
    """Return what a checklist asks, or what an entry calls its item."""
    ask = line.entry.get("ask")
    if isinstance(ask, Mapping):
        return bench.text(ask)
    return str(ask or line.entry.get("item") or "")


def _passed(_: Bench, line: Line) -> str:
    return _TICK if line.entry.get("result") == "ok" else ""


def _failed(_: Bench, line: Line) -> str:
    return _TICK if line.entry.get("result") == "finding" else ""


def _counted(_: Bench, line: Line) -> str:
    return _TICK if any(True for _ in _seen(line)) else ""


def _found_place(_: Bench, line: Line) -> str:
    return "、".join(dict.fromkeys(str(row.get("place") or "") for row in _seen(line)))


def _seen(line: Line) -> Iterator[JsonObject]:
    """Yield what a stocktake counted of the record of a line."""
    for _, row in line.sheet.own.each("counts") if line.sheet.own else ():
        if row.get("record") == line.entry.get("record"):
            yield row


COMPUTED_OF_LISTS: Mapping[str, Callable[[Bench, Line], str]] = MappingProxyType(
    {
        "destroyed_count": _destroyed_count,
        "exempt_count": _exempt_count,
        "destroyed_pages": _destroyed_pages,
        "year_listed": _year_listed,
        "statement": _statement,
        "by_hand": _by_hand,
        "counted": _counted,
        "found_place": _found_place,
        "ask": _ask,
        "passed": _passed,
        "failed": _failed,
    }
)
