"""``dangan checks``: what there is to be wrong, page by page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangan.cli.context import Invocation, format_option, pass_invocation
from dangan.cli.i18n import _, examples

if TYPE_CHECKING:
    from dangan.checks._api import Check


@click.group(
    name="checks",
    help=_("List the checks, explain one, or write their pages."),
    epilog=examples(
        ("dangan checks list", _("all codes")),
        ("dangan checks show R103", _("why, and how to mend it")),
        ("dangan checks docs --out docs/checks", _("the pages of all checks")),
    ),
)
def command() -> None:
    """Hand over to the subcommand."""


@command.command(name="list", help=_("List all checks with their codes."))
@format_option("text", "json", "csv", "md")
@pass_invocation
def list_checks(invocation: Invocation, form: str) -> None:
    """Print the table of checks."""
    from dangan.report.catalogue import table
    from dangan.report.tables import table_as

    made = table(plain=form in {"json", "csv"})
    click.echo(table_as(made, form, invocation.lang), nl=False)


@command.command(name="show", help=_("Explain one check: what, why, how to mend it."))
@click.argument("code")
@pass_invocation
def show(invocation: Invocation, code: str) -> None:
    """Print the page of a check."""
    from dangan.report.catalogue import page

    click.echo(page(_found(code), invocation.lang), nl=False)


@command.command(
    name="docs", help=_("Write a page for each check, with its tried examples.")
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=_("Folder to write to."),
)
@click.option(
    "--cases",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("Folder of the examples (tests/cases)."),
)
@pass_invocation
def docs(invocation: Invocation, out: Path, cases: Path | None) -> None:
    """Write the pages, replacing what was there."""
    from dangan.repo.write import write_text
    from dangan.report.catalogue import pages

    out.mkdir(parents=True, exist_ok=True)
    for name, text in pages(invocation.lang, cases):
        write_text(out / name, text)


def _found(code: str) -> Check:
    from dangan.checks._registry import find

    found = find(code.upper())
    if found is None:
        raise click.BadParameter(_("no check has this code; see: dangan checks list"))
    return found
