"""``dangan destroy``: from the list of candidates to the certificate."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, plain_options
from dangan.cli.candidates import candidates
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples
from dangan.model.message import M

#: Type of a destruction register.
_TYPE = "destruction"


@click.group(
    "destroy",
    help=_(
        "Destroy records whose period is over, in the order of the regulation.\n\n"
        "candidates → propose → appraise → approve → hold-period → recheck → witness"
        " → execute → certify. Which of these steps there are, who takes them and how"
        " long one waits is said by the regulation. Holds, loans, period and content"
        " are looked at once more at the end."
    ),
    epilog=examples(
        ("dangan destroy candidates", _("what may be listed, and what keeps the rest")),
        ("dangan destroy propose MK-2011-001 MK-2011-002", _("a new register")),
        (
            "dangan destroy exempt XH-2022-0001 MK-2011-002 --reason 仍有用",
            _("takes one off"),
        ),
        ("dangan destroy appraise XH-2022-0001 --by P005", _("one appraisal")),
        ("dangan destroy approve XH-2022-0001 --by P004", _("one approval")),
        (
            "dangan destroy refuse XH-2022-0001 --reason 仍有用 --by P004",
            _("or a refusal"),
        ),
        ("dangan destroy hold-period XH-2022-0001", _("stored apart; until when")),
        ("dangan destroy recheck XH-2022-0001 --by P005", _("looked at again")),
        ("dangan destroy witness XH-2022-0001 --by P018", _("the witness is there")),
        ("dangan destroy execute XH-2022-0001 --dry-run", _("shows the tombstones")),
        ("dangan destroy certify XH-2022-0001 --by P018", _("the witness signs")),
        (
            "dangan destroy cancel XH-2022-0001 --reason 列错",
            _("gives a register up"),
        ),
    ),
)
def command() -> None:
    """Group the steps of a destruction."""


command.add_command(candidates)


@command.command("propose", help=_("Put records on a new destruction register."))
@click.argument("names", nargs=-1, required=True, metavar="RECORD...")
@click.option(
    "--basis",
    type=click.Choice(("expired", "valueless")),
    default="expired",
    show_default=True,
    help=_("On what ground."),
)
@click.option("--reason", default="", metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def propose(
    invocation: Invocation,
    /,
    names: tuple[str, ...],
    basis: str,
    reason: str,
    **how: Any,
) -> None:
    """List records, volumes with what is in them."""
    from dangan.workspace import listing

    wish = listing.Proposal(names, _TYPE, basis, reason)
    Counter(invocation, Said(**how)).perform(lambda desk: listing.propose(desk, wish))


@command.command("exempt", help=_("Take one record off a register, with the reason."))
@click.argument("register")
@click.argument("record")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def exempt(
    invocation: Invocation, /, register: str, record: str, reason: str, **how: Any
) -> None:
    """Leave a record out; the others go on."""
    from dangan.workspace import destroying

    Counter(invocation, Said(**how)).perform(
        lambda desk: destroying.exempt(desk, register, record, reason)
    )


@command.command("appraise", help=_("Record the appraisal of a register."))
@click.argument("register")
@click.option(
    "--result",
    type=click.Choice(("valueless", "kept")),
    default="valueless",
    show_default=True,
    help=_("What the appraisal came to."),
)
@click.option("--as", "role", metavar="ROLE", help=_("In which role."))
@plain_options
@pass_invocation
def appraise(
    invocation: Invocation, /, register: str, result: str, role: str | None, **how: Any
) -> None:
    """Take one step of appraisal; each appraiser takes one."""
    says = {"result": result, "as": role}
    _step(invocation, register, "appraised", how, says, verb="appraise")


@command.command("approve", help=_("Record an approval of a register."))
@click.argument("register")
@click.option("--as", "role", metavar="ROLE", help=_("In which role."))
@plain_options
@pass_invocation
def approve(
    invocation: Invocation, /, register: str, role: str | None, **how: Any
) -> None:
    """Take one step of approval."""
    _step(invocation, register, "approved", how, {"as": role}, verb="approve")


@command.command("refuse", help=_("Refuse the approval of a register."))
@click.argument("register")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def refuse(invocation: Invocation, /, register: str, reason: str, **how: Any) -> None:
    """End the process without destruction."""
    _step(invocation, register, "refused", how, {"reason": reason}, verb="refuse")


@command.command(
    "hold-period", help=_("Record that what is approved is stored apart until the end.")
)
@click.argument("register")
@click.option("--place", metavar="TEXT", help=_("Where it is kept meanwhile."))
@plain_options
@pass_invocation
def hold_period(
    invocation: Invocation, /, register: str, place: str | None, **how: Any
) -> None:
    """Begin the time in which nothing is destroyed, and say until when it lasts."""
    from dangan.workspace import stepping

    counter = Counter(invocation, Said(**how))
    wish = stepping.Wish(register, "hold_began", {"place": place}, verb="set apart")
    counter.perform(lambda desk: stepping.step(desk, wish))
    if not counter.said.dry_run and counter.said.form == "text":
        _tell_first_day(invocation, counter, register)


@command.command("recheck", help=_("Record that it was looked at again at the end."))
@click.argument("register")
@click.option(
    "--result",
    type=click.Choice(("valueless", "kept")),
    default="valueless",
    show_default=True,
    help=_("What it came to."),
)
@plain_options
@pass_invocation
def recheck(invocation: Invocation, /, register: str, result: str, **how: Any) -> None:
    """Take one step of looking again after the holding period."""
    says = {"result": result}
    _step(invocation, register, "rechecked", how, says, verb="look again at")


@command.command("witness", help=_("Record that the witness is there and compared."))
@click.argument("register")
@click.option(
    "--with", "others", multiple=True, metavar="PERSON", help=_("A further witness.")
)
@plain_options
@pass_invocation
def witness(
    invocation: Invocation, /, register: str, others: tuple[str, ...], **how: Any
) -> None:
    """Name the witnesses; the one who acts signs."""
    from dangan.workspace import destroying

    Counter(invocation, Said(**how)).perform(
        lambda desk: destroying.assign_witnesses(desk, register, others)
    )


@command.command(
    "execute", help=_("Record the destruction; tombstones take the records' places.")
)
@click.argument("register")
@click.option("--place", default="", metavar="TEXT", help=_("Where."))
@click.option("--method", default="", metavar="TEXT", help=_("How."))
@plain_options
@pass_invocation
def execute(
    invocation: Invocation, /, register: str, place: str, method: str, **how: Any
) -> None:
    """Destroy; where it was interrupted, go on."""
    from dangan.workspace import destroying

    wish = destroying.Execution(register, place, method)
    Counter(invocation, Said(**how)).perform(
        lambda desk: destroying.execute(desk, wish)
    )


@command.command("certify", help=_("Sign the register and make the certificate."))
@click.argument("register")
@plain_options
@pass_invocation
def certify(invocation: Invocation, /, register: str, **how: Any) -> None:
    """Make the certificate once every record is a tombstone."""
    from dangan.workspace import destroying

    Counter(invocation, Said(**how)).perform(
        lambda desk: destroying.certify(desk, register)
    )


@command.command("cancel", help=_("Give a register up before anything is destroyed."))
@click.argument("register")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def cancel(invocation: Invocation, /, register: str, reason: str, **how: Any) -> None:
    """End the process; the records are free again."""
    _step(invocation, register, "cancelled", how, {"reason": reason}, verb="give up")


def _step(
    invocation: Invocation,
    name: str,
    event: str,
    how: dict[str, Any],
    says: dict[str, Any],
    *,
    verb: str,
) -> None:
    from dangan.workspace import stepping

    wish = stepping.Wish(name, event, says, verb=verb)
    Counter(invocation, Said(**how)).perform(lambda desk: stepping.step(desk, wish))


def _tell_first_day(invocation: Invocation, counter: Counter, register: str) -> None:
    from dangan.workspace import acting, stepping

    desk = acting.Desk(invocation.open(), counter.scene)
    record = stepping.found(desk, register)
    rules = None if isinstance(record, tuple) else stepping.rules_of(desk, record)
    days = [one.earliest for one in rules[1].open if one.earliest] if rules else []
    if days:
        invocation.say(M("not before {date}", date=min(days).isoformat()))
