"""Commands that begin a record of a process, or take a step of one that is there.

Both are declared, not programmed: which step of the pack is meant, and what the
options are called that state its fields. What a step needs, who takes it and in
which order is said by the regulation::

    command.add_command(going_on(Go("solve", _("Enter the solution."), …)))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import Examples

if TYPE_CHECKING:
    from dangan.model.json import Json
    from dangan.model.record import Record
    from dangan.workspace.taking import Hands


@dataclass(frozen=True, slots=True)
class Ask:
    """An option that states a field."""

    #: Name of the option, without dashes.
    option: str
    help: str
    #: Field of the record; a kind before it, such as ``answered.notes``, makes it
    #: a field of that event. Empty: as the option.
    field: str = ""
    metavar: str | None = None

    @property
    def key(self) -> str:
        """Return the name of the option as an argument of a function."""
        return self.option.replace("-", "_")

    @property
    def name(self) -> str:
        """Return the field, with the kind of event before it where there is one."""
        return self.field or self.key


@dataclass(frozen=True, slots=True)
class Go:
    """One command of a process."""

    name: str
    help: str
    process: str
    #: Step, kind of event or effect of the pack that it comes to.
    target: str
    #: Verb of the commit message.
    does: str
    epilog: Examples
    #: What the number on the command line is of, as the help shows it and as asked.
    about: tuple[str, str] = ("NUMBER", "")
    asks: tuple[Ask, ...] = ()
    #: Fields that are so in every record the command begins.
    fixed: Mapping[str, Json] = field(default_factory=dict)


def going_on(go: Go) -> click.Command:
    """Return the command that takes a step of a record of a process."""

    def run(invocation: Invocation, /, *, name: str | None, **said: Any) -> None:
        """Take the next step of a process and say what was written."""
        from dangan.cli.needs import ask_needs
        from dangan.workspace.reading_desk import Wish, plan_next

        given = _given(go, said)
        counter = Counter(invocation, Said(**said))
        record = counter.record(name, go.about[1])
        fields, hands = _stated(counter, go, record, given)
        whole, hands = ask_needs(counter, {**record.data, **fields}, go.target, hands)
        new = {k: v for k, v in whole.items() if record.data.get(k) != v}
        wish = Wish(go.process, (record,), new, hands, go.target, go.does)
        counter.perform(lambda desk: plan_next(desk, record, wish))

    return _command(
        go, click.argument("name", required=False, metavar=go.about[0]), run
    )


def beginning(go: Go) -> click.Command:
    """Return the command that begins a record of a process about another record.

    Where nobody is asked for a number (``about`` has no question), it may be about
    nothing that is in the archive.
    """

    def run(invocation: Invocation, /, *, name: str | None, **said: Any) -> None:
        """Begin a process and say what was written."""
        from dangan.workspace.reading_desk import Wish, plan_begin

        given = _given(go, said)
        counter = Counter(invocation, Said(**said))
        about = counter.record(name, go.about[1]) if name or go.about[1] else None
        fields, hands = _stated(counter, go, about, given)
        data, hands = _whole(counter, go, about, fields, hands)
        known = {"id", "type", "subject"}
        new = {key: value for key, value in data.items() if key not in known}
        subjects = (about,) if about else ()
        wish = Wish(go.process, subjects, new, hands, go.target, go.does)
        counter.perform(lambda desk: plan_begin(desk, wish))

    return _command(
        go, click.argument("name", required=False, metavar=go.about[0]), run
    )


def _command(
    go: Go, number: Callable[[Any], Any], run: Callable[..., None]
) -> click.Command:
    """Put a number, the options of its own and those of every act to a command."""
    run.__doc__ = go.help
    made = acting_options(pass_invocation(run))
    for ask in reversed(go.asks):
        option = click.option(f"--{ask.option}", help=ask.help, metavar=ask.metavar)
        made = option(made)
    return click.command(go.name, help=go.help, epilog=go.epilog)(number(made))


def _given(go: Go, said: dict[str, Any]) -> dict[str, str | None]:
    """Take the options of the command's own out of all options."""
    return {ask.name: said.pop(ask.key) for ask in go.asks}


def _stated(
    counter: Counter, go: Go, about: Record | None, given: Mapping[str, str | None]
) -> tuple[dict[str, Any], Hands]:
    """Return fields of the record, and of its events, as the options state them."""
    kinds = {
        kind for one in counter.space.types.values() for kind in one.names("events")
    }
    own: dict[str, Any] = {}
    events: dict[str, dict[str, Json]] = {}
    for name, value in given.items():
        kind, dot, rest = name.partition(".")
        if value and dot and kind in kinds:
            events.setdefault(kind, {})[rest] = counter.of_event(rest, value)
        elif value:
            own[name] = value
    return counter.stated(go.process, about, own), counter.hands(events)


def _whole(
    counter: Counter,
    go: Go,
    about: Record | None,
    fields: Mapping[str, Any],
    hands: Hands,
) -> tuple[dict[str, Any], Hands]:
    """Return the new record with what is asked for it, and what its events say."""
    from dangan.cli.form import Form
    from dangan.cli.needs import ask_fields, ask_needs

    kind = counter.kind(go.process, about)
    if kind is None:
        return dict(fields), hands
    subject = {"subject": about.id} if about else {}
    data: dict[str, Any] = {"id": "", "type": kind.id, **subject, **go.fixed, **fields}
    data, hands = ask_needs(counter, ask_fields(counter, data), go.target, hands)
    if about is None:
        form = Form(counter.space, kind, counter.invocation.lang)
        data = form.with_level(data)
    return data, hands
