"""What a statistic counts: records, their events, entries of lists, the holding's own.

A ``Fact`` is one thing that counts: its data, the record it belongs to, the day it
came in and, for stocks, the day it went out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.policy.conditions import matches
from dangan.policy.frozen import values_at
from dangan.policy.policy import Rule
from dangan.rules.dates import PartialDate, read
from dangan.rules.reach import first
from dangan.rules.words import words

#: Where a record says since when it is in store, and since when no longer.
_IN, _OUT = (
    ("filed_on", "received_on", "opened_on", "formed_on", "tombstone.dates.from"),
    ("tombstone.destroyed_on",),
)
#: Name of the dimension that type.yaml defines by ``year_from``.
YEAR = "year"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that counts."""

    data: JsonObject
    record: Record | None
    #: When it happened or came in; None: not stated, or not readable.
    on: PartialDate | None
    #: When it went out; None: it is still there.
    until: PartialDate | None = None


class Source:
    """Finds the facts of a rule in one archive."""

    def __init__(self, archive: Archive, types: Mapping[str, RecordType]) -> None:
        """Take the records to count and the types they are of."""
        self.archive, self._types = archive, types

    def facts(self, rule: Rule) -> Iterator[Fact]:
        """Yield what a rule counts, in the order of the records."""
        source = str(rule.get("source", "records"))
        if source == "holding":
            yield from self._of_holding(rule)
            return
        for record in self.archive.records:
            gone_counts = rule.get("measure") == "stock" or rule.get("gone") is True
            if record.is_draft or (record.is_tombstone and not gone_counts):
                continue
            if matches(rule.get("for"), record.data):
                yield from self._of_record(rule, source, record)

    def value(self, fact: Fact, path: str) -> Json:
        """Return what a fact says at a path, or else its record."""
        if path == YEAR and fact.record is not None:
            return self._year(fact.record)
        found = first(fact.data, path, self.archive)
        if found is None and fact.record is not None:
            found = first(fact.record.data, path, self.archive)
        return found

    def _of_record(self, rule: Rule, source: str, record: Record) -> Iterator[Fact]:
        if source == "records":
            on = self._date(record.data, words(rule.get("on")) or _IN)
            out = self._date(record.data, words(rule.get("until")) or _OUT)
            yield Fact(record.data, record, on, out)
            return
        name = "events" if source == "events" else str(rule.get("entries"))
        kinds = words(rule.get("kinds"))
        for _, entry in record.each(name):
            if kinds and entry.get("kind") not in kinds:
                continue
            if matches(rule.get("when"), entry):
                on = self._date(entry, words(rule.get("on")) or ("on",))
                yield Fact(
                    entry, record, on, self._date(entry, words(rule.get("until")))
                )

    def _of_holding(self, rule: Rule) -> Iterator[Fact]:
        for entry in values_at(self.archive.holding.data, str(rule.get("entries"))):
            if isinstance(entry, Mapping) and matches(rule.get("when"), entry):
                on = self._date(entry, words(rule.get("on")))
                yield Fact(entry, None, on, self._date(entry, words(rule.get("until"))))

    def _date(self, data: JsonObject, paths: tuple[str, ...]) -> PartialDate | None:
        for path in paths:
            value = first(data, path, self.archive)
            if value is not None:
                return read(value, path).value
        return None

    def _year(self, record: Record) -> str | None:
        kind = self._types.get(record.type)
        return (kind.year_of(record) or None) if kind else None
