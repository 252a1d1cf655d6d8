"""Records were destroyed elsewhere, in another way, or without enough witnesses.

Why: the regulation designates place and methods so that nothing can be read any more
and nothing is put to another use.
Fix: correct the entry if it is wrong; otherwise it is reported as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.disposal import not_as_ruled, rule_of
from dangan.rules.words import words


@check("R370", scope="archive")
def destroyed_elsewhere(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the event of each destruction with the rule of disposal."""
    for register in registers(archive, ctx):
        known = (archive.by_id.get(line.record) for line in register.lines)
        found = (rule_of(r, ctx.policies.for_record(r)) for r in known if r)
        rule = next((one for one in found if one), None)
        if rule is None or not register.gone_on:
            continue
        for route, event in register.record.each("events"):
            if event.get("kind") not in register.gone_by:
                continue
            for one in not_as_ruled(rule, event, words(event.get("with"))):
                yield register.record.at(route).says(
                    one.message,
                    hint=M("correct the entry if it is wrong"),
                    clauses=one.clauses,
                )
