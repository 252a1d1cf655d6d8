"""One run of checks over an open archive, with what is remembered of the last."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from dangan.checks._api import Check
from dangan.checks._runner import Locate, Run, run_all
from dangan.workspace.archive import Workspace
from dangan.workspace.context import Before, bare, context_of
from dangan.workspace.memory import Memory
from dangan.workspace.old_rules import with_old_rules


@dataclass(frozen=True)
class Order:
    """What somebody wants to have checked."""

    checks: tuple[Check, ...]
    as_of: datetime.date
    #: Revision to compare with; None: the state alone. An empty one is no revision.
    base: str | None = None
    #: Paths that are reported, folders or files; none: all.
    below: tuple[str, ...] = ()
    #: Processes for a cold start.
    jobs: int = 1


def examine(space: Workspace, order: Order, locate: Locate) -> Run:
    """Run the checks of an order and return what is to be reported.

    Where holding.yaml or a schema cannot be read, only that is reported: no rule
    could be trusted.
    """
    if not space.is_set_up:
        readable = tuple(c for c in order.checks if c.scope == "file")
        return run_all(bare(space), readable, order.as_of, locate)
    memory = Memory.of(space)
    change = None if order.base is None else Before.at(space, order.base)
    ctx = context_of(space, change)
    found = run_all(ctx, order.checks, order.as_of, locate, memory, jobs=order.jobs)
    if change:
        found = with_old_rules(found, change, order.as_of, locate)
    if memory:
        memory.save()
    if space.cache:
        space.cache.save()
    return _limited(found, order.below)


def _limited(run: Run, below: tuple[str, ...]) -> Run:
    if not below or "." in below:
        return run
    folders = tuple(f"{path.rstrip('/')}/" for path in below)

    def wanted(path: str) -> bool:
        """Tell whether a path is one of those asked for, or below one."""
        return path in below or path.startswith(folders)

    return replace(
        run,
        findings=tuple(found for found in run.findings if wanted(found.path)),
        not_run=tuple(row for row in run.not_run if wanted(row[1])),
    )
