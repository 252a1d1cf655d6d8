"""Controlled copies (受控发放): who holds which copy of a document under which number.

Section ``issues`` of a pack::

    - id: controlled
      for: {type: item}
      control: "{number}-{serial}"
      width: 2
      lost: new             # a copy in the place of a lost one has a new number
      damaged: same         # one in the place of a damaged one keeps it
      valid_for: P1Y
      clause: [r26, r27]

An issue record lists its ``controlled_copies`` by control number; its events say what
became of each (``copy`` names it): issued, lost, damaged, recalled, destroyed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.json import JsonObject, Pointer
from dangan.model.period import Period
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.periods import add
from dangan.rules.words import applying

SECTION = "issues"
State = Literal["out", "lost", "damaged", "recalled", "destroyed", "expired"]
_STATES: dict[str, State] = {
    "issued": "out",
    "reissued": "out",
    "lost": "lost",
    "damaged": "damaged",
    "recalled": "recalled",
    "destroyed": "destroyed",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy, as it stands on a day."""

    number: str
    #: ``{person, department}`` or ``{organisation}``.
    holder: JsonObject
    state: State
    #: Day of the last thing that happened to it, ``YYYY-MM-DD``.
    since: str
    #: Last day of its validity, if it is limited.
    valid_until: str = ""

    @property
    def out(self) -> bool:
        """Tell whether somebody still holds it, valid or not."""
        return self.state in {"out", "expired", "damaged"}


def copies(record: Record, as_of: datetime.date) -> tuple[Copy, ...]:
    """Return every copy of an issue as it stands on a day."""
    day = as_of.isoformat()
    found: dict[str, Copy] = {}
    for _, entry in record.each("controlled_copies"):
        number = str(entry.get("control_number", ""))
        limit = str(entry.get("valid_until") or record.get("valid_until") or "")
        found[number] = Copy(number, entry.get("holder") or {}, "out", "", limit)
    for _, event in record.each("events"):
        state = _STATES.get(str(event.get("kind")))
        if state and str(event.get("on", "")) <= day:
            for number in _about(event, found):
                since = str(event.get("on"))
                found[number] = replace(found[number], state=state, since=since)
    return tuple(_today(copy, day) for copy in found.values() if copy.since)


def rule_of(subject: Record, policy: Policy) -> Rule | None:
    """Return the rule for controlled copies of a document, if there is one."""
    return next(iter(applying(policy, SECTION, subject.data)), None)


def next_number(record: Record, rule: Rule | None) -> str:
    """Return the control number of the next copy: one that was never used."""
    data: JsonObject = rule.data if rule else {}
    pattern = str(data.get("control", "{number}-{serial}"))
    width = int(data.get("width", 2))
    used = {
        str(entry.get("control_number"))
        for _, entry in record.each("controlled_copies")
    }
    serial = len(used) + 1
    while True:
        text = pattern.replace("{number}", record.number)
        text = text.replace("{serial}", str(serial).zfill(width))
        if text not in used:
            return text
        serial += 1


def valid_until(rule: Rule | None, issued: datetime.date) -> datetime.date | None:
    """Return the last day of a copy that is issued on a day; None: no limit."""
    if rule is None or "valid_for" not in rule.data:
        return None
    return add(issued, Period.parse(str(rule.data["valid_for"]))).value


def _about(event: JsonObject, found: dict[str, Copy]) -> tuple[str, ...]:
    """Return the copies an event is about: the one it names, or all."""
    named = event.get("copy")
    if named is None:
        return tuple(found)
    return (str(named),) if str(named) in found else ()


def _today(copy: Copy, day: str) -> Copy:
    if copy.state == "out" and copy.valid_until and day > copy.valid_until:
        return replace(copy, state="expired", since=copy.valid_until)
    return copy


def reused(
    record: Record, archive: Archive, policy: Policy
) -> Iterator[tuple[Pointer, tuple[str, ...]]]:
    """Yield copies whose number is that of another, with the clauses of the rule.

    A copy that replaces a damaged one keeps its number where the rule says so.
    """
    subject = archive.by_id.get(str(record.get("subject")))
    rule = rule_of(subject, policy) if subject else None
    data: JsonObject = rule.data if rule else {}
    keeps = {kind for kind in ("lost", "damaged") if data.get(kind) == "same"}
    fates = {
        str(event.get("copy")): str(event.get("kind"))
        for _, event in record.each("events")
        if event.get("kind") in ("lost", "damaged")
    }
    seen: set[str] = set()
    for route, entry in record.each("controlled_copies"):
        number = str(entry.get("control_number"))
        may_keep = entry.get("replaces") == number and fates.get(number) in keeps
        if number in seen and not may_keep:
            yield (*route, "control_number"), rule.clauses if rule else ()
        seen.add(number)
