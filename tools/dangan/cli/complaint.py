"""``dangan complaint``: what customers complain of, from the entry to the end."""

from __future__ import annotations

import click

from dangan.cli.desk_steps import Ask, Go, beginning, going_on
from dangan.cli.i18n import _, examples

_PROCESS = "complaint"
_OPEN = (
    "dangan complaint open KH-0042 --matter 第三批卷材色差 --way telephone",
    _("what was reported, by telephone"),
)
_ANSWER = (
    "dangan complaint answer TS-2026-0003 --what 两日内派员查看",
    _("what the customer was told"),
)
_SOLVE = (
    "dangan complaint solve TS-2026-0003 --cause 批次混放 --measures 换货并分区存放",
    _("cause and measures"),
)
_CLOSE = ("dangan complaint close TS-2026-0003", _("ends it"))
_THIS = ("COMPLAINT", _("Number of the complaint"))


@click.group(
    _PROCESS,
    help=_(
        "Complaints and problems: received, answered, solved, closed.\n\nEach step"
        " stands in the complaint's own record; which steps there are, who takes them"
        " and until when is said by the regulation."
    ),
    epilog=examples(_OPEN, _ANSWER, _SOLVE, _CLOSE),
)
def command() -> None:
    """Hold the commands together."""


command.add_command(
    beginning(
        Go(
            "open",
            _("Enter a complaint of a customer, or a problem that was found."),
            _PROCESS,
            "received",
            "open complaint",
            examples(_OPEN),
            about=("CUSTOMER", _("Number of the customer")),
            asks=(
                Ask("matter", _("What is complained of.")),
                Ask("way", _("How: telephone, letter, in-person, electronic.")),
                Ask("department", _("Department that takes care of it.")),
                Ask("person", _("Who takes care of it."), metavar="PERSON"),
                Ask("source", _("Where it was heard."), "received.source"),
            ),
        )
    )
)
for _go in (
    Go(
        "answer",
        _("Enter what the customer was told."),
        _PROCESS,
        "answered",
        "answer complaint",
        examples(_ANSWER),
        about=_THIS,
        asks=(Ask("what", _("What the answer says."), "answered.notes"),),
    ),
    Go(
        "solve",
        _("Enter the cause and what was done."),
        _PROCESS,
        "solved",
        "solve complaint",
        examples(_SOLVE),
        about=_THIS,
        asks=(
            Ask("cause", _("What it came from.")),
            Ask("measures", _("What was done.")),
            Ask("result", _("What came of it."), "solved.result"),
        ),
    ),
    Go(
        "close",
        _("End a complaint."),
        _PROCESS,
        "closed",
        "close complaint",
        examples(_CLOSE),
        about=_THIS,
        asks=(Ask("what", _("What there is to add."), "closed.notes"),),
    ),
):
    command.add_command(going_on(_go))
