"""Which forms of the regulation a record fills, with the command that prints each."""

from __future__ import annotations

from dangan.model.message import M
from dangan.rules.forms import SECTION
from dangan.rules.involved import governing
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Cell, Column, Grid, Part, Section


def forms(desk: Desk, row: Facts) -> tuple[Section, ...]:
    """Return the forms to print; only for staff, and only of what has a number."""
    record, say = row.record, desk.speech.say
    if row.policy is None or not record.number or not desk.audience.is_staff:
        return ()
    space = desk.workspace
    policy = governing(record, space.policies, desk.scribe.archive) or row.policy
    rules = [*row.policy.select(SECTION, record.data)]
    rules += [r for r in policy.select(SECTION, record.data) if r not in rules]
    lines = tuple(
        (
            Cell((Part(desk.speech.label(rule.label, rule.id)),)),
            Cell(
                (Part(f"dangan print {rule.get('form')} {record.number}", code=True),)
            ),
            Cell((cited,) if cited else ()),
        )
        for rule in rules
        for cited in (desk.scribe.clause(rule.clauses[0] if rule.clauses else ""),)
    )
    heads = (M("Form"), M("Command"), M("Clause"))
    columns = tuple(Column(say(head)) for head in heads)
    title = say(M("Forms to print"))
    table = Grid(columns, lines)
    return (Section("forms", title, "table", table=table),) if lines else ()
