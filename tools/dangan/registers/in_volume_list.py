"""In-volume list (卷内文件目录): the items of a volume in order, with their pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.table import Column, Table
from dangan.registers._api import Row, Told, register
from dangan.registers._office import Office
from dangan.rules import pages, volume_order
from dangan.rules.reasons import reasons
from dangan.rules.volume_contents import entries, is_closed

_OWN = (
    Column("in_volume", M("Volume"), "number"),
    Column("serial", M("No."), "count", M("place in the volume")),
    Column("from_page", M("Page"), "count", M("counted on from the items before it")),
    Column("to_page", M("To page"), "count", M("the first page and the page count")),
    Column("page_range", M("Page"), "", M("first and last page in the volume")),
)


@register(
    title=M("In-volume list"),
    help=M("The items of each volume from front to back, with their page numbers."),
    columns=(
        "in_volume",
        "serial",
        "document_number",
        "author",
        "title",
        "date",
        "page_range",
        "notes",
    ),
    own=_OWN,
)
def in_volume_list(office: Office, as_of: datetime.date) -> Table:
    """Return one row for each item of each volume that the rule is about.

    A closed volume is listed as it was bound, an open one as its rules order it.
    """
    return office.table(_rows(office), as_of)


def _rows(office: Office) -> Iterator[Row]:
    for volume in office.records():
        runs = _runs(office, volume)
        for position, item in enumerate(_items(office, volume), 1):
            own: dict[str, Told] = {
                "in_volume": (volume.name, ()),
                "serial": (position, ()),
                **runs.get(item.id, {}),
            }
            yield Row(item, own=own)


def _items(office: Office, volume: Record) -> tuple[Record, ...]:
    bound = tuple(entry.item for entry in entries(volume, office.archive))
    policy = office.policies.for_record(volume)
    if is_closed(volume) or policy is None:
        return bound
    known = {item.id: item for item in bound}
    order = volume_order.order(volume, policy, office.archive).items
    return tuple(known[id_] for id_ in order if id_ in known)


def _runs(office: Office, volume: Record) -> Mapping[str, dict[str, Told]]:
    """Return item → its pages: those that the regulation computes, or as stated."""
    policy = office.policies.for_record(volume)
    found = pages.numbering(volume, policy, office.archive) if policy else None
    if found is None or found.value is None:
        rows = entries(volume, office.archive)
        stated = (
            (e.item.id, e.data.get("from_page"), e.data.get("to_page")) for e in rows
        )
        return {id_: _cells(first, last, ()) for id_, first, last in stated}
    told: dict[str, dict[str, Told]] = {}
    for run in found.value.runs:
        text = M("pages {first}–{last}", first=run.first, last=run.last)
        told[run.entry.item.id] = _cells(
            run.first, run.last, reasons(found.value.rule, text)
        )
    return told


def _cells(first: object, last: object, because: tuple[Reason, ...]) -> dict[str, Told]:
    if not isinstance(first, int) or not isinstance(last, int):
        return {}
    text = str(first) if last <= first else f"{first}–{last}"
    return {
        "from_page": (first, because),
        "to_page": (last, because),
        "page_range": (text, because),
    }
