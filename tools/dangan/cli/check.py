"""``dangan check``: what is wrong, with the line and the fix."""

from __future__ import annotations

import datetime
import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import Invocation, as_of_option, format_option, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.model.message import M
from dangan.model.record import DRAFTS

if TYPE_CHECKING:
    from dangan.report.result import Result
    from dangan.workspace import Workspace
    from dangan.workspace.source import Source


@click.command(
    name="check",
    help=_(
        "Check the archive against its schemas and regulations.\n\n"
        "Everything is read; PATHS only limits what is reported. The gate blocks,"
        " the watch reports what is due on a day. With a base, what stood before"
        " the change is counted and does not block."
    ),
    epilog=examples(
        ("dangan check", _("everything that blocks")),
        ("dangan check --base origin/main", _("what this branch brings in")),
        ("dangan check --tier watch --as-of 2026-12-31", _("what is due that day")),
        ("dangan check --select R3,R501", _("some checks only")),
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--select",
    default="",
    metavar="CODES",
    help=_("Codes or their beginnings, separated by commas."),
)
@click.option(
    "--base",
    metavar="REV",
    help=_("Compare with a revision: what did the change bring?"),
)
@click.option(
    "--staged", is_flag=True, help=_("Check what is staged, compared with HEAD.")
)
@as_of_option
@click.option(
    "--tier",
    type=click.Choice(["gate", "watch", "all"]),
    default="gate",
    show_default=True,
    help=_("What blocks, what is due, or both."),
)
@format_option("text", "json", "github", "sarif")
@click.option(
    "--all", "list_old", is_flag=True, help=_("List what stood before the change, too.")
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help=_("Processes for a cold start; otherwise the cores there are, at most 4."),
)
@pass_invocation
def command(  # noqa: PLR0917  one argument an option
    invocation: Invocation,
    paths: tuple[Path, ...],
    select: str,
    base: str | None,
    staged: bool,
    as_of: datetime.date | None,
    tier: str,
    form: str,
    list_old: bool,
    jobs: int | None,
) -> None:
    """Run the checks and print what they say."""
    # Nothing is thrown away before the process ends; looking for it takes time.
    gc.disable()
    from dangan.checks._registry import select as chosen
    from dangan.report.result import Result
    from dangan.workspace.examine import Order, examine
    from dangan.workspace.jobs import processes
    from dangan.workspace.source import Source

    codes = tuple(code.strip() for code in select.split(",") if code.strip())
    checks = chosen(codes, tier)
    if codes and not checks:
        raise click.BadParameter(_("no check has such a code"), param_hint="--select")
    many = processes(jobs)
    space = _open(invocation, staged=staged, jobs=many)
    source = Source(space.tree.read, space)
    day = invocation.today(space.holding, as_of)
    since = "HEAD" if base is None and staged else base
    order = Order(checks, day, since, _below(invocation.root, paths), many)
    run = examine(space, order, source.locate)
    files = len(space.archive.records) + 1
    result = Result(run.findings, files, day, run.not_run, list_old)
    click.echo(_report(form)(result, source, invocation.lang), nl=False)
    if form == "text":
        _tell_of_drafts(invocation, order.below)
    raise SystemExit(result.exit_code)


def _tell_of_drafts(invocation: Invocation, below: tuple[str, ...]) -> None:
    """Say that drafts somebody asked about are not looked at in full."""
    asked = [path for path in below if DRAFTS in path.split("/")]
    if asked:
        text = M(
            "drafts are checked for syntax, secrecy and personal data only; the rest"
            " when they get a number: dangan assign --dry-run {path}",
            path=asked[0],
        )
        invocation.say(text)


def _open(invocation: Invocation, *, staged: bool, jobs: int) -> Workspace:
    how: dict[str, Any] = {"jobs": jobs}
    if staged:
        from dangan.repo.tree import IndexTree

        how["tree"] = IndexTree(invocation.root, os.environ.get("GIT_INDEX_FILE", ""))
    return invocation.open(**how)


def _below(root: Path, paths: Sequence[Path]) -> tuple[str, ...]:
    """Return arguments as paths below the archive, whatever the current folder."""
    whole = (path.resolve() for path in paths)
    try:
        return tuple(path.relative_to(root.resolve()).as_posix() for path in whole)
    except ValueError as outside:
        raise click.BadParameter(_("a path lies outside of the archive")) from outside


def _report(form: str) -> Callable[[Result, Source, str], str]:
    if form == "json":
        from dangan.report.json import as_json

        return lambda result, _source, lang: as_json(result, lang)
    if form == "github":
        from dangan.report.github import github

        return lambda result, _source, lang: github(result, lang)
    if form == "sarif":
        from dangan.report.sarif import sarif

        return lambda result, _source, lang: sarif(result, lang)
    from dangan.report.text import text

    return text
