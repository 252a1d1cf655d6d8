"""Values at a dotted path that may lead from one record into another.

``subject.class`` reads the field ``class`` of the record whose id stands in
``subject``; ``contents.*.record.pages`` reads the pages of every item of a volume.
An id of no record ends the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dangan.model.archive import Archive
from dangan.model.json import Json


def reached(data: Json, path: str, archive: Archive) -> Iterator[Json]:
    """Yield the values at a path, through lists (``*``) and references."""
    yield from _walk(data, tuple(path.split(".")), archive)


def first(data: Json, path: str, archive: Archive) -> Json:
    """Return the first value at a path that is stated, or None."""
    found = (value for value in reached(data, path, archive) if value is not None)
    return next(found, None)


def _walk(node: Json, steps: tuple[str, ...], archive: Archive) -> Iterator[Json]:
    if not steps:
        yield node
        return
    if isinstance(node, str):
        other = archive.by_id.get(node)
        node = other.data if other else None
    step, rest = steps[0], steps[1:]
    if step == "*":
        for entry in node if isinstance(node, list | tuple) else ():
            yield from _walk(entry, rest, archive)
    elif isinstance(node, Mapping) and step in node:
        yield from _walk(node[step], rest, archive)
