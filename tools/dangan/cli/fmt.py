"""``dangan fmt``: give records their one form, or show how it differs."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangan.cli.context import MARK, Invocation, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.model.message import M
from dangan.model.record import DRAFTS
from dangan.syntax import Form, KeyOrder, formed

if TYPE_CHECKING:
    from dangan.model.json import JsonObject
    from dangan.repo.tree import WorkingTree
    from dangan.workspace import Workspace

_RECORDS = "records"
_HIDDEN = "‹hidden›"
#: What a line of a patch may show of a record: the name of the field.
_KEY = re.compile(r"[ +-] *(?:- )*[a-z][a-z0-9_]*:(?=\s)")


@dataclass(frozen=True, slots=True)
class _File:
    """One file as it is and as it should be."""

    path: str
    content: bytes
    form: Form

    @property
    def differs(self) -> bool:
        """Tell whether there is something to write."""
        return not self.form.problems and self.form.text.encode() != self.content


@click.command(
    help=_(
        "Give records their one form: fields in order, one way to write each value."
        "\n\n"
        "Drafts and holding.yaml keep their comments and layout. A file that cannot"
        " be read is reported and left alone."
    ),
    epilog=examples(
        ("dangan fmt", _("all records")),
        ("dangan fmt records/item/2021", _("the records of one folder")),
        ("dangan fmt --check", _("change nothing; exit code 1 if something differs")),
        ("dangan fmt --diff", _("change nothing; show what would change")),
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help=_("Change nothing; only tell."))
@click.option("--diff", is_flag=True, help=_("Change nothing; print the patch."))
@click.option(
    "--with-personal",
    is_flag=True,
    help=_("Show values in the patch; they may be personal or secret."),
)
@pass_invocation
def command(
    invocation: Invocation,
    paths: tuple[Path, ...],
    check: bool,
    diff: bool,
    with_personal: bool,
) -> None:
    """Format, or compare; exit code 1 where something is left to do."""
    from dangan.repo.tree import WorkingTree

    tree = WorkingTree(invocation.root)
    files = _files(invocation, tree, _wanted(invocation, tree, paths))
    differing = [file for file in files if file.differs]
    refused = _report_problems(invocation, files)
    if diff:
        for file in differing:
            click.echo(_patch(file, shown=with_personal), nl=False)
    elif check:
        for file in differing:
            invocation.say(M("not in its form: {path}", path=file.path))
    else:
        _write(tree, differing)
    _summary(invocation, len(files), len(differing), written=not (check or diff))
    if refused or (differing and (check or diff)):
        raise SystemExit(1)


def _wanted(
    invocation: Invocation, tree: WorkingTree, paths: Iterable[Path]
) -> list[str]:
    """Return the YAML files below records/ that the arguments name."""
    from dangan.repo.names import is_data

    found: dict[str, None] = {}
    for path in paths or (tree.root,):
        inside = os.path.relpath(path.parent.resolve() / path.name, tree.root.resolve())
        prefix = "" if inside == "." else Path(inside).as_posix()
        if prefix.split("/")[0] == "..":
            said = M("outside of the archive: {path}", path=path)
            raise click.UsageError(invocation.text(said))
        if prefix and not f"{prefix}/".startswith(f"{_RECORDS}/"):
            continue
        found.update(dict.fromkeys(tree.files(prefix or _RECORDS)))
    return [path for path in found if is_data(path)]


def _files(
    invocation: Invocation, tree: WorkingTree, paths: Iterable[str]
) -> list[_File]:
    orders = _Orders(invocation)
    files: list[_File] = []
    for path in paths:
        content = tree.read(path)
        laid_out = path == MARK
        free = laid_out or f"/{DRAFTS}/" in path
        order = _as_it_is if laid_out else orders
        files.append(_File(path, content, formed(content, path, order, comments=free)))
    return files


def _as_it_is(_: JsonObject) -> None:
    """Keep the layout that people gave to a file."""


class _Orders:
    """The order of fields by record type, made when the first record asks."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._space: Workspace | None = None
        self._made: dict[str, KeyOrder | None] = {}

    def __call__(self, data: JsonObject) -> KeyOrder | None:
        name = data.get("type")
        if not isinstance(name, str):
            return None
        if name not in self._made:
            kind = self._types().types.get(name)
            self._made[name] = KeyOrder.from_schema(kind.schema) if kind else None
        return self._made[name]

    def _types(self) -> Workspace:
        """Open the archive without its records, which are not asked for."""
        if self._space is None:
            from dangan.repo.load import load_documents
            from dangan.repo.tree import WorkingTree
            from dangan.workspace.open import compose

            tree = WorkingTree(self._invocation.root)
            documents, problems = load_documents(tree, MARK)
            self._space = compose(tree.root, tree, documents, problems)
        return self._space


def _report_problems(invocation: Invocation, files: Iterable[_File]) -> bool:
    refused = False
    for file in files:
        for problem in file.form.problems:
            refused = True
            draft, position = problem.draft, problem.draft.position
            where = f"{position.line}:{position.column}" if position else "1:1"
            said = M(
                "{path}:{where}: {fact}",
                path=file.path,
                where=where,
                fact=draft.message,
            )
            invocation.warn(said)
            if draft.hint:
                invocation.warn(M("    fix: {hint}", hint=draft.hint))
    return refused


def _patch(file: _File, *, shown: bool) -> str:
    """Return the unified diff of a file; values are hidden unless asked for."""
    old = file.content.decode("utf-8").splitlines(keepends=True)
    new = file.form.text.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{file.path}", f"b/{file.path}")
    return "".join(lines if shown else _hidden(lines))


def _hidden(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith(("---", "+++", "@@")):
            yield line
            continue
        key = _KEY.match(line)
        head = key[0] if key else line[:1]
        hidden = line[len(head) :].strip()
        yield f"{head} {_HIDDEN}\n" if hidden else f"{head}\n"


def _write(tree: WorkingTree, files: Iterable[_File]) -> None:
    from dangan.repo.write import Transaction

    with Transaction(tree.root) as change:
        for file in files:
            was = hashlib.sha256(file.content).hexdigest()
            change.write(file.path, file.form.text, was=was)


def _summary(
    invocation: Invocation, total: int, differing: int, *, written: bool
) -> None:
    kept = total - differing
    if written:
        said = M(
            "{changed} files rewritten, {kept} left as they were",
            changed=differing,
            kept=kept,
        )
    else:
        said = M("{changed} files differ, {kept} do not", changed=differing, kept=kept)
    invocation.warn(said)
