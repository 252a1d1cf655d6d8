"""Drafts: the fields one is asked for, and values put in."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

from dangan.model.json import Json, JsonObject, Pointer, pointer
from dangan.model.recordtype import RecordType
from dangan.schema.fields import ANY_INDEX, node
from dangan.schema.reading import is_list, is_plain

#: Fields that the program gives and nobody is asked for.
GIVEN = frozenset({"id", "type", "number", "assigned", "tombstone"})


def asked(record_type: RecordType, *, every: bool = False) -> tuple[Pointer, ...]:
    """Return the fields to ask for, in the order of the form.

    Args:
        record_type: the type.
        every: all fields that hold one value or a list of plain values, and not
            only those that type.yaml lists under ``asked``.
    """
    listed = tuple(pointer(name) for name in record_type.names("asked"))
    if not every:
        return listed or tuple(_required(record_type))
    return tuple(dict.fromkeys((*listed, *_plain_fields(record_type))))


def defaults(record_type: RecordType) -> dict[str, Any]:
    """Return a record that holds what type.yaml gives as defaults."""
    data: dict[str, Any] = {}
    for name, value in record_type.data.get("defaults", {}).items():
        data = put(data, pointer(name), value)
    return data


def put(data: JsonObject, route: Pointer, value: Json) -> dict[str, Any]:
    """Return a copy with a value at a place; the way there is made.

    Raises:
        LookupError: the way leads through a plain value or past the end of a list.
    """
    twin = copy.deepcopy(dict(data))
    here: Any = twin
    for step, after in itertools.pairwise(route):
        here = _enter(here, step, [] if isinstance(after, int) else {})
    _set(here, route[-1], value)
    return twin


def _enter(here: Any, step: str | int, fresh: Any) -> Any:
    if isinstance(here, dict) and isinstance(step, str):
        return here.setdefault(step, fresh)
    if isinstance(here, list) and isinstance(step, int):
        if step == len(here):
            here.append(fresh)
        return here[step]
    raise LookupError(step)


def _set(here: Any, step: str | int, value: Json) -> None:
    if isinstance(here, list) and isinstance(step, int) and step <= len(here):
        here[step : step + 1] = [value]
    elif isinstance(here, dict) and isinstance(step, str):
        here[step] = value
    else:
        raise LookupError(step)


def _required(record_type: RecordType) -> Iterator[Pointer]:
    schema = record_type.schema
    branches = [schema, *schema.get("allOf", ()), schema.get("else", {})]
    for branch in branches:
        for name in branch.get("required", ()):
            if name not in GIVEN:
                yield (name,)


def _plain_fields(record_type: RecordType) -> Iterator[Pointer]:
    for route in record_type.fields:
        schema = node(record_type.schema, route)
        is_single = ANY_INDEX not in route and route[0] not in GIVEN
        if is_single and (is_plain(schema) or is_list(schema)):
            yield route
