"""Acts of a clerk (lend, return, freeze, move…): planned, verified, then written.

A plan is a function from the archive to file changes. It is made while the lock
is held, the archive it would lead to is checked by the gate, and only if nothing
blocks are the files written, all of them or none::

    outcome = perform(root, lambda desk: plan_return(desk, wish), scene)

Nothing is committed; the act offers the message.
"""

from __future__ import annotations

import datetime
import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dangan.model.errors import RepositoryError
from dangan.model.finding import Draft, Finding
from dangan.model.json import JsonObject
from dangan.model.message import Message
from dangan.model.record import Document, Record
from dangan.repo import git
from dangan.repo.history import numbers_ever
from dangan.repo.write import Transaction, proven
from dangan.rules.custody import Custody
from dangan.rules.series import taken
from dangan.syntax import KeyOrder
from dangan.workspace.archive import Workspace
from dangan.workspace.assign import Order, Series, refuse_shallow
from dangan.workspace.open import RECORDS, open_archive
from dangan.workspace.verify import verify

_NO_FILE = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Scene:
    """When an act happens and who acts."""

    on: datetime.date
    #: Id of the person in holding.yaml; empty where nobody is known.
    by: str
    #: New ids, one after the other.
    ids: Iterator[str]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file as it is to be; ``text`` is None where it goes."""

    path: str
    text: str | None = field(repr=False)
    before: str = field(default="", repr=False)

    @property
    def was(self) -> str:
        """Return the digest of what the change was made from."""
        return hashlib.sha256(self.before.encode()).hexdigest()

    @property
    def diff(self) -> str:
        """Return the change as a unified diff."""
        if self.text is None and not self.before:
            return f"--- a/{self.path}\n+++ /dev/null\n"
        old, new = self.before.splitlines(), (self.text or "").splitlines()
        source = f"a/{self.path}" if self.before else "/dev/null"
        target = f"b/{self.path}" if self.text is not None else "/dev/null"
        lines = difflib.unified_diff(old, new, source, target, lineterm="")
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be written, and the commit message that goes with it."""

    changes: tuple[FileChange, ...]
    message: str
    #: Numbers of the records it made or continued.
    numbers: tuple[str, ...] = ()
    #: What whoever acts should know, although nothing stands in the way.
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act; where something stands in the way nothing was written."""

    act: Act | None = None
    #: Why the plan could not be made.
    problems: tuple[Draft, ...] = ()
    #: What the gate finds in the archive that the act would lead to.
    findings: tuple[Finding, ...] = ()
    #: The archive it would lead to, for reports.
    after: Workspace | None = None

    @property
    def done(self) -> bool:
        """Tell whether it was written, or would be."""
        blocking = any(finding.blocks for finding in self.findings)
        return self.act is not None and not blocking

    @property
    def diff(self) -> str:
        """Return all changes as one diff."""
        return "".join(change.diff for change in self.act.changes) if self.act else ""


#: Makes an act from the archive as it is, or says why not.
Plan = Callable[["Desk"], "Act | tuple[Draft, ...]"]


def perform(root: Path, plan: Plan, scene: Scene, *, dry_run: bool = False) -> Outcome:
    """Plan, verify and write an act.

    Raises:
        RepositoryError: the clone is shallow, somebody else changed a file in the
            meantime, or writing failed; then nothing was changed.
    """
    refuse_shallow(root)
    if dry_run:
        return _prepared(Desk(open_archive(root), scene), plan)
    with Transaction(root) as change:
        outcome = _prepared(Desk(open_archive(root), scene), plan)
        for one in outcome.act.changes if outcome.act and outcome.done else ():
            if one.text is None:
                change.delete(one.path)
            else:
                change.write(one.path, one.text, was=one.was)
    return outcome


def commit(root: Path, act: Act) -> str:
    """Commit what an act wrote and nothing else; return the commit's id.

    Hooks run. Raises RepositoryError where git or a hook refuses.
    """
    gone = {change.path for change in act.changes if change.text is None}
    listed = [f":(literal){path}" for path in sorted(gone)]
    known = git.zsplit(git.run(root, ["ls-files", "-z", "--", *listed])) if gone else ()
    wanted = (c.path for c in act.changes if c.path not in gone or c.path in known)
    paths = [f":(literal){path}" for path in wanted]
    git.run(root, ["add", "--all", "--", *paths])
    done = git.attempt(root, ["commit", "--quiet", "-m", act.message, "--", *paths])
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise RepositoryError(
            "the files are written, but the commit was refused",
            context=tuple(said.splitlines()[-3:]),
            hint="correct what is named, then commit the files",
        )
    return git.commit_of(root, "HEAD") or ""


class Desk:
    """The archive while an act is planned, and how changes of it are made."""

    def __init__(self, space: Workspace, scene: Scene) -> None:
        """Take the open archive, the day and the person."""
        self.space, self.scene = space, scene

    @property
    def day(self) -> str:
        """Return the day of the act, ``YYYY-MM-DD``."""
        return self.scene.on.isoformat()

    @cached_property
    def custody(self) -> Custody:
        """Return what rests on the records."""
        return Custody(self.space.archive, self.space.policies)

    @cached_property
    def _series(self) -> Series:
        ever = numbers_ever(self.space.root, RECORDS)
        slugs = taken(self.space.archive.records, ever)
        order = Order((), every=False, on=self.scene.on, by=self.scene.by)
        return Series(self.space, order, slugs)

    def new(self, data: Mapping[str, Any]) -> tuple[FileChange, Record] | Draft:
        """Return a new record with the next number of its series, or why not."""
        folder = self.space.types[str(data["type"])].data["folder"]
        id_ = next(self.scene.ids)
        path = f"{RECORDS}/{folder}/_drafts/{id_}.yaml"
        draft = Record(Document(path, {"id": id_, **_stated(data)}))
        found = self._series.number(draft)
        if isinstance(found, tuple):
            return found[0]
        record = Record(Document(found.path, found.data, text=found.text))
        return FileChange(found.path, found.text), record

    def altered(self, record: Record, data: JsonObject) -> FileChange:
        """Return a record with other data, in canonical form.

        Raises RepositoryError where the file is not in that form already: the
        change would touch more than it says.
        """
        before = self.space.tree.read(record.path).decode("utf-8")
        order = KeyOrder.from_schema(self.space.types[record.type].schema)
        if proven(record.data, order, record.path) != before:
            raise RepositoryError(
                "the file is not in its usual form, so more than this would change",
                context=(record.path,),
                hint="run dangan fmt on it first",
            )
        return FileChange(
            record.path, proven(_stated(data), order, record.path), before
        )

    def text(self, data: JsonObject, path: str) -> str:
        """Return data as the text of a record, proven to read back the same."""
        kind = self.space.types[str(data["type"])]
        return proven(_stated(data), KeyOrder.from_schema(kind.schema), path)

    def with_events(self, record: Record, events: Iterable[JsonObject]) -> FileChange:
        """Return a record with further events at the end of its list."""
        old = record.get("events") or []
        return self.altered(record, {**record.data, "events": [*old, *events]})

    def event(self, kind: str, by: str | None = None, **fields: Any) -> dict[str, Any]:
        """Return an event of the day by who acts, or by somebody else."""
        who = self.scene.by if by is None else by
        made = {"kind": kind, "on": self.day, "by": who, **fields}
        return dict(_stated(made))

    def refusal(
        self, message: Message, hint: Message | None = None, **where: Any
    ) -> tuple[Draft, ...]:
        """Return why something cannot be done, about a record or the holding."""
        record: Record | None = where.get("record")
        document = record.document if record else self.space.holding.document
        clauses = tuple(where.get("clauses", ()))
        return (document.at().says(message, hint=hint, clauses=clauses),)


def _prepared(desk: Desk, plan: Plan) -> Outcome:
    made = plan(desk)
    if isinstance(made, tuple):
        return Outcome(problems=made)
    texts = {change.path: change.text for change in made.changes}
    after, findings = verify(desk.space, texts, desk.scene.on)
    return Outcome(made, findings=findings, after=after)


def _stated(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {
        key: value for key, value in data.items() if value not in (None, "", [], {})
    }
