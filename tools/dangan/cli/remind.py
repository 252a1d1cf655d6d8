"""``dangan remind``: the reminders of a day, printed or sent to a group's robot."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangan.cli.context import (
    Day,
    Invocation,
    as_of_option,
    audience_option,
    format_option,
    pass_invocation,
)
from dangan.cli.i18n import _, examples
from dangan.model.errors import SetupError
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.cli.owed import Owed
    from dangan.rules.reminders import Reminder

#: Where the address of the robot may stand instead of on the command line.
VARIABLE = "DANGAN_WEBHOOK"
#: Days ahead in which something due may be announced.
_AHEAD = 366


@click.command(
    "remind",
    help=_(
        "Tell the reminders that the regulations want on this day: before something"
        " is due, on the day, and after it.\n\nWith --webhook they go to the robot of"
        " a WeCom, DingTalk or Feishu group. A message names what is due, the number"
        " of the record and who owes it by department, role or code; never a title"
        " or personal data. Without --audience it tells what the audience of the site"
        " may know, or the one that sees least."
    ),
    epilog=examples(
        ("dangan remind", _("the reminders of today")),
        ("dangan remind --since 2026-06-27", _("those of the weekend, too")),
        (
            "dangan remind --format wecom --webhook https://… --dry-run",
            _("what would be sent"),
        ),
    ),
)
@click.option(
    "--webhook",
    default="",
    envvar=VARIABLE,
    help=_("Address of the robot; better in DANGAN_WEBHOOK, as it holds a key."),
)
@click.option("--dry-run", is_flag=True, help=_("Show what would be sent."))
@click.option(
    "--since",
    type=Day(),
    metavar="YYYY-MM-DD",
    help=_("Reminders from this day on; otherwise those of the day alone."),
)
@click.option("--person", default="", help=_("What this person owes, by code."))
@click.option("--department", default="", help=_("What this department owes."))
@audience_option
@as_of_option
@format_option("text", "json", "wecom", "dingtalk", "feishu")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    webhook: str,
    dry_run: bool,
    since: datetime.date | None,
    person: str,
    department: str,
    audience: str,
    as_of: datetime.date | None,
    form: str,
) -> None:
    """Print or send; exit code 0 whether or not there is anything to tell."""
    from dangan.cli.owed import Owed
    from dangan.report.robots import FORMATS, payloads
    from dangan.rules.reminders import policy_of, reminders

    space = invocation.open()
    day = invocation.today(space.holding, as_of)
    owed = Owed(invocation, space, day, audience)
    owed.refuse_unknown(person, department)
    dues = owed.pending(day + datetime.timedelta(days=_AHEAD))
    pairs = (
        (due, policy_of(due, space.archive, space.policies))
        for due in owed.of(dues, person, department)
    )
    found = reminders(pairs, since or day, day)
    if form not in FORMATS:
        _print(owed, found, form)
        return
    title = invocation.text(M("Archive: reminders of {day}", day=day.isoformat()))
    messages = list(payloads(form, title, (_line(owed, one) for one in found)))
    if dry_run or not webhook:
        click.echo(json.dumps(messages, ensure_ascii=False, indent=2))
    else:
        _send(invocation, webhook, messages)


def _line(owed: Owed, reminder: Reminder) -> str:
    from dangan.rules.reminders import told

    due, rule = reminder.due, reminder.rule
    after = (owed.day - due.due_on).days if due.due_on else 0
    text = told(owed.what(due), due.due_on, after, rule.get("says"))
    who = owed.who(due)
    cited = " ".join(due.clauses or rule.clauses)
    return " · ".join(filter(None, (owed.invocation.text(text), who, cited)))


def _print(owed: Owed, found: tuple[Reminder, ...], form: str) -> None:
    if form == "json":
        rows = [
            {
                "rule": one.rule.id,
                "due": one.due.rule_id,
                "record": one.due.record,
                "due_on": one.due.due_on.isoformat() if one.due.due_on else None,
                "on": one.rung.on.isoformat(),
                "number": one.rung.number,
                "form": one.form,
                "text": _line(owed, one),
            }
            for one in found
        ]
        data = {"as_of": owed.day.isoformat(), "reminders": rows}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif found:
        click.echo("\n".join(_line(owed, one) for one in found))
    else:
        text = M("no reminder falls on {date}", date=owed.day.isoformat())
        owed.invocation.say(text)


def _send(invocation: Invocation, webhook: str, messages: Sequence[object]) -> None:
    from dangan.repo.post import post_json
    from dangan.report.robots import accepted

    for message in messages:
        if not accepted(post_json(webhook, message)):
            raise SetupError(
                "the robot refused the message",
                hint="check key word, signature and format of the robot",
            )
    invocation.say(M("{count} messages sent", count=len(messages)))
