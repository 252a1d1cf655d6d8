"""``dangan hold``: freeze records for a dispute or an audit, and lift that again."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples


@click.group(
    "hold",
    help=_(
        "Freeze records, and lift that again.\n\nWhat is held is not lent, moved,"
        " altered or destroyed, whatever its period and whatever list it is on; a"
        " dossier or a volume holds everything in it."
    ),
    epilog=examples(
        (
            "dangan hold place KH-0042 HT-2026-0003 --reason 合同纠纷",
            _("freezes a customer file with all in it, and a contract"),
        ),
        ("dangan hold lift DJ-2026-0001 --reason 结案", _("lifts the hold")),
    ),
)
def command() -> None:
    """Hold the two commands together."""


@command.command(
    "place",
    help=_("Freeze records."),
    epilog=examples(
        ("dangan hold place KH-0042 --reason 合同纠纷", _("a dossier with all in it")),
    ),
)
@click.argument("names", nargs=-1, metavar="NUMBER...")
@click.option("--reason", help=_("Why they are held."))
@click.option("--authority", help=_("Who or what asks for it."))
@acting_options
@pass_invocation
def place(
    invocation: Invocation,
    /,
    *,
    names: tuple[str, ...],
    reason: str | None,
    authority: str | None,
    **said: Any,
) -> None:
    """Place a hold; exit code 1 where the regulation refuses."""
    from dangan.workspace.reading_desk import Wish, plan_begin

    counter = Counter(invocation, Said(**said))
    about = counter.records(names, _("Numbers of the records"))
    why = counter.told(reason, _("Reason"))
    fields = counter.fields("hold", about[0], reason=why, authority=authority)
    wish = Wish("hold", about, fields, counter.hands(), "hold", "hold")
    counter.perform(lambda desk: plan_begin(desk, wish))


@command.command(
    "lift",
    help=_("Lift a hold, from all its records or from those named behind it."),
    epilog=examples(
        ("dangan hold lift DJ-2026-0001 --reason 结案", _("from all records")),
        (
            "dangan hold lift DJ-2026-0001 HT-2026-0003 --reason 与本案无关",
            _("from one of them"),
        ),
    ),
)
@click.argument("name", required=False, metavar="HOLD")
@click.argument("names", nargs=-1, metavar="[NUMBER]...")
@click.option("--reason", help=_("Why it is lifted."))
@acting_options
@pass_invocation
def lift(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    names: tuple[str, ...],
    reason: str | None,
    **said: Any,
) -> None:
    """Lift a hold; exit code 1 where the regulation refuses."""
    from dangan.workspace.reading_desk import plan_lift

    counter = Counter(invocation, Said(**said))
    held = counter.record(name, _("Number of the hold"))
    only = tuple(counter.record(one, _("Number of the record")) for one in names)
    why = counter.told(reason, _("Reason"))
    counter.perform(lambda desk: plan_lift(desk, held, only, why))
