"""``dangan due``: what is owed, by whom, until when, and why."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import (
    Day,
    Invocation,
    as_of_option,
    format_option,
    pass_invocation,
)
from dangan.cli.i18n import _, examples
from dangan.cli.reasons import Steps
from dangan.model.json import JsonObject
from dangan.model.message import M, Text
from dangan.model.table import Table, heads

if TYPE_CHECKING:
    from dangan.rules.dues import Due
    from dangan.workspace import Workspace


@click.command(
    "due",
    help=_(
        "List what is due: deadlines of records, entries of missing lists, recurring"
        " duties, steps of processes; the oldest first.\n\nWithout --until it lists"
        " everything that is overdue, open or not known."
    ),
    epilog=examples(
        ("dangan due", _("everything that somebody still has to do")),
        ("dangan due --until 2026-07-31", _("what is due by the end of July")),
        ("dangan due --department sales --why", _("what a department owes, and why")),
        ("dangan due --person P007 --format csv", _("a list for one person")),
    ),
)
@click.option("--until", type=Day(), metavar="YYYY-MM-DD", help=_("Due by this day."))
@click.option("--person", default="", help=_("What this person owes, by code."))
@click.option("--department", default="", help=_("What this department owes."))
@click.option("--all", "every", is_flag=True, help=_("What is done or waits, too."))
@click.option("--why", is_flag=True, help=_("Give the reasons."))
@as_of_option
@format_option("text", "json", "csv", "md")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    until: datetime.date | None,
    person: str,
    department: str,
    every: bool,
    why: bool,
    as_of: datetime.date | None,
    form: str,
) -> None:
    """Print the list; exit code 0 whether or not it is empty."""
    from dangan.rules.agenda import agenda
    from dangan.rules.dues import concerns

    space = invocation.open()
    _refuse_unknown(invocation, space, person, department)
    day = invocation.today(space.holding, as_of)
    found = [
        due
        for due in agenda(
            space.archive, space.policies, space.calendar, day, until=until
        )
        if (every or due.pending)
        and (until is None or due.due_on is None or due.due_on <= until)
        and concerns(due, space.holding, day, person=person, department=department)
    ]
    _print(_List(invocation, space, day), found, form, why=why)


def _refuse_unknown(
    invocation: Invocation, space: Workspace, person: str, department: str
) -> None:
    for vocabulary, name in (("people", person), ("departments", department)):
        if name and name not in space.holding.entries(vocabulary):
            text = M(
                "holding.yaml has no {name} among {list}", name=name, list=vocabulary
            )
            raise click.UsageError(invocation.text(text))


#: Who owes → the list that names it; people are told by their codes.
_NAMED = {"department": "departments", "role": "roles"}


class _List:
    """Writes dues in one language."""

    def __init__(
        self, invocation: Invocation, space: Workspace, day: datetime.date
    ) -> None:
        from dangan.rules.explain import DUE_STATES

        self.space, self.day, self.lang = space, day, invocation.lang
        self.steps = Steps(invocation, space)
        self._states = DUE_STATES

    def table(self, dues: Iterable[Due]) -> Table:
        """Return the list as a table."""
        columns = heads(
            due=M("Due"),
            state=M("State"),
            what=M("What"),
            who=M("Who"),
            record=M("Record"),
            period=M("Period"),
            clauses=M("Clauses"),
        )
        rows = tuple(self.row(due) for due in dues)
        return Table("due", M("What is due"), columns, rows, self.day.isoformat())

    def row(self, due: Due) -> tuple[str, ...]:
        """Return the cells of one line."""
        about = self.space.archive.by_id.get(due.record)
        return (
            due.due_on.isoformat() if due.due_on else "",
            self.steps.say(self._states[due.state]),
            self.what(due),
            self.who(due.owed_by),
            about.name if about else "",
            due.period,
            " ".join(due.clauses),
        )

    def what(self, due: Due) -> str:
        """Return what is due, with the part of a duty that no other column tells."""
        told = self.label(due.what, due.rule_id)
        known = (due.record, *map(str, due.owed_by.values()))
        unit = self.steps.names.unit(due.unit, *known)
        if not unit:
            return told
        return self.steps.say(M("{what}: {unit}", what=told, unit=unit))

    def label(self, labels: JsonObject, otherwise: str) -> str:
        """Return a label in the language, or the code."""
        text = Text(str(labels.get("zh", "")), str(labels.get("en", "")))
        return self.steps.say(text) or otherwise

    def who(self, owed_by: JsonObject) -> str:
        """Return who owes it: names of departments and roles, codes of people."""
        return " ".join(
            self.steps.say(self.steps.names.of(_NAMED[key], str(value)))
            if key in _NAMED
            else str(value)
            for key, value in owed_by.items()
        )

    def as_json(self, due: Due) -> dict[str, Any]:
        """Return one line as data, with its reasons."""
        return {
            "rule": due.rule_id,
            "what": dict(due.what),
            "owed_by": dict(due.owed_by),
            "owed_to": dict(due.owed_to),
            "due_on": due.due_on.isoformat() if due.due_on else None,
            "done_on": due.done_on.isoformat() if due.done_on else None,
            "state": due.state,
            "record": due.record,
            "period": due.period,
            "clauses": list(due.clauses),
            "problem": self.steps.say(due.problem) if due.problem else "",
            "because": self.steps.as_json(due.because),
        }


def _print(writer: _List, found: list[Due], form: str, *, why: bool) -> None:
    from dangan.report.tables import table_as

    if form == "json":
        rows = [writer.as_json(due) for due in found]
        data = {"as_of": writer.day.isoformat(), "dues": rows}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif not found and form == "text":
        text = M("nothing is due, as of {date}", date=writer.day.isoformat())
        click.echo(writer.steps.say(text))
    elif why and form == "text":
        for due in found:
            click.echo("  ".join(filter(None, writer.row(due))))
            reasons = [writer.steps.say(due.problem)] if due.problem else []
            for line in (*reasons, *writer.steps.lines(due.because)):
                click.echo(f"    - {line}")
    else:
        click.echo(table_as(writer.table(found), form, writer.lang), nl=False)
