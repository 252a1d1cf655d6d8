"""What giving numbers starts from and comes to."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dangan.model.finding import Draft, Finding, Place
from dangan.model.json import JsonObject
from dangan.workspace.source import Source


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be numbered, and what the numbers are to remember."""

    #: Paths, ids or numbers; empty with ``every``.
    names: tuple[str, ...]
    every: bool
    on: datetime.date
    #: Id of the person; empty where nobody of the holding is known.
    by: str = ""
    #: Path → text of drafts that are not written yet.
    fresh: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A draft that got a number."""

    number: str
    draft: str
    path: str
    text: str = field(repr=False)
    #: The record as it is now.
    data: JsonObject = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or why it did nothing."""

    assigned: tuple[Assigned, ...] = ()
    #: Paths of records that had a number before.
    unchanged: tuple[str, ...] = ()
    #: What stands in the way; then nothing was written.
    problems: tuple[Draft, ...] = ()
    #: What the gate finds in the numbered records, placed in their drafts.
    findings: tuple[Finding, ...] = ()
    #: Shows the lines that findings point at.
    source: Source | None = field(default=None, repr=False)

    @property
    def refused(self) -> bool:
        """Tell whether something stands in the way, so that nothing was written."""
        return bool(self.problems) or any(found.blocks for found in self.findings)


def in_draft(found: Finding, drafts: Mapping[str, str], source: Source) -> Finding:
    """Return a finding placed in the file that one can edit."""
    path = drafts.get(found.path, found.path)
    if path == found.path:
        return found
    place = Place(path, found.pointer, found.on_key)
    return replace(found, path=path, position=source.locate(place))
