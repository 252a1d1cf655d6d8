"""Give drafts their numbers: ``dangan assign``.

The number is the highest of its series plus one, over records, tombstones,
reservations and all of history; the draft moves to the path that follows from the
number, in canonical form, with what the number was made of. All or nothing, one
command at a time, and nothing happens to what has a number already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from dangan.model.archive import Archive
from dangan.model.errors import RepositoryError
from dangan.model.finding import Draft
from dangan.model.message import M, Message
from dangan.model.record import Document, Record
from dangan.policy.policy import Policy
from dangan.repo.history import is_shallow, numbers_ever
from dangan.repo.staging import staged
from dangan.repo.write import Transaction, proven
from dangan.rules.number_inputs import fields_of, inputs
from dangan.rules.numbers import Scheme, schemes
from dangan.rules.series import RESERVED, next_serial, slug_of, taken
from dangan.syntax import KeyOrder
from dangan.workspace.archive import Workspace
from dangan.workspace.numbering import Assigned, Order, Outcome, in_draft
from dangan.workspace.open import RECORDS, open_archive
from dangan.workspace.source import Source
from dangan.workspace.verify import changed, verify

__all__ = ["Assigned", "Order", "Outcome", "Series", "assign", "refuse_shallow"]

#: Digest of what a path holds where there is no file: nothing is written over.
_NO_FILE = hashlib.sha256(b"").hexdigest()


def assign(
    root: Path, order: Order, *, dry_run: bool = False, stage: bool = False
) -> Outcome:
    """Number the drafts of an archive; all of them or none.

    The gate looks at the numbered records first; where it blocks, nothing is
    written. With ``stage`` git's index is changed too.

    Raises:
        RepositoryError: the clone is shallow, so that history is not known; a
            name is not in the archive; writing or staging failed.
    """
    refuse_shallow(root)
    if dry_run:
        return _judged(Series.open(root, order))
    with ExitStack() as index, Transaction(root) as change:
        found = _judged(Series.open(root, order))
        made = () if found.refused else found.assigned
        gone = [one.draft for one in made if one.draft not in order.fresh]
        for one in made:
            change.write(one.path, one.text, was=_NO_FILE)
        for path in gone:
            change.delete(path)
        if stage and made:
            texts = {one.path: one.text for one in made}
            index.enter_context(staged(root, texts, gone))
    return found


def _judged(desk: Series) -> Outcome:
    """Return what a run would do, with what the gate says of it."""
    found = desk.outcome()
    if found.problems or not found.assigned:
        return found
    texts: dict[str, str | None] = {one.draft: None for one in found.assigned}
    texts |= {one.path: one.text for one in found.assigned}
    _, findings = verify(desk.before, texts, desk.order.on)
    source = Source(desk.space.tree.read, desk.space)
    drafts = {one.path: one.draft for one in found.assigned}
    placed = (in_draft(one, drafts, source) for one in findings)
    return replace(found, findings=tuple(placed), source=source)


def refuse_shallow(root: Path) -> None:
    """Raise where older commits are missing: a number might be given again."""
    if is_shallow(root):
        raise RepositoryError(
            "this clone lacks older commits, so used numbers are not known",
            hint="fetch all of history: git fetch --unshallow",
        )


class Series:
    """One run: the archive, the order, and the numbers given so far."""

    def __init__(self, space: Workspace, order: Order, slugs: frozenset[str]) -> None:
        """Take the archive and the slugs of all numbers that ever were."""
        self.before, self.order = space, order
        self.space = changed(space, order.fresh) if order.fresh else space
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
                M("no such draft: {name}", name=name),
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

    def _folder(self, draft: Record) -> str:
        return str(self.space.types[draft.type].data["folder"])


def _is_draft(path: str) -> bool:
    return Record(Document(path, {})).is_draft


def _unnumbered(draft: Record) -> Draft:
    hint = M("check type and class, and the packs that holding.yaml lists")
    fact = M("no regulation of the holding numbers such a record")
    return draft.at("type").says(fact, hint=hint)
