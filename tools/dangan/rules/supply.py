"""What satisfies a duty (``satisfied_by`` of a rule): which records, for whom, when."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.frozen import values_at
from dangan.policy.policy import Rule
from dangan.rules.calendar_periods import CalendarPeriod
from dangan.rules.dates import read
from dangan.rules.moments import Moment, moment

#: The dimension whose values are records.
RECORD = "record"
#: Where a record lists what it hands over, unless ``by.kind`` says otherwise.
_KINDS = "items.*.kind"
#: When it was done, unless the rule says so.
_DONE = {"field": ["handed_over_on", "filed_on", "formed_on"]}


@dataclass(frozen=True)
class Supply:
    """The records of an archive that a duty may be satisfied by."""

    rule: Rule
    archive: Archive

    def candidates(self, unit: Mapping[str, str]) -> Iterator[Record]:
        """Yield the records that may satisfy the duty of one unit."""
        if RECORD in unit and RECORD not in self._by:
            subject = self.archive.by_id.get(unit[RECORD])
            yield from (subject,) if subject else ()
            return
        key = tuple(unit[name] for name in self._dimensions)
        yield from self._by_unit.get(key, ())

    @property
    def _by(self) -> JsonObject:
        found: JsonObject = self._wanted.get("by", {})
        return found

    @cached_property
    def _dimensions(self) -> tuple[str, ...]:
        """Return the dimensions that a record states, in the order of ``per``."""
        return tuple(n for n in self.rule.data.get("per", ()) if n in self._by)

    @cached_property
    def _by_unit(self) -> Mapping[tuple[str, ...], tuple[Record, ...]]:
        """Return what may satisfy the duty by the values of its dimensions."""
        found: dict[tuple[str, ...], list[Record]] = {}
        for record in self.archive.by_type.get(str(self._wanted.get("type")), ()):
            if record.is_draft or not matches(self._wanted.get("match"), record.data):
                continue
            paths = (str(self._by[name]) for name in self._dimensions)
            stated = [map(str, values_at(record.data, path)) for path in paths]
            for key in itertools.product(*stated):
                found.setdefault(key, []).append(record)
        return {key: tuple(records) for key, records in found.items()}

    @property
    def _wanted(self) -> JsonObject:
        found: JsonObject = self.rule.data.get("satisfied_by", {})
        return found

    def is_for(self, record: Record, span: CalendarPeriod) -> bool:
        """Tell whether a record speaks of a period: by its field, else by its day."""
        path = self._wanted.get("period")
        if path:
            date = read(record.get(str(path)), str(path)).value
        else:
            date = self.done(record).value
        return date is not None and span.covers(date)

    def brings(self, record: Record, kind: str) -> bool:
        """Tell whether a record brings a kind of material, or is no nil report."""
        if not kind:
            return not self.is_nil(record)
        return _has(record, str(self.rule.get("satisfied_by.by.kind", _KINDS)), kind)

    def is_nil(self, record: Record) -> bool:
        """Tell whether a record reports that there was nothing, where it may."""
        return self.rule.data.get("nil_ok") is True and record.get("nil") is True

    def done(self, record: Record, which: str = "first") -> Moment:
        """Return when a record satisfied the duty."""
        ref = self._wanted.get("done", _DONE)
        return moment(ref, record, "year", self.archive, which=which)


def _has(record: Record, path: str, value: Json) -> bool:
    return any(str(found) == value for found in values_at(record.data, path))
