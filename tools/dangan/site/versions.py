"""What changed between two versions of a record, told from their text alone.

Numbered records have one canonical form: top-level keys at the first column,
entries of a list at the third. That is enough to tell which fields changed and
how many events were added, without parsing every version of every record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_KEY = re.compile(r"^([a-z][a-z0-9_]*):", re.MULTILINE)
_ENTRY = re.compile(r"^  - ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Version:
    """A record as one commit left it."""

    #: Short name of the commit.
    commit: str
    #: Day of the commit, ``YYYY-MM-DD``.
    on: str
    author: str
    #: Top-level key → its text.
    blocks: Mapping[str, str]

    @classmethod
    def read(cls, commit: str, on: str, author: str, text: str) -> Version:
        """Cut the text of a record into its top-level fields."""
        return cls(commit, on, author, blocks(text))

    @property
    def events(self) -> int:
        """Return how many events this version tells."""
        return len(_ENTRY.findall(self.blocks.get("events", "")))


@dataclass(frozen=True, slots=True)
class Step:
    """What a commit did to a record."""

    commit: str
    on: str
    author: str
    #: First version of the file.
    new: bool
    #: Keys that were added, removed or altered, in the order of the file.
    keys: tuple[str, ...]
    #: Index of the first event and of the one after the last that it added.
    events: tuple[int, int]


def blocks(text: str) -> Mapping[str, str]:
    """Return top-level key → its text."""
    heads = list(_KEY.finditer(text))
    # A commit that deletes a file leaves no text, and so no key.
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    return {
        head[1]: text[head.end() : end] for head, end in zip(heads, ends, strict=True)
    }


def steps(versions: tuple[Version, ...]) -> tuple[Step, ...]:
    """Compare each version (the oldest first) with the one before."""
    found: list[Step] = []
    before: Mapping[str, str] = {}
    told = 0
    for index, version in enumerate(versions):
        now = version.blocks
        changed = tuple(k for k in {**before, **now} if before.get(k) != now.get(k))
        events = (told, max(told, version.events))
        found.append(
            Step(
                version.commit, version.on, version.author, index == 0, changed, events
            )
        )
        before, told = now, version.events
    return tuple(found)
