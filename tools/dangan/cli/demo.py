"""``dangan demo``: an invented archive of any size, with a believable history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import merge
from importlib import resources
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from dangan.cli.context import MARK, Invocation, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.model.errors import RepositoryError
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.model.json import JsonObject
    from dangan.workspace import Workspace


@click.command(
    help=_(
        "Make an invented archive in DIR: records of every type, people who work"
        " on them for fourteen years, and the troubles that real archives have."
    ),
    epilog=examples(
        ("dangan demo ../demo", _("468 records, the same every time")),
        ("dangan demo big --records 10000 --seed 7", _("one for measuring")),
        ("dangan --root big check", _("look what is wrong in it")),
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--records", default=465, show_default=True, help=_("How many records are kept.")
)
@click.option(
    "--seed", default=1, show_default=True, help=_("Same seed, same bytes and commits.")
)
@click.option("--no-git", is_flag=True, help=_("Write the files only."))
@click.option("--dry-run", is_flag=True, help=_("Say what would be made."))
@pass_invocation
def command(
    invocation: Invocation,
    *,
    folder: Path,
    records: int,
    seed: int,
    no_git: bool,
    dry_run: bool,
) -> None:
    """Make the archive and say what to do with it."""
    from dangan.demo.acts import acts, overlaid
    from dangan.demo.make import make

    if folder.exists() and any(folder.iterdir()):
        raise RepositoryError("the folder is not empty", hint="name a new one")
    start = {
        MARK: _brought("holding.yaml"),
        "mkdocs.yml": _brought("mkdocs.yml"),
        ".gitignore": b"site/\n_private/\n",
    }
    stories = _stories()
    with TemporaryDirectory() as aside:
        space = _opened(Path(aside), start)
        made = make(space, stories, records, seed)
        write = _writer(space)
        words = _event_words(space, "zh")
        told = {"acts": stories["acts"], "words": words}
        later = acts(space, made, write, told, Random(seed))  # noqa: S311  no secret
        after = overlaid(made, later)
        if dry_run:
            invocation.say(M("would write {count} records", count=len(after)))
            return
        folder.mkdir(parents=True, exist_ok=True)
        if no_git:
            _write_files(
                folder, {**start, **{one.path: write(one.data) for one in after}}
            )
        else:
            from dangan.demo.history import commits, stream
            from dangan.repo.bulk import import_history

            steps = commits(made, space.holding, stories["since"], words)
            whole = merge(steps, later, key=lambda commit: commit.on)
            import_history(folder, stream(start, whole, write))
    invocation.say(
        M("{count} records in {folder}", count=len(after), folder=str(folder))
    )
    invocation.say(M("next: dangan --root {folder} check", folder=str(folder)))


def _writer(space: Workspace) -> Callable[[JsonObject], bytes]:
    from dangan.syntax import KeyOrder, dump

    core = {str(d.data["$id"]): d.data for d in space.schemas.core if "$id" in d.data}
    orders = {
        kind.id: KeyOrder.from_schema(kind.schema, core)
        for kind in space.types.values()
    }
    return lambda data: dump(data, orders[str(data["type"])]).encode()


def _event_words(space: Workspace, language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind in space.types.values():
        info = kind.field(("events", 0, "kind"))
        for value, labels in (info.values if info else {}).items():
            found[value] = labels.get(language, value)
    return found


def _brought(name: str) -> bytes:
    return resources.files("dangan.demo").joinpath(name).read_bytes()


def _stories() -> JsonObject:
    from dangan.syntax import load

    parsed = load(_brought("stories.yaml"), "stories.yaml")
    if parsed.data is None:
        raise RepositoryError(
            "stories.yaml cannot be read", hint="install dangan again"
        )
    return parsed.data


def _opened(folder: Path, start: Mapping[str, bytes]) -> Workspace:
    import dangan.workspace

    _write_files(folder, start)
    return dangan.workspace.open(folder, cached=False)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
