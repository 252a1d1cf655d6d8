"""What checks are handed, for one tree or for a change between two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dangan.checks._context import Context
from dangan.checks._touched import GROWING
from dangan.model.archive import Archive
from dangan.model.errors import SetupError
from dangan.model.holding import Holding
from dangan.model.record import Document, Record
from dangan.repo import git
from dangan.repo.load import Loaded, load_documents
from dangan.repo.tree import EmptyTree, GitTree, IndexTree, WorkingTree, tree_at
from dangan.workspace.archive import HOLDING, Workspace
from dangan.workspace.attribution import Committers, committers
from dangan.workspace.open import RECORDS, compose, is_record
from dangan.workspace.product import PREFIX, data_root

#: So many paths fit into the arguments of one git command.
_FEW = 500
#: What a change to one of these can do to every record.
_RULES = ("schemas/", "records/holding.yaml")


def context_of(space: Workspace, change: Before | None = None) -> Context:
    """Return the context of an archive, and of a change where one is looked at.

    ``space`` need not be the one that the change led to: the same records may be
    looked at under other rules.
    """
    return Context(
        archive=space.archive,
        holding=space.holding,
        types=space.types,
        policies=space.policies,
        calendar=space.calendar,
        validator=space.validator,
        problems=space.problems,
        base=ArchiveBefore(change) if change else None,
        touched=change.paths if change else None,
        altered=change.altered if change else {},
        numbers_ever=_numbers_before(change) if change else frozenset,
        committers=_committers(space, change),
        is_there=lambda path: path in space.tree.files(path),
        was_there=lambda path: change is not None and path in change.tree.everything,
        before=(lambda: context_of(change.judged)) if change else None,
    )


class ArchiveBefore(Archive):
    """The archive before a change; put together only if all of it is asked for."""

    def __init__(self, change: Before) -> None:
        """Take the change whose other side it is."""
        self._change = change

    @cached_property
    def holding(self) -> Holding:  # type: ignore[override]
        """Return who kept the archive."""
        return self._change.space.holding

    @cached_property
    def records(self) -> tuple[Record, ...]:  # type: ignore[override]
        """Return all records of before, in the order of their paths."""
        return self._change.space.archive.records

    def at_paths(self, paths: frozenset[str]) -> tuple[Record, ...]:
        """Return the records at some paths; those that changed are at hand."""
        if not paths <= self._change.paths:
            return super().at_paths(paths)
        rows = (d for d in self._change.old_records[0] if d.path != HOLDING)
        return tuple(Record(d) for d in rows if d.path in paths)


def _committers(space: Workspace, change: Before | None) -> Committers:
    rev = change.tree.commit if change and isinstance(change.tree, GitTree) else ""
    return committers(space.root, rev) if change else lambda _: ()


def bare(space: Workspace) -> Context:
    """Return a context without rules, where they cannot be read."""
    from dangan.policy.policies import Policies
    from dangan.rules.workdays import Calendar
    from dangan.schema.validate import Validator

    nobody = Holding(Document(HOLDING, {}))
    return Context(
        archive=space.archive,
        holding=nobody,
        types={},
        policies=Policies({}, nobody, {}),
        calendar=Calendar.unknown(),
        validator=Validator({}),
        problems=space.problems,
    )


@dataclass(frozen=True)
class Before:
    """The archive before a change, and the paths that differ."""

    now: Workspace
    tree: GitTree | EmptyTree

    @classmethod
    def at(cls, now: Workspace, rev: str) -> Before:
        """Compare with a revision; RepositoryError where there is none.

        What that has gained since the branch left it is no change of the branch:
        the commit they have in common is compared.
        """
        fork = git.merge_base(now.root, rev, "HEAD") if rev != "HEAD" else None
        return cls(now, tree_at(now.root, fork or rev))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Return the paths that the change adds, alters or removes."""
        if isinstance(self.now.tree, IndexTree | GitTree):
            old, new = self.tree.everything, self.now.tree.everything
            return frozenset(
                path for path in {*old, *new} if old.get(path) != new.get(path)
            )
        commit = self.tree.commit if isinstance(self.tree, GitTree) else "HEAD"
        return frozenset(git.changed_paths(self.now.root, commit))

    @cached_property
    def space(self) -> Workspace:
        """Return the archive before; what did not change is not read again."""
        now = self.now
        old, problems = self.old_records
        kept = (d for d in _documents(now.archive) if d.path not in self.paths)
        found = {document.path: document for document in (*kept, *old)}
        # Before its first commit an archive has no holding.yaml.
        found.setdefault(HOLDING, Document(HOLDING, {}))
        documents = tuple(found[path] for path in sorted(found))
        unchanged = (
            p for p in now.record_problems if p.draft.place.path not in self.paths
        )
        space = compose(
            now.root, self.tree, documents, (*problems, *unchanged), now.cache
        )
        if not self._alters_rules:
            share_rules(now, space)
        return space

    @property
    def judged(self) -> Workspace:
        """Return the archive before with what judges it.

        Rules that could not be read before do not: then a change could never
        mend them.
        """
        if not _can_judge(self.space):
            share_rules(self.now, self.space)
        return self.space

    def under_old_rules(self) -> Workspace | None:
        """Return the records of now with the rules of before, where they differ.

        None, too, where no record changed, or where there was no archive before
        or its rules could not be read.
        """
        records = (p for p in self.paths - {HOLDING} if p.startswith(f"{RECORDS}/"))
        if not self._alters_rules or not any(records):
            return None
        before, now = self.space, self.now
        if not before.holding.data:
            return None
        holding = _ruled_by(now.holding.document, before.holding.document)
        if holding is now.holding.document and not self._alters_schemas:
            return None
        documents = (holding, *(record.document for record in now.archive.records))
        space = compose(now.root, self.tree, documents, now.record_problems, now.cache)
        return space if _can_judge(space) else None

    @property
    def _alters_rules(self) -> bool:
        return any(path.startswith(_RULES) for path in self.paths)

    @property
    def _alters_schemas(self) -> bool:
        return any(path.startswith("schemas/") for path in self.paths)

    @cached_property
    def old_records(self) -> Loaded:
        """Return what the changed files below records/ were."""
        return self._old(RECORDS)

    @cached_property
    def altered(self) -> dict[str, tuple[Document | None, Document | None]]:
        """Return path → document before and after, below schemas/."""
        if not self._alters_schemas:
            return {}
        old = {d.path: d for d in (*self._brought_along, *self._old("schemas")[0])}
        new = {d.path: d for d in self._new("schemas")}
        return {path: (old.get(path), new.get(path)) for path in sorted({*old, *new})}

    @property
    def _brought_along(self) -> tuple[Document, ...]:
        """Return what dangan brings along at the paths that the change alters."""
        own = data_root().parent
        if own.resolve() == Path(self.now.root).resolve():
            return ()
        return load_documents(WorkingTree(own), PREFIX, only=self._is_altered)[0]

    def _old(self, prefix: str) -> Loaded:
        few = tuple(sorted(path for path in self.paths if path.startswith(prefix)))
        if not few:
            return (), ()
        tree = self.tree
        if isinstance(tree, GitTree) and len(few) < _FEW:
            tree = GitTree(tree.root, tree.commit, few)
        return load_documents(tree, prefix, only=self._is_altered)

    def _new(self, prefix: str) -> tuple[Document, ...]:
        return load_documents(self.now.tree, prefix, only=self._is_altered)[0]

    def _is_altered(self, path: str) -> bool:
        return path in self.paths and is_record(path)


def _documents(archive: Archive) -> tuple[Document, ...]:
    return (archive.holding.document, *(record.document for record in archive.records))


def _ruled_by(now: Document, before: Document) -> Document:
    """Return holding.yaml of now with the rules of before; ``now`` if they are equal.

    Its lists only grow with the archive, so those of now stand.
    """
    rules = {k: v for k, v in before.data.items() if k not in GROWING}
    lists = {k: v for k, v in now.data.items() if k in GROWING}
    data = {**rules, **lists}
    return now if data == now.data else replace(now, data=data)


def _can_judge(space: Workspace) -> bool:
    """Tell whether rules can be used; where they cannot the change mends them."""
    if not space.is_set_up:
        return False
    try:
        return bool(space.types) and space.policies is not None
    except SetupError:
        return False


def share_rules(one: Workspace, other: Workspace) -> None:
    """Let another archive use the rules of one, which are as good as its own."""
    for name in ("types", "policies", "calendar", "validator", "_set_up"):
        other.__dict__[name] = getattr(one, name)


def _numbers_before(change: Before) -> Callable[[], frozenset[str]]:
    def ask() -> frozenset[str]:
        """Walk the history once; RepositoryError where older commits are missing."""
        from dangan.repo.history import numbers_before
        from dangan.workspace.assign import refuse_shallow

        refuse_shallow(change.now.root)
        commit = change.tree.commit if isinstance(change.tree, GitTree) else "HEAD"
        return numbers_before(change.now.root, commit, RECORDS)

    return ask
