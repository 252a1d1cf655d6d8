"""Registers in their first form: the catalogue as on paper, missing, due, expiring."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M, Message
from dangan.site import lists, urls, work
from dangan.site.desk import Desk
from dangan.site.lists import HubPage, ListPage
from dangan.site.view import Cell, Column, Grid, Group, Part, Row
from dangan.site.work import Task


def registers(desk: Desk, as_of: datetime.date) -> Iterator[ListPage]:
    """Yield every register; those of work only for staff."""
    yield from _catalogues(desk)
    if not desk.audience.is_staff:
        return
    yield _of_tasks(desk, "missing", M("Missing materials"), work.missing(desk))
    yield _of_tasks(desk, "due", M("Due dates"), work.dues(desk))
    ending = work.expiring(desk, as_of)
    yield _of_tasks(desk, "expiring", M("Periods that end"), ending)


def hub(desk: Desk, pages: tuple[ListPage, ...]) -> HubPage:
    """Return the list of registers with the number of rows of each."""
    say, scribe = desk.speech.say, desk.scribe
    rows = tuple(
        Row(scribe.to(page.path, page.title), str(page.table.size)) for page in pages
    )
    lead = say(M("Derived from the records on the as-of date, never kept by hand."))
    title = say(M("Registers"))
    return HubPage("register/index.html", title, lead, (Group(Part(title), rows),))


def _catalogues(desk: Desk) -> Iterator[ListPage]:
    """Yield one filing catalogue for each type (归档文件目录), in pages by year."""
    kinds = dict.fromkeys(row.kind.id for row in desk.facts)
    for kind in sorted(kinds):
        found = tuple(row for row in desk.facts if row.kind.id == kind)
        label = desk.scribe.labels.plural(kind)
        title = desk.speech.say(M("Catalogue of {kind}", kind=label))
        for start in range(0, len(found), lists.PAGE):
            number = start // lists.PAGE + 1
            part = found[start : start + lists.PAGE]
            name = f"catalogue-{kind}" + ("" if number == 1 else f"~{number}")
            yield _page(desk, name, title, lists.table(desk, part), len(found), number)


def _of_tasks(
    desk: Desk, name: str, title: Message, tasks: tuple[Task, ...]
) -> ListPage:
    say, scribe = desk.speech.say, desk.scribe
    columns = (
        Column(say(M("State"))),
        Column(say(M("Until")), "date"),
        Column(say(M("Number")), "number"),
        Column(say(M("Title"))),
        Column(say(M("What"))),
        Column(say(M("By whom"))),
        Column(say(M("Clause"))),
    )
    rows = []
    for task in tasks:
        record = task.row.record if task.row else None
        clause = scribe.clause(task.clause)
        rows.append(
            (
                Cell(state=task.state),
                Cell((Part(task.due),) if task.due else ()),
                Cell((scribe.link(record, record.number or say(M("draft"))),) if record else ()),
                Cell((Part(record.title),) if record and record.title else ()),
                Cell((Part(task.what),)),
                Cell((Part(task.who),) if task.who else ()),
                Cell((clause,) if clause else ()),
            )
        )
    return _page(desk, name, say(title), Grid(columns, tuple(rows)), len(rows), 1)


def _page(
    desk: Desk, name: str, title: str, table: Grid, count: int, number: int
) -> ListPage:
    say, scribe = desk.speech.say, desk.scribe
    total = -(-count // lists.PAGE) if name.startswith("catalogue-") else 1
    base = name.partition("~")[0]
    pages = tuple(
        Part(str(n))
        if n == number
        else scribe.to(urls.register(base + ("" if n == 1 else f"~{n}")), str(n))
        for n in range(1, total + 1)
    )
    return ListPage(
        path=f"register/{name}.html",
        title=title,
        crumbs=(
            scribe.to("index.html", say(M("Home"))),
            scribe.to("register/index.html", say(M("Registers"))),
        ),
        lead=(Part(say(M("{count} rows", count=count))),),
        actions=(),
        table=table,
        pages=pages if total > 1 else (),
        empty=say(M("Nothing to list on this day.")),
    )
