"""``dangan transfer``: hand material over with two signatures."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, plain_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples
from dangan.model.message import M

#: Type of the record of a hand-over.
_TYPE = "transfer"
#: Parts of what is missing: kind, reason, day.
_PARTS = 3


@click.group(
    "transfer",
    help=_(
        "Hand the material of a month over.\n\nnew is signed by the giver, sign by the"
        " receiver. A month without material is reported with --nil; what is still to"
        " come is named with --missing."
    ),
    epilog=examples(
        (
            "dangan transfer new 2026-05 --to P003 --item credit-report=8",
            _("eight reports"),
        ),
        ("dangan transfer new 2026-06 --to P003 --nil", _("nothing this month")),
        ("dangan transfer sign YJ-2026-0019 --by P003", _("the receiver signs")),
    ),
)
def command() -> None:
    """Group the two signatures."""


@command.command("new", help=_("Hand over; the giver signs."))
@click.argument("period", metavar="YYYY-MM")
@click.option("--to", required=True, metavar="PERSON", help=_("Who receives it."))
@click.option(
    "--item",
    "items",
    multiple=True,
    metavar="KIND=COUNT",
    help=_("What, and how many."),
)
@click.option("--nil", is_flag=True, help=_("There is nothing this month."))
@click.option(
    "--missing",
    multiple=True,
    metavar="KIND=REASON[=DATE]",
    help=_("What is still to come, why, until when."),
)
@click.option("--standard", default="", help=_("The standard it was checked by."))
@click.option("--level", default="", help=_("Secrecy level."))
@plain_options
@pass_invocation
def new(
    invocation: Invocation,
    /,
    *,
    period: str,
    to: str,
    items: tuple[str, ...],
    nil: bool,
    missing: tuple[str, ...],
    standard: str,
    level: str,
    **how: Any,
) -> None:
    """Hand over a list, or report nothing."""
    from dangan.workspace import handing_over

    if nil == bool(items):
        text = _("name what is handed over with --item, or give --nil")
        raise click.UsageError(invocation.text(text))
    counter = Counter(invocation, Said(**how))
    people = counter.space.holding.entries("people")
    owed_by = {"department": people.get(counter.scene.by, {}).get("department")}
    rows = tuple(_missing(invocation, one, owed_by) for one in missing)
    counts = dict(_counted(invocation, one) for one in items)
    receiver = counter.person(to)
    wish = handing_over.HandOver(_TYPE, period, receiver, counts, rows, standard, level)
    counter.perform(lambda desk: handing_over.hand_over(desk, wish))


@command.command("sign", help=_("Receive, or refuse with the reason."))
@click.argument("transfer")
@click.option("--refuse", default="", metavar="REASON", help=_("Why it goes back."))
@plain_options
@pass_invocation
def sign(invocation: Invocation, /, *, transfer: str, refuse: str, **how: Any) -> None:
    """Sign as the receiver."""
    from dangan.workspace import handing_over

    Counter(invocation, Said(**how)).perform(
        lambda desk: handing_over.sign(desk, transfer, refuse)
    )


def _counted(invocation: Invocation, text: str) -> tuple[str, int]:
    kind, _sign, count = text.partition("=")
    if not count.isdecimal():
        wrong = M("write KIND=COUNT, not {said}", said=text)
        raise click.UsageError(invocation.text(wrong))
    return kind.strip(), int(count)


def _missing(invocation: Invocation, text: str, owed_by: Any) -> dict[str, Any]:
    parts = [part.strip() for part in text.split("=")]
    if not 1 < len(parts) <= _PARTS:
        wrong = M("write KIND=REASON or KIND=REASON=DATE, not {said}", said=text)
        raise click.UsageError(invocation.text(wrong))
    row = {"kind": parts[0], "owed_by": owed_by, "reason": parts[1]}
    return {**row, **({"due": parts[2]} if len(parts) == _PARTS else {})}
