"""``dangan return``: enter that a record came back, or that it was lost."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples

_CONDITION = "intact"


@click.command(
    "return",
    help=_(
        "Enter the return of a record that was lent.\n\nNamed by its own number or by"
        " that of the loan. What does not come back is entered with --lost."
    ),
    epilog=examples(
        ("dangan return MK-2021-001", _("it came back as it was")),
        ("dangan return JY-2026-0012 --condition damaged", _("it came back damaged")),
        ("dangan return MK-2021-001 --lost 出差途中遗失", _("it does not come back")),
    ),
)
@click.argument("name", required=False, metavar="NUMBER")
@click.option("--condition", help=_("Its condition; intact unless said."))
@click.option("--lost", metavar="REASON", help=_("It was lost; how that came about."))
@acting_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    condition: str | None,
    lost: str | None,
    **said: Any,
) -> None:
    """Enter the return; exit code 1 where nothing is out."""
    from dangan.workspace.lending_desk import plan_lost, plan_return

    counter = Counter(invocation, Said(**said))
    record = counter.record(name, _("Number of the record or of the loan"))
    hands = counter.hands()
    if lost:
        counter.perform(lambda desk: plan_lost(desk, record, lost, hands))
        return
    how = condition or counter.told(None, _("Its condition"), _CONDITION)
    counter.perform(lambda desk: plan_return(desk, record, how, hands))
