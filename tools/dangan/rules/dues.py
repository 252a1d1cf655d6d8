"""A due (到期事项): what somebody owes by a day, and how it stands at a date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dangan.model.holding import Holding
from dangan.model.json import JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.rules.moments import Moment

#: ``open``: not done, still in time · ``overdue``: not done, too late · ``done``:
#: in time · ``late``: done too late · ``waiting``: the clock has not started ·
#: ``unknown``: something is unreadable, which is neither due nor fine.
State = Literal["open", "overdue", "late", "done", "unknown", "waiting"]
#: States in which somebody still has to act.
PENDING: tuple[State, ...] = ("overdue", "open", "unknown")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed."""

    rule_id: str
    #: Label by language.
    what: Mapping[str, str]
    #: ``{role|department|person: …}``; empty where nobody is named.
    owed_by: JsonObject
    owed_to: JsonObject
    due_on: datetime.date | None
    done_on: datetime.date | None
    state: State
    because: tuple[Reason, ...] = ()
    #: Id of the record it is about; empty for a recurring duty without one.
    record: str = ""
    problem: Message | None = None
    #: The node that would settle it.
    pointer: Pointer = ()
    clauses: tuple[str, ...] = ()
    #: Full words for a recurring duty: ``2026-03``, ``2026-Q1``, ``2026``.
    period: str = ""
    #: Why it was late, as the record says, where the rule asks for that.
    late_reason_needed: bool = False
    #: Dimension → value of a recurring duty: department, room, kind of material.
    unit: Mapping[str, str] = field(default_factory=dict)

    @property
    def pending(self) -> bool:
        """Tell whether somebody still has to act."""
        return self.state in PENDING


def judge(
    due_on: datetime.date, done: Moment, as_of: datetime.date
) -> tuple[State, datetime.date | None, Message | None]:
    """Return state, day of doing and problem of something due on a day.

    A day of doing after ``as_of`` has not come yet. One that is known only as a
    month or year counts where the whole of it lies in time, or too late.
    """
    overdue: State = "overdue" if as_of > due_on else "open"
    if done.absent or (done.value and done.value.first > as_of):
        return overdue, None, None
    if done.value is None:
        return "unknown", None, done.problem
    if done.value.last <= due_on:
        return "done", done.value.last, None
    if done.value.first > due_on:
        return "late", done.value.first, None
    return "unknown", None, M("the day it was done is not stated exactly enough")


def party(data: JsonObject | None, record: Record | None) -> JsonObject:
    """Return who owes or receives; ``field`` is looked up in the record."""
    if not data:
        return {}
    found = {key: str(value) for key, value in data.items() if key != "field"}
    if "field" in data and record is not None:
        path = str(data["field"])
        value = record.get(path)
        if isinstance(value, Mapping):
            found |= {str(k): str(v) for k, v in value.items() if k in _WHO}
        elif value is not None:
            found[_who(path)] = str(value)
    return found


def concerns(
    due: Due, holding: Holding, as_of: datetime.date, *, person: str, department: str
) -> bool:
    """Tell whether a person or a department owes it; empty texts ask for nothing."""
    if department and department not in _departments(due.owed_by, holding, as_of):
        return False
    return not person or person in _people(due.owed_by, holding, as_of)


_WHO = ("person", "department", "role")


def _who(path: str) -> str:
    last = path.rsplit(".", 1)[-1]
    return last if last in _WHO else "person"


def _people(owed_by: JsonObject, holding: Holding, as_of: datetime.date) -> set[str]:
    """Return the people of a role, or those who answer for a department."""
    if "person" in owed_by:
        return {str(owed_by["person"])}
    found: set[str] = set()
    if "role" in owed_by:
        role = str(owed_by["role"])
        rows = holding.people_with(role, as_of.isoformat())
        found = {str(row["id"]) for row in rows if _is_of(row, owed_by)}
    elif "department" in owed_by:
        entry = holding.entries("departments").get(str(owed_by["department"]), {})
        found = {
            str(entry[key]) for key in ("part_time_archivist", "head") if key in entry
        }
    return found


def _is_of(person: JsonObject, owed_by: JsonObject) -> bool:
    wanted = owed_by.get("department")
    return wanted is None or person.get("department") == wanted


def _departments(
    owed_by: JsonObject, holding: Holding, as_of: datetime.date
) -> set[str]:
    if "department" in owed_by:
        return {str(owed_by["department"])}
    people = holding.entries("people")
    ids = _people(owed_by, holding, as_of)
    return {str(people[id_].get("department")) for id_ in ids if id_ in people}
