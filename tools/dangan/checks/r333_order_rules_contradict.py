"""Two rules of order contradict each other in a volume.

Why: of two rules the stronger one was followed. That is worth a look: often a
relation points the wrong way.
Fix: correct the relation, or leave the order as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import volumes
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M
from dangan.rules.volume_order import order


@check("R333", scope="archive", severity=Severity.INFO)
def order_rules_contradict(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Report the rules that a stronger one overruled."""
    for volume, policy in volumes(archive, ctx.policies):
        for pair in order(volume, policy, archive).conflicts:
            first = archive.by_id[pair.first].name
            yield volume.at("contents").says(
                M(
                    "{first} cannot stand first as {rule} wants",
                    first=first,
                    rule=pair.rule.label or pair.rule.id,
                ),
                hint=M("check the relations of the two items"),
                related=(archive.by_id[pair.then].at("relations"),),
                clauses=pair.rule.clauses,
            )
