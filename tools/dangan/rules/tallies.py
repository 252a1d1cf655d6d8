"""What came out of one rule of statistics, and two of them put together.

A ratio has the rows that both have; a difference those of either, and what one
of them does not count is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dangan.model.json import JsonObject
from dangan.policy.policy import Rule
from dangan.rules.calendar_periods import CalendarPeriod
from dangan.rules.measures import Number, quotient, remainder

#: Codes of the dimensions of one row; None where the record states nothing.
Key = tuple[str | None, ...]
#: Values of one row, in the order of the columns.
Values = tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came out of one rule."""

    rule: Rule
    #: Periods that are shown, the oldest first; none where the rule has no period.
    periods: tuple[CalendarPeriod, ...]
    #: Row → values in the order of ``columns``; the rows in their order.
    rows: Mapping[Key, Values]
    #: The same for everything together.
    total: Values
    #: Names of the value columns: periods, ``before``, ``undated``, ``all``.
    columns: tuple[str, ...]
    #: Row → band, where the rule has bands.
    grades: Mapping[Key, JsonObject] = field(default_factory=dict)


def combined(how: str, one: Tally, other: Tally, scale: int) -> Tally:
    """Put two tallies together, by a name of ``COMBINED``, in the columns of both."""
    columns = tuple(name for name in one.columns if name in other.columns)
    picks = [[t.columns.index(name) for name in columns] for t in (one, other)]
    sign = COMBINED[how]

    def put(first: Values, second: Values) -> Values:
        """Combine the columns that both sides have."""
        pairs = zip(picks[0], picks[1], strict=True)
        return tuple(sign(first[a], second[b], scale) for a, b in pairs)

    none: tuple[Values, Values] = ((0,) * len(one.columns), (0,) * len(other.columns))
    rows = {
        key: put(one.rows.get(key, none[0]), other.rows.get(key, none[1]))
        for key in _keys(how, one, other)
    }
    total = put(one.total, other.total)
    return Tally(one.rule, one.periods, rows, total, columns)


def _keys(how: str, one: Tally, other: Tally) -> Iterable[Key]:
    if how == "ratio":
        return [key for key in one.rows if key in other.rows and any(key)]
    every = {*one.rows, *other.rows}
    return sorted(every, key=lambda key: [(code is None, code or "") for code in key])


#: Key of a rule that puts two others together → how.
COMBINED: Mapping[str, Callable[[Number | None, Number | None, int], Number | None]] = (
    MappingProxyType({"ratio": quotient, "difference": remainder})
)
