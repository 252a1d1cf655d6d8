"""``dangan lend``: lend a record, from the request to the signature."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples

if TYPE_CHECKING:
    from dangan.model.record import Record
    from dangan.workspace.taking import Hands

#: What the rules of lending give where nobody says it; signatures are no text.
_BY_RULE = frozenset({"until", "signed", "seal_seen", "form"})


@click.command(
    "lend",
    help=_(
        "Lend a record to somebody.\n\nThe regulation says who may borrow what, in"
        " which form and for how long, and who approves; what it refuses is told with"
        " its clause. Named with the number of a loan that was asked for, it goes on"
        " from there."
    ),
    epilog=examples(
        (
            "dangan lend MK-2021-001 --to P009 --until 2026-07-10 --approved-by P004",
            _("asked for, approved and lent in one go"),
        ),
        ("dangan lend MK-2021-001 --to P009 --only requested", _("the request alone")),
        ("dangan lend JY-2026-0012 --approved-by P004", _("goes on with a request")),
        (
            "dangan lend JY-2026-0012 --only refused --set refused.reason=正在整理",
            _("refuses it"),
        ),
        ("dangan lend MK-2021-001 --to P009 --dry-run", _("shows what would happen")),
    ),
)
@click.argument("name", required=False, metavar="NUMBER")
@click.option("--to", "borrower", metavar="PERSON", help=_("Who borrows."))
@click.option("--outside", metavar="NAME", help=_("The organisation that borrows."))
@click.option("--until", metavar="YYYY-MM-DD", help=_("Day of return."))
@click.option("--purpose", help=_("What it is needed for."))
@click.option(
    "--copy", is_flag=True, help=_("A copy is lent; the original stays in its place.")
)
@click.option("--place", help=_("Where it is used."))
@click.option("--only", metavar="STEP", help=_("Stop at this step: requested…"))
@acting_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    borrower: str | None,
    outside: str | None,
    until: str | None,
    purpose: str | None,
    copy: bool,
    place: str | None,
    only: str | None,
    **said: Any,
) -> None:
    """Lend; exit code 1 where the regulation refuses."""
    from dangan.workspace.lending_desk import LOAN, LoanWish, plan_lend

    counter = Counter(invocation, Said(**said))
    record = counter.record(name, _("Number of the record"))
    fields = counter.fields(
        LOAN, record, purpose=purpose, place=place, form="copy" if copy else None
    )
    party = {} if record.get("borrower") else counter.party(borrower, outside)
    hands, target = counter.hands(), only or "out"
    if party:
        fields = _asked(counter, record, {**fields, "borrower": party}, target, hands)
    wish = LoanWish(record, party, until or "", fields, hands, target)
    counter.perform(lambda desk: plan_lend(desk, wish))


def _asked(
    counter: Counter, record: Record, data: dict[str, Any], target: str, hands: Hands
) -> dict[str, Any]:
    """Return the fields of a new loan with what a terminal is asked for besides."""
    from dangan.cli.needs import ask_wish
    from dangan.workspace.lending_desk import LOAN

    persons = {"requested": "", **hands.persons}
    wish = (data, target, replace(hands, persons=persons))
    whole, _hands = ask_wish(counter, LOAN, (record,), wish, _BY_RULE)
    return {key: value for key, value in whole.items() if key != "borrower"}
