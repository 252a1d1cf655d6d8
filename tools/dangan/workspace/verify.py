"""What the gate says of an archive that does not exist yet: a change before it is made.

Only records that the change touches, and those that hang together with them by
references, are looked at; everything else counts as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from dangan import syntax
from dangan.checks._claims import claims_of
from dangan.checks._reach import Kept, kept
from dangan.checks._registry import every_check
from dangan.checks._runner import run_all
from dangan.model.finding import Finding, Tier
from dangan.model.problem import Problem
from dangan.model.record import Document
from dangan.repo import git
from dangan.repo.tree import Tree
from dangan.workspace.archive import Workspace
from dangan.workspace.context import context_of, share_rules
from dangan.workspace.open import compose
from dangan.workspace.source import Source

#: Path → its new text; None where the file goes.
Texts = Mapping[str, str | None]


def verify(
    space: Workspace, texts: Texts, as_of: datetime.date
) -> tuple[Workspace, tuple[Finding, ...]]:
    """Return the archive after a change, and what the gate finds in it.

    Findings that a waiver covers, and those outside of what the change touches,
    are left out.
    """
    after = changed(space, texts)
    email = git.author(space.root)[1]
    base = space.archive

    def committers(path: str) -> tuple[tuple[object, frozenset[str]], ...]:
        """Say that whoever acts brings in every event."""
        record = next((r for r in after.archive.records if r.path == path), None)
        events = record.get("events") if record else None
        by = frozenset({email})
        return tuple((event, by) for event in events or ())

    after_ctx = context_of(after)
    ctx = replace(
        after_ctx,
        base=base,
        touched=frozenset(texts),
        committers=committers,
    )
    checks = tuple(check for check in every_check() if check.tier is Tier.GATE)
    source = Source(after.tree.read, after)
    claims = claims_of(base.records, after_ctx, checks)
    memory = _Before(
        {r.path: kept(r, clean=True, claims=claims[r.path]) for r in base.records}
    )
    found = run_all(ctx, checks, as_of, source.locate, memory).findings
    return after, tuple(f for f in found if _is_of(f, texts) and not f.waived)


def changed(space: Workspace, texts: Texts) -> Workspace:
    """Return an archive as it would be after some files changed."""
    documents = [
        d
        for d in (space.holding.document, *(r.document for r in space.archive.records))
        if d.path not in texts
    ]
    problems: list[Problem] = [
        p for p in space.record_problems if p.draft.place.path not in texts
    ]
    for path, text in texts.items():
        parsed = syntax.load((text or "").encode(), path) if text else None
        if parsed and parsed.data is not None:
            made = Document(path, parsed.data, parsed.digest, parsed.text)
            documents.append(made)
        problems += parsed.problems if parsed else ()
    documents.sort(key=lambda document: document.path)
    tree = cast("Tree", _Overlay(space.tree, texts))
    after = compose(space.root, tree, tuple(documents), tuple(problems))
    share_rules(space, after)
    return after


class _Overlay:
    """A tree with some files replaced."""

    def __init__(self, tree: object, texts: Texts) -> None:
        self._tree, self._texts = tree, texts

    def read(self, path: str) -> bytes:
        """Return the new bytes of a file, or the old ones."""
        text = self._texts.get(path)
        if path in self._texts:
            return (text or "").encode()
        return self._tree.read(path)  # type: ignore[attr-defined,no-any-return]

    def files(self, prefix: str = "") -> tuple[str, ...]:
        """Return the paths below a prefix, replaced and added ones too."""
        old = self._tree.files(prefix)  # type: ignore[attr-defined]
        new = {p for p, text in self._texts.items() if text is not None}
        near = {p for p in new if p == prefix or p.startswith(prefix.rstrip("/") + "/")}
        return tuple(sorted({p for p in old if p not in self._texts} | near))

    def __getattr__(self, name: str) -> object:
        return getattr(self._tree, name)


@dataclass
class _Before:
    """A memory in which every record that is there now was found clean."""

    known: Mapping[str, Kept]
    rows: Mapping[str, Kept] = field(default_factory=dict)

    def keep(self, rows: Mapping[str, Kept]) -> None:
        """Remember nothing: the archive may never come to be."""
        self.rows = rows


def _is_of(found: Finding, texts: Texts) -> bool:
    others = (place.path for place, _ in found.related)
    return found.path in texts or any(path in texts for path in others)
