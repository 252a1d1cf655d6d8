"""Writing the record pages: shell and fragment joined, one file after the other."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from dangan.model.errors import SetupError
from dangan.site.catalogue import Catalogue
from dangan.site.shell import Shell

#: Fewer records than this are written before a second process has begun.
WORTH_IT = 1_000
#: Processes that write; the budget is for two cores.
JOBS = 2


def stream(catalogue: Catalogue, shell: Shell, site: Path, jobs: int = JOBS) -> None:
    """Write every record page below ``site``.

    Children are forked, so that nothing need be handed over; where the system
    cannot fork, one process writes all. The files do not depend on ``jobs``.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs == 1 or len(catalogue.facts) < WORTH_IT or not can_fork:
        write(catalogue, shell, site, slice(None))
        return
    fork = multiprocessing.get_context("fork")
    parts = [slice(start, None, jobs) for start in range(jobs)]
    children = [
        fork.Process(target=write, args=(catalogue, shell, site, part))
        for part in parts[1:]
    ]
    for child in children:
        child.start()
    write(catalogue, shell, site, parts[0])
    for child in children:
        child.join()
        if child.exitcode:
            raise SetupError(
                "a process that writes pages stopped",
                hint="build again with more memory",
            )


def write(catalogue: Catalogue, shell: Shell, site: Path, part: slice) -> None:
    """Write the pages of a part of the records."""
    made: set[Path] = set()
    for path, title, body in catalogue.records(part):
        target = site / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_text(shell.fill(title, body), encoding="utf-8", newline="\n")
