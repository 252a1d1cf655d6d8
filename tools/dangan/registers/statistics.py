"""Statistics (统计): one measure by its dimensions and periods, with totals."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dangan.model.json import Json
from dangan.model.message import M, Message, Text
from dangan.model.reason import Reason
from dangan.model.recordtype import FieldInfo
from dangan.model.table import Cell, Column, Table
from dangan.policy.policy import Policy, Rule
from dangan.registers._api import register
from dangan.registers._office import Office
from dangan.rules.measures import Number, shares
from dangan.rules.naming import Words, text_of
from dangan.rules.statistics import SECTION, Statistics
from dangan.rules.tallies import Key, Tally
from dangan.rules.words import words

_COLUMNS: Mapping[str, Message] = {
    "before": M("Before"),
    "undated": M("Undated"),
    "all": M("Total"),
}
_NONE = M("not stated")


@register(
    title=M("Statistics"),
    help=M("A measure by its dimensions and periods; the totals add up."),
)
def statistics(office: Office, as_of: datetime.date) -> Table:
    """Return the first of the rule's ``statistics`` as a table."""
    policy = office.policy
    name = next(iter(words(office.get("statistics"))), "")
    rule = policy.find(SECTION, name) if policy else None
    if policy is None or rule is None:
        return office.made((), (), as_of)
    counts = Statistics(policy, office.archive, office.types, as_of)
    return _Sheet(office, policy, counts.tally(rule)).table(as_of)


class _Sheet:
    """Lays out one tally."""

    def __init__(self, office: Office, policy: Policy, tally: Tally) -> None:
        self.office, self.policy, self.tally = office, policy, tally
        self.rule = tally.rule
        self.dimensions: tuple[Json, ...] = tuple(self.rule.data.get("by", ()))

    def table(self, as_of: datetime.date) -> Table:
        """Return the sheet with its totals and the clauses behind them."""
        rows = [
            (*map(self._code, self.dimensions, key), *self._values(key, values, i))
            for i, (key, values) in enumerate(self.tally.rows.items())
            if self.dimensions
        ]
        total = self._total()
        foot = ((*self._foot_head(), *total),) if self.dimensions else ()
        body = tuple(rows) if self.dimensions else (total,)
        text = M("counted by the regulation")
        why = tuple(Reason(text, clause) for clause in self.rule.clauses)
        last = len(self.columns()) - 1
        because = {(row, last): why for row in range(len(body)) if why}
        made = self.office.made(self.columns(), body, as_of)
        return replace(made, because=because, foot=foot)

    def columns(self) -> tuple[Column, ...]:
        """Return heads of dimensions, values, share, change and grade."""
        heads = [self._dimension(i, one) for i, one in enumerate(self.dimensions)]
        heads += [self._value_head(name) for name in self.tally.columns]
        heads += [Column(key, label, "count") for key, label in self._extra()]
        if self.tally.grades:
            heads.append(Column("grade", M("Grade")))
        return tuple(heads)

    def _value_head(self, name: str) -> Column:
        label = _COLUMNS.get(name) or Text(name, name)
        if name == "all" and not self.tally.periods:
            label = text_of(self.rule.get("unit") or self.rule.label)
        return Column(name, label, "count")

    def _extra(self) -> Iterator[tuple[str, Message]]:
        if self.rule.get("share"):
            yield "share", M("Share (%)")
        if self._compares:
            yield "change", M("Change")
            yield "change_percent", M("Change (%)")

    @property
    def _compares(self) -> bool:
        return bool(self.rule.get("compare")) and len(self.tally.periods) > 1

    def _values(
        self, key: Key, values: tuple[Number | None, ...], index: int
    ) -> tuple[Cell, ...]:
        cells: list[Cell] = list(values)
        if self.rule.get("share"):
            every = [row[-1] for row in self.tally.rows.values()]
            cells.append(shares(every)[index])
        cells += self._change(values)
        if self.tally.grades:
            band = self.tally.grades.get(key)
            cells.append(text_of(band["label"]) if band else None)
        return tuple(cells)

    def _total(self) -> tuple[Cell, ...]:
        cells: list[Cell] = list(self.tally.total)
        if self.rule.get("share"):
            cells.append(
                100.0 if any(row[-1] for row in self.tally.rows.values()) else 0
            )
        cells += self._change(self.tally.total)
        return (*cells, None) if self.tally.grades else tuple(cells)

    def _change(self, values: tuple[Number | None, ...]) -> list[Cell]:
        """Return the change from the period before, and in percent of it."""
        if not self._compares:
            return []
        names = [period.name for period in self.tally.periods[-2:]]
        old, new = (values[self.tally.columns.index(name)] for name in names)
        if old is None or new is None:
            return [None, None]
        change = round(new - old, 2)
        return [change, round(100 * change / old, 1) if old else None]

    def _foot_head(self) -> tuple[Cell, ...]:
        return (M("Total"), *(None for _ in self.dimensions[1:]))

    def _dimension(self, index: int, dimension: Json) -> Column:
        if isinstance(dimension, Mapping) and "label" in dimension:
            label: Message | Text = text_of(dimension["label"])
        elif isinstance(dimension, Mapping) and "grade" in dimension:
            graded = self._named(str(dimension["grade"]))
            label = text_of(graded.label) if graded else M("Grade")
        else:
            path = _path(dimension)
            info = self._field(path)
            label = (
                M("Year")
                if path == "year" and not info
                else text_of(info.label if info else path)
            )
        return Column(f"by-{index + 1}", label)

    def _code(self, dimension: Json, code: str | None) -> Cell:
        if code is None:
            return _NONE
        if isinstance(dimension, Mapping) and "grade" in dimension:
            return self._band(str(dimension["grade"]), code)
        other = self.office.archive.by_id.get(code)
        if other is not None:
            return f"{other.name} {other.title}"
        info = self._field(_path(dimension))
        value = self.office.names.value(info, code)
        return self._named_by_itself(dimension, code) if value == code else value

    def _named_by_itself(self, dimension: Json, code: str) -> Words:
        """Return the label that an entry of the holding gives its own code."""
        for entry in _entries(self.office, self.rule):
            if str(entry.get(_path(dimension))) == code and "label" in entry:
                return text_of(entry["label"])
        return code

    def _band(self, name: str, code: str) -> Words:
        rule = self._named(name)
        for band in rule.data.get("bands", ()) if rule else ():
            if band["id"] == code:
                return text_of(band["label"])
        return code

    def _named(self, name: str) -> Rule | None:
        return self.policy.find(SECTION, name)

    def _field(self, path: str) -> FieldInfo | None:
        if self.rule.get("source") == "holding":
            return None
        wanted, entries = self.rule.get("for") or {}, self.rule.get("entries") or ""
        return self.office.names.at_path(wanted, path, str(entries))


def _path(dimension: Json) -> str:
    return str(dimension.get("take") if isinstance(dimension, Mapping) else dimension)


def _entries(office: Office, rule: Rule) -> Iterator[Mapping[str, Json]]:
    from dangan.policy.frozen import values_at

    if rule.get("source") == "holding":
        path = str(rule.get("entries"))
        for entry in values_at(office.archive.holding.data, path):
            if isinstance(entry, Mapping):
                yield entry
