"""What a record is tied to: relations both ways, volumes, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.model.message import M
from dangan.model.record import Record
from dangan.site import drawing
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Cell, Column, Grid, Part, Section

#: Most neighbours that the drawing shows; the table has all.
DRAWN = 12
#: How it is related, to which record, from there to here, why.
Tie = tuple[str, Record, bool, str]


def relations(desk: Desk, row: Facts) -> Section | None:
    """Return relations both ways, as a drawing and as a table."""
    scribe, say = desk.scribe, desk.speech.say
    found = tuple(_neighbours(desk, row))
    if not found:
        return None
    rows = tuple(
        (
            Cell((Part(kind),)),
            Cell((scribe.link(other),)),
            Cell((Part(reason),) if reason else ()),
        )
        for kind, other, _, reason in found
    )
    nodes = tuple(
        drawing.Node(kind, other.number, other.title, scribe.link(other).href, incoming)
        for kind, other, incoming, _ in found[:DRAWN]
    )
    columns = tuple(Column(say(m)) for m in (M("Relation"), M("Record"), M("Note")))
    return Section(
        "relations",
        say(M("Relations")),
        "relations",
        table=Grid(columns, rows),
        graph=drawing.relations(row.record.number or row.record.id, nodes),
    )


def _neighbours(desk: Desk, row: Facts) -> Iterator[Tie]:
    archive, labels, say = desk.scribe.archive, desk.scribe.labels, desk.speech.say
    info = row.kind.field(("relations", "*", "kind"))
    for _, entry in row.record.each("relations"):
        other = archive.by_id.get(str(entry.get("to")))
        if other:
            word = labels.value(info, entry.get("kind", ""))
            yield word, other, False, str(entry.get("reason") or "")
    for source, entry in archive.related.get(row.record.id, ()):
        word = labels.value(info, entry.get("kind", ""))
        text = say(M("{relation} (from there)", relation=word))
        yield text, source, True, str(entry.get("reason") or "")
    for volume in desk.volumes(row.record):
        yield say(M("in volume")), volume, False, ""


def belongings(desk: Desk, row: Facts) -> Section | None:
    """Return the records that name this one as their subject, the newest first."""
    found = desk.by_subject.get(row.record.id, ())
    if not found:
        return None
    scribe, say = desk.scribe, desk.speech.say
    newest = sorted(
        found, key=lambda other: (other.keys.get("year", ""), other.record.path)
    )
    rows = tuple(
        (
            Cell((Part(other.keys.get("year", "")),)),
            Cell((Part(scribe.labels.kind(other.kind.id)),)),
            Cell((scribe.link(other.record),)),
            Cell(state=desk.state(other)),
        )
        for other in reversed(newest)
    )
    heads = ((M("Year"), "date"), (M("Type"), ""), (M("Record"), ""), (M("State"), ""))
    table = Grid(tuple(Column(say(head), kind) for head, kind in heads), rows)
    return Section("belongings", say(M("What belongs here")), "table", table=table)
