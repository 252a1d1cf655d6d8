"""Breaches of the field rules, and the regulation's own words on how to mend them."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.rules.fieldrules import Breach, breaches
from dangan.rules.secrecy import levels

#: Longer values say more than a message has room for.
_SHORT = 40


def breaches_of(record: Record, ctx: Context, kind: str) -> Iterator[Breach]:
    """Yield the breaches of one kind; five checks ask one after another."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    found = ctx.memo.of(record, "field rules", lambda: breaches(record, policy))
    yield from (breach for breach in found if breach.kind == kind)


def shown(record: Record, breach: Breach, ctx: Context) -> str:
    """Return the wrong value where everybody may see it, or nothing.

    As for the lines of findings: the record's level is the lowest there is, and
    the schema marks the field neither as personal nor as kept off pages.
    """
    kind, policy = ctx.types.get(record.type), ctx.policies.for_record(record)
    info = kind.field(breach.pointer) if kind else None
    known = levels(policy) if policy else ()
    is_open = bool(known) and record.get("secrecy.level") == known[0].code
    if not is_open or info is None or info.personal or not info.on_page:
        return ""
    value = record.get(breach.pointer)
    text = str(value) if isinstance(value, str | int | float) else ""
    return text if text.isprintable() and len(text) <= _SHORT else ""


def advice(breach: Breach) -> Message | None:
    """Return what the rule itself says to do, or nothing."""
    text = breach.rule.data.get("fix") or breach.says
    if text:
        return M("keep to the rule: {rule}", rule=text)
    values, pattern = (breach.rule.data.get(key) for key in ("values", "pattern"))
    if values:
        return M(
            "write one of these at {field}: {values}",
            field=breach.field,
            values=tuple(map(str, values)),
        )
    if pattern:
        return M(
            "write {field} in the form {pattern}", field=breach.field, pattern=pattern
        )
    return None
