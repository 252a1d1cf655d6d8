"""Tables that registers, commands and pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dangan.model.message import Message, Text
from dangan.model.reason import Reason

#: What a cell says: a value, words in two languages, or several of those.
Part = str | int | Message | Text
Cell = str | int | float | Message | Text | tuple[Part, ...] | None
#: How a column reads: text, a number of a record, a day, a count, or room to write.
Kind = Literal["", "number", "date", "count", "blank"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a key for machines, a label for people."""

    key: str
    label: Message | Text
    kind: Kind = ""
    #: How its cells are computed; None where they stand in the record.
    help: Message | None = None


def heads(**labels: Message | Text) -> tuple[Column, ...]:
    """Return columns of text, each written as ``key=label``, in this order."""
    return tuple(Column(key, label) for key, label in labels.items())


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under columns, with the date it was true."""

    name: str
    title: Message | Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: The as-of date, ``YYYY-MM-DD``.
    as_of: str = ""
    #: Totals below the rows, each as long as a row.
    foot: tuple[tuple[Cell, ...], ...] = ()
    #: Full ids of the clauses that demand it.
    clauses: tuple[str, ...] = ()
    #: What it is for, and what it leaves out.
    lead: tuple[Message | Text, ...] = ()
    #: Row and column → why the cell says so.
    because: Mapping[tuple[int, int], tuple[Reason, ...]] = field(default_factory=dict)
    #: Id of the record that each row is about; empty where rows are about none.
    about: tuple[str, ...] = ()
