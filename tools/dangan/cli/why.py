"""``dangan why``: where number, year, dates and gaps of a record come from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import (
    Invocation,
    as_of_option,
    format_option,
    pass_invocation,
)
from dangan.cli.i18n import _, examples
from dangan.cli.lookup import policy_of, record_named
from dangan.cli.reasons import Steps
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.rules.explain import Line, Section


@click.command(
    "why",
    help=_(
        "Say why: number, year, secrecy, retention, deadlines and missing materials"
        " of a record, each with the clause, the field and the arithmetic.\n\nNAME is"
        " a number as people write it, an id, or a path."
    ),
    epilog=examples(
        ("dangan why MK-2021-001", _("everything that follows for the record")),
        ("dangan why MK-2021-001 --only retention", _("only until when it is kept")),
        ("dangan why MK-2021-001 --as-of 2032-01-01", _("as it will be on that day")),
        ("dangan why MK-2021-001 --format json", _("for programs")),
    ),
)
@click.argument("name", metavar="NAME")
@click.option(
    "--only",
    type=click.Choice(
        ["rules", "number", "year", "secrecy", "retention", "dues", "missing"]
    ),
    help=_("One section."),
)
@as_of_option
@format_option()
@pass_invocation
def command(
    invocation: Invocation,
    name: str,
    only: str | None,
    as_of: datetime.date | None,
    form: str,
) -> None:
    """Print the derivations of one record."""
    from dangan.rules.explain import explain

    space = invocation.open()
    record = record_named(invocation, space, name)
    policy = policy_of(invocation, space, record)
    day = invocation.today(space.holding, as_of)
    found = explain(record, policy, space.archive, space.calendar, day)
    sections = tuple(one for one in found if only in (None, one.key))
    steps = Steps(invocation, space, policy, record.id)
    if form == "json":
        data = {
            "record": record.id,
            "number": record.number,
            "path": record.path,
            "as_of": day.isoformat(),
            "sections": [_as_json(section, steps) for section in sections],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    head = M("{name}, as of {date}", name=record.name, date=day.isoformat())
    click.echo(steps.say(head))
    for section in sections:
        click.echo(f"\n{steps.say(section.title)}")
        for line in section.lines:
            click.echo("\n".join(_lines(line, steps)))


def _lines(line: Line, steps: Steps) -> Iterator[str]:
    label = steps.say(line.label)
    value = steps.say(line.value)
    yield f"  {label}: {value}" if value else f"  {label}"
    if line.problem:
        yield f"    ! {steps.say(line.problem)}"
    for step in steps.lines(line.because):
        yield f"    - {step}"


def _as_json(section: Section, steps: Steps) -> dict[str, Any]:
    return {
        "section": section.key,
        "title": steps.say(section.title),
        "lines": [
            {
                "label": steps.say(line.label),
                "value": steps.say(line.value),
                "problem": steps.say(line.problem) if line.problem else "",
                "because": steps.as_json(line.because),
            }
            for line in section.lines
        ],
    }
