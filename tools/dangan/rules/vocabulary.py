"""Declared values (词表): which values a field may have, and who declares them.

A field names its list by ``x-vocabulary``. Lists come from holding.yaml
(people, departments, shelves, lists of its own), from the regulation (classes,
retention classes, levels, its vocabularies) and from the record type (events,
triggers). A list that nobody declares is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.record import Record
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.policy.conditions import matches
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy, Rule
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


#: What governs and what is declared: the regulations, and the holding.
Scene = tuple[Policies, Holding]
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
        if (name := str(route[0])) in data:
            for place, value in _walk(data[name], route, 1, route[:1]):
                if isinstance(value, str):
                    yield Use(place, info, value)


def values_in(data: JsonObject, route: Pointer) -> Sequence[Json]:
    """Return the values that stand at a route of a type, without their places."""
    found: Sequence[Json] = (data,)
    for step in route:
        if step == "*":
            found = [one for node in found if node.__class__ is list for one in node]
        else:
            found = [n[step] for n in found if n.__class__ is dict and step in n]
        if not found:
            return ()
    return found


def declared(
    name: str,
    kind: RecordType | None,
    policy: Policy | None,
    holding: Holding,
    *,
    own: bool = True,
) -> Mapping[str, Labels]:
    """Return value → label of a list; empty where nobody declares it.

    With ``own``, what the regulation declares for other types does not count.
    """
    found: dict[str, Labels] = dict(_of_holding(name, holding))
    if kind is not None:
        found.update(_of_type(name, kind))
    if policy is not None:
        found.update(_of_policy(name, policy, kind if own else None))
    return found


def is_own(route: Pointer) -> bool:
    """Tell whether a field speaks of its own record: entries of lists may not."""
    return not any(step == "*" or isinstance(step, int) for step in route)


def offered(
    name: str, route: Pointer, kind: RecordType, data: JsonObject, scene: Scene
) -> Mapping[str, Labels]:
    """Return value → label of a list, for one field of an unfinished record.

    Several regulations may still govern it: a value is offered where the
    regulation that declares it governs the record once the value is chosen.

    Args:
        name: the list.
        route: the field.
        kind: type of the record.
        data: fields that are known; the field itself does not count.
        scene: regulations and lists of the holding.
    """
    policies, holding = scene
    field = str(route[0])
    known = {k: v for k, v in data.items() if k != field} | {"type": kind.id}
    found: dict[str, Labels] = {}
    for policy in policies.possible(known) or (None,):
        listed = declared(name, kind, policy, holding, own=is_own(route))
        for value, labels in listed.items():
            whole = {**known, field: value} if len(route) == 1 else known
            if policy is None or policy in policies.possible(whole):
                found.setdefault(value, labels)
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
    for path in (name, f"vocabularies.{name}"):
        rows = holding.get(path, ())
        for row in rows if isinstance(rows, list | tuple) else ():
            yield str(row.get("id")), row.get("label") or {}


def _of_policy(
    name: str, policy: Policy, kind: RecordType | None
) -> Iterator[tuple[str, Labels]]:
    if name == "materials":
        for rule in _rules(policy, name, kind):
            yield from _labelled(rule.data.get("expect", ()), "kind")
    for section in _SECTIONS.get(name, (name,) if name in SECTIONS else ()):
        rows = (rule.data for rule in _rules(policy, section, kind))
        yield from _labelled(rows, SECTIONS[section].key)
    for rule in _rules(policy, "vocabularies", kind):
        if rule.data["name"] == name:
            yield from _labelled(rule.data["values"], "code")


def _rules(policy: Policy, section: str, kind: RecordType | None) -> Iterator[Rule]:
    """Yield the rules of a section that may be for a type."""
    for rule in policy.rules(section):
        asked = (rule.data.get("for") or {}).get("type")
        if kind is None or asked is None or matches({"type": asked}, {"type": kind.id}):
            yield rule


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
