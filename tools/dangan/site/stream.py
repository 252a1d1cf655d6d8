"""Writing the record pages: shell and fragment joined, one file after the other.

Where there are many, a second process begins with them while the first one still
makes the other pages. The files do not depend on how many processes write them,
nor on what stood in the folder before: a file that says the same already stays
as it is.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dangan.model.errors import SetupError
from dangan.site.catalogue import Catalogue
from dangan.site.shell import Shell

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from multiprocessing.sharedctypes import Synchronized

    #: Where the processes note how far they are.
    Counter = Synchronized[int]

#: Fewer records than this are written before a second process has begun.
WORTH_IT = 1_000
#: Records that a process takes at a time.
BLOCK = 100
#: Pages that wait for the shell in memory; then the process waits, too.
MOST_WAITING = 20_000

#: Path below the site, title, body.
Body = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Stream:
    """The record pages of one build, while they are made."""

    catalogue: Catalogue
    #: How many records were taken; None where one process does it all.
    taken: Counter | None = None
    child: BaseProcess | None = None
    pipe: Connection | None = None

    @classmethod
    def begin(cls, catalogue: Catalogue, *, alone: bool = False) -> Stream:
        """Begin with the pages; whatever they share is worked out first."""
        can_fork = "fork" in multiprocessing.get_all_start_methods()
        if alone or len(catalogue.facts) < WORTH_IT or not can_fork:
            return cls(catalogue)
        catalogue.prepare()
        fork = multiprocessing.get_context("fork")
        here, there = fork.Pipe()
        taken = fork.Value("q", 0)
        args = (catalogue, taken, here, there)
        child = fork.Process(target=_second, args=args, daemon=True)
        child.start()
        there.close()
        return cls(catalogue, taken, child, here)

    def finish(self, shell: Shell, site: Path) -> None:
        """Write every page below ``site`` that is not written yet."""
        if self.taken is None or self.child is None or self.pipe is None:
            write(self.catalogue.records(), shell, site)
            return
        self.pipe.send((shell, site))
        write(_bodies(self.catalogue, self.taken), shell, site)
        self.child.join()
        if self.child.exitcode:
            raise SetupError(
                "a process that writes pages stopped",
                hint="build again with more memory",
            )


def _second(
    catalogue: Catalogue, taken: Counter, far: Connection, pipe: Connection
) -> None:
    """Make pages until the shell is there, and write them all."""
    far.close()
    waiting: list[Body] = []
    bodies = _bodies(catalogue, taken)
    for body in bodies:
        waiting.append(body)
        if pipe.poll() or len(waiting) >= MOST_WAITING:
            break
    try:
        shell, site = pipe.recv()
    except EOFError:
        # The build stopped: there will be no shell.
        return
    write(iter(waiting), shell, site)
    write(bodies, shell, site)


def _bodies(catalogue: Catalogue, taken: Counter) -> Iterator[Body]:
    """Yield pages that no other process has taken."""
    while True:
        with taken.get_lock():
            start = taken.value
            taken.value = start + BLOCK
        if start >= len(catalogue.facts):
            return
        yield from catalogue.records(slice(start, start + BLOCK))


def write(bodies: Iterator[Body], shell: Shell, site: Path) -> None:
    """Write pages below ``site``, but not those that are there as they should be."""
    made: set[Path] = set()
    for path, title, body in bodies:
        target = site / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        put(target, shell.fill(title, body).encode("utf-8"))


def put(target: Path, content: bytes) -> None:
    """Write a file unless it says the same already."""
    try:
        if target.read_bytes() == content:
            return
    except FileNotFoundError:
        pass
    target.write_bytes(content)
