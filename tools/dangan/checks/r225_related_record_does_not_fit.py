"""A record does not fit another record or a declared table.

Why: some things show only beside another record: a contract without the file
of its customer, a model that was never announced.
Fix: add or correct the other record, the relation or the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.rules.fieldrules import breaches_around


class _Around:
    """What a relation may look at: targets of relations, lists of the holding."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def related(self, data: JsonObject, kind: str) -> Iterable[JsonObject]:
        """Return what the relations of a kind lead to."""
        rows = (row for row in data.get("relations", ()) if row.get("kind") == kind)
        found = (self._archive.by_id.get(str(row.get("to"))) for row in rows)
        return tuple(record.data for record in found if record)

    def table(self, name: str) -> Iterable[JsonObject]:
        """Return the rows of a table of holding.yaml."""
        return self._archive.holding.get(name) or ()

    def record(self, id_: str) -> JsonObject | None:
        """Return the data of the record with an id."""
        other = self._archive.by_id.get(id_)
        return other.data if other else None


@check("R225", scope="archive")
def related_record_does_not_fit(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules that look beyond the record."""
    around = _Around(archive)
    for record in archive.records:
        policy = None if record.is_tombstone else ctx.policies.for_record(record)
        for found in breaches_around(record, policy, around) if policy else ():
            yield record.at(found.pointer).says(
                M("{field} does not fit what it refers to", field=found.field),
                hint=M("correct it, or the record or list that it refers to"),
                rule=found.rule,
            )
