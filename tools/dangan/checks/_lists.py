"""Values that no list declares, references, and where the lists are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dangan.checks._api import Context
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.policy.policy import Policy
from dangan.rules.involved import SEVERAL
from dangan.rules.vocabulary import OPEN, Labels, Use, declared, is_own, routes, uses

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
    kind = ctx.types.get(record.type)
    if kind is None:
        return
    fields = ctx.memo.once(("lists", kind.id), lambda: routes(kind))
    for use in uses(record, fields):
        is_looked_up = use.field.vocabulary not in OWN_CHECK
        lists = (_listed(use, one, kind, ctx) for one in _policies(record, use, ctx))
        if is_looked_up and not any(use.value in known for known in lists):
            yield use


def _listed(
    use: Use, policy: Policy | None, kind: RecordType, ctx: Context
) -> Mapping[str, Labels]:
    name, own = use.field.vocabulary, is_own(use.field.pointer)
    key = ("declared", name, kind.id, id(policy), own)
    return ctx.memo.once(
        key, lambda: declared(name, kind, policy, ctx.holding, own=own)
    )


def _policies(record: Record, use: Use, ctx: Context) -> tuple[Policy | None, ...]:
    """Return whose lists count: for a row about another record those of any.

    Which regulation governs the other record is not known here: a check of one
    record looks at no other.
    """
    own = ctx.policies.for_record(record)
    others = ctx.policies.all() if use.pointer[0] == SEVERAL else ()
    return (own, *others)
