"""Registers in their first form: the catalogue as on paper, missing, due, expiring."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from dangan.model.message import M, Message
from dangan.site import lists, urls, work
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.lists import HubPage
from dangan.site.sheets import Sheet
from dangan.site.view import Cell, Column, Grid, Group, Part, Parts, Row
from dangan.site.work import Task


def sheets(desk: Desk, as_of: datetime.date) -> Iterator[Sheet]:
    """Yield every register; those of work only for staff."""
    kinds = dict.fromkeys(row.kind.id for row in desk.facts)
    yield from (_catalogue(desk, kind) for kind in sorted(kinds))
    if not desk.audience.is_staff:
        return
    yield _of_tasks(desk, "missing", M("Missing materials"), work.missing(desk))
    yield _of_tasks(desk, "due", M("Due dates"), work.dues(desk))
    ending = work.expiring(desk, as_of)
    yield _of_tasks(desk, "expiring", M("Periods that end"), ending)


def hub(desk: Desk, found: tuple[Sheet, ...]) -> HubPage:
    """Return the list of registers with the number of rows of each."""
    say, scribe = desk.speech.say, desk.scribe
    rows = tuple(Row(scribe.to(s.path(1), s.title), str(s.size)) for s in found)
    lead = say(M("Derived from the records on the as-of date, never kept by hand."))
    title = say(M("Registers"))
    return HubPage("register/index.html", title, lead, (Group(Part(title), rows),))


def _catalogue(desk: Desk, kind: str) -> Sheet:
    """Return the filing catalogue of a type (归档文件目录)."""
    found = tuple(row for row in desk.facts if row.kind.id == kind)
    label = desk.scribe.labels.plural(kind)
    name = f"catalogue-{kind}"
    return Sheet(
        title=desk.speech.say(M("Catalogue of {kind}", kind=label)),
        crumbs=_crumbs(desk),
        path=partial(urls.register, name),
        size=len(found),
        draw=partial(_records, desk, found),
        lead=M("{count} rows", count=len(found)),
        download=f"register/{urls.safe(name)}.csv",
    )


def _records(desk: Desk, found: tuple[Facts, ...], part: slice) -> Grid:
    """Draw a page; the whole, which goes into a file, keeps its cells."""
    whole = part == slice(None)
    return lists.plain(desk, found) if whole else lists.table(desk, found[part])


def _of_tasks(desk: Desk, name: str, title: Message, tasks: tuple[Task, ...]) -> Sheet:
    return Sheet(
        title=desk.speech.say(title),
        crumbs=_crumbs(desk),
        path=partial(urls.register, name),
        size=len(tasks),
        draw=partial(_tasks, desk, tasks),
        lead=M("{count} rows", count=len(tasks)),
        download=f"register/{urls.safe(name)}.csv",
    )


def _tasks(desk: Desk, tasks: tuple[Task, ...], part: slice) -> Grid:
    say = desk.speech.say
    columns = (
        Column(say(M("State"))),
        Column(say(M("Until")), "date"),
        Column(say(M("Number")), "number"),
        Column(say(M("Title"))),
        Column(say(M("What"))),
        Column(say(M("By whom"))),
        Column(say(M("Clause"))),
    )
    return Grid(columns, tuple(_row(desk, task) for task in tasks[part]))


def _row(desk: Desk, task: Task) -> tuple[Cell, ...]:
    record = task.row.record if task.row else None
    clause = desk.scribe.clause(task.clause)
    number = record.number or desk.speech.say(M("draft")) if record else ""
    return (
        Cell(state=task.state),
        _cell(task.due),
        Cell((desk.scribe.link(record, number),) if record else ()),
        _cell(record.title if record else ""),
        _cell(task.what),
        _cell(task.who),
        Cell((clause,) if clause else ()),
    )


def _cell(text: str) -> Cell:
    return Cell((Part(text),) if text else ())


def _crumbs(desk: Desk) -> Parts:
    scribe, say = desk.scribe, desk.speech.say
    return (
        scribe.to("index.html", say(M("Home"))),
        scribe.to("register/index.html", say(M("Registers"))),
    )
