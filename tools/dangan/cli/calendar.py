"""``dangan calendar``: what is due, as calendar feeds of people and departments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangan.cli.context import (
    MARK,
    Day,
    Invocation,
    as_of_option,
    audience_option,
    pass_invocation,
)
from dangan.cli.i18n import _, examples
from dangan.model.errors import SetupError
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.cli.owed import Owed
    from dangan.report.ics import Entry
    from dangan.rules.dues import Due

#: Days ahead that a feed covers unless --until says otherwise.
AHEAD = 366
#: Codes that may stand in the name of a file; the schema asks for no less.
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
#: Beginnings of the names of feeds.
_KINDS = ("person-", "department-")
#: When an alarm rings where the regulation names no days: the day before.
_ALARMS = (-1,)


@click.command(
    "calendar",
    help=_(
        "Write what is due as calendar feeds (.ics) with alarms: one for each person"
        " and department that owes something.\n\nA feed tells what is due, the number"
        " of the record and the clause; never a title or a person's name. Without"
        " --audience it tells what the audience of the site may know, or the one that"
        " sees least.\n\nFeeds of this archive that nobody owes anything for any"
        " more are taken out of the folder; other files are left alone."
    ),
    epilog=examples(
        ("dangan calendar --out build/calendar", _("a feed for everybody who owes")),
        ("dangan calendar --out build/calendar --person P007", _("for one person")),
        (
            "dangan calendar --out build/calendar --department sales",
            _("for one department"),
        ),
    ),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=_("Folder to write."),
)
@click.option("--person", default="", help=_("What this person owes, by code."))
@click.option("--department", default="", help=_("What this department owes."))
@audience_option
@click.option("--until", type=Day(), metavar="YYYY-MM-DD", help=_("Due by this day."))
@as_of_option
@pass_invocation
def command(
    invocation: Invocation,
    *,
    out: Path,
    person: str,
    department: str,
    audience: str,
    until: datetime.date | None,
    as_of: datetime.date | None,
) -> None:
    """Write the feeds; one that has nothing to tell is written only if asked for."""
    from dangan.cli.owed import Owed
    from dangan.repo.write import write_bytes

    space = invocation.open()
    day = invocation.today(space.holding, as_of)
    owed = Owed(invocation, space, day, audience)
    owed.refuse_unknown(person, department)
    dues = owed.pending(until or day + datetime.timedelta(days=AHEAD))
    out.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()
    for name, who in _wanted(owed, person, department):
        found = tuple(owed.of(dues, *who))
        if found or person or department:
            write_bytes(out / f"{name}.ics", _feed(owed, name, found))
            written.add(f"{name}.ics")
    if not person and not department:
        _clear(owed, out, written)
    count = len(written)
    invocation.say(M("{count} calendars in {folder}", count=count, folder=out.name))


def _clear(owed: Owed, out: Path, written: set[str]) -> None:
    """Take out the feeds of this archive that were written before and not now."""
    from dangan.report.ics import is_of

    for path in sorted(out.glob("*.ics")):
        is_old = path.name not in written and path.name.startswith(_KINDS)
        if not is_old or path.is_symlink() or not path.is_file():
            continue
        if is_of(path.read_bytes(), _owner(owed)):
            path.unlink()


def _owner(owed: Owed) -> str:
    holding = owed.space.holding
    return f"{holding.get('code') or ''} {holding.name.get('zh', '')}"


def _wanted(
    owed: Owed, person: str, department: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield file name, and the person or department whose feed it is."""
    holding = owed.space.holding
    people = [person] if person else [] if department else holding.entries("people")
    units = (
        [department] if department else [] if person else holding.entries("departments")
    )
    for code in (*people, *units):
        if not _CODE.fullmatch(code):
            raise SetupError(
                M("a code in holding.yaml is no name of a file"),
                context=(MARK, "people" if code in people else "departments"),
                hint=M("use letters, digits and hyphens: dangan check"),
            )
    for code in people:
        yield f"{_KINDS[0]}{code}", (code, "")
    for code in units:
        yield f"{_KINDS[1]}{code}", ("", code)


def _feed(owed: Owed, name: str, dues: tuple[Due, ...]) -> bytes:
    from dangan.report.ics import feed

    title = owed.invocation.text(M("Archive: what is due ({name})", name=name))
    entries = (_entry(owed, due) for due in dues)
    return feed(title, entries, owed.day, _owner(owed))


def _entry(owed: Owed, due: Due) -> Entry:
    from dangan.report.ics import Entry
    from dangan.rules.reminders import policy_of, rule_for

    space = owed.space
    policy = policy_of(due, space.archive, space.policies)
    rule = rule_for(due, policy) if policy else None
    days = tuple(sorted(map(int, rule.data["days"]))) if rule else _ALARMS
    who = ",".join(f"{key}={value}" for key, value in sorted(due.owed_by.items()))
    key = (
        str(space.holding.get("code") or ""),
        due.rule_id,
        due.record,
        due.period,
        who,
    )
    return Entry(
        key=key,
        on=due.due_on or owed.day,
        summary=owed.what(due),
        description="\n".join(filter(None, (owed.who(due), " ".join(due.clauses)))),
        category=owed.invocation.text(M("Archive")),
        alarms=days,
    )
