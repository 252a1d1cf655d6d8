"""What every command is handed: language, archive folder, today, a way to print."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dangan.cli.i18n import LANGUAGES, _
from dangan.model.errors import RepositoryError
from dangan.model.holding import Holding
from dangan.model.message import Message
from dangan.report.i18n import render, translator

if TYPE_CHECKING:
    from dangan.workspace import Workspace

#: A command or a function that becomes one.
F = TypeVar("F", bound=Callable[..., Any] | click.Command)
#: The file that makes a folder an archive.
MARK = "records/holding.yaml"


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run of the command line.

    Commands get it with ``@pass_invocation`` as their first argument.
    """

    #: ``zh-CN`` or ``en``.
    lang: str = LANGUAGES[0]
    #: What ``--root`` says; None where it was not given.
    given_root: Path | None = None

    @property
    def root(self) -> Path:
        """Return the folder of the archive: ``--root``, or the nearest one above.

        Raises RepositoryError where there is no ``records/holding.yaml``.
        """
        start = (self.given_root or Path()).resolve()
        steps = (start,) if self.given_root else (start, *start.parents)
        for folder in steps:
            if (folder / MARK).is_file():
                return folder
        raise RepositoryError(
            "no archive here: records/holding.yaml is missing",
            hint="change into an archive, or make one: dangan init DIR --pack ID",
        )

    def open(self, **how: Any) -> Workspace:
        """Open the archive; keywords go to ``workspace.open``."""
        import dangan.workspace

        return dangan.workspace.open(self.root, **how)

    def today(
        self, holding: Holding, as_of: datetime.date | None = None
    ) -> datetime.date:
        """Return the as-of date: the option, or the holding's, or the clock's.

        The clock is asked in this class only, in the holding's time zone.
        """
        if as_of is not None:
            return as_of
        return holding.today or datetime.datetime.now(holding.zone).date()

    def milliseconds(self, holding: Holding) -> int:
        """Return the moment for new ids: milliseconds since 1970, UTC.

        On the clock's day it is now, otherwise the as-of day's midnight.
        """
        zone = holding.zone
        now = datetime.datetime.now(zone)
        today = self.today(holding)
        if today != now.date():
            now = datetime.datetime.combine(today, datetime.time(), zone)
        return int(now.timestamp() * 1000)

    def text(self, message: Message | str) -> str:
        """Return a message, or an English literal marked with ``_``, as text."""
        if isinstance(message, str):
            return translator(self.lang)(message)

        return render(message, self.lang)

    def say(self, message: Message | str) -> None:
        """Print a message on a line of its own."""
        click.echo(self.text(message))

    def warn(self, message: Message | str) -> None:
        """Print a message to the error channel."""
        click.echo(self.text(message), err=True)


pass_invocation = click.make_pass_decorator(Invocation, ensure=True)


class Day(click.ParamType[datetime.date]):
    """A day written ``YYYY-MM-DD``."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the date, or refuse the argument."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError:
            lang = ctx.find_object(Invocation) if ctx else None
            words = (lang or Invocation()).text(_("not a day written YYYY-MM-DD"))
            self.fail(words, param, ctx)


#: Without it the readers of the site count (``site.audience.find_audience``).
audience_option = click.option(
    "--audience",
    default="",
    help=_(
        "Audience, as holding.yaml declares it; otherwise that of the site, or the"
        " one that sees least."
    ),
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    metavar="YYYY-MM-DD",
    help=_("Judge by this day instead of today."),
)


def format_option(*formats: str) -> Callable[[F], F]:
    """Return the ``--format`` option of a command that prints data.

    The first format is the default; all commands have ``text`` and ``json``.
    """
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats or ("text", "json")),
        default=(formats or ("text",))[0],
        show_default=True,
        help=_("How the result is printed."),
    )
