"""Documents that must stay in one volume (不可分开), found when separated.

Section ``companions`` of a pack::

    - {id: request-and-reply, relation: replies_to, unless_linked: see_also,
       clause: [r43, r45]}

``unless_linked`` names the relation that may take the place of standing
together once one of the volumes is closed: either item, or its volume, points
with it to the other item or its volume.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import Pointer
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.volume_contents import is_closed, points_to
from dangan.rules.words import applying, words

SECTION = "companions"


@dataclass(frozen=True, slots=True)
class Separated:
    """Two items that belong together and lie in different volumes."""

    #: The item that states the relation, and the node where it does.
    item: Record
    pointer: Pointer
    other: Record
    volume: Record
    other_volume: Record
    rule: Rule


def separated(item: Record, policy: Policy, archive: Archive) -> tuple[Separated, ...]:
    """Return the companions of an item that lie in another volume.

    An item that is in no volume yet is not separated from anything.
    """
    found = _pairs(item, policy, archive)
    return tuple(pair for pair in found if not _excused(pair))


def _pairs(item: Record, policy: Policy, archive: Archive) -> Iterator[Separated]:
    homes = archive.volume_of.get(item.id, ())
    selected = applying(policy, SECTION, item.data)
    rules = {kind: rule for rule in selected for kind in words(rule.data["relation"])}
    for route, row in item.each("relations"):
        rule = rules.get(str(row.get("kind")))
        other = archive.by_id.get(str(row.get("to")))
        if rule is None or other is None:
            continue
        theirs = archive.volume_of.get(other.id, ())
        apart = not {h.id for h in homes} & {h.id for h in theirs}
        if homes and theirs and apart:
            yield Separated(item, route, other, homes[0], theirs[0], rule)


def _excused(pair: Separated) -> bool:
    link = pair.rule.data.get("unless_linked")
    if not link or not (is_closed(pair.volume) or is_closed(pair.other_volume)):
        return False
    here, there = (pair.item, pair.volume), (pair.other, pair.other_volume)
    ids_here, ids_there = {r.id for r in here}, {r.id for r in there}
    forward = any(points_to(record, link, ids_there) for record in here)
    return forward or any(points_to(record, link, ids_here) for record in there)
