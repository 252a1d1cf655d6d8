"""Which records the gate found clean, so that it need not look again.

A finding never comes from the memory: what was not clean is looked at afresh,
and so is everything it hangs together with. A record is known by path and
content; everything else that could change the verdict (regulations, types,
holding.yaml, dangan itself) is part of one key for the whole file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dangan.checks._reach import Kept
from dangan.repo.git import git_dir
from dangan.repo.sealed import read_sealed, write_sealed
from dangan.workspace.archive import Workspace
from dangan.workspace.made import key_of

#: Fewer news than this are not written.
_WORTH_IT = 16
_LAYERS = ("model", "syntax", "schema", "policy", "rules", "checks")


class Memory:
    """What the last run saw of each record, below git's own folder."""

    def __init__(self, place: Path, key: bytes) -> None:
        """Read what is there; another key or a damaged file counts as empty."""
        self._place = place
        self._key = key
        self.known: Mapping[str, Kept] = read_sealed(place, key) or {}
        self._now: Mapping[str, Kept] = self.known

    @classmethod
    def of(cls, space: Workspace) -> Memory | None:
        """Return the memory of a working tree; None outside of git."""
        place = git_dir(space.root)
        if place is None or space.cache is None:
            return None
        rules = (*space.rule_documents, space.holding.document)
        return cls(place / "dangan" / "seen", key_of(rules, _LAYERS))

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
        write_sealed(self._place, self._key, dict(self._now))
