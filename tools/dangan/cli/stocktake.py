"""``dangan stocktake``: what should be there, what is there, who signs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said, plain_options
from dangan.cli.context import Invocation, format_option, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples
from dangan.model.message import M, Message

if TYPE_CHECKING:
    from dangan.rules.stocktaking import Report

#: Type of the record of a stocktake.
_TYPE = "stocktake"
_STOCKTAKE = _("Number of the stocktake")
_WHERE = _("Where all of them were scanned.")
#: What a stocktake may be limited to, and what it is asked as.
_SCOPE = {
    "room": _("A room of the holding."),
    "cabinet": _("A cabinet."),
    "shelf": _("A shelf."),
    "box": _("A box."),
    "class": _("A class."),
    "department": _("A department."),
    "year": _("A year."),
}
_STATES = {
    "found": M("found"),
    "misplaced": M("misplaced"),
    "missing": M("missing"),
    "out": M("on loan"),
    "out-but-found": M("on loan, but found"),
    "surplus": M("surplus"),
    "destroyed-but-found": M("destroyed, but found"),
    "unknown": M("unknown"),
}


@click.group(
    "stocktake",
    help=_(
        "Count what is on the shelves.\n\nstart → count → report → close. The scans are"
        " a CSV file of any phone app, with the text of the QR label or the number and,"
        " if there is one, the place. Nothing is lent meanwhile; two people sign."
    ),
    epilog=examples(
        ("dangan stocktake start --room A", _("everything in room A")),
        ("dangan stocktake count QD-2026-0001 scans.csv", _("what a phone scanned")),
        ("dangan stocktake report QD-2026-0001", _("found, missing, misplaced…")),
        (
            "dangan stocktake close QD-2026-0001 --second P018",
            _("both sign that it is so"),
        ),
    ),
)
def command() -> None:
    """Group the steps of a stocktake."""


@command.command("start", help=_("Begin: take down what should be where."))
@click.option("--room", metavar="ID", help=_("A room of the holding."))
@click.option("--cabinet", metavar="ID", help=_("A cabinet."))
@click.option("--shelf", metavar="ID", help=_("A shelf."))
@click.option("--box", metavar="ID", help=_("A box."))
@click.option("--class", "class", metavar="CLASS", help=_("A class."))
@click.option("--department", metavar="ID", help=_("A department."))
@click.option("--year", metavar="YYYY", help=_("A year."))
@click.option("--trigger", metavar="CAUSE", help=_("What set it off: theft, fire…"))
@click.option("--incident", metavar="NUMBER", help=_("The record about it."))
@click.option("--reason", metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def start(
    invocation: Invocation,
    /,
    *,
    trigger: str | None,
    incident: str | None,
    reason: str | None,
    **given: Any,
) -> None:
    """Begin a stocktake of a scope."""
    from dangan.workspace import counting

    scope = {key: given.pop(key) for key in _SCOPE}
    counter = Counter(invocation, Said(**given))
    stated = {key: str(value) for key, value in scope.items() if value}
    if not stated:
        stated = _asked_scope(counter)
    trigger = trigger or counter.offered(None, _("What set it off: theft, fire…"))
    cause = {"kind": trigger, "on": counter.scene.on.isoformat()} if trigger else {}
    if incident and trigger:
        about = counter.record(incident, _("The record about it."))
        cause["record"] = about.id
        cause["on"] = str(about.get("trigger.on") or cause["on"])
    why = counter.offered(reason, _("Why."))
    order = counting.Order(_TYPE, stated, {k: str(v) for k, v in cause.items()}, why)
    counter.perform(lambda desk: counting.start(desk, order))


@command.command("count", help=_("Take in the scans of a CSV file."))
@click.argument("stocktake", required=False)
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), required=False)
@click.option("--place", help=_WHERE)
@plain_options
@pass_invocation
def count(
    invocation: Invocation,
    /,
    *,
    stocktake: str | None,
    file: Any,
    place: str | None,
    **how: Any,
) -> None:
    """Add scans; the same scan twice counts once."""
    from dangan.workspace import counting

    counter = Counter(invocation, Said(**how))
    number = counter.told(stocktake, _STOCKTAKE)
    if file is None:
        path = counter.told(None, _("File of scans"))
        file = click.File("r", encoding="utf-8-sig").convert(path, None, None)
    text, where = _scans(invocation, file), counter.offered(place, _WHERE)

    def plan(desk: Any) -> Any:
        """Return what a list of scans changes, or why it cannot be taken."""
        scans = counting.scans_of(text, desk, where)
        if not scans:
            return desk.refusal(M("no column holds numbers of the archive"))
        return counting.count(desk, number, scans)

    counter.perform(plan)
    if counter.said.form == "text" and not counter.said.dry_run:
        _print(invocation, _report(invocation, number), everything=False)


def _scans(invocation: Invocation, file: Any) -> str:
    try:
        return str(file.read())
    except UnicodeDecodeError:
        text = M("{file} is no text in UTF-8", file=Path(file.name).name)
        raise click.UsageError(invocation.text(text)) from None


@command.command("report", help=_("Print found, missing, misplaced, surplus."))
@click.argument("stocktake")
@click.option("--all", "everything", is_flag=True, help=_("Also what is in order."))
@format_option()
@pass_invocation
def report(
    invocation: Invocation, /, *, stocktake: str, everything: bool, form: str
) -> None:
    """Print the report as it follows from the record."""
    found = _report(invocation, stocktake)
    if form == "json":
        rows = [
            {
                "state": row.state,
                "number": row.number,
                "expected": row.expected,
                "seen": list(row.seen),
                "loan": row.loan,
                "explained": row.explained,
            }
            for row in found.rows
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print(invocation, found, everything=everything)


@command.command("close", help=_("Sign the report, with a second person."))
@click.argument("stocktake", required=False)
@click.option("--second", metavar="PERSON", help=_("Who signs too."))
@click.option(
    "--explain",
    "explained",
    multiple=True,
    metavar="NUMBER=REASON",
    help=_("What became of a difference."),
)
@plain_options
@pass_invocation
def close(
    invocation: Invocation,
    /,
    *,
    stocktake: str | None,
    second: str | None,
    explained: tuple[str, ...],
    **how: Any,
) -> None:
    """Close with two signatures; every difference is explained."""
    from dangan.workspace import counting

    counter = Counter(invocation, Said(**how))
    number = counter.told(stocktake, _STOCKTAKE)
    other = counter.person(counter.told(second, _("Who signs too.")))
    pairs = counter.pairs("--explain", explained)
    pairs |= _asked_reasons(counter, number, pairs)
    counter.perform(lambda desk: counting.close(desk, number, other, pairs))


def _asked_scope(counter: Counter) -> dict[str, str]:
    """Return room, class, year… as they are said at a terminal."""
    asked = {key: counter.offered(None, text) for key, text in _SCOPE.items()}
    stated = {key: value for key, value in asked.items() if value}
    if not stated:
        text = counter.invocation.text(_("name a room, a class, a year…"))
        raise click.UsageError(text)
    return stated


def _asked_reasons(
    counter: Counter, number: str, known: dict[str, str]
) -> dict[str, str]:
    """Return number → reason for the differences that nobody has explained yet."""
    if not counter.asks:
        return {}
    found = _report(counter.invocation, number)
    rows = (row for row in found.unexplained if row.number not in known)
    asked = {
        row.number: counter.offered(
            None,
            M(
                "{number}, {state}: what became of it",
                number=row.number,
                state=_STATES[row.state],
            ),
        )
        for row in rows
    }
    return {name: reason for name, reason in asked.items() if reason}


def _report(invocation: Invocation, name: str) -> Report:
    from dangan.cli.lookup import record_named
    from dangan.rules.stocktaking import compare

    space = invocation.open()
    return compare(record_named(invocation, space, name), space.archive)


def _print(invocation: Invocation, found: Report, *, everything: bool) -> None:
    from dangan.rules.stocktaking import IN_ORDER

    for row in found.rows:
        if everything or row.state not in IN_ORDER:
            place = "-".join(str(v) for v in (row.expected or {}).values())
            seen = ", ".join(row.seen)
            arrow = " → ".join(filter(None, (place, seen)))
            cells = (invocation.text(_STATES[row.state]), row.number, arrow, row.loan)
            click.echo("  ".join(filter(None, (*cells, row.explained))))
    counts = (_count(found, state, name) for state, name in _STATES.items())
    click.echo(", ".join(invocation.text(one) for one in counts if one))


def _count(found: Report, state: str, name: Message) -> Message | None:
    number = sum(1 for row in found.rows if row.state == state)
    return M("{state}: {number}", state=name, number=number) if number else None
