"""What a check says: a fact with a place, a code and a fix."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from dangan.model.json import Pointer
from dangan.model.message import Message


class Severity(enum.IntEnum):
    """How much a finding weighs; only errors of the gate block."""

    INFO = 1
    WARNING = 2
    ERROR = 3


class Tier(enum.StrEnum):
    """Gate checks know no date and may block; watch checks report."""

    GATE = "gate"
    WATCH = "watch"


class Cited(Protocol):
    """A rule of a regulation, as far as a finding repeats it."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return full ids of the clauses it carries."""

    @property
    def severity(self) -> str:
        """Return ``error``, ``warning`` or ``info``."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where something stands in a file; lines and columns count from 1."""

    line: int = 1
    column: int = 1
    #: Column after the last character, on the same line; 0 = not known.
    end_column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A node of a file, by its pointer; its position is looked up at the edge."""

    #: Path below the repository root, with forward slashes.
    path: str
    pointer: Pointer = ()
    #: Point at the key of the node and not at its value.
    on_key: bool = False

    def says(  # noqa: PLR0913  what a finding consists of, each by name
        self,
        message: Message,
        *,
        hint: Message | None = None,
        related: tuple[Place, ...] = (),
        position: Position | None = None,
        clauses: tuple[str, ...] = (),
        rule: Cited | None = None,
    ) -> Draft:
        """State a defect here; ``rule`` gives its clauses and severity."""
        cited = tuple(dict.fromkeys((*clauses, *(rule.clauses if rule else ()))))
        weight = rule.severity if rule else ""
        return Draft(self, message, hint, related, position, cited, weight)


@dataclass(frozen=True, slots=True)
class Draft:
    """A defect as a check states it, before the runner adds code and severity."""

    place: Place
    #: The fact, lower case, present tense, without the value of a guarded field.
    message: Message
    #: What to do, beginning with a verb.
    hint: Message | None = None
    #: Other nodes that belong to the defect.
    related: tuple[Place, ...] = ()
    #: Set only where no pointer exists (a file that cannot be parsed).
    position: Position | None = None
    #: Full ids of the clauses broken, such as ``001-01.r45``.
    clauses: tuple[str, ...] = ()
    #: ``error``, ``warning`` or ``info`` where the broken rule says so.
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect with everything a report needs, in one sortable value."""

    path: str
    position: Position
    code: str
    severity: Severity
    tier: Tier
    message: Message
    hint: Message | None = None
    pointer: Pointer = ()
    on_key: bool = False
    related: tuple[tuple[Place, Position], ...] = ()
    clauses: tuple[str, ...] = ()
    #: Number of the record, or its id while it is a draft, or nothing.
    subject: str = ""
    #: Reason of the waiver that covers it; such a finding is shown, not counted.
    waived: str = ""
    #: Whether the change under review introduced or touches it.
    touched: bool = True

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Return the key of the one order in which findings are reported."""
        return (self.path, self.position, self.code, str(self.message))

    @property
    def blocks(self) -> bool:
        """Tell whether it makes a commit or pull request fail."""
        is_error = self.severity is Severity.ERROR
        return is_error and self.tier is Tier.GATE and self.touched and not self.waived
