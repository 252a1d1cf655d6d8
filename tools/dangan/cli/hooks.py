"""``dangan hooks``: install the git hooks of this archive."""

from __future__ import annotations

import click

from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.i18n import _, examples


@click.command(
    "hooks",
    help=_(
        "Install the git hooks: every commit is then written in canonical form and"
        " checked.\n\nNothing has to be activated, and no shell is needed. Where the"
        " folder is no git repository, or core.hooksPath is set, one line says so."
    ),
    epilog=examples(
        ("dangan hooks", _("once in each clone")),
        ("git commit", _("formats and checks by itself from then on")),
    ),
)
@pass_invocation
def command(invocation: Invocation) -> None:
    """Install and say what was done."""
    from dangan.repo.hooks import install_hooks

    invocation.say(install_hooks(invocation.root))
