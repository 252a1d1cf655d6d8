"""``dangan destroy candidates``: what may be destroyed on a day, and what may not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import (
    Invocation,
    as_of_option,
    format_option,
    pass_invocation,
)
from dangan.cli.i18n import _
from dangan.model.message import M

if TYPE_CHECKING:
    import datetime

    from dangan.rules.disposal import Candidate


@click.command("candidates", help=_("List what may be destroyed on the day."))
@click.option("--ready", is_flag=True, help=_("Only what nothing keeps."))
@as_of_option
@format_option()
@pass_invocation
def candidates(
    invocation: Invocation, /, *, ready: bool, as_of: datetime.date | None, form: str
) -> None:
    """Print number, end of the period, and what still keeps it."""
    from dangan.rules.disposal import candidates as every

    space = invocation.open()
    day = invocation.today(space.holding, as_of)
    found = [c for c in every(space.archive, space.policies, day) if _fits(c, ready)]
    if form == "json":
        rows = [_as_json(invocation, one) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        why = "; ".join(invocation.text(r.message) for r in one.refusals)
        row = (one.record.number, str(one.found.last_day_kept), one.record.title, why)
        click.echo("  ".join(filter(None, row)))
    invocation.say(M("{count} records", count=len(found)))


def _fits(one: Candidate, ready: bool) -> bool:
    return not (ready and one.refusals)


def _as_json(invocation: Invocation, one: Candidate) -> dict[str, Any]:
    return {
        "number": one.record.number,
        "title": one.record.title,
        "last_day_kept": str(one.found.last_day_kept),
        "refusals": [
            {"message": invocation.text(r.message), "clauses": list(r.clauses)}
            for r in one.refusals
        ],
    }
