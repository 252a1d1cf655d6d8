"""``dangan consult``: records read at the archive."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples


@click.command(
    "consult",
    help=_(
        "Enter that somebody reads records at the archive.\n\nNothing is taken away;"
        " pages may be copied. Named with the number of a consultation that was asked"
        " for, it goes on from there."
    ),
    epilog=examples(
        (
            "dangan consult KH-0042 HT-2026-0003 --reader P012 --purpose 核对付款条件",
            _("two records at once"),
        ),
        ("dangan consult KH-0042 --reader P012 --copied 2", _("two pages copied")),
        ("dangan consult CY-2026-0003 --only closed", _("ends a consultation")),
    ),
)
@click.argument("names", nargs=-1, metavar="NUMBER...")
@click.option("--reader", metavar="PERSON", help=_("Who reads."))
@click.option("--outside", metavar="NAME", help=_("The organisation that reads."))
@click.option("--purpose", help=_("What it is needed for."))
@click.option("--reason", help=_("Why it is needed."))
@click.option("--copied", metavar="PAGES", type=int, help=_("Pages that were copied."))
@click.option("--only", metavar="STEP", help=_("Stop at this step: requested…"))
@acting_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    names: tuple[str, ...],
    reader: str | None,
    outside: str | None,
    purpose: str | None,
    reason: str | None,
    copied: int | None,
    only: str | None,
    **said: Any,
) -> None:
    """Enter a consultation; exit code 1 where the regulation refuses."""
    from dangan.cli.needs import ask_wish
    from dangan.workspace.reading_desk import Wish, plan_consult

    counter = Counter(invocation, Said(**said))
    about = counter.records(names, _("Numbers of the records"))
    target = only or ("copied" if copied else "consulted")
    given = {"purpose": purpose, "reason": reason}
    if about[0].get("reader") is not None:
        hands = counter.hands({"copied": {"pages": copied}} if copied else None)
        fields = counter.fields("", about[0], **given)
        wish = Wish("consultation", about, fields, hands, target, "consult")
        counter.perform(lambda desk: plan_consult(desk, wish, about[0]))
        return
    party = counter.party(reader, outside)
    fields = counter.fields("consultation", about[0], reader=party, **given)
    hands = counter.hands(
        {"copied": {"pages": copied}} if copied else None,
        requested=party.get("person", ""),
    )
    fields, hands = ask_wish(counter, "consultation", about, (fields, target, hands))
    wish = Wish("consultation", about, fields, hands, target, "consult")
    counter.perform(lambda desk: plan_consult(desk, wish))
