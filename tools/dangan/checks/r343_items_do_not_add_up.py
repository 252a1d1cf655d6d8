"""The number of items on the cover is not that of the contents.

Why: the list in front says how many documents the volume holds. Two different
numbers mean that one was forgotten or taken out.
Fix: count again and correct items or contents.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import volumes
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R343", scope="archive")
def items_do_not_add_up(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the stated number of items with the contents."""
    for volume, policy in volumes(archive, ctx.policies):
        stated, listed = volume.get("items"), volume.get("contents")
        if stated is not None and stated != len(listed):
            yield volume.at("items").says(
                M("the contents list {count} items", count=len(listed)),
                hint=M("write {count}, or correct the contents", count=len(listed)),
                clauses=tuple(
                    c
                    for rule in policy.select("pages", volume.data)
                    for c in rule.clauses
                ),
            )
