"""How a register is written.

A register is one module with one function of the same name, which returns a
table for a day::

    @register(title=M("Records"), help=M("one row a record"), columns=("number",))
    def records(office: Office, as_of: datetime.date) -> Table:
        return office.table(map(Row, office.records()), as_of)

Which records it is about and which columns it has stands in section
``registers`` of a pack; ``columns`` of the decorator are those of a pack that
names none. A column is a field, a computed one (``_computed``), or one that the
register fills itself (``own``).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from dangan.model.json import Json, JsonObject
from dangan.model.message import Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.table import Cell, Column, Table

if TYPE_CHECKING:
    from dangan.registers._office import Office

__all__ = ["Register", "Row", "Told", "register"]

#: A cell with the reasons it carries; none where the record states it.
Told = tuple[Cell, tuple[Reason, ...]]
Make = Callable[["Office", datetime.date], Table]


@dataclass(frozen=True, slots=True)
class Row:
    """What one row is about: a record, an entry of one of its lists, or neither."""

    record: Record | None = None
    entry: JsonObject = field(default_factory=dict)
    #: Cells that the register fills itself, by column.
    own: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of register."""

    make: Make
    title: Message
    #: What its rows are, for people.
    help: Message
    #: Columns where a pack names none.
    columns: tuple[Json, ...]
    #: Columns that only this register knows, by key.
    own: Mapping[str, Column]

    @property
    def name(self) -> str:
        """Return the word by which packs and commands call it."""
        return self.make.__name__.replace("_", "-")


def register(
    *,
    title: Message,
    help: Message,  # noqa: A002  the same word as in packs
    columns: tuple[Json, ...] = (),
    own: tuple[Column, ...] = (),
) -> Callable[[Make], Register]:
    """Turn a function into a register."""

    def wrap(make: Make) -> Register:
        """Return the register that a function makes."""
        known = MappingProxyType({column.key: column for column in own})
        return Register(make, title, help, columns, known)

    return wrap
