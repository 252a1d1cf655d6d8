"""Look at records in several processes, where a cold start makes it worth while."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from dangan.checks._drafts import Seen
from dangan.model.record import Record

#: Fewer records than this are looked at before a process has begun.
_WORTH_IT = 500
Look = Callable[[Record], tuple[Seen, ...]]


def each(look: Look, records: Sequence[Record], jobs: int) -> list[tuple[Seen, ...]]:
    """Return what is seen in each record, in order; ``jobs`` changes only the time.

    Children are forked, so that types and regulations need not be handed over;
    where the system cannot fork, one process does it all.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs < 2 or len(records) < _WORTH_IT or not can_fork:  # noqa: PLR2004  one is none
        return [look(record) for record in records]
    size = -(-len(records) // jobs)
    parts = [records[at : at + size] for at in range(0, len(records), size)]
    children = [_start(look, part) for part in parts[1:]]
    found = [look(record) for record in parts[0]]
    for process, pipe in children:
        found += pipe.recv()
        process.join()
    return found


def _start(
    look: Look, records: Sequence[Record]
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(look, records, there))
    process.start()
    there.close()
    return process, here


def _work(look: Look, records: Sequence[Record], pipe: Connection) -> None:
    pipe.send([look(record) for record in records])
    pipe.close()
