"""Tables that registers, commands and pages share."""

from __future__ import annotations

from dataclasses import dataclass

from dangan.model.message import Message


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a key for machines, a label for people."""

    key: str
    label: Message


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under columns, with the date it was true."""

    name: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    #: The as-of date, ``YYYY-MM-DD``.
    as_of: str = ""
