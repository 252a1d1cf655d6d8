"""Registers (台账) as pages: those of the packs, made by ``dangan.registers``.

A register is made of the public archive only. Those that show how the archive
works (what is missing, due, held, numbered) are for staff; other readers get the
kinds in ``PUBLIC``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from dangan.checks._parallel import WORTH_IT, each
from dangan.model.message import M
from dangan.model.table import Cell as Value
from dangan.model.table import Table
from dangan.registers._registry import every_register
from dangan.report.speech import LOCALES
from dangan.report.tables import told, workbook
from dangan.site import urls
from dangan.site.desk import Desk
from dangan.site.lists import HubPage
from dangan.site.sheets import Sheet
from dangan.site.view import Cell, Column, Grid, Group, Part, Parts, Row
from dangan.workspace.registry import Office, shelf

#: Kinds of registers that list records and nothing of the archive's work.
PUBLIC = frozenset({"records", "index", "retention-table"})
#: What is due, in every state that asks for something; no pack names it.
DUE = "due"
_DUTIES = "duties"


@dataclass(frozen=True, slots=True)
class Book:
    """One register of the holding on the as-of date."""

    #: What addresses and commands call it.
    name: str
    #: The function that made it.
    kind: str
    table: Table
    #: Whether ``dangan register`` and ``dangan print`` know it by its name.
    named: bool = True

    @property
    def workbook(self) -> str:
        """Return the path of the same rows as a workbook."""
        return f"register/{urls.safe(self.name)}.xlsx"


def books(
    office: Office, as_of: datetime.date, *, staff: bool, jobs: int = 1
) -> list[Book]:
    """Return every register that the readers may see, empty ones too."""
    kept = shelf(office)
    names = [n for n, one in kept.items() if staff or one.register.name in PUBLIC]
    if staff and DUE not in kept:
        names.append(DUE)

    def make(name: str) -> Book:
        """Return one register, without the reasons that no page shows."""
        one = kept.get(name)
        if one is not None:
            table = one.table(office, as_of)
            return Book(name, one.register.name, replace(table, because={}))
        duties = every_register()[_DUTIES]
        table = duties.make(office.at_work(duties, None), as_of)
        return Book(name, _DUTIES, replace(table, because={}), named=False)

    return each(make, names, jobs if len(office.archive.records) >= WORTH_IT else 1)


def workbooks(found: tuple[Book, ...], lang: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each register that has rows."""
    for book in found:
        if book.table.rows:
            yield book.workbook, workbook([book.table], LOCALES[lang])


def hub(desk: Desk, found: tuple[Book, ...]) -> HubPage:
    """Return the list of registers that have rows, and the names of the others."""
    say, scribe = desk.speech.say, desk.scribe
    rows = tuple(
        Row(
            scribe.to(urls.register(book.name), _title(desk, book)),
            str(len(book.table.rows)),
        )
        for book in found
        if book.table.rows
    )
    title = say(M("Registers"))
    groups = [Group(Part(title), rows)]
    empty = [_title(desk, book) for book in found if not book.table.rows]
    if empty:
        note = desk.speech.listed(empty)
        groups.append(Group(Part(say(M("Nothing yet"))), (), note))
    lead = say(M("Derived from the records on the as-of date, never kept by hand."))
    return HubPage("register/index.html", title, lead, tuple(groups))


def sheets(desk: Desk, found: tuple[Book, ...]) -> Iterator[Sheet]:
    """Yield the registers that have rows as pages."""
    return (_sheet(desk, book) for book in found if book.table.rows)


def _sheet(desk: Desk, book: Book) -> Sheet:
    scribe, say, table = desk.scribe, desk.speech.say, book.table
    return Sheet(
        title=_title(desk, book),
        crumbs=(
            scribe.to("index.html", say(M("Home"))),
            scribe.to("register/index.html", say(M("Registers"))),
        ),
        path=partial(urls.register, book.name),
        size=len(table.rows),
        draw=partial(_draw, desk, table),
        lead=M("As of {day}, {count} rows", day=table.as_of, count=len(table.rows)),
        intro=_intro(desk, table),
        download=f"register/{urls.safe(book.name)}.csv",
        workbook=book.workbook,
        notes=(*_explained(desk, table), *_commands(desk, book)),
    )


def _title(desk: Desk, book: Book) -> str:
    """Return what people call a register, with the regulation where two share it."""
    title = str(told(book.table.title, LOCALES[desk.speech.lang]))
    origin, _, _ = book.name.rpartition("/")
    return f"{title} · {origin}" if origin else title


def _intro(desk: Desk, table: Table) -> Parts:
    """Return the clauses that demand a register, and what it is for."""
    clauses = [desk.scribe.clause(full) for full in table.clauses]
    lead = [str(told(text, LOCALES[desk.speech.lang])) for text in table.lead]
    parts = [part for clause in clauses if clause for part in (Part(" · "), clause)]
    return (*parts, *(Part(f" · {text}") for text in lead))


def _explained(desk: Desk, table: Table) -> tuple[str, ...]:
    """Return how each computed column comes about."""
    lang = LOCALES[desk.speech.lang]
    say = desk.speech.say
    lines = (
        M("{column}: {how}", column=told(one.label, lang), how=told(one.help, lang))
        for one in table.columns
        if one.help is not None
    )
    shown = [say(line) for line in lines]
    return (say(M("How columns are computed:")), *shown) if shown else ()


def _commands(desk: Desk, book: Book) -> tuple[str, ...]:
    if not book.named or not desk.audience.is_staff:
        return ()
    command = f"dangan print register {book.name}"
    return (desk.speech.say(M("On paper: {command}", command=command)),)


def _draw(desk: Desk, table: Table, part: slice) -> Grid:
    """Return rows of a register; the number of a record leads to its page."""
    kinds = [column.kind for column in table.columns]
    lang = LOCALES[desk.speech.lang]
    heads = tuple(
        Column(
            str(told(column.label, lang)), "" if column.kind == "blank" else column.kind
        )
        for column in table.columns
    )
    linked = kinds.index("number") if "number" in kinds else -1
    about = table.about or ("",) * len(table.rows)
    rows = (
        tuple(
            _cell(desk, value, id_ if index == linked else "")
            for index, value in enumerate(row)
        )
        for row, id_ in zip(table.rows[part], about[part], strict=True)
    )
    feet = tuple(tuple(_cell(desk, value, "") for value in row) for row in table.foot)
    return Grid(heads, tuple(rows), feet)


def _cell(desk: Desk, value: Value, about: str) -> Cell:
    shown = told(value, LOCALES[desk.speech.lang])
    if shown is None or shown == "":
        return Cell()
    row = desk.by_id.get(about)
    text = str(shown)
    return Cell((desk.scribe.link(row.record, text) if row else Part(text),))
