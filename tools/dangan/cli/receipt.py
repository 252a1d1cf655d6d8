"""``dangan receipt``: papers that come in and go out (收发)."""

from __future__ import annotations

import click

from dangan.cli.desk_steps import Ask, Go, beginning, going_on
from dangan.cli.i18n import _, examples

_PROCESS = "receipt"
_IN = (
    "dangan receipt in --title 关于开展质量月活动的通知 --from 演示行业协会"
    " --document-number 演协〔2026〕8号 --level internal",
    _("a paper that came in"),
)
_OUT = (
    "dangan receipt out YSJC2026-06004 --title 防水工程合同 --to 演示一号商场",
    _("a contract that was sent"),
)
_HAND_ON = ("dangan receipt hand-on SF-2026-0007 --to P004", _("to whom it was given"))
_FILE = ("dangan receipt file SF-2026-0007 --as WJ2026-0007", _("filed as this record"))
_THIS = ("RECEIPT", _("Number of the receipt or dispatch"))
#: What is written down of a paper, whichever way it goes.
_PAPER = (
    Ask("title", _("Title of the paper.")),
    Ask("document-number", _("The number that the paper itself bears.")),
    Ask("copies", _("How many copies."), metavar="COUNT"),
    Ask("pages", _("How many pages."), metavar="COUNT"),
    Ask("level", _("Secrecy level."), "secrecy.level"),
)
_ABOUT = ("[NUMBER]", "")


@click.group(
    _PROCESS,
    help=_(
        "Papers received and sent: from or to whom, how many copies, to whom handed"
        " on.\n\nA paper need not be in the archive yet; when it is filed, its entry"
        " says as what."
    ),
    epilog=examples(_IN, _OUT, _HAND_ON, _FILE),
)
def command() -> None:
    """Hold the commands together."""


_BEGIN = (
    Go(
        "in",
        _("Enter a paper that came in."),
        _PROCESS,
        "received",
        "receive",
        examples(_IN),
        about=_ABOUT,
        asks=(*_PAPER, Ask("from", _("Who sent it."), "party.party", "NAME")),
        fixed={"direction": "in"},
    ),
    Go(
        "out",
        _("Enter a paper that was sent."),
        _PROCESS,
        "dispatched",
        "dispatch",
        examples(_OUT),
        about=_ABOUT,
        asks=(
            *_PAPER,
            Ask("to", _("Who gets it."), "party.party", "NAME"),
            Ask("method", _("How it was sent."), "dispatched.method"),
        ),
        fixed={"direction": "out"},
    ),
)
_GO_ON = (
    Go(
        "hand-on",
        _("Enter to whom a paper was handed on."),
        _PROCESS,
        "handed_on",
        "hand on",
        examples(_HAND_ON),
        about=_THIS,
        asks=(Ask("to", _("Who got it."), "handed_on.to", "WHO"),),
    ),
    Go(
        "file",
        _("Enter that a paper was filed, and as which record."),
        _PROCESS,
        "filed",
        "file",
        examples(_FILE),
        about=_THIS,
        asks=(Ask("as", _("The record that it became."), "subject", "NUMBER"),),
    ),
)
for _go in _BEGIN:
    command.add_command(beginning(_go))
for _go in _GO_ON:
    command.add_command(going_on(_go))
