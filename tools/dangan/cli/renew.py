"""``dangan renew``: extend a loan."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples


@click.command(
    "renew",
    help=_(
        "Extend a loan that is still open.\n\nNamed by the number of the record or of"
        " the loan. How often and for how long is said by the regulation."
    ),
    epilog=examples(
        ("dangan renew MK-2021-001 --until 2026-07-31 --by P004", _("until a day")),
        ("dangan renew JY-2026-0012 --by P004", _("for as long as the rule allows")),
        (
            "dangan renew JY-2026-0012 --only renewal_requested --by P009",
            _("the borrower's request alone"),
        ),
    ),
)
@click.argument("name", required=False, metavar="NUMBER")
@click.option("--until", metavar="YYYY-MM-DD", help=_("The new day of return."))
@click.option("--only", metavar="STEP", help=_("Stop at this step."))
@acting_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    until: str | None,
    only: str | None,
    **said: Any,
) -> None:
    """Renew; exit code 1 where the regulation refuses."""
    from dangan.workspace.lending_desk import continued, open_loan, plan_renew

    counter = Counter(invocation, Said(**said))
    record = counter.record(name, _("Number of the record or of the loan"))
    hands = counter.hands()
    if not only:
        counter.perform(lambda desk: plan_renew(desk, record, until or "", hands))
        return
    step = only
    counter.perform(
        lambda desk: continued(
            desk, open_loan(desk, record) or record, step, hands, "renew"
        )
    )
