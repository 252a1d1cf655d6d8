"""Columns of registers: fields by their path, events, grades, computed values.

A pack writes a column as a word, or as a mapping::

    title                                  # a field, or a computed column
    subject.title                          # a field of the record named there
    {take: [document_number, number], label: {…}}      # the first that is stated
    {event: lent, take: on, label: {…}}    # of the latest event of that kind
    {grade: sales-grade}                   # by thresholds of section statistics
    {blank: true, label: {…}}              # room to write or sign on paper

Where a record states a field with the name of a computed column, the field counts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dangan.model.json import Json, JsonObject
from dangan.model.message import M, Text
from dangan.model.recordtype import FieldInfo
from dangan.model.table import Cell, Column, Kind
from dangan.registers._api import Row, Told
from dangan.registers._computed import COMPUTED
from dangan.registers._office import Office
from dangan.rules.naming import Words, text_of
from dangan.rules.reach import reached
from dangan.rules.statistics import Statistics
from dangan.rules.words import words

#: Column that counts the rows from 1.
SERIAL = "serial"
_KINDS: Mapping[str, Kind] = {"number": "number", "document_number": "number"}
_DATES = frozenset({"date", "partial-date"})


@dataclass(frozen=True, slots=True)
class Made:
    """One column, ready to tell what stands in a row."""

    head: Column
    #: Row and its number from 0 → cell.
    told: Callable[[Row, int], Told]


def columns_of(office: Office, as_of: datetime.date) -> tuple[Made, ...]:
    """Return the columns that the pack names, or else those of the register."""
    named = office.get("columns")
    register = office.register
    wanted = named or (register.columns if register else ())
    maker = _Maker(office, as_of)
    return tuple(maker.made(one, index) for index, one in enumerate(wanted))


@dataclass(frozen=True, slots=True)
class _Maker:
    office: Office
    as_of: datetime.date

    def made(self, asked: Json, index: int) -> Made:
        """Return the column that a pack asks for at a place of its list."""
        if not isinstance(asked, Mapping):
            return self._named(str(asked))
        label = text_of(asked["label"]) if "label" in asked else None
        key = str(asked.get("key") or _key(asked, index))
        kind: Kind = asked.get("kind", "")
        if asked.get("blank"):
            head = Column(key, label or M(""), "blank")
            return Made(head, lambda _row, _number: (None, ()))
        if "grade" in asked:
            return self._grade(str(asked["grade"]), label)
        if "event" in asked:
            return self._event(asked, key, label, kind)
        made = self._first(words(asked["take"]))
        head = made.head
        changed = Column(key, label or head.label, kind or head.kind, head.help)
        return Made(changed, made.told)

    def _named(self, name: str) -> Made:
        own = self.office.register.own if self.office.register else {}
        if name in own:
            return Made(own[name], lambda row, _number: row.own.get(name, (None, ())))
        if name == SERIAL:
            head = Column(SERIAL, M("No."), "count")
            return Made(head, lambda _row, number: (number + 1, ()))
        if name in COMPUTED:
            return self._computed(name)
        return self._field(name)

    def _computed(self, name: str) -> Made:
        """Return a computed column; a field of its name that is stated counts first."""
        column, cells = COMPUTED[name], _Cells(self.office, name, self._info(name, ""))
        head = Column(name, column.label, column.kind, column.help)
        office, as_of = self.office, self.as_of

        def told(row: Row, _number: int) -> Told:
            """Return what the record states, or else the computed cell."""
            if row.record is not None and row.record.data.get(name) is not None:
                return cells.below(row.record.data), ()
            return column.told(office, row, as_of)

        return Made(head, told)

    def _first(self, paths: tuple[str, ...]) -> Made:
        """Return a column of the first path that says something."""
        options = [self._named(path) for path in paths]

        def told(row: Row, number: int) -> Told:
            """Return the first cell that says something."""
            found = (one.told(row, number) for one in options)
            return next(
                (cell for cell in found if cell[0] not in (None, "")), (None, ())
            )

        return Made(options[0].head, told)

    def _field(self, path: str) -> Made:
        entries = str(self.office.get("entries") or "")
        info = self._info(path, entries)
        label = text_of(info.label) if info and info.label else Text(path, path)
        kind: Kind = _KINDS.get(path.rsplit(".", 1)[-1], "")
        if not kind and info is not None and path.endswith("_on"):
            kind = "date"
        cells = _Cells(self.office, path, info)
        return Made(Column(path, label, kind), lambda row, _number: (cells.of(row), ()))

    def _event(
        self, asked: JsonObject, key: str, label: Text | None, kind: Kind
    ) -> Made:
        kinds, path = words(asked["event"]), words(asked.get("take") or "on")[0]
        info = self._info(path, "events")
        cells = _Cells(self.office, path, info)
        day = self.as_of.isoformat()

        def told(row: Row, _number: int) -> Told:
            """Return a field of the latest event of these kinds."""
            events = [
                event
                for _, event in (row.record.each("events") if row.record else ())
                if event.get("kind") in kinds and str(event.get("on", "")) <= day
            ]
            stated = (e for e in reversed(events) if e.get(path) is not None)
            event = next(stated, None)
            return (cells.below(event) if event else None), ()

        head = label or (text_of(info.label) if info else Text(path, path))
        return Made(Column(key, head, kind or ("date" if path == "on" else "")), told)

    def _grade(self, name: str, label: Text | None) -> Made:
        office, policy = self.office, self.office.policy
        rule = policy.find("statistics", name) if policy else None
        if policy is None or rule is None:
            return Made(Column(name, label or M("Grade")), lambda _r, _n: (None, ()))
        counts = Statistics(policy, office.archive, office.types, self.as_of)

        def told(row: Row, _number: int) -> Told:
            """Return the label of the grade."""
            data = row.record.data if row.record else {}
            key = tuple(str(data.get(one)) for one in rule.data.get("by", ()))
            band = counts.grade(name, key)
            return (text_of(band["label"]) if band else None), ()

        help_ = M("by the thresholds of the regulation")
        return Made(Column(name, label or text_of(rule.label), "", help_), told)

    def _info(self, path: str, entries: str) -> FieldInfo | None:
        wanted = self.office.get("for") or {}
        return self.office.names.at_path(wanted, path, entries)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Values of one path in words."""

    office: Office
    path: str
    info: FieldInfo | None

    def of(self, row: Row) -> Cell:
        """Return what the entry of a row says, or else its record."""
        found = self.below(row.entry) if row.entry else None
        if found is None and row.record is not None:
            found = self.below(row.record.data)
        return found

    def below(self, data: JsonObject) -> Cell:
        """Return what stands at the path in some data."""
        values = [
            word
            for value in reached(data, self.path, self.office.archive)
            for word in self._words(value, self.info)
        ]
        if len(values) > 1:
            return tuple(
                str(value) if isinstance(value, float) else value for value in values
            )
        return values[0] if values else None

    def _words(
        self, value: Json, info: FieldInfo | None
    ) -> Iterator[Words | int | float]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield from self._words(inner, self._inside(info, str(key)))
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from self._words(inner, info)
        elif value is not None:
            other = self.office.archive.by_id.get(value) if _is_text(value) else None
            yield other.name if other else self.office.names.value(info, value)

    def _inside(self, info: FieldInfo | None, key: str) -> FieldInfo | None:
        if info is None:
            return None
        route = (*map(str, info.pointer), key)
        return self.office.names.field((), route)


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _key(asked: JsonObject, index: int) -> str:
    if "event" in asked:
        return f"{words(asked['event'])[0]}.{words(asked.get('take') or 'on')[0]}"
    return words(asked["take"])[0] if "take" in asked else f"column-{index + 1}"
