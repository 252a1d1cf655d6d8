"""Long lists cut into pages, and the same rows as a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dangan.model.message import M, Message
from dangan.model.table import Column, Table
from dangan.report.speech import LOCALES, Speech
from dangan.report.tables import table_as
from dangan.site.desk import Desk
from dangan.site.view import Cell, Grid, Part, Parts

#: Rows on one page.
PAGE = 500


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list, or one page of a long one."""

    path: str
    title: str
    crumbs: Parts
    lead: Parts
    actions: Parts
    table: Grid
    pages: Parts = ()
    notes: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list before it is cut: its name, its rows, and where its pages stand."""

    title: str
    crumbs: Parts
    #: Number of a page, from 1 → its path.
    path: Callable[[int], str]
    #: Number of rows.
    size: int
    #: Part of the rows → table.
    draw: Callable[[slice], Grid]
    #: What is said under the title.
    lead: Message
    actions: Parts = ()
    #: Path of the same rows for spreadsheets; empty for none.
    download: str = ""
    #: What follows the lead on its line.
    intro: Parts = ()
    #: Path of the same rows as a workbook; empty for none.
    workbook: str = ""
    notes: tuple[str, ...] = ()


def pages(desk: Desk, sheet: Sheet) -> Iterator[ListPage]:
    """Yield the pages of a sheet; an empty sheet has one."""
    say, scribe = desk.speech.say, desk.scribe
    total = max(1, -(-sheet.size // PAGE))
    actions = sheet.actions
    if sheet.download and sheet.size:
        actions = (*actions, scribe.to(sheet.download, say(M("Download (CSV)"))))
    if sheet.workbook and sheet.size:
        actions = (*actions, scribe.to(sheet.workbook, say(M("Download (Excel)"))))
    for number in range(1, total + 1):
        start = (number - 1) * PAGE
        yield ListPage(
            path=sheet.path(number),
            title=sheet.title,
            crumbs=sheet.crumbs,
            lead=(Part(say(sheet.lead)), *sheet.intro),
            actions=actions,
            table=sheet.draw(slice(start, start + PAGE)),
            pages=_links(desk, sheet, total, number) if total > 1 else (),
            notes=sheet.notes,
            empty=say(M("Nothing to list on this day.")),
        )


def csv(sheet: Sheet, speech: Speech, as_of: str) -> str:
    """Return all rows of a sheet for spreadsheets, formulas made harmless."""
    grid = sheet.draw(slice(None))
    table = Table(
        name=sheet.download,
        title=Message(sheet.title),
        columns=tuple(
            Column(str(number), _literal(column.label))
            for number, column in enumerate(grid.columns)
        ),
        rows=tuple(tuple(_text(cell) for cell in row) for row in grid.rows),
        as_of=as_of,
    )
    return table_as(table, "csv", LOCALES[speech.lang])


def _links(desk: Desk, sheet: Sheet, total: int, here: int) -> Parts:
    return tuple(
        Part(str(number))
        if number == here
        else desk.scribe.to(sheet.path(number), str(number))
        for number in range(1, total + 1)
    )


def _literal(text: str) -> Message:
    """Return text of this language as a message that shows it."""
    return Message("{text}", (("text", text),))


def _text(cell: Cell) -> str:
    words = [cell.state.word] if cell.state else []
    parts = "".join(part.text for part in cell.parts)
    return " ".join([*words, *([parts] if parts else [])])
