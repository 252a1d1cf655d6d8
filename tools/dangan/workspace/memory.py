"""Which records the gate found clean, so that it need not look again.

A finding never comes from the memory: what was not clean is looked at afresh,
and so is everything it hangs together with. A record is known by path and
content; everything else that could change the verdict (regulations, types,
holding.yaml, dangan itself) is part of one key for the whole file.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

import dangan
from dangan.checks._reach import Kept
from dangan.repo.git import git_dir
from dangan.workspace.archive import Workspace

#: Fewer news than this are not written.
_WORTH_IT = 16
_LAYERS = ("model", "syntax", "schema", "policy", "rules", "checks")


class Memory:
    """What the last run saw of each record, below git's own folder."""

    def __init__(self, place: Path, key: bytes) -> None:
        """Read what is there; another key or a damaged file counts as empty."""
        self._place = place
        self._key = key
        self.known: Mapping[str, Kept] = self._read()
        self._now: Mapping[str, Kept] = self.known

    @classmethod
    def of(cls, space: Workspace) -> Memory | None:
        """Return the memory of a working tree; None outside of git."""
        place = git_dir(space.root)
        if place is None or space.cache is None:
            return None
        return cls(place / "dangan" / "seen", key_of(space))

    def keep(self, rows: Mapping[str, Kept]) -> None:
        """Remember these records and no others."""
        self._now = rows

    def save(self) -> None:
        """Write it through a temporary file, if it is worth while.

        A few records more or less are looked at again sooner than written.
        """
        news = sum(self.known.get(path) != row for path, row in self._now.items())
        if news + abs(len(self._now) - len(self.known)) < _WORTH_IT:
            return
        body = marshal.dumps(dict(self._now))
        check = zlib.crc32(body).to_bytes(4, "big")
        temporary = self._place.with_suffix(f".{os.getpid()}")
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._key + check + body)
            temporary.replace(self._place)
        except OSError:
            # A read-only clone: the next run looks at every record again.
            return

    def _read(self) -> dict[str, Kept]:
        try:
            content = self._place.read_bytes()
        except OSError:
            return {}
        size = len(self._key)
        body = memoryview(content)[size + 4 :]
        check = zlib.crc32(body).to_bytes(4, "big")
        if content[:size] != self._key or content[size : size + 4] != check:
            return {}
        known: dict[str, Kept] = marshal.loads(body)  # noqa: S302  our own file, checked above
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
