"""Values that no list declares, references, and where the lists are kept."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from dangan.checks._api import Context
from dangan.model.json import Pointer
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.policy.policy import Policy
from dangan.rules.involved import SEVERAL
from dangan.rules.vocabulary import (
    OPEN,
    Use,
    declared,
    is_own,
    routes,
    uses,
    values_in,
)

#: Lists whose values have a check of their own.
OWN_CHECK = frozenset({"retention_classes", "secrecy_levels"})
_PLACES = MappingProxyType(
    {
        "classes": M("the classes of the regulation"),
        "floors": M("the floors of the regulation"),
        "roles": M("the roles of the regulation"),
        "events": M("the events of the type (type.yaml)"),
        "triggers": M("the triggers of the type (type.yaml)"),
        "materials": M("the materials of the regulation, or materials in holding.yaml"),
    }
)


def where_declared(name: str) -> Message:
    """Return the place where somebody would add a value of a list."""
    return _PLACES.get(name, M("{list} in records/holding.yaml", list=name))


def undeclared(record: Record, ctx: Context) -> tuple[Use, ...]:
    """Return the values of a record that are not in the list of their field."""
    return ctx.memo.of(record, "undeclared", lambda: tuple(_undeclared(record, ctx)))


def is_open(use: Use) -> bool:
    """Tell whether further values than those listed are allowed."""
    return use.field.vocabulary in OPEN


def references(record: Record, ctx: Context) -> Iterator[Use]:
    """Yield the ids of other records that a record names, with their places."""
    kind = ctx.types.get(record.type)
    if kind is not None:
        key = ("references", kind.id)
        fields = ctx.memo.once(key, lambda: routes(kind, references=True))
        there = tuple(f for f in fields if values_in(record.data, f[0]))
        yield from uses(record, there)


def _undeclared(record: Record, ctx: Context) -> Iterator[Use]:
    kind = ctx.types.get(record.type)
    if kind is None:
        return
    policy = ctx.policies.for_record(record)
    key = ("lists", kind.id, id(policy))
    for field, known in ctx.memo.once(key, lambda: _lists(kind, policy, ctx)):
        for value in values_in(record.data, field[0]):
            if isinstance(value, str) and value not in known:
                found = uses(record, (field,))
                yield from (use for use in found if use.value not in known)
                break


def _lists(
    kind: RecordType, policy: Policy | None, ctx: Context
) -> tuple[tuple[tuple[Pointer, FieldInfo], frozenset[str]], ...]:
    """Return the fields of a type that have a list, each with the list's values."""
    return tuple(
        ((route, info), frozenset(_declared(route, info, kind, policy, ctx)))
        for route, info in routes(kind)
        if info.vocabulary not in OWN_CHECK
    )


def _declared(
    route: Pointer,
    info: FieldInfo,
    kind: RecordType,
    policy: Policy | None,
    ctx: Context,
) -> Iterator[str]:
    """Yield the values of a list; for a row about another record those of anybody.

    Which regulation governs the other record is not known here: a check of one
    record looks at no other.
    """
    others = ctx.policies.all() if route[0] == SEVERAL else ()
    for one in (policy, *others):
        yield from declared(info.vocabulary, kind, one, ctx.holding, own=is_own(route))
