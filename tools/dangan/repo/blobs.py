"""Content of many blobs through one git process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dangan.model.errors import RepositoryError
from dangan.repo import git


def read_blobs(root: Path, oids: Iterable[str], limit: int) -> Mapping[str, bytes]:
    """Return id → content, without blobs of more than ``limit`` bytes.

    ``RepositoryError`` where the store lacks one (a partial clone).
    """
    wanted = sorted(oids)
    if not wanted:
        return {}
    request = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
    sizes = _sizes(git.run(root, ["cat-file", "--batch-check"], stdin=request))
    fitting = "".join(f"{oid}\n" for oid in wanted if sizes[oid] <= limit)
    output = git.run(root, ["cat-file", "--batch"], stdin=fitting.encode("ascii"))
    contents: dict[str, bytes] = {}
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        oid, _, size = output[at:end].decode("ascii").split(" ")
        contents[oid] = output[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2
    return contents


def _sizes(output: bytes) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for line in output.decode("ascii").splitlines():
        oid, _, rest = line.partition(" ")
        kind, _, size = rest.partition(" ")
        if kind != "blob":
            raise RepositoryError(
                "the object store lacks a file of this revision",
                context=(oid,),
                hint="run: git fetch --unshallow, or clone again without --filter",
            )
        sizes[oid] = int(size)
    return sizes
