"""``dangan visit``: plan, enter, report and end visits of customers."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples

_RESULT = "normal"
#: Kind of event → what the commit message says.
_SAYS = {
    "followed_up": "follow up visit",
    "closed": "close visit",
    "cancelled": "cancel visit",
}


@click.group(
    "visit",
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
        "visit", about[0], visitor=party, planned_on=on, way=way, purpose=purpose
    )
    hands = counter.hands({"planned": {"until": on}})
    wish = Wish("visit", about, fields, hands, "planned", "plan visit")
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
        wish = Wish("visit", (record,), fields, hands, target, "visit")
        counter.perform(lambda desk: plan_next(desk, record, wish))
        return
    party = counter.party(visitor, None)
    fields = counter.fields("visit", record, visitor=party, **learnt)
    wish = Wish("visit", (record,), fields, hands, target, "visit")
    counter.perform(lambda desk: plan_begin(desk, wish))


@command.command(
    "follow",
    help=_("Enter what was done after a visit."),
    epilog=examples(
        ("dangan visit follow HF-2026-0009 --what 已送样", _("after a visit")),
    ),
)
@click.argument("name", required=False, metavar="VISIT")
@click.option("--what", help=_("What was done."))
@acting_options
@pass_invocation
def follow(
    invocation: Invocation, /, *, name: str | None, what: str | None, **said: Any
) -> None:
    """Enter a follow-up; exit code 1 where the regulation refuses."""
    _go_on(invocation, name, "followed_up", {"notes": what}, said)


@command.command(
    "close",
    help=_("End a visit with everything that followed."),
    epilog=examples(("dangan visit close HF-2026-0009", _("ends it"))),
)
@click.argument("name", required=False, metavar="VISIT")
@acting_options
@pass_invocation
def close(invocation: Invocation, /, *, name: str | None, **said: Any) -> None:
    """End a visit; exit code 1 where the regulation refuses."""
    _go_on(invocation, name, "closed", {}, said)


@command.command(
    "cancel",
    help=_("Give up a planned visit."),
    epilog=examples(
        ("dangan visit cancel HF-2026-0009 --reason 客户搬迁", _("gives it up")),
    ),
)
@click.argument("name", required=False, metavar="VISIT")
@click.option("--reason", help=_("Why it is given up."))
@acting_options
@pass_invocation
def cancel(
    invocation: Invocation, /, *, name: str | None, reason: str | None, **said: Any
) -> None:
    """Give a visit up; exit code 1 where the regulation refuses."""
    _go_on(invocation, name, "cancelled", {"reason": reason}, said)


def _go_on(
    invocation: Invocation,
    name: str | None,
    kind: str,
    fields: dict[str, str | None],
    said: dict[str, Any],
) -> None:
    from dangan.workspace.lending_desk import continued

    counter = Counter(invocation, Said(**said))
    record = counter.record(name, _("Number of the visit"))
    stated = {key: value for key, value in fields.items() if value}
    hands = counter.hands({kind: stated} if stated else None)
    counter.perform(lambda desk: continued(desk, record, kind, hands, _SAYS[kind]))
