"""Hold numbers back for labels that are needed before the records are written.

A number held back is a draft whose file is called like the number. Two branches
that hold back the same one collide in git, ``assign`` counts it as used, and the
draft gets exactly this number when it is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dangan.model.message import M, Message
from dangan.model.record import DRAFTS
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy
from dangan.repo.history import numbers_ever
from dangan.repo.write import Transaction, proven
from dangan.rules.numbers import SECTION, Scheme, Values
from dangan.rules.series import RESERVED, next_serial, taken
from dangan.syntax import KeyOrder
from dangan.workspace.archive import Workspace
from dangan.workspace.assign import refuse_shallow
from dangan.workspace.open import RECORDS, open_archive


@dataclass(frozen=True, slots=True)
class Wanted:
    """Numbers to hold back."""

    #: Beginning of the number: ``MK-2021``.
    series: str
    count: int
    #: Record type, where several types have such numbers; empty: any.
    type: str = ""


@dataclass(frozen=True, slots=True)
class Reserved:
    """One number held back by a draft."""

    number: str
    path: str
    text: str


def reserve(
    root: Path, wanted: Wanted, ids: Iterator[str], *, dry_run: bool = False
) -> tuple[Reserved, ...] | Message:
    """Write a draft for each number held back, or say why none is.

    ``ids`` are fresh ULIDs. Raises ``RepositoryError`` as ``assign`` does.
    """
    refuse_shallow(root)
    if dry_run:
        return _made(open_archive(root), root, wanted, ids)
    with Transaction(root) as change:
        found = _made(open_archive(root), root, wanted, ids)
        for one in () if isinstance(found, Message) else found:
            change.write(one.path, one.text)
    return found


def _made(
    space: Workspace, root: Path, wanted: Wanted, ids: Iterator[str]
) -> tuple[Reserved, ...] | Message:
    options = tuple(_series(space, wanted))
    if not options:
        return M("no numbers begin like this: {typed}", typed=wanted.series)
    if len(options) > 1:
        types = tuple(sorted({one.kind for one in options}))
        return M("say which type the numbers are for: {types}", types=types)
    slugs = set(taken(space.archive.records, numbers_ever(root, RECORDS)))
    made: list[Reserved] = []
    for _ in range(wanted.count):
        found = options[0].next(slugs, next(ids))
        if isinstance(found, Message):
            return found
        slugs.add(PurePosixPath(found.path).stem)
        made.append(found)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Series:
    """The one series that is meant."""

    space: Workspace
    kind: str
    scheme: Scheme
    values: Values

    def next(self, slugs: set[str], ulid: str) -> Reserved | Message:
        """Return the draft for the next number."""
        serial = next_serial(self.scheme, self.values, slugs)
        values = {**self.values, self.scheme.serial.name: str(serial.value)}
        named = (serial, self.scheme.format(values), self.scheme.slug(values))
        problem = next((one.problem for one in named if one.problem), None)
        if problem:
            return problem
        number, slug = str(named[1].value), str(named[2].value)
        record_type = self.space.types[self.kind]
        path = f"{RECORDS}/{record_type.data['folder']}/{DRAFTS}/{slug}.yaml"
        data = {"id": ulid, "type": self.kind, RESERVED: number}
        text = proven(data, KeyOrder.from_schema(record_type.schema), path)
        return Reserved(number, path, text)


def _series(space: Workspace, wanted: Wanted) -> Iterator[_Series]:
    """Yield every series whose numbers begin as typed."""
    found: dict[tuple[str, str], _Series] = {}
    for kind, record_type in space.types.items():
        is_asked = wanted.type in {"", kind} and "folder" in record_type.data
        for policy in space.policies.possible({"type": kind}) if is_asked else ():
            for scheme in _schemes(space, policy, kind):
                values = scheme.read_series(wanted.series).value
                if values is not None:
                    key = (kind, scheme.slug_prefix(values))
                    found.setdefault(key, _Series(space, kind, scheme, values))
    return iter(found.values())


def _schemes(space: Workspace, policy: Policy, kind: str) -> Iterator[Scheme]:
    """Yield the schemes of a regulation that may number a type."""
    for rule in policy.rules(SECTION):
        asked = (rule.data.get("for") or {}).get("type")
        if asked is None or matches({"type": asked}, {"type": kind}):
            yield Scheme.from_rule(rule, space.holding, policy)
