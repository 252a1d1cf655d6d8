"""What a process record is about, and what conditions of its steps may look at.

A condition of a step, a loan rule or a person to ask sees the process record
itself and, below ``subject``, the record it is about; in lists, each entry of
``subjects`` has its record below ``record``. Every mapping of the process record
that names a ``person`` has the ``roles`` that person holds on the day, and the
``department`` where it states none::

    {subject.class: HT-SC}    {borrower.roles.*: general-manager}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy
from dangan.rules.roles import roles_on

#: Field that names the one record, and field that lists several.
ONE, SEVERAL = "subject", "subjects"


def named(record: Record) -> Iterator[tuple[Pointer, str]]:
    """Yield where a process record names a subject, and its id."""
    one = record.get(ONE)
    if isinstance(one, str) and one:
        yield (ONE,), one
    for route, entry in record.each(SEVERAL):
        if isinstance(entry.get("record"), str):
            yield (*route, "record"), str(entry["record"])


def subject_ids(record: Record) -> tuple[str, ...]:
    """Return the ids of what a process record is about, each once."""
    return tuple(dict.fromkeys(id_ for _, id_ in named(record)))


def subjects(record: Record, archive: Archive) -> tuple[Record, ...]:
    """Return the records that a process is about, as far as they are there."""
    found = (archive.by_id.get(id_) for id_ in subject_ids(record))
    return tuple(one for one in found if one is not None)


def governing(record: Record, policies: Policies, archive: Archive) -> Policy | None:
    """Return the policy that a process is judged by: that of what it is about.

    In the edition in force when the process happened. A line of the holding for
    the type of the process itself counts before that, and so does the first of
    several subjects that regulations of different kinds govern.
    """
    about = subjects(record, archive)
    return policies.for_process(record, about[0] if about else None)


def view(record: Record, archive: Archive, holding: Holding, day: str) -> JsonObject:
    """Return the data that conditions of a process see on a day (YYYY-MM-DD)."""
    data: dict[str, Any] = {
        key: _with_roles(value, holding, day) for key, value in record.data.items()
    }
    about = archive.by_id.get(str(data.get(ONE)))
    if about is not None:
        data[ONE] = about.data
    rows = data.get(SEVERAL)
    if isinstance(rows, list):
        data[SEVERAL] = [_with_record(row, archive) for row in rows]
    return data


def person_view(person: JsonObject, holding: Holding, day: str) -> JsonObject:
    """Return a mapping that names a person, with department and roles on a day."""
    entry = holding.entries("people").get(str(person.get("person")), {})
    found: dict[str, Any] = {**person, "roles": sorted(roles_on(entry, day))}
    if "department" in entry:
        found.setdefault("department", entry["department"])
    return found


def _with_roles(value: Json, holding: Holding, day: str) -> Json:
    if isinstance(value, Mapping) and "person" in value:
        return person_view(value, holding, day)
    return value


def _with_record(row: Json, archive: Archive) -> Json:
    if not isinstance(row, Mapping) or str(row.get("record")) not in archive.by_id:
        return row
    return {**row, "record": archive.by_id[str(row["record"])].data}
