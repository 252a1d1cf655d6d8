"""Which records a change can reach: those that hang together by references.

A check of linked records looks at other records only through references (a
relation, a subject, the contents of a volume). What it says of a record can
therefore change only if something in the same net of references changed. The
net is that of before and after together, so that a reference that was taken
out counts too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dangan.model.archive import Archive
from dangan.model.json import Json
from dangan.model.record import Record

#: Digest, id, ids it refers to, whether nothing was found in it, and its claims.
Kept = tuple[str, str, tuple[str, ...], bool, tuple[str, ...]]
_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def kept(record: Record, *, clean: bool, claims: tuple[str, ...] = ()) -> Kept:
    """Return what is remembered of a record."""
    links = tuple(_links(record.data))
    return (record.document.digest, record.id, links, clean, claims)


def known_clean(archive: Archive, known: Mapping[str, Kept]) -> frozenset[str]:
    """Return the paths whose content was looked at before and found clean."""
    found: set[str] = set()
    for record in archive.records:
        document = record.document
        old = known.get(document.path)
        if old is not None and old[3] and old[0] == document.digest:
            found.add(document.path)
    return frozenset(found)


def reached(
    archive: Archive, known: Mapping[str, Kept], clean: frozenset[str]
) -> tuple[Record, ...]:
    """Return the records that anything not known to be clean can reach, in order."""
    if not clean:
        return archive.records
    fresh = [r for r in archive.records if r.document.path not in clean]
    gone = [row for path, row in known.items() if path not in clean]
    start = [*(kept(record, clean=False) for record in fresh), *gone]
    if not start:
        return ()
    ids = _spread(start, [*start, *(known[path] for path in clean)])
    return tuple(
        record
        for record in archive.records
        if (path := record.document.path) not in clean or known[path][1] in ids
    )


def _spread(start: Iterable[Kept], rows: Iterable[Kept]) -> set[str]:
    """Return all ids that hang together with those rows."""
    links: dict[str, list[str]] = defaultdict(list)
    for _, id_, targets, *_ in rows:
        for target in targets:
            links[id_].append(target)
            links[target].append(id_)
    found: set[str] = set()
    waiting = [id_ for row in start for id_ in (row[1], *row[2])]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += links.get(id_, ())
    return found


def _links(node: Json) -> Iterator[str]:
    if isinstance(node, str):
        if len(node) == 26 and _ID.fullmatch(node):  # noqa: PLR2004  of a ULID
            yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _links(value)
    elif isinstance(node, list):
        for value in node:
            yield from _links(value)
