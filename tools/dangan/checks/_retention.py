"""Why a retention period has no end, as far as no other check says so."""

from __future__ import annotations

import datetime

from dangan.checks._api import Context
from dangan.model.message import Message
from dangan.model.record import Record
from dangan.rules.retention import disposition
from dangan.rules.words import applying, words

#: The dates of a disposition do not depend on the day it is asked for.
_ANY_DAY = datetime.date.min


def not_computable(record: Record, ctx: Context) -> Message | None:
    """Return why there is no date, where class and period are known."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return None
    found = disposition(record, policy, _ANY_DAY, ctx.archive)
    is_known = policy.find("retention_classes", found.retention_class) is not None
    return found.problem if is_known else None


def is_plain(record: Record, ctx: Context) -> bool:
    """Tell, fast, that an end can be computed: a known class from a whole date."""
    fields = clock_fields(record, ctx)
    stated = record.get("retention.class")
    policy = ctx.policies.for_record(record)
    if policy is None or len(fields) != 1 or record.get("legal_basis"):
        return False
    is_known = policy.find("retention_classes", str(stated)) is not None
    return is_known and _is_day(record.get(fields[0]))


def _is_day(value: object) -> bool:
    try:
        return bool(datetime.date.fromisoformat(str(value)))
    except ValueError:
        return False


def clock_fields(record: Record, ctx: Context) -> tuple[str, ...]:
    """Return the fields that may start the period of the record's class."""
    stated = words(record.get("retention.trigger"))
    policy = ctx.policies.for_record(record)
    if stated or policy is None:
        return stated
    schedule = applying(policy, "retention", record.data)
    found = next((r.data["trigger"] for r in schedule if "trigger" in r.data), None)
    is_plain = isinstance(found, str | list | tuple)
    return tuple(w for w in words(found) if w) if is_plain else ()
