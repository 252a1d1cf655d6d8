"""Values that no list declares, references, and where the lists are kept."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from dangan.checks._api import Context
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.rules.vocabulary import OPEN, Use, declared, is_own, routes, uses

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
        yield from uses(
            record, ctx.memo.once(key, lambda: routes(kind, references=True))
        )


def _undeclared(record: Record, ctx: Context) -> Iterator[Use]:
    kind, policy = ctx.types.get(record.type), ctx.policies.for_record(record)
    if kind is None:
        return
    fields = ctx.memo.once(("lists", kind.id), lambda: routes(kind))
    for use in uses(record, fields):
        name = use.field.vocabulary
        own = is_own(use.field.pointer)
        key = ("declared", name, kind.id, id(policy), own)
        known = ctx.memo.once(
            key,
            lambda: declared(name, kind, policy, ctx.holding, own=own),  # noqa: B023  called at once
        )
        if name not in OWN_CHECK and use.value not in known:
            yield use
