"""``dangan visit``: plan, enter, report and end visits of customers."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.desk_steps import Ask, Go, going_on
from dangan.cli.i18n import _, examples

_PROCESS = "visit"
_RESULT = "normal"


@click.group(
    _PROCESS,
    help=_(
        "Visits of customers: planned, made, reported, followed up.\n\nVisits keep a"
        " customer file alive; what was learnt stands in the visit's own record."
    ),
    epilog=examples(
        ("dangan visit plan KH-0042 --on 2026-07-10 --visitor P009", _("plans one")),
        (
            "dangan visit done HF-2026-0009 --findings 二期开工",
            _("enters what was learnt"),
        ),
        ("dangan visit done KH-0042 --visitor P009", _("one that nobody planned")),
        ("dangan visit close HF-2026-0009", _("ends it")),
    ),
)
def command() -> None:
    """Hold the commands together."""


@command.command(
    "plan",
    help=_("Plan a visit."),
    epilog=examples(
        ("dangan visit plan KH-0042 --on 2026-07-10 --visitor P009", _("plans one")),
    ),
)
@click.argument("name", required=False, metavar="CUSTOMER")
@click.option("--on", "day", metavar="YYYY-MM-DD", help=_("Day of the visit."))
@click.option("--visitor", metavar="PERSON", help=_("Who visits."))
@click.option("--way", help=_("How: in-person, telephone, written, event."))
@click.option("--purpose", help=_("What it is for."))
@acting_options
@pass_invocation
def plan(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    day: str | None,
    visitor: str | None,
    way: str | None,
    purpose: str | None,
    **said: Any,
) -> None:
    """Plan a visit; exit code 1 where the regulation refuses."""
    from dangan.workspace.reading_desk import Wish, plan_begin

    counter = Counter(invocation, Said(**said))
    about = (counter.record(name, _("Number of the customer")),)
    on = counter.told(day, _("Day of the visit"))
    party = counter.party(visitor, None)
    fields = counter.fields(
        _PROCESS, about[0], visitor=party, planned_on=on, way=way, purpose=purpose
    )
    hands = counter.hands({"planned": {"until": on}})
    wish = Wish(_PROCESS, about, fields, hands, "planned", "plan visit")
    counter.perform(lambda desk: plan_begin(desk, wish))


@command.command(
    "done",
    help=_("Enter a visit that was made, planned or not."),
    epilog=examples(
        ("dangan visit done HF-2026-0009 --findings 二期开工", _("a planned one")),
        ("dangan visit done KH-0042 --visitor P009", _("one that nobody planned")),
    ),
)
@click.argument("name", required=False, metavar="VISIT|CUSTOMER")
@click.option("--result", help=_("How it went; normal unless said."))
@click.option("--findings", help=_("What was learnt."))
@click.option("--needs", help=_("What the customer needs."))
@click.option("--next", "next_on", metavar="YYYY-MM-DD", help=_("The next visit."))
@click.option("--visitor", metavar="PERSON", help=_("Who visited."))
@acting_options
@pass_invocation
def done(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    result: str | None,
    findings: str | None,
    needs: str | None,
    next_on: str | None,
    visitor: str | None,
    **said: Any,
) -> None:
    """Enter a visit; exit code 1 where the regulation refuses."""
    from dangan.workspace.reading_desk import Wish, plan_begin, plan_next

    counter = Counter(invocation, Said(**said))
    record = counter.record(name, _("Number of the visit or the customer"))
    learnt = {"findings": findings, "needs": needs, "next_on": next_on}
    hands = counter.hands({"visited": {"result": result or _RESULT}})
    target = "reported" if findings else "visited"
    if record.get("visitor") is not None:
        fields = counter.fields("", record, **learnt)
        wish = Wish(_PROCESS, (record,), fields, hands, target, "visit")
        counter.perform(lambda desk: plan_next(desk, record, wish))
        return
    party = counter.party(visitor, None)
    fields = counter.fields(_PROCESS, record, visitor=party, **learnt)
    wish = Wish(_PROCESS, (record,), fields, hands, target, "visit")
    counter.perform(lambda desk: plan_begin(desk, wish))


_THIS = ("VISIT", _("Number of the visit"))
for _go in (
    Go(
        "follow",
        _("Enter what was done after a visit."),
        _PROCESS,
        "followed_up",
        "follow up visit",
        examples(
            ("dangan visit follow HF-2026-0009 --what 已送样", _("after a visit"))
        ),
        about=_THIS,
        asks=(Ask("what", _("What was done."), "followed_up.notes"),),
    ),
    Go(
        "close",
        _("End a visit with everything that followed."),
        _PROCESS,
        "closed",
        "close visit",
        examples(("dangan visit close HF-2026-0009", _("ends it"))),
        about=_THIS,
    ),
    Go(
        "cancel",
        _("Give up a planned visit."),
        _PROCESS,
        "cancelled",
        "cancel visit",
        examples(
            ("dangan visit cancel HF-2026-0009 --reason 客户搬迁", _("gives it up"))
        ),
        about=_THIS,
        asks=(Ask("reason", _("Why it is given up."), "cancelled.reason"),),
    ),
):
    command.add_command(going_on(_go))
