"""Declared values (词表): which values a field may have, and who declares them.

A field names its list by ``x-vocabulary``. Lists come from holding.yaml
(people, departments, shelves, lists of its own), from the regulation (classes,
retention classes, levels, its vocabularies) and from the record type (events,
triggers). A list that nobody declares is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.record import Record
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.policy.policy import Policy
from dangan.policy.sections import SECTIONS

#: Lists of references to records, which are no declared words.
RECORDS = "records"
#: Lists that name further values without being complete.
OPEN = frozenset({"materials", "events"})
_OF_TYPE = ("events", "triggers")
#: List → sections that declare it, where they are not called like the list.
_SECTIONS = MappingProxyType({"floors": ("floors", "ceilings"), "materials": ()})
#: Label by language.
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """A value that stands in a field with a list."""

    pointer: Pointer
    field: FieldInfo
    value: str


#: Ways to the fields of a type that have a list.
Routes = tuple[tuple[Pointer, FieldInfo], ...]


def routes(kind: RecordType, *, references: bool = False) -> Routes:
    """Return the fields of a type with a list, or those that name records."""
    return tuple(
        (route, info)
        for route, info in kind.fields.items()
        if route and info.vocabulary and (info.vocabulary == RECORDS) is references
    )


def uses(record: Record, fields: Routes | RecordType) -> Iterator[Use]:
    """Yield the values in some fields of a record, or in all that have a list."""
    data = record.data
    if isinstance(fields, RecordType):
        fields = routes(fields)
    for route, info in fields:
        if route[0] in data:
            for place, value in _walk(data[route[0]], route, 1, route[:1]):
                if isinstance(value, str):
                    yield Use(place, info, value)


def declared(
    name: str, kind: RecordType | None, policy: Policy | None, holding: Holding
) -> Mapping[str, Labels]:
    """Return value → label of a list; empty where nobody declares it."""
    found: dict[str, Labels] = dict(_of_holding(name, holding))
    if kind is not None:
        found.update(_of_type(name, kind))
    if policy is not None:
        found.update(_of_policy(name, policy))
    return found


def _of_type(name: str, kind: RecordType) -> Iterator[tuple[str, Labels]]:
    """Yield what type.yaml lists and what the schema has labels for."""
    if name in _OF_TYPE:
        yield from ((str(value), {}) for value in kind.names(name))
    for info in kind.fields.values():
        if info.vocabulary == name:
            yield from info.values.items()


def _of_holding(name: str, holding: Holding) -> Iterator[tuple[str, Labels]]:
    if name == "roles":
        people = holding.get("people", ())
        posts = (post for person in people for post in person.get("roles", ()))
        yield from ((str(post.get("role")), {}) for post in posts)
    for path in (name, ("vocabularies", name)):
        rows = holding.get(path, ())
        for row in rows if isinstance(rows, list | tuple) else ():
            yield str(row.get("id")), row.get("label") or {}


def _of_policy(name: str, policy: Policy) -> Iterator[tuple[str, Labels]]:
    if name == "materials":
        for rule in policy.rules(name):
            yield from _labelled(rule.data.get("expect", ()), "kind")
    for section in _SECTIONS.get(name, (name,) if name in SECTIONS else ()):
        rows = (rule.data for rule in policy.rules(section))
        yield from _labelled(rows, SECTIONS[section].key)
    for rule in policy.rules("vocabularies"):
        if rule.data["name"] == name:
            yield from _labelled(rule.data["values"], "code")


def _labelled(rows: Json, key: str) -> Iterator[tuple[str, Labels]]:
    row: JsonObject
    for row in rows:
        yield str(row[key]), row.get("label") or {}


def _walk(
    node: Json, route: Pointer, depth: int, done: Pointer
) -> Iterator[tuple[Pointer, Json]]:
    if depth == len(route):
        yield done, node
        return
    step = route[depth]
    if step == "*":
        for index, entry in enumerate(node if isinstance(node, list) else ()):
            yield from _walk(entry, route, depth + 1, (*done, index))
    elif isinstance(node, dict) and step in node:
        yield from _walk(node[step], route, depth + 1, (*done, step))
