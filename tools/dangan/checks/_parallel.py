"""Share work among several processes, where a cold start makes it worth while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

#: Fewer records than this are looked at before a process has begun.
WORTH_IT = 500


def each(work: Callable[[T], R], items: Sequence[T], jobs: int) -> list[R]:
    """Return what comes of each item, in order; ``jobs`` changes only the time.

    Children are forked, so that types and regulations need not be handed over;
    where the system cannot fork, one process does it all. Items are dealt like
    cards, because neighbours are of one kind and one kind takes longer.
    """
    if jobs < 2 or len(items) < jobs or not _can_fork():  # noqa: PLR2004  one is none
        return [work(item) for item in items]
    children = [_start(work, items[first::jobs]) for first in range(1, jobs)]
    hands = [[work(item) for item in items[::jobs]]]
    for process, pipe in children:
        hands.append(pipe.recv())
        process.join()
    return [hands[at % jobs][at // jobs] for at in range(len(items))]


def _can_fork() -> bool:
    # A hook, which looks at few records, has no time to import this.
    import multiprocessing

    return "fork" in multiprocessing.get_all_start_methods()


def _start(
    work: Callable[[T], R], items: Sequence[T]
) -> tuple[BaseProcess, Connection]:
    import multiprocessing

    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(work, items, there))
    process.start()
    there.close()
    return process, here


def _work(work: Callable[[T], R], items: Sequence[T], pipe: Connection) -> None:
    pipe.send([work(item) for item in items])
    pipe.close()
