"""Records without the values that their schema refuses.

Checks of the archive and of changes look at many records at once, so one with a
list in place of a text must not trouble them. It takes part with what is left
when the refused values are taken out; the schema's own findings are reported
all the same.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dangan.checks._context import Validator
from dangan.model.archive import Archive
from dangan.model.json import Pointer
from dangan.model.record import Record

#: Problems that do not speak of a value in the wrong place.
_NO_VALUE = frozenset({"schema-required", "schema-other", "schema-unknown-type"})


def soundly(archive: Archive, paths: Iterable[str], validator: Validator) -> Archive:
    """Return the archive with the records at some paths made sound."""
    doubtful = frozenset(paths)
    if not doubtful:
        return archive
    records = tuple(
        sound(record, validator) if record.path in doubtful else record
        for record in archive.records
    )
    return Archive(archive.holding, records)


def sound(record: Record, validator: Validator) -> Record:
    """Return a record without the values that its schema refuses."""
    routes = [
        problem.draft.place.pointer
        for problem in validator.problems(record)
        if problem.kind not in _NO_VALUE
    ]
    if not routes:
        return record
    data = copy.deepcopy(dict(record.data))
    for route in sorted(routes, key=len, reverse=True):
        _take_out(data, route)
    return Record(replace(record.document, data=data))


def _take_out(data: Any, route: Pointer) -> None:
    """Take one node out; an entry of a list becomes empty, so that others stay."""
    node = data
    for step in route[:-1]:
        inside = isinstance(node, dict | list)
        node = node[step] if inside and _has(node, step) else None
    if not route or not _has(node, route[-1]):
        return
    if isinstance(node, list):
        node[int(route[-1])] = None
    else:
        del node[route[-1]]


def _has(node: Any, step: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(step, int) and step < len(node)
    return isinstance(node, dict) and step in node
