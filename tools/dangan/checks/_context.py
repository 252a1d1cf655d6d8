"""What a check may look at besides the thing it is called with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from dangan.checks._memo import Memo
from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import Json
from dangan.model.problem import Problem
from dangan.model.record import Document, Record
from dangan.model.recordtype import RecordType

if TYPE_CHECKING:
    from dangan.policy.load import Policies
    from dangan.rules.workdays import Calendar


class Validator(Protocol):
    """What tells how a record departs from its schema."""

    def problems(self, record: Record) -> Iterable[Problem]:
        """Return the problems of one record in the order of its fields."""


@dataclass(frozen=True)
class Context:
    """One tree of an archive with the rules that govern it; a value.

    ``base`` and ``touched`` are there only where a change is under review.
    """

    archive: Archive
    holding: Holding
    types: Mapping[str, RecordType]
    policies: Policies
    calendar: Calendar
    validator: Validator
    #: The archive before the change.
    base: Archive | None = None
    #: What the loader refused, per file.
    problems: tuple[Problem, ...] = ()
    #: Paths that the change adds, alters or removes; None: no change is looked at.
    touched: frozenset[str] | None = None
    #: Documents outside records/ before and after the change, by path.
    altered: Mapping[str, tuple[Document | None, Document | None]] = field(
        default_factory=dict
    )
    #: Slugs of numbers that history knows; asked only where a change adds numbers.
    numbers_ever: Callable[[], frozenset[str]] = frozenset
    #: Path → events that the change brings in, with the e-mail addresses of those
    #: who committed each (``workspace.attribution``).
    committers: Callable[[str], tuple[tuple[Json, frozenset[str]], ...]] = lambda _: ()
    #: Tells whether a file lies at a path of this tree, below records/ or not.
    is_there: Callable[[str], bool] = lambda _: False
    #: Tells whether one lay there before the change, readable or not.
    was_there: Callable[[str], bool] = lambda _: False
    #: Answers that several checks of this run share.
    memo: Memo = field(default_factory=Memo, compare=False)
    #: The context before the change; made only when old findings must be told apart.
    before: Callable[[], Context] | None = None
