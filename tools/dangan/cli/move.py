"""``dangan move``: move records to another place."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples


@click.command(
    "move",
    help=_(
        "Move records to another place.\n\nOne relocation record says from where to"
        " where and why; the place in each record is changed with it."
    ),
    epilog=examples(
        (
            "dangan move MK-2021-001 MK-2021-002 --room B --box 003 --reason 维修",
            _("two records into another box"),
        ),
    ),
)
@click.argument("names", nargs=-1, metavar="NUMBER...")
@click.option("--room", help=_("The new room."))
@click.option("--cabinet", help=_("The new cabinet."))
@click.option("--shelf", help=_("The new shelf."))
@click.option("--box", help=_("The new box."))
@click.option("--reason", help=_("Why they are moved."))
@acting_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    names: tuple[str, ...],
    room: str | None,
    cabinet: str | None,
    shelf: str | None,
    box: str | None,
    reason: str | None,
    **said: Any,
) -> None:
    """Move records; exit code 1 where something keeps them where they are."""
    from dangan.workspace.reading_desk import Wish, plan_move

    counter = Counter(invocation, Said(**said))
    about = counter.records(names, _("Numbers of the records"))
    place = {"room": counter.told(room, _("The new room")), "cabinet": cabinet}
    place |= {"shelf": shelf, "box": box}
    to = {key: value for key, value in place.items() if value}
    why = counter.told(reason, _("Reason"))
    fields = counter.fields("relocation", about[0], reason=why)
    wish = Wish("relocation", about, fields, counter.hands(), "move", "move")
    counter.perform(lambda desk: plan_move(desk, about, to, wish))
