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
_INSPECTION = _("Number of the inspection")
#: What is said of the cause, and what it is asked as.
_CAUSE = {
    "trigger": _("What set it off: theft, fire…"),
    "happened": _("When that happened."),
    "told": _("What happened."),
    "incident": _("The record about it."),
}


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
@click.argument("checklist", required=False)
@click.option("--room", metavar="ID", help=_("Which room."))
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
@click.option("--level", help=_("Secrecy level."))
@plain_options
@pass_invocation
def new(
    invocation: Invocation,
    /,
    *,
    checklist: str | None,
    subjects: tuple[str, ...],
    level: str | None,
    **given: Any,
) -> None:
    """Open an inspection with its cause."""
    from dangan.cli.walk import checklists
    from dangan.workspace import inspecting

    cause = {key: given.pop(key) for key in _CAUSE}
    room = given.pop("room")
    counter = Counter(invocation, Said(**given))
    if checklist is None and counter.asks:
        checklist = counter.chosen(None, _("Checklist"), checklists(counter))
    named = counter.told(checklist, _("Checklist"))
    where = counter.offered(room, _("Which room."))
    stated = _cause(counter, cause)
    secret = counter.offered(level, _("Secrecy level."))
    order = inspecting.Order(_TYPE, named, where, stated, subjects, secret)
    counter.perform(lambda desk: inspecting.open_(desk, order))


def _cause(counter: Counter, said: dict[str, str | None]) -> dict[str, str]:
    """Return what set an inspection off; empty where its turn has come."""
    incident = said["incident"]
    about = counter.record(incident, _("The record about it.")) if incident else None
    kind = counter.offered(said["trigger"], _CAUSE["trigger"])
    if not kind:
        return {}
    today = counter.scene.on.isoformat()
    stated = {
        "kind": kind,
        "on": counter.offered(said["happened"], _CAUSE["happened"], today) or today,
        "report": counter.offered(said["told"], _CAUSE["told"]),
        "record": about.id if about else "",
    }
    return {key: value for key, value in stated.items() if value}


@command.command("record", help=_("Record the results, item by item."))
@click.argument("inspection", required=False)
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
    inspection: str | None,
    rest_ok: bool,
    **given: Any,
) -> None:
    """Record what was seen."""
    from dangan.cli.walk import walked
    from dangan.workspace import inspecting

    said = {key: given.pop(key) for key in ("finding", "remedy", "due", "none", "ok")}
    counter = Counter(invocation, Said(**given))
    number = counter.told(inspection, _INSPECTION)
    seen = inspecting.Findings(
        counter.pairs("--finding", said["finding"]),
        counter.pairs("--remedy", said["remedy"]),
        counter.pairs("--due", said["due"]),
        said["none"],
        said["ok"],
        rest_ok,
    )
    seen = walked(counter, number, seen)
    counter.perform(lambda desk: inspecting.record_results(desk, number, seen))


@command.command("remedy", help=_("Record that a finding is remedied."))
@click.argument("inspection", required=False)
@click.argument("item", required=False)
@click.option("--measure", metavar="TEXT", help=_("What was done."))
@plain_options
@pass_invocation
def remedy_(
    invocation: Invocation,
    /,
    *,
    inspection: str | None,
    item: str | None,
    measure: str | None,
    **how: Any,
) -> None:
    """Record a remedy."""
    from dangan.cli.walk import open_finding
    from dangan.workspace import inspecting

    counter = Counter(invocation, Said(**how))
    number = counter.told(inspection, _INSPECTION)
    which = open_finding(counter, number, item)
    what = counter.offered(measure, _("What was done."))
    counter.perform(lambda desk: inspecting.remedy(desk, number, which, what))


@command.command("close", help=_("Close an inspection."))
@click.argument("inspection", required=False)
@plain_options
@pass_invocation
def close(invocation: Invocation, /, *, inspection: str | None, **how: Any) -> None:
    """Close when every item has a result and every finding its remedy."""
    from dangan.workspace import inspecting

    counter = Counter(invocation, Said(**how))
    number = counter.told(inspection, _INSPECTION)
    counter.perform(lambda desk: inspecting.close(desk, number))
