"""What the checks of each scope say, before it is judged.

``Ledger`` collects code → drafts and remembers for which files a code is not
clean, because a check is not run (which is not "passed") on a record that
lacks what the check needs.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from dangan.checks._api import Check, Context
from dangan.checks._claims import Claims
from dangan.checks._memo import Memo, Remembering, RememberingAll
from dangan.checks._parallel import WORTH_IT, each
from dangan.checks._sound import sound, soundly
from dangan.checks._touched import HOLDING
from dangan.model.archive import Archive
from dangan.model.change import changes
from dangan.model.finding import Draft, Tier
from dangan.model.record import Record

#: One defect with the code of the check that saw it.
Seen = tuple[str, Draft]


@dataclass
class Ledger:
    """What was seen so far."""

    seen: list[Seen] = field(default_factory=list)
    #: Path → codes that were seen there.
    dirty: dict[str, set[str]] = field(default_factory=dict)
    #: Paths where a check of linked records saw something.
    linked: set[str] = field(default_factory=set)
    #: Records that something new can reach; the others are as they were.
    near: tuple[Record, ...] = ()
    #: Processes that may look.
    jobs: int = 1
    #: Path → what each of those lays claim to.
    claims: Claims = field(default_factory=dict)

    def add(self, code: str, draft: Draft) -> None:
        """Take one defect."""
        self.seen.append((code, draft))
        self.dirty.setdefault(draft.place.path, set()).add(code)

    def add_if_looked_at(self, check: Check, drafts: Iterable[Draft]) -> None:
        """Take what a check of the whole archive says of files in order."""
        for draft in drafts:
            if not self.lacks(check, draft.place.path):
                self.add(check.code, draft)

    def lacks(self, check: Check, path: str) -> bool:
        """Tell whether a file is without something that the check needs."""
        others = self.dirty.get(path, set()) - {check.code}
        return bool(others) and has_any(others, check.needs)

    def not_run(self, checks: Iterable[Check]) -> Iterator[tuple[str, str]]:
        """Yield (code, path) where a check could not look at a file."""
        for check in checks:
            for path in self.dirty:
                if self.lacks(check, path):
                    yield check.code, path


def has_any(codes: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    """Tell whether a code begins with one of these."""
    return bool(beginnings) and any(code.startswith(beginnings) for code in codes)


def looks_at(check: Check, record: Record) -> bool:
    """Tell whether a check is meant for this kind of record."""
    if record.is_tombstone:
        return check.tombstones
    return check.drafts or not record.is_draft


def of_files(ctx: Context, checks: tuple[Check, ...], ledger: Ledger) -> None:
    """Turn what the loader refused into defects."""
    spoken = _by_kind(check for check in checks if check.scope == "file")
    for problem in ctx.problems:
        for check in spoken(problem.kind):
            for draft in check.function(problem, ctx):
                ledger.add(check.code, draft)


def of_record(record: Record, ctx: Context, roster: Roster) -> tuple[Seen, ...]:
    """Return what the gate's checks of schema and record say of one record."""
    ledger = Ledger()
    of_schema, of_record = roster.of(record)
    if of_schema:
        for problem in ctx.validator.problems(record):
            for check in _by_kind(of_schema)(problem.kind):
                for draft in check.function(problem, ctx):
                    ledger.add(check.code, draft)
    # Nobody asks a draft to fit its schema, but checks count on it.
    shaped = sound(record, ctx.validator) if record.is_draft else record
    for check in of_record:
        if ledger.dirty and ledger.lacks(check, record.path):
            continue
        for draft in check.function(shaped if check.needs else record, ctx):
            ledger.add(check.code, draft)
    return tuple(ledger.seen)


class Roster:
    """The checks of schema and record, sorted out by the kinds of records."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        """Take the checks of the scopes ``schema`` and ``record``."""
        self._checks = checks
        self._known: dict[tuple[bool, bool], tuple[tuple[Check, ...], ...]] = {}

    def of(self, record: Record) -> tuple[tuple[Check, ...], ...]:
        """Return the checks of the schema, and those of the record, meant for it."""
        key = (record.is_draft, record.is_tombstone)
        if key not in self._known:
            mine = [check for check in self._checks if looks_at(check, record)]
            self._known[key] = tuple(
                tuple(check for check in mine if check.scope == scope)
                for scope in ("schema", "record")
            )
        return self._known[key]


def alone(ctx: Context) -> Context:
    """Return what a gate check of one record may see: no other record.

    Its result depends on that file and the rules only, so it can be kept.
    """
    policies: Any = Remembering(ctx.policies)
    nobody = Archive(ctx.holding, ())
    return replace(
        ctx, archive=nobody, policies=policies, base=None, problems=(), memo=Memo()
    )


def of_watched(
    ctx: Context, checks: tuple[Check, ...], as_of: datetime.date, ledger: Ledger
) -> None:
    """Add what watch checks of one record say of each record on a day."""
    watches = [c for c in checks if c.scope == "record" and c.tier is Tier.WATCH]
    for check in watches:
        for record in ctx.archive.records:
            if looks_at(check, record) and not ledger.lacks(check, record.path):
                for draft in _call(check, (record, ctx), as_of):
                    ledger.add(check.code, draft)


def of_linked(
    ctx: Context,
    part: Archive,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    ledger: Ledger,
) -> None:
    """Add what the gate sees in records that hang together by references."""
    if not part.records:
        return
    wanted = [c for c in checks if c.scope == "archive" and c.is_remembered]
    policies: Any = RememberingAll(ctx.policies, part)
    ctx = replace(ctx, archive=part, policies=policies)
    # Checks of one family share what they work out.
    families = [tuple(some) for _, some in groupby(wanted, lambda c: c.code[:3])]

    def look(family: tuple[Check, ...]) -> list[list[Draft]]:
        """Return what each check of a family says."""
        return [list(_said(check, part, ctx, as_of)) for check in family]

    many = ledger.jobs if len(part.records) >= WORTH_IT else 1
    for family, found in zip(families, each(look, families, many), strict=True):
        for check, drafts in zip(family, found, strict=True):
            seen = len(ledger.seen)
            ledger.add_if_looked_at(check, drafts)
            ledger.linked |= {draft.place.path for _, draft in ledger.seen[seen:]}


def of_archive(
    ctx: Context,
    rivals: Archive,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    ledger: Ledger,
) -> None:
    """Add what the other checks of the archive and of its policies say.

    ``rivals`` holds the records that share a claim with another one.
    """
    for check in checks:
        if check.scope == "archive" and not check.is_remembered:
            part = ctx.archive if check.claims is None else rivals
            ledger.add_if_looked_at(check, _said(check, part, ctx, as_of))
        elif check.scope == "policy":
            for policy in ctx.policies.all():
                ledger.add_if_looked_at(check, _call(check, (policy, ctx), as_of))


def _said(
    check: Check, archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    skip = frozenset() if check.drafts else _unnumbered(archive)
    said = _call(check, (archive, ctx), as_of)
    return (draft for draft in said if draft.place.path not in skip)


@lru_cache(maxsize=1)
def _unnumbered(archive: Archive) -> frozenset[str]:
    return frozenset(record.path for record in archive.records if record.is_draft)


def of_change(
    ctx: Context, checks: tuple[Check, ...], as_of: datetime.date, ledger: Ledger
) -> None:
    """Add what the checks of a change say of each pair of before and after."""
    wanted = [check for check in checks if check.scope == "change"]
    if ctx.base is None or ctx.touched is None or not wanted:
        return
    old, after = (
        Archive(ctx.holding, one.at_paths(ctx.touched))
        for one in (ctx.base, ctx.archive)
    )
    before = soundly(old, (record.path for record in old.records), ctx.validator)
    pairs = changes(before, after)
    for check in wanted:
        for pair in pairs:
            ledger.add_if_looked_at(check, _call(check, (pair, ctx), as_of))


def of_rules(
    ctx: Context, checks: tuple[Check, ...], as_of: datetime.date, ledger: Ledger
) -> None:
    """Add what is said of each file of rules that a change alters."""
    pairs = [*ctx.altered.values()]
    if ctx.base is not None and ctx.touched and HOLDING in ctx.touched:
        pairs.append((ctx.base.holding.document, ctx.holding.document))
    for check in (check for check in checks if check.scope == "rules"):
        for old, new in pairs:
            ledger.add_if_looked_at(check, _call(check, (old, new, ctx), as_of))


def _call(
    check: Check, given: tuple[object, ...], as_of: datetime.date
) -> Iterable[Draft]:
    return check.function(*given, *([as_of] if check.takes_date else []))


def _by_kind(checks: Iterable[Check]) -> Callable[[str], tuple[Check, ...]]:
    """Return who speaks for a kind; the check without kinds takes the rest."""
    own = tuple(checks)
    rest = tuple(check for check in own if not check.kinds)

    def _spoken(kind: str) -> tuple[Check, ...]:
        return tuple(check for check in own if kind in check.kinds) or rest

    return _spoken
