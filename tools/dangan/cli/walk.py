"""Walk through a checklist at a terminal: each item is in order, not, or neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dangan.cli.counter import Counter
from dangan.cli.i18n import _
from dangan.model.message import M, Text

if TYPE_CHECKING:
    from dangan.rules.inspection import Item
    from dangan.workspace.inspecting import Findings

_OK, _FOUND, _NONE = "ok", "finding", "none"


def walked(counter: Counter, number: str, seen: Findings) -> Findings:
    """Return what was seen with what a person says of every other item.

    Nothing is asked where no terminal is there, or where the rest is in order.
    """
    record = counter.space.archive.find(number)
    if not counter.asks or seen.rest_in_order or record is None:
        return seen
    from dangan.rules import inspection

    name = str(record.get("checklist", ""))
    rule = inspection.checklist(counter.space.policies, record.type, name)
    told = {*seen.found, *seen.none, *seen.in_order}
    known = {str(row.get("item")) for _route, row in record.each("results")}
    for item in inspection.items(rule) if rule else ():
        if item.id not in told | known:
            seen = _with(counter, item, seen)
    return seen


def _with(counter: Counter, item: Item, seen: Findings) -> Findings:
    label = Text(**item.data["ask"]).in_language(counter.invocation.lang)
    result = counter.chosen(None, label, (_OK, _FOUND, _NONE))
    if result == _OK:
        return replace(seen, in_order=(*seen.in_order, item.id))
    if result == _NONE:
        return replace(seen, none=(*seen.none, item.id))
    found = {**seen.found, item.id: counter.told(None, _("What was found."))}
    remedies = {**seen.remedies, item.id: counter.offered(None, _("What is done."))}
    due = {**seen.due, item.id: counter.offered(None, _("Until when."))}
    return replace(seen, found=found, remedies=remedies, due=due)


def open_finding(counter: Counter, number: str, item: str | None) -> str:
    """Return the item that is remedied: as named, or one of those that are open."""
    if item or not counter.asks:
        return counter.told(item, _("Item of the checklist"))
    record = counter.space.archive.find(number)
    rows = (row for _route, row in record.each("results")) if record else ()
    found = tuple(
        str(row.get("item"))
        for row in rows
        if row.get("result") == _FOUND and not row.get("remedied_on")
    )
    if not found:
        return counter.told(None, _("Item of the checklist"))
    for row in found:
        counter.invocation.say(M("open: {item}", item=row))
    return counter.chosen(None, _("Item of the checklist"), found)


def checklists(counter: Counter) -> tuple[str, ...]:
    """Return the ids of all checklists of the holding's regulations."""
    from dangan.rules.inspection import SECTION

    found = (
        rule.id
        for policy in counter.space.policies.all()
        for rule in policy.rules(SECTION)
    )
    return tuple(dict.fromkeys(found))
