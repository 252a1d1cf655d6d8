"""Lists of records: overviews of an axis, and one list for each of its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from markupsafe import Markup

from dangan.model.message import M
from dangan.model.recordtype import RecordType
from dangan.site import axes, keeping, pieces, urls
from dangan.site.axes import AXES, Axis
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.sheets import Sheet
from dangan.site.view import Cell, Column, Grid, Group, Part, Parts, Row

#: Columns of a list that mixes types, as fields of any record.
MIXED = ("number", "title", "class", "formed_on", "retention.class")
_KINDS = {"number": "number", "title": "", "pages": "count", "copies": "count"}


@dataclass(frozen=True, slots=True)
class HubPage:
    """An overview: groups of links with counts."""

    path: str
    title: str
    lead: str
    groups: tuple[Group, ...]
    crumbs: Parts = ()


def overview(desk: Desk, axis: Axis) -> HubPage:
    """Return all values of an axis with their counts, and what has nothing."""
    say, labels = desk.speech.say, desk.scribe.labels
    parts = axes.divide(axis, desk.facts)
    rows = tuple(_row(desk, axis, key, len(found)) for key, found in parts.items())
    without = len(desk.facts) - sum(len(found) for found in parts.values())
    lead = say(M("{count} records", count=len(desk.facts)))
    if without:
        lead += " · " + say(M("{count} without an entry here", count=without))
    empty = _unused(desk, axis, frozenset(parts))
    groups = [Group(Part(say(axis.title)), rows)]
    if empty:
        names = desk.speech.listed([labels.of(axis.vocabulary, key) for key in empty])
        groups.append(Group(Part(say(M("Nothing yet"))), (), names))
    return HubPage(urls.axis(axis.id), say(axis.title), lead, tuple(groups))


def catalogue(desk: Desk) -> HubPage:
    """Return the overview of all overviews."""
    say = desk.speech.say
    groups = tuple(
        Group(
            desk.scribe.to(urls.axis(axis.id), say(axis.title)),
            tuple(
                _row(desk, axis, key, len(found))
                for key, found in axes.divide(axis, desk.facts).items()
            )[:15],
        )
        for axis in AXES
        if axis.has_pages
    )
    lead = say(M("{count} records", count=len(desk.facts)))
    return HubPage("by/index.html", say(M("Catalogue")), lead, groups)


def sheets(desk: Desk, axis: Axis) -> Iterator[Sheet]:
    """Yield the list of records of each value of an axis."""
    scribe, say = desk.scribe, desk.speech.say
    crumbs = (
        scribe.to("index.html", say(M("Home"))),
        scribe.to("by/index.html", say(M("Catalogue"))),
        scribe.to(urls.axis(axis.id), say(axis.title)),
    )
    for key, found in axes.divide(axis, desk.facts).items():
        name = axes.label(axis, key, scribe.labels)
        search = "search.html?" + urlencode({axis.id: key})
        yield Sheet(
            title=f"{say(axis.title)} · {name}",
            crumbs=crumbs,
            path=partial(urls.listing, axis.id, key),
            size=len(found),
            draw=partial(_draw, desk, found),
            lead=M("{count} records", count=len(found)),
            actions=(scribe.to(search, say(M("Search in these"))),),
        )


def _draw(desk: Desk, found: tuple[Facts, ...], part: slice) -> Grid:
    return table(desk, found[part])


def table(desk: Desk, found: tuple[Facts, ...]) -> Grid:
    """Return records as a drawn table: columns of their type, or common ones."""
    columns, heads = _columns(desk, found)
    drawn = (_drawn(desk, row, columns, heads) for row in found)
    return Grid(heads, drawn=tuple(drawn))


def plain(desk: Desk, found: tuple[Facts, ...]) -> Grid:
    """Return the same table with its cells, for files."""
    columns, heads = _columns(desk, found)
    return Grid(heads, tuple(_cells(desk, row, columns) for row in found))


def _columns(
    desk: Desk, found: tuple[Facts, ...]
) -> tuple[tuple[str, ...], tuple[Column, ...]]:
    """Return the fields that are shown, and the heads of all columns."""
    say = desk.speech.say
    kinds = {row.kind.id: row.kind for row in found}
    first = next(iter(kinds.values()))
    named = tuple(first.names("columns")) if len(kinds) == 1 else MIXED
    always = {"number", "title"}
    columns = tuple(path for path in named if path in always or _used(path, found))
    heads = (
        *(_column(desk, first, path) for path in columns),
        Column(say(M("Kept until")), "date"),
        Column(say(M("State"))),
    )
    return columns, heads


def _drawn(
    desk: Desk, row: Facts, columns: tuple[str, ...], heads: tuple[Column, ...]
) -> Markup:
    """Return a record as a row; it stands in many lists and is drawn once."""
    key = (row.record.path, heads)
    known = desk.drawn.get(key)
    if known is None:
        cells = _cells(desk, row, columns)
        known = desk.drawn[key] = pieces.row(heads, cells)
    return known


def _cells(desk: Desk, row: Facts, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    return (
        *(_cell(desk, row, path) for path in columns),
        Cell(keeping.until(desk, row)),
        Cell(state=desk.state(row)),
    )


def _used(path: str, found: tuple[Facts, ...]) -> bool:
    return any(row.record.get(path) not in (None, "", [], {}) for row in found)


def _column(desk: Desk, kind: RecordType, path: str) -> Column:
    route = tuple(path.split("."))
    label = desk.scribe.field(kind, route)
    known = "date" if path.endswith("_on") else _KINDS.get(path, "")
    return Column(label, known)


def _cell(desk: Desk, row: Facts, path: str) -> Cell:
    record = row.record
    if path == "number":
        return Cell(
            (desk.scribe.link(record, record.number or desk.speech.say(M("draft"))),)
        )
    if path == "title":
        return Cell((Part(record.title),))
    return desk.scribe.cell(row.kind, record, path)


def _row(desk: Desk, axis: Axis, key: str, count: int) -> Row:
    name = axes.label(axis, key, desk.scribe.labels)
    return Row(desk.scribe.to(urls.listing(axis.id, key), name), str(count))


def _unused(desk: Desk, axis: Axis, used: frozenset[str]) -> list[str]:
    """Return classes that the packs declare and no record has."""
    if axis.id != "class":
        return []
    declared = {
        str(rule.data.get("code")): str(rule.data.get("parent") or "")
        for policy in desk.workspace.policies.all()
        for rule in policy.rules("classes")
    }
    filled = used | {declared.get(code, "") for code in used}
    return [code for code in declared if code not in filled]
