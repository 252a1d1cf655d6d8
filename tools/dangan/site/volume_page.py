"""The list inside a volume (卷内文件目录): its items in order, with their pages."""

from __future__ import annotations

from dangan.model.message import M
from dangan.rules import pages, volume_order
from dangan.rules.volume_contents import Entry, entries
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Cell, Column, Grid, Line, Part, Section, State, Why


def contents(desk: Desk, row: Facts) -> Section | None:
    """Return the in-volume list in physical order, and whether that is the rule's."""
    archive = desk.scribe.archive
    listed = entries(row.record, archive)
    if not listed:
        return None
    say = desk.speech.say
    computed = _computed_pages(desk, row)
    rows = tuple(
        _line(desk, number, entry, computed)
        for number, entry in enumerate(listed, start=1)
    )
    columns = (
        Column(say(M("No.")), "count"),
        Column(say(M("Number")), "number"),
        Column(say(M("Document number"))),
        Column(say(M("Responsible"))),
        Column(say(M("Title"))),
        Column(say(M("Date")), "date"),
        Column(say(M("Pages")), "number"),
    )
    title = say(M("Contents of the volume"))
    return Section("contents", title, "table", table=Grid(columns, rows))


def order(desk: Desk, row: Facts) -> Section | None:
    """Return the order that the regulation gives, with what decided it."""
    if row.policy is None or not row.record.get("contents"):
        return None
    archive, say = desk.scribe.archive, desk.speech.say
    found = volume_order.order(row.record, row.policy, archive)
    items = tuple(entry.item for entry in entries(row.record, archive))
    stands = tuple(item.id for item in items)
    kind = desk.workspace.types[items[0].type] if items else row.kind
    steps = desk.scribe.steps(kind, found.because)
    if stands == found.items:
        same = State(say(M("in order")), "ok")
        why = Why(say(M("The items stand as the regulation orders.")), steps, same)
    else:
        wanted = [archive.by_id[item].number or item for item in found.items]
        text = M("The regulation orders: {items}", items=" → ".join(wanted))
        why = Why(say(text), steps, State(say(M("out of order")), "due"))
    return Section("order", say(M("Order")), "why", whys=(why,))


def notes_sheet(desk: Desk, row: Facts) -> Section | None:
    """Return the notes sheet at the end of a volume (备考表)."""
    sheet = row.record.get("notes_sheet")
    if not sheet:
        return None
    parts = desk.scribe.parts(row.kind, ("notes_sheet",), sheet)
    title = desk.scribe.field(row.kind, ("notes_sheet",))
    return Section("notes_sheet", title, "state", states=(Line(parts),))


def _computed_pages(desk: Desk, row: Facts) -> dict[str, str]:
    if row.policy is None:
        return {}
    found = pages.numbering(row.record, row.policy, desk.scribe.archive)
    runs = found.value.runs if found.value else ()
    return {run.entry.item.id: _span(run.first, run.last) for run in runs}


def _line(
    desk: Desk, number: int, entry: Entry, computed: dict[str, str]
) -> tuple[Cell, ...]:
    item = entry.item
    kind = desk.workspace.types[item.type]
    first, last = entry.data.get("from_page"), entry.data.get("to_page")
    stated = _span(first, last) if first is not None else ""
    shown = stated or computed.get(item.id, "")
    return (
        Cell((Part(str(number)),)),
        Cell((desk.scribe.link(item, item.number or item.id),)),
        desk.scribe.cell(kind, item, "document_number"),
        desk.scribe.cell(kind, item, "responsible"),
        Cell((Part(item.title),)),
        desk.scribe.cell(kind, item, "formed_on"),
        Cell((Part(shown),)),
    )


def _span(first: object, last: object) -> str:
    return str(first) if last in (None, first) else f"{first}–{last}"
