"""Which records the gate found clean, so that it need not look again.

Only clean ones are kept: a finding never comes from a memory. A record is known
by path and content; everything else that could change the verdict (regulations,
types, holding.yaml, dangan itself) is part of one key for the whole file.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import zlib
from pathlib import Path

import dangan
from dangan.checks._drafts import Seen
from dangan.repo.git import git_dir
from dangan.workspace.archive import Workspace

_LAYERS = ("model", "syntax", "schema", "policy", "rules", "checks")


class Memory:
    """Paths and digests of clean records, below git's own folder."""

    def __init__(self, place: Path, key: bytes) -> None:
        """Read what is there; another key or a damaged file counts as empty."""
        self._place, self._key = place, key
        self._clean = self._read()
        self._now: dict[str, str] = {}
        self._learnt = False

    @classmethod
    def of(cls, space: Workspace) -> Memory | None:
        """Return the memory of a working tree; None outside of git."""
        kept = git_dir(space.root)
        if kept is None or space.cache is None:
            return None
        return cls(kept / "dangan" / "clean", key_of(space))

    def recall(self, path: str, digest: str) -> tuple[Seen, ...] | None:
        """Return that nothing was seen, if that is certain for this content."""
        if self._clean.get(path) != digest:
            return None
        self._now[path] = digest
        return ()

    def keep(self, path: str, digest: str, seen: tuple[Seen, ...]) -> None:
        """Remember a record in which nothing was seen."""
        if not seen:
            self._now[path] = digest
            self._learnt = True

    def save(self) -> None:
        """Write it through a temporary file, if anything was learnt."""
        if not self._learnt:
            return
        body = marshal.dumps({**self._clean, **self._now})
        check = zlib.crc32(body).to_bytes(4, "big")
        temporary = self._place.with_suffix(f".{os.getpid()}")
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._key + check + body)
            temporary.replace(self._place)
        except OSError:
            # A read-only clone: the next run looks at every record again.
            return

    def _read(self) -> dict[str, str]:
        try:
            content = self._place.read_bytes()
        except OSError:
            return {}
        size = len(self._key)
        body = memoryview(content)[size + 4 :]
        check = zlib.crc32(body).to_bytes(4, "big")
        if content[:size] != self._key or content[size : size + 4] != check:
            return {}
        known: dict[str, str] = marshal.loads(body)  # noqa: S302  our own file, checked above
        return known


def key_of(space: Workspace) -> bytes:
    """Return 32 bytes that change with whatever can change a verdict."""
    package = Path(dangan.__file__).parent
    code = sorted(
        (entry.name, entry.stat().st_mtime_ns)
        for layer in _LAYERS
        for entry in os.scandir(package / layer)
        if entry.name.endswith(".py")
    )
    data = sorted((d.path, d.digest) for d in space.rule_documents)
    told = (dangan.__version__, sys.version, code, data, space.holding.document.digest)
    return hashlib.sha256(repr(told).encode()).digest()
