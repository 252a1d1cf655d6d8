"""A record that is kept for ever stands on a destruction register.

Why: a permanent record, one whose period cannot be computed and one that no rule
lets be destroyed are never candidates, whoever signs.
Fix: take it off: dangan destroy exempt. If its class is wrong, have it appraised
first; the old class stays on record.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.disposal import rule_of
from dangan.rules.retention import disposition


@check("R365", scope="archive", waivable=False)
def permanent_on_a_register(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Ask for the disposition of each listed record that is still there."""
    for register in registers(archive, ctx):
        for line in () if register.is_ended else register.lines:
            other = archive.by_id.get(line.record)
            policy = ctx.policies.for_record(other) if other else None
            if other is None or other.is_tombstone or policy is None:
                continue
            rule = rule_of(other, policy)
            found = disposition(other, policy, register.begun_on, archive)
            if rule is None or found.last_day_kept is None:
                yield register.record.at((*line.pointer, "record")).says(
                    M("{number} may never be destroyed", number=other.name),
                    hint=M("take it off the register, with the reason"),
                    related=(other.at("retention"),),
                    clauses=rule.clauses if rule else (),
                )
