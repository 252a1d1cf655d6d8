"""``dangan packs new``: begin a regulation of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import click

from dangan.cli.context import Invocation, as_of_option, format_option, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.model.message import M, Message
from dangan.policy.find import find_pack
from dangan.repo.names import name_problem
from dangan.repo.write import Transaction
from dangan.syntax import WARNINGS, load
from dangan.workspace.pack_draft import PackDraft, files

#: What may be the id of a pack, and the name of its folder.
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAME = re.compile(r"[a-z][a-z0-9-]{1,60}")


@click.command(
    name="new",
    help=_(
        "Begin a regulation of your own in this archive.\n\nWrites pack.yaml,"
        " clauses.yaml and cases.yaml below schemas/packs/ID, and their schemas for"
        " your editor. --text reads the articles from a file, one a line, makes a"
        " clause of each, and keeps the text as regulation.txt."
    ),
    epilog=examples(
        (
            "dangan packs new m-1 --title 会议文件管理办法 --text 办法.txt",
            _("a clause for each line of the text"),
        ),
        (
            "dangan packs new own-21 --title 本公司合同办法 --extends 000-21",
            _("only what differs from another regulation"),
        ),
    ),
)
@click.argument("pack", metavar="ID")
@click.option(
    "--title", required=True, prompt=_("title of the regulation"), help=_("Its title.")
)
@click.option("--name", metavar="WORD", help=_("Speaking name; the id unless given."))
@click.option(
    "--extends", default="base", metavar="ID", help=_("Regulation it rests on.")
)
@click.option(
    "--text",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Text of the regulation, one article a line."),
)
@click.option("--dry-run", is_flag=True, help=_("Check and show, write nothing."))
@as_of_option
@format_option()
@pass_invocation
def command(invocation: Invocation, /, pack: str, form: str, **wishes: object) -> None:
    """Write the files of a regulation that has none yet."""
    draft = _draft(invocation, pack, wishes)
    made = files(draft)
    taken = (invocation.root / draft.folder).exists()
    if taken:
        _refuse(invocation, M("{folder} is there already", folder=draft.folder))
    _prove(invocation, made)
    if not wishes["dry_run"]:
        with Transaction(invocation.root) as transaction:
            for path, text in made.items():
                transaction.write(path, text)
    if form == "json":
        click.echo(json.dumps({"id": draft.id, "files": sorted(made)}, indent=2))
        return
    for path in sorted(made):
        click.echo(path)
    hint = M(
        "next: say in clauses.yaml what carries each clause, and try: {command}",
        command=f"dangan packs test {draft.id}",
    )
    click.echo(invocation.text(hint))


def _draft(invocation: Invocation, pack: str, wishes: dict[str, object]) -> PackDraft:
    from dangan.workspace.library import library

    if not _ID.fullmatch(pack) or name_problem(pack):
        fact = M("an id has small letters, digits and hyphens: {id}", id=pack)
        _refuse(invocation, fact)
    space = library(invocation.root)
    if pack in space.packs:
        _refuse(invocation, M("there is a regulation {id} already", id=pack))
    name = str(wishes["name"] or (pack if pack[0].isalpha() else f"pack-{pack}"))
    if not _NAME.fullmatch(name):
        _refuse(
            invocation, M("an id has small letters, digits and hyphens: {id}", id=name)
        )
    if name in {word for one in space.packs.values() for word in (one.id, one.name)}:
        _refuse(invocation, M("there is a regulation {id} already", id=name))
    below = find_pack(space.packs, str(wishes["extends"])).id
    source = wishes["source"]
    text = _read(invocation, source) if isinstance(source, Path) else ""
    as_of = invocation.today(space.holding, wishes["as_of"])  # type: ignore[arg-type]
    return PackDraft(
        id=pack,
        name=name,
        title=str(wishes["title"]),
        extends=below,
        effective_from=as_of.isoformat(),
        text=text,
    )


def _read(invocation: Invocation, source: Path) -> str:
    try:
        return source.read_text("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(invocation, M("{file} is no text in UTF-8", file=source.name))


def _prove(invocation: Invocation, made: Mapping[str, str]) -> None:
    """Refuse to write what could not be read again."""
    for path, text in made.items():
        if not path.endswith(".yaml"):
            continue
        for problem in load(text.encode("utf-8", "surrogatepass"), path).problems:
            if problem.kind not in WARNINGS:
                draft = problem.draft
                told = [invocation.text(m) for m in (draft.message, draft.hint) if m]
                raise click.UsageError("; ".join(told))


def _refuse(invocation: Invocation, fact: Message) -> NoReturn:
    raise click.UsageError(invocation.text(fact))
