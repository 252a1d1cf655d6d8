"""``dangan inspect``: checklists, findings, remedies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said, plain_options
from dangan.cli.context import (
    Invocation,
    as_of_option,
    format_option,
    pass_invocation,
)
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples
from dangan.model.message import M, Text

if TYPE_CHECKING:
    import datetime

#: Type of the record of an inspection.
_TYPE = "inspection"


@click.group(
    "inspect",
    help=_(
        "Inspect store room and records by a checklist.\n\ndue → new → record →"
        " remedy → close. After an incident (theft, loss, fire, damage, doubt) one is"
        " opened with its cause, and cannot be closed without its results."
    ),
    epilog=examples(
        ("dangan inspect due", _("what is due, and what was found")),
        ("dangan inspect new custody --room A", _("opens an inspection")),
        (
            "dangan inspect record JC-2026-0001 --rest-ok --finding mould=墙角有霉点",
            _("one finding, the rest in order"),
        ),
        ("dangan inspect items custody", _("the questions to take along")),
        (
            "dangan inspect remedy JC-2026-0001 mould --measure 通风除霉",
            _("a finding is remedied"),
        ),
        ("dangan inspect close JC-2026-0001", _("when all is remedied")),
    ),
)
def command() -> None:
    """Group the steps of an inspection."""


@command.command("due", help=_("List checklists with the day they are due."))
@as_of_option
@format_option()
@pass_invocation
def due(invocation: Invocation, /, *, as_of: datetime.date | None, form: str) -> None:
    """Print every checklist and room with its next day."""
    from dangan.rules.inspection import turns

    space = invocation.open()
    day = invocation.today(space.holding, as_of)
    rows = [
        turn
        for policy in space.policies.all()
        for turn in turns(policy, space.archive, day)
    ]
    if form == "json":
        data = [
            {
                "checklist": turn.rule.id,
                "room": turn.room,
                "due_on": str(turn.due_on or ""),
                "state": turn.state,
                "clauses": list(turn.rule.clauses),
            }
            for turn in rows
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for turn in rows:
        label = invocation.text(M("{label}", label=turn.rule.label))
        when = str(turn.due_on or "")
        cells = (turn.rule.id, turn.room, when, turn.state, label)
        click.echo("  ".join(filter(None, cells)))


@command.command("items", help=_("Print the questions of a checklist."))
@click.argument("checklist")
@pass_invocation
def items_(invocation: Invocation, /, *, checklist: str) -> None:
    """Print id and question of each item."""
    from dangan.rules import inspection

    space = invocation.open()
    rule = inspection.checklist(space.policies, _TYPE, checklist)
    if rule is None:
        text = M("the regulation has no checklist {name}", name=checklist)
        raise click.UsageError(invocation.text(text))
    for item in inspection.items(rule):
        ask = Text(**item.data["ask"]).in_language(invocation.lang)
        click.echo(f"{item.id}  {ask}  {' '.join(item.clauses)}")


@command.command("new", help=_("Open an inspection."))
@click.argument("checklist")
@click.option("--room", default="", metavar="ID", help=_("Which room."))
@click.option("--trigger", metavar="CAUSE", help=_("What set it off: theft, fire…"))
@click.option("--on", "happened", metavar="DATE", help=_("When that happened."))
@click.option("--report", "told", metavar="TEXT", help=_("What happened."))
@click.option("--incident", metavar="NUMBER", help=_("The record about it."))
@click.option(
    "--subject",
    "subjects",
    multiple=True,
    metavar="NUMBER",
    help=_("A record at issue."),
)
@click.option("--level", default="", help=_("Secrecy level."))
@plain_options
@pass_invocation
def new(
    invocation: Invocation,
    /,
    *,
    checklist: str,
    room: str,
    trigger: str | None,
    happened: str | None,
    told: str | None,
    incident: str | None,
    subjects: tuple[str, ...],
    level: str,
    **how: Any,
) -> None:
    """Open an inspection with its cause."""
    from dangan.workspace import inspecting

    counter = Counter(invocation, Said(**how))
    about = counter.record(incident, _("The record about it.")) if incident else None
    cause = {
        "kind": trigger or ("interval" if not about else ""),
        "on": happened or (counter.scene.on.isoformat() if trigger else ""),
        "report": told or "",
        "record": about.id if about else "",
    }
    stated = {key: value for key, value in cause.items() if value}
    if not trigger:
        stated = {}
    order = inspecting.Order(_TYPE, checklist, room, stated, subjects, level)
    counter.perform(lambda desk: inspecting.open_(desk, order))


@command.command("record", help=_("Record the results, item by item."))
@click.argument("inspection")
@click.option(
    "--finding", multiple=True, metavar="ITEM=TEXT", help=_("What was found.")
)
@click.option("--remedy", multiple=True, metavar="ITEM=TEXT", help=_("What is done."))
@click.option("--due", multiple=True, metavar="ITEM=DATE", help=_("Until when."))
@click.option("--ok", multiple=True, metavar="ITEM", help=_("In order."))
@click.option("--none", multiple=True, metavar="ITEM", help=_("Does not apply."))
@click.option("--rest-ok", is_flag=True, help=_("All other items are in order."))
@plain_options
@pass_invocation
def record(
    invocation: Invocation,
    /,
    *,
    inspection: str,
    finding: tuple[str, ...],
    remedy: tuple[str, ...],
    due: tuple[str, ...],
    ok: tuple[str, ...],
    none: tuple[str, ...],
    rest_ok: bool,
    **how: Any,
) -> None:
    """Record what was seen."""
    from dangan.workspace import inspecting

    counter = Counter(invocation, Said(**how))
    seen = inspecting.Findings(
        counter.pairs("--finding", finding),
        counter.pairs("--remedy", remedy),
        counter.pairs("--due", due),
        none,
        ok,
        rest_ok,
    )
    counter.perform(lambda desk: inspecting.record_results(desk, inspection, seen))


@command.command("remedy", help=_("Record that a finding is remedied."))
@click.argument("inspection")
@click.argument("item")
@click.option("--measure", default="", metavar="TEXT", help=_("What was done."))
@plain_options
@pass_invocation
def remedy_(
    invocation: Invocation, /, *, inspection: str, item: str, measure: str, **how: Any
) -> None:
    """Record a remedy."""
    from dangan.workspace import inspecting

    Counter(invocation, Said(**how)).perform(
        lambda desk: inspecting.remedy(desk, inspection, item, measure)
    )


@command.command("close", help=_("Close an inspection."))
@click.argument("inspection")
@plain_options
@pass_invocation
def close(invocation: Invocation, /, *, inspection: str, **how: Any) -> None:
    """Close when every item has a result and every finding its remedy."""
    from dangan.workspace import inspecting

    Counter(invocation, Said(**how)).perform(
        lambda desk: inspecting.close(desk, inspection)
    )
