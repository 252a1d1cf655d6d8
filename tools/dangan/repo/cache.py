"""What files said when they were last read, keyed by their content.

One shard a folder, below git's own folder, so that it is never committed and can
always be deleted. An entry is found by the blob id of the content; a second table
tells which blob id a file on disk had, by what ``stat`` says of it. That table
follows git's rule for racy entries: a file touched shortly before it was read is
not trusted but hashed again.

Only files without any problem are kept, so a finding never comes from a cache.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import dangan
from dangan import syntax
from dangan.repo.git import git_dir
from dangan.repo.sealed import read_sealed, write_sealed
from dangan.repo.tree import Stamp

#: The coarsest clock of a file system in use (FAT) ticks every two seconds.
_RACY_NS: Final = 2_000_000_000

#: Digest of the bytes and the data they say, as marshal writes them or as they are.
Known = tuple[str, bytes | dict[str, Any]]


class Shard:
    """The files of one folder; written back only when something was learnt."""

    def __init__(self, place: Path, fingerprint: bytes) -> None:
        """Read the shard; a damaged or foreign one counts as empty."""
        self._place = place
        self._fingerprint = fingerprint
        self._learnt = False
        self._used: set[str] = set()
        self._stats: dict[str, tuple[Stamp, str]]
        self._known: dict[str, Known]
        self._stats, self._known = read_sealed(place, fingerprint) or ({}, {})

    @property
    def remembers(self) -> bool:
        """Tell whether any content is known here."""
        return bool(self._known)

    def find(self, name: str, stamp: Stamp) -> Known | None:
        """Return what a file with this stamp said, if that is certain."""
        key = stamp
        if stamp.__class__ is tuple:
            seen = self._stats.get(name)
            if seen is None or seen[0] != stamp:
                return None
            key = seen[1]
        self._used.add(key)  # type: ignore[arg-type]
        return self._known.get(key)  # type: ignore[arg-type]

    def content(self, key: str) -> Known | None:
        """Return what the content with this blob id says."""
        self._used.add(key)
        return self._known.get(key)

    def learn(self, name: str, stamp: Stamp, key: str, known: Known, now: int) -> None:
        """Keep what a file says; ``now`` is when the listing began, in ns."""
        if key not in self._known:
            self._known[key] = known
            self._learnt = True
        self._used.add(key)
        if isinstance(stamp, tuple) and max(stamp[0], stamp[1]) + _RACY_NS < now:
            self._stats[name] = (stamp, key)
            self._learnt = True

    def save(self) -> None:
        """Write the shard through a temporary file; it may fail, it is a cache."""
        if not self._learnt:
            return
        kept = self._used | {key for _, key in self._stats.values()}
        known = {key: _told(self._known[key]) for key in kept if key in self._known}
        if write_sealed(self._place, self._fingerprint, (self._stats, known)):
            self._learnt = False


class Cache:
    """All shards of one working tree."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Take the folder to keep shards in, and the top folder it belongs to."""
        self.folder = folder
        self._home = home
        self._fingerprint = fingerprint()
        self._shards: dict[str, Shard] = {}

    @classmethod
    def beside(cls, root: Path) -> Cache | None:
        """Return the cache of a git working tree, or None outside of git."""
        kept = git_dir(root)
        return cls(kept / "dangan" / "cache", root) if kept else None

    def shard(self, root: Path, folder: str) -> Shard:
        """Return the shard of a folder, given by its path below a root."""
        whose = "" if root == self._home else str(root)
        key = f"{whose}\0{folder}"
        if key not in self._shards:
            name = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
            self._shards[key] = Shard(self.folder / name[:24], self._fingerprint)
        return self._shards[key]

    def clock(self) -> int:
        """Return the time in ns as the file system tells it; 0 if read only."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            mark = self.folder / f"clock.{os.getpid()}"
            mark.write_bytes(b"")
            now = mark.stat().st_mtime_ns
            mark.unlink()
        except OSError:
            # A read-only clone: everything is read afresh, nothing is kept.
            return 0
        return now

    def save(self) -> None:
        """Write what was learnt."""
        for shard in self._shards.values():
            shard.save()


def _told(known: Known) -> Known:
    """Return an entry whose data need not be decoded before somebody asks."""
    digest, data = known
    return known if isinstance(data, bytes) else (digest, marshal.dumps(data))


def blob_id(content: bytes, algorithm: str = "sha1") -> str:
    """Return the id git gives to a content."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest()


def fingerprint() -> bytes:
    """Return 16 bytes that change with whatever may change what a file says."""
    folder = Path(syntax.__file__).parent
    sources: Mapping[str, int] = {
        entry.name: entry.stat().st_mtime_ns
        for entry in os.scandir(folder)
        if entry.name.endswith(".py")
    }
    told = (dangan.__version__, sys.version, marshal.version, sorted(sources.items()))
    return hashlib.sha256(repr(told).encode()).digest()[:16]
