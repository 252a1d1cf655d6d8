"""A material, or part of one, disappeared from a record.

Why: what was received is there, is destroyed in order, or is lost and owed. A
line that is simply deleted, a page or copy fewer, another file under the old name
hide a loss.
Fix: restore it. What is really gone is added to missing: with who owes it, until
when and why; for fewer pages, copies or files an event says by whom and for what
reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.json import Json, JsonObject, Pointer, dotted
from dangan.model.message import M
from dangan.model.record import Record

_AMOUNTS = ("copies", "pages")


@check("R810", scope="change")
def material_removed(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare materials, amounts and files before and after."""
    before, after = change.before, change.after
    if before is None or after is None or after.is_tombstone or before.is_draft:
        return
    pairs: list[tuple[Pointer, JsonObject, JsonObject]] = [
        ((), before.data, after.data)
    ]
    owed = [entry.get("kind") for _, entry in after.each("missing")]
    left = list(after.each("materials"))
    for route, entry in before.each("materials"):
        twin = next((row for row in left if _same(row[1], entry)), None)
        if twin is not None:
            left.remove(twin)
            pairs.append((twin[0], entry, twin[1]))
        elif entry.get("kind") not in owed and not entry.get("nil"):
            yield after.at("materials", on_key=True).says(
                M("{entry} was removed", entry=dotted(route)),
                hint=M("restore it, or add it to missing with who owes it and why"),
            )
    if not _accounted_for(change):
        yield from _fewer(after, pairs)
        yield from _files(before, after)


def _fewer(
    record: Record, pairs: list[tuple[Pointer, JsonObject, JsonObject]]
) -> Iterator[Draft]:
    for route, old, new in pairs:
        for key in _AMOUNTS:
            if _count(new.get(key)) < _count(old.get(key)):
                place = (*route, key) if key in new else route
                yield record.at(place).says(
                    M("{field} is less than before", field=dotted((*route, key))),
                    hint=M("restore it, or add an event with by and reason"),
                )


def _files(before: Record, after: Record) -> Iterator[Draft]:
    now = {entry.get("sha256") for _, entry in after.each("files")}
    for route, entry in before.each("files"):
        if entry.get("sha256") not in now:
            yield after.at("files", on_key=True).says(
                M("{entry} was removed or exchanged", entry=dotted(route)),
                hint=M("restore it, or add an event with by and reason"),
            )


def _accounted_for(change: Change) -> bool:
    """Tell whether a new event says by whom and why something is less."""
    old = list(change.before.each("events")) if change.before else []
    new = list(change.after.each("events")) if change.after else []
    return any(event.get("by") and event.get("reason") for _, event in new[len(old) :])


def _count(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _same(row: JsonObject, entry: JsonObject) -> bool:
    return all(row.get(key) == entry.get(key) for key in ("kind", "title", "form"))
