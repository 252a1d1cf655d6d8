"""``dangan init``: an archive in a repository of its own, after five questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.model.holding import Holding
from dangan.model.message import M
from dangan.model.record import Document

if TYPE_CHECKING:
    from dangan.cli.beginning import Answers
    from dangan.cli.origin import Origin
    from dangan.policy.pack import Pack

#: Who keeps the archive before there is one.
NOBODY = Holding(Document("records/holding.yaml", {}))
_SUBJECT = "archive: begin with dangan init"


@click.command(
    "init",
    help=_(
        "Begin an archive in the folder DIR.\n\nAsks at most five questions and writes"
        " records/holding.yaml, mkdocs.yml, hooks and CI files; values that the"
        " regulation leaves open are suggested and marked so. Ends with a check. A"
        " folder that is not empty is refused; with --force only missing files are"
        " added."
    ),
    epilog=examples(
        ("dangan init our-archive --pack 001-01", _("asks for the rest")),
        (
            "dangan init our-archive --pack 001-01 --name 演示建材 --initials YSJC"
            ' --archivist 王档 --department "综合部 ZHB"',
            _("asks nothing"),
        ),
        ("dangan init our-archive --dry-run", _("lists the files, writes nothing")),
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--pack", metavar="ID", help=_("Regulation that governs, by id or name."))
@click.option("--name", help=_("Name of the company."))
@click.option("--initials", help=_("Its initials, in capitals; numbers use them."))
@click.option("--fonds", help=_("Fonds code; the initials where it is left out."))
@click.option("--archivist", help=_("Name of the archivist."))
@click.option("--department", help=_("The archivist's department and its code."))
@click.option("--yes", "accept", is_flag=True, help=_("Accept every default."))
@click.option(
    "--dangan-from",
    metavar="PLACE",
    help=_(
        "Where hooks and CI get dangan: a wheel, a folder, a git address, a version."
    ),
)
@click.option("--force", is_flag=True, help=_("Add what is missing to a used folder."))
@click.option("--dry-run", is_flag=True, help=_("Say what would be written."))
@click.option("--git/--no-git", "git", default=True, help=_("Make a first commit."))
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    folder: Path,
    dangan_from: str | None,
    force: bool,
    dry_run: bool,
    git: bool,
    **wishes: Any,
) -> None:
    """Ask, write, commit, check."""
    from dangan.cli.beginning import files, known_packs
    from dangan.cli.origin import origin
    from dangan.cli.questions import Questions, Wishes
    from dangan.repo.beginning import is_free

    if not force and not is_free(folder):
        text = M("{folder} is not empty; --force adds what is missing", folder=folder)
        raise click.UsageError(invocation.text(text))
    packs = known_packs()
    source = origin(dangan_from)
    answers = Questions(invocation, Wishes(**wishes), packs).answers(folder)
    today = invocation.today(NOBODY)
    planned = files(answers, packs, source, invocation.lang, today)
    if dry_run:
        _list(planned)
        return
    _write(invocation, folder, planned, git=git)
    _tell(invocation, answers, packs, source)
    click.get_current_context().exit(_check(invocation, folder))


def _list(planned: tuple[tuple[str, str], ...]) -> None:
    for path, text in planned:
        click.echo(f"{path}  {len(text.encode('utf-8'))}")


def _write(
    invocation: Invocation,
    folder: Path,
    planned: tuple[tuple[str, str], ...],
    *,
    git: bool,
) -> None:
    from dangan.repo.beginning import begin_history, lay_out
    from dangan.repo.hooks import install_hooks

    folder.mkdir(parents=True, exist_ok=True)
    kept = lay_out(folder, planned)
    count = len(planned) - len(kept)
    invocation.say(M("{count} files written to {folder}", count=count, folder=folder))
    for path in kept:
        invocation.say(M("kept as it was: {path}", path=path))
    if git:
        paths = [path for path, _text in planned if path not in kept]
        invocation.say(begin_history(folder, paths, _SUBJECT))
        invocation.say(install_hooks(folder, prepare=False))


def _tell(
    invocation: Invocation, answers: Answers, packs: Mapping[str, Pack], source: Origin
) -> None:
    """Say where dangan comes from, and what a small office should know."""
    from dangan.cli.beginning import chain, conflicts, posts, suggestions

    invocation.say(M("dangan comes from: {place}", place=source.requirement()))
    if source.is_local:
        invocation.say(
            _("CI cannot reach that place; name one that it can: --dangan-from")
        )
    line = chain(packs, answers.pack)
    count = sum(map(len, suggestions(line, invocation.today(NOBODY)).values()))
    if count:
        text = M("{count} values are suggestions; see holding.yaml", count=count)
        invocation.say(text)
    for one, other in conflicts(posts(line)):
        text = M(
            "one person is both {one} and {other}; the regulation wants two",
            one=one["label"],
            other=other["label"],
        )
        invocation.say(text)


def _check(invocation: Invocation, folder: Path) -> int:
    """Run the check that the hooks will run; return its exit code."""
    from dangan.cli.check import command as check

    there = Invocation(lang=invocation.lang, given_root=folder)
    code = check.main([], prog_name="dangan check", standalone_mode=False, obj=there)
    return code if isinstance(code, int) else 0
