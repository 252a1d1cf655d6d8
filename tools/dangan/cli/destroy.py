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
_BASES = ("expired", "valueless")
_RESULTS = ("valueless", "kept")
_REGISTER = _("Number of the register")
#: Option → field of the event.
_FIELDS = {"role": "as"}


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
@click.argument("names", nargs=-1, metavar="RECORD...")
@click.option("--basis", type=click.Choice(_BASES), help=_("On what ground."))
@click.option("--reason", metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def propose(
    invocation: Invocation,
    /,
    names: tuple[str, ...],
    basis: str | None,
    reason: str | None,
    **how: Any,
) -> None:
    """List records, volumes with what is in them."""
    from dangan.workspace import listing

    counter = Counter(invocation, Said(**how))
    listed = names or tuple(counter.told(None, _("Numbers of the records")).split())
    ground = counter.chosen(basis, _("On what ground."), _BASES)
    why = counter.offered(reason, _("Why."))
    wish = listing.Proposal(listed, _TYPE, ground, why)
    counter.perform(lambda desk: listing.propose(desk, wish))


@command.command("exempt", help=_("Take one record off a register, with the reason."))
@click.argument("register", required=False)
@click.argument("record", required=False)
@click.option("--reason", metavar="TEXT", help=_("Why."))
@plain_options
@pass_invocation
def exempt(
    invocation: Invocation,
    /,
    register: str | None,
    record: str | None,
    reason: str | None,
    **how: Any,
) -> None:
    """Leave a record out; the others go on."""
    from dangan.workspace import destroying

    counter = Counter(invocation, Said(**how))
    listed = counter.told(register, _REGISTER)
    item = counter.told(record, _("Number of the record"))
    why = counter.told(reason, _("Why."))
    counter.perform(lambda desk: destroying.exempt(desk, listed, item, why))


def _step(
    name: str, event: str, help_text: str, *options: tuple[str, str], verb: str
) -> None:
    """Add the command that takes one step; ``options`` are fields of its event."""

    @command.command(name, help=help_text)
    @click.argument("register", required=False)
    @plain_options
    @pass_invocation
    def run(invocation: Invocation, /, register: str | None, **how: Any) -> None:
        """Take the step; what it needs is asked where a terminal is there."""
        from dangan.cli.needs import needs_of_step
        from dangan.workspace import stepping

        says = {
            _FIELDS.get(option, option): how.pop(option) for option, _text in options
        }
        counter = Counter(invocation, Said(**how))
        number = counter.told(register, _REGISTER)
        if "result" in says:
            says["result"] = counter.chosen(says["result"], _OUTCOME, _RESULTS)
        says = needs_of_step(counter, number, event, says)
        wish = stepping.Wish(number, event, says, verb=verb)
        counter.perform(lambda desk: stepping.step(desk, wish))
        if not counter.said.dry_run and counter.said.form == "text":
            _tell_first_day(invocation, counter, number)

    for option, text in reversed(options):
        kind = click.Choice(_RESULTS) if option == "result" else None
        metavar = {"role": "ROLE", "result": None}.get(option, "TEXT")
        names = ("--as", "role") if option == "role" else (f"--{option}",)
        click.option(*names, type=kind, metavar=metavar, help=text)(run)


_OUTCOME = _("What it came to.")
_step(
    "appraise",
    "appraised",
    _("Record the appraisal of a register."),
    ("result", _("What the appraisal came to.")),
    ("role", _("In which role.")),
    verb="appraise",
)
_step(
    "approve",
    "approved",
    _("Record an approval of a register."),
    ("role", _("In which role.")),
    verb="approve",
)
_step(
    "refuse",
    "refused",
    _("Refuse the approval of a register."),
    ("reason", _("Why.")),
    verb="refuse",
)
_step(
    "hold-period",
    "hold_began",
    _("Record that what is approved is stored apart until the end."),
    ("place", _("Where it is kept meanwhile.")),
    verb="set apart",
)
_step(
    "recheck",
    "rechecked",
    _("Record that it was looked at again at the end."),
    ("result", _OUTCOME),
    verb="look again at",
)
_step(
    "cancel",
    "cancelled",
    _("Give a register up before anything is destroyed."),
    ("reason", _("Why.")),
    verb="give up",
)


@command.command("witness", help=_("Record that the witness is there and compared."))
@click.argument("register", required=False)
@click.option(
    "--with", "others", multiple=True, metavar="PERSON", help=_("A further witness.")
)
@plain_options
@pass_invocation
def witness(
    invocation: Invocation, /, register: str | None, others: tuple[str, ...], **how: Any
) -> None:
    """Name the witnesses; the one who acts signs."""
    from dangan.workspace import destroying

    counter = Counter(invocation, Said(**how))
    number = counter.told(register, _REGISTER)
    asked = counter.offered(None, _("Further witnesses")).split() if not others else ()
    people = tuple(map(counter.person, (*others, *asked)))
    counter.perform(lambda desk: destroying.assign_witnesses(desk, number, people))


@command.command(
    "execute", help=_("Record the destruction; tombstones take the records' places.")
)
@click.argument("register", required=False)
@click.option("--place", metavar="TEXT", help=_("Where."))
@click.option("--method", metavar="TEXT", help=_("How."))
@plain_options
@pass_invocation
def execute(
    invocation: Invocation,
    /,
    register: str | None,
    place: str | None,
    method: str | None,
    **how: Any,
) -> None:
    """Destroy; where it was interrupted, go on."""
    from dangan.workspace import destroying

    counter = Counter(invocation, Said(**how))
    number = counter.told(register, _REGISTER)
    ruled = destroying.ruled_place(counter.space, number)
    where = counter.offered(place, _("Where."), ruled)
    means = counter.offered(method, _("How."))
    wish = destroying.Execution(number, where, means)
    counter.perform(lambda desk: destroying.execute(desk, wish))


@command.command("certify", help=_("Sign the register and make the certificate."))
@click.argument("register", required=False)
@plain_options
@pass_invocation
def certify(invocation: Invocation, /, register: str | None, **how: Any) -> None:
    """Make the certificate once every record is a tombstone."""
    from dangan.workspace import destroying

    counter = Counter(invocation, Said(**how))
    number = counter.told(register, _REGISTER)
    counter.perform(lambda desk: destroying.certify(desk, number))


def _tell_first_day(invocation: Invocation, counter: Counter, register: str) -> None:
    from dangan.workspace import acting, stepping

    desk = acting.Desk(invocation.open(), counter.scene)
    record = stepping.found(desk, register)
    rules = None if isinstance(record, tuple) else stepping.rules_of(desk, record)
    days = [one.earliest for one in rules[1].open if one.earliest] if rules else []
    if days:
        invocation.say(M("not before {date}", date=min(days).isoformat()))
