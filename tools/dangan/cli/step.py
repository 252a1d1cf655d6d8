"""``dangan step``: where a record of any process stands, and its next step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples
from dangan.model.message import M, Text

if TYPE_CHECKING:
    from dangan.model.record import Record
    from dangan.rules.process import OpenStep, Standing


@click.command(
    "step",
    help=_(
        "Show where a record of a process stands, or take its next step.\n\nFor every"
        " process that a regulation describes, also for those of your own that have no"
        " command of their name."
    ),
    epilog=examples(
        ("dangan step TS-2026-0003", _("what is done, what is open, and for whom")),
        ("dangan step TS-2026-0003 answer", _("takes a step")),
        (
            "dangan step HF-2026-0009 report --set findings=二期开工",
            _("and says what it needs"),
        ),
    ),
)
@click.argument("name", required=False, metavar="NUMBER")
@click.argument("target", required=False, metavar="STEP")
@acting_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    target: str | None,
    **said: Any,
) -> None:
    """Take a step; exit code 1 where the regulation refuses."""
    from dangan.cli.needs import ask_needs
    from dangan.workspace.reading_desk import Wish, plan_next

    counter = Counter(invocation, Said(**said))
    record = counter.record(name, _("Number of the record"))
    if target is None:
        _show(counter, record)
        return
    fields, hands = counter.fields("", record), counter.hands()
    whole, hands = ask_needs(counter, {**record.data, **fields}, target, hands)
    new = {key: value for key, value in whole.items() if record.data.get(key) != value}
    wish = Wish("", (record,), new, hands, target, target)
    counter.perform(lambda desk: plan_next(desk, record, wish))


def _show(counter: Counter, record: Record) -> None:
    """Print the steps that are done and those that are open."""
    from dangan.workspace.acting import Desk
    from dangan.workspace.stepping import rules_of

    invocation = counter.invocation
    rules = rules_of(Desk(counter.space, counter.on_the_day), record)
    if rules is None:
        text = M("{record} belongs to no process", record=record.name)
        raise click.UsageError(invocation.text(text))
    policy, how = rules
    if counter.said.form == "json":
        click.echo(json.dumps(_as_json(how), ensure_ascii=False, indent=2))
        return
    from dangan.rules.persons import told

    title = M("{record}: {state}", record=record.name, state=Text(**how.label))
    invocation.say(title)
    for one in how.done:
        line = M("done {on}: {step}", on=str(one.event.get("on")), step=one.step.label)
        invocation.say(line)
    for opened in how.open:
        who = told(opened.who, policy)
        line = M(
            "open: {step} ({id}), for {who}",
            step=opened.step.label,
            id=opened.step.id,
            who=who,
        )
        cited = f" ({', '.join(opened.step.clauses)})" if opened.step.clauses else ""
        click.echo(invocation.text(line) + cited)
        for reason in opened.blocked:
            invocation.say(M("    not yet: {reason}", reason=reason.message))


def _as_json(how: Standing) -> dict[str, Any]:
    return {
        "state": dict(how.label),
        "ended": how.ended,
        "done": [
            {"step": one.step.id, "event": one.step.event, "on": one.event.get("on")}
            for one in how.done
        ],
        "open": [_open_as_json(one) for one in how.open],
    }


def _open_as_json(one: OpenStep) -> dict[str, Any]:
    return {
        "step": one.step.id,
        "event": one.step.event,
        "people": sorted(one.people),
        "earliest": one.earliest.isoformat() if one.earliest else "",
        "clauses": list(one.step.clauses),
    }
