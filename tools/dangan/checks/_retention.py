"""Periods that are over on a day, and why a retention period has no end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.archive import Archive
from dangan.model.message import Message
from dangan.model.record import Record
from dangan.rules.retention import Disposition, disposition
from dangan.rules.words import applying, words

#: The dates of a disposition do not depend on the day it is asked for.
_ANY_DAY = datetime.date.min
#: States that some check tells; the others are only computed.
_TOLD = frozenset({"eligible", "restricted"})


def dispositions(
    archive: Archive, ctx: Context, as_of: datetime.date, state: str
) -> Iterator[tuple[Record, Disposition]]:
    """Yield the records that are in one state on a day, with their dispositions."""
    key = ("dispositions", archive, as_of)
    found = ctx.memo.once(key, lambda: tuple(_told(archive, ctx, as_of)))
    yield from (row for row in found if row[1].state == state)


def not_computable(record: Record, ctx: Context) -> Message | None:
    """Return why there is no date, where class and period are known."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return None
    found = disposition(record, policy, _ANY_DAY, ctx.archive)
    is_known = policy.find("retention_classes", found.retention_class) is not None
    return found.problem if is_known else None


def _told(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[tuple[Record, Disposition]]:
    for record in archive.records:
        policy = None if record.is_tombstone else ctx.policies.for_record(record)
        found = disposition(record, policy, as_of, archive) if policy else None
        if found and found.state in _TOLD:
            yield record, found


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
