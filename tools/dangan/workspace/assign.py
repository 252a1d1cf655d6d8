"""Give drafts their numbers: ``dangan assign``.

The number is the highest of its series plus one, over records, tombstones,
reservations and all of history; the draft moves to the path that follows from the
number, in canonical form, with what the number was made of. All or nothing, one
command at a time, and nothing happens to what has a number already.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dangan.model.archive import Archive
from dangan.model.errors import RepositoryError
from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.record import Document, Record
from dangan.policy.policy import Policy
from dangan.repo import git
from dangan.repo.history import is_shallow, numbers_ever
from dangan.repo.write import Transaction, proven
from dangan.rules.number_inputs import fields_of, inputs
from dangan.rules.numbers import Scheme, schemes
from dangan.rules.series import RESERVED, next_serial, slug_of, taken
from dangan.syntax import KeyOrder
from dangan.workspace.archive import Workspace
from dangan.workspace.open import RECORDS, open_archive

#: Digest of what a path holds where there is no file: nothing is written over.
_NO_FILE = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be numbered, and what the numbers are to remember."""

    #: Paths, ids or numbers; empty with ``every``.
    names: tuple[str, ...]
    every: bool
    on: datetime.date
    #: Id of the person; empty where nobody of the holding is known.
    by: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A draft that got a number."""

    number: str
    draft: str
    path: str
    text: str = field(repr=False)
    #: The record as it is now.
    data: JsonObject = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or why it did nothing."""

    assigned: tuple[Assigned, ...] = ()
    #: Paths of records that had a number before.
    unchanged: tuple[str, ...] = ()
    #: What stands in the way; then nothing was written.
    problems: tuple[Draft, ...] = ()


def assign(root: Path, order: Order, *, dry_run: bool = False) -> Outcome:
    """Number the drafts of an archive; all of them or none.

    Raises:
        RepositoryError: the clone is shallow, so that history is not known; a
            name is not in the archive; writing failed.
    """
    refuse_shallow(root)
    if dry_run:
        return Series.open(root, order).outcome()
    with Transaction(root) as change:
        desk = Series.open(root, order)
        found = desk.outcome()
        for one in () if found.problems else found.assigned:
            change.write(one.path, one.text, was=_NO_FILE)
            change.delete(one.draft)
    return found


def refuse_shallow(root: Path) -> None:
    """Raise where older commits are missing: a number might be given again."""
    if is_shallow(root):
        raise RepositoryError(
            "this clone lacks older commits, so used numbers are not known",
            hint="fetch all of history: git fetch --unshallow",
        )


def stage(root: Path, assigned: Iterable[Assigned]) -> None:
    """Put the moves into git's index, as ``git mv`` would."""
    paths = [path for one in assigned for path in (one.draft, one.path)]
    git.run(root, ["add", "--all", "--", *(f":(literal){path}" for path in paths)])


class Series:
    """One run: the archive, the order, and the numbers given so far."""

    def __init__(self, space: Workspace, order: Order, slugs: frozenset[str]) -> None:
        """Take the archive and the slugs of all numbers that ever were."""
        self.space, self.order = space, order
        self.slugs = set(slugs)
        self.paths = {path.casefold() for path in space.tree.files(RECORDS)}

    @classmethod
    def open(cls, root: Path, order: Order) -> Series:
        """Read the archive as it is now."""
        space = open_archive(root)
        ever = numbers_ever(root, RECORDS)
        return cls(space, order, taken(space.archive.records, ever))

    def outcome(self) -> Outcome:
        """Number every draft in turn; one problem spoils all."""
        wanted = tuple(self._wanted())
        drafts = [record for record in wanted if record.is_draft]
        unchanged = tuple(r.path for r in wanted if not r.is_draft)
        assigned: list[Assigned] = []
        problems = list(self._unread())
        for draft in drafts:
            found = self.number(draft)
            if isinstance(found, Assigned):
                assigned.append(found)
            else:
                problems += found
        return Outcome(tuple(assigned), unchanged, tuple(problems))

    def _wanted(self) -> Iterable[Record]:
        archive = self.space.archive
        if self.order.every:
            return (record for record in archive.records if record.is_draft)
        names = [name for name in self.order.names if name not in self._refused]
        found = {name: self._find(archive, name) for name in names}
        return dict.fromkeys(found.values())

    def _find(self, archive: Archive, name: str) -> Record:
        record = archive.find(name)
        if record is None:
            raise RepositoryError(
                f"no such draft: {name}",
                hint="give the path of a draft, its id, or --all",
            )
        return record

    @property
    def _refused(self) -> frozenset[str]:
        problems = self.space.record_problems
        return frozenset(problem.draft.place.path for problem in problems)

    def _unread(self) -> Iterable[Draft]:
        """Yield why a draft that is asked for could not be read."""
        wanted = frozenset(self.order.names)
        for problem in self.space.record_problems:
            path = problem.draft.place.path
            if path in wanted or (self.order.every and _is_draft(path)):
                yield problem.draft

    def number(self, draft: Record) -> Assigned | tuple[Draft, ...]:
        """Return a draft with the next number of its series, or why it gets none."""
        policy = self.space.policies.for_record(draft)
        options = schemes(policy, self.space.holding, draft.data) if policy else ()
        if policy is None or not options or draft.type not in self.space.types:
            return (_unnumbered(draft),)
        scheme = options[0]
        given = inputs(scheme, draft, self.space.archive)
        if given.gaps:
            return given.gaps
        serial = self._serial(scheme, draft, given.values)
        if isinstance(serial, Message):
            return (draft.at().says(serial, clauses=scheme.clauses),)
        values = {**given.values, scheme.serial.name: str(serial)}
        return self._moved(draft, scheme, values, policy)

    def _serial(
        self, scheme: Scheme, draft: Record, values: Mapping[str, str]
    ) -> int | Message:
        """Return the serial that is next, or that the draft holds back."""
        if draft.get(RESERVED) is None:
            found = next_serial(scheme, values, self.slugs)
            return found.value or found.problem or 0
        texts = scheme.parse_slug(slug_of(draft)).value
        if texts is None or scheme.slug_key(texts) != scheme.key(values):
            reserved = str(draft.get(RESERVED))
            return M(
                "the fields do not lead to the number held back: {number}",
                number=reserved,
            )
        return int(texts[scheme.serial.name])

    def _moved(
        self, draft: Record, scheme: Scheme, values: Mapping[str, str], policy: Policy
    ) -> Assigned | tuple[Draft, ...]:
        named = (scheme.format(values), scheme.slug(values), scheme.scope(values))
        problem = next((one.problem for one in named if one.problem), None)
        number, slug, scope = (str(one.value) for one in named)
        path = f"{RECORDS}/{self._folder(draft)}/{scope}/{slug}.yaml"
        if problem is None and path.casefold() in self.paths:
            problem = M("{path} is there already", path=path)
        if problem:
            return (draft.at().says(problem, clauses=scheme.clauses),)
        data = self._numbered(draft, number, scheme, values, policy)
        faults = self._faults(draft, Record(Document(path, data)))
        if faults:
            return faults
        order = KeyOrder.from_schema(self.space.types[draft.type].schema)
        text = proven(data, order, path)
        self.slugs.add(slug)
        self.paths.add(path.casefold())
        return Assigned(number, draft.path, path, text, data)

    def _numbered(
        self,
        draft: Record,
        number: str,
        scheme: Scheme,
        values: Mapping[str, str],
        policy: Policy,
    ) -> dict[str, Any]:
        made = {
            "on": self.order.on.isoformat(),
            "by": self.order.by,
            "scheme": scheme.id,
            "pack": policy.pack.id,
            "edition": policy.edition,
            "fields": fields_of(scheme, values),
        }
        assigned = {key: value for key, value in made.items() if value}
        kept = {key: value for key, value in draft.data.items() if key != RESERVED}
        return {**kept, "number": number, "assigned": assigned}

    def _faults(self, draft: Record, numbered: Record) -> tuple[Draft, ...]:
        """Return what the schema refuses, placed in the draft one can edit."""
        found = (p.draft for p in self.space.validator.problems(numbered))
        return tuple(
            draft.at(one.place.pointer, on_key=one.place.on_key).says(
                one.message, hint=one.hint, clauses=one.clauses
            )
            for one in found
        )

    def _folder(self, draft: Record) -> str:
        return str(self.space.types[draft.type].data["folder"])


def _is_draft(path: str) -> bool:
    return Record(Document(path, {})).is_draft


def _unnumbered(draft: Record) -> Draft:
    hint = M("check type and class, and the packs that holding.yaml lists")
    fact = M("no regulation of the holding numbers such a record")
    return draft.at("type").says(fact, hint=hint)
