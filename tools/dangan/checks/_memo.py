"""What several checks ask of one record or regulation, worked out once.

A memo belongs to one context and dies with it; it holds nothing that another
run could see.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from dangan.model.archive import Archive
from dangan.model.record import Record

if TYPE_CHECKING:
    from dangan.policy.policies import Policies
    from dangan.policy.policy import Policy

T = TypeVar("T")


class Memo:
    """Answers by key, for a whole run or for the record in hand."""

    def __init__(self) -> None:
        """Begin empty."""
        self._whole: dict[object, Any] = {}
        self._record: Record | None = None
        self._own: dict[str, Any] = {}

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return the answer for a key, made when it is first asked for."""
        try:
            return self._whole[key]  # type: ignore[no-any-return]
        except KeyError:
            made = self._whole[key] = make()
            return made

    def of(self, record: Record, name: str, make: Callable[[], T]) -> T:
        """Return an answer about a record; those about the last one are dropped."""
        if record is not self._record:
            self._record = record
            self._own = {}
        if name not in self._own:
            self._own[name] = make()
        return self._own[name]  # type: ignore[no-any-return]


class Remembering:
    """Policies that remember what governs the record in hand."""

    def __init__(self, policies: Policies) -> None:
        """Take the policies to ask."""
        self._policies = policies
        self._record: Record | None = None
        self._policy: Policy | None = None

    def for_record(self, record: Record) -> Policy | None:
        """Return the policy that a record is judged by, or None."""
        if record is not self._record:
            self._record = record
            self._policy = self._policies.for_record(record)
        return self._policy

    def __getattr__(self, name: str) -> Any:
        """Hand everything else over."""
        return getattr(self._policies, name)


class RememberingAll(Remembering):
    """Policies that remember what governs each record of an archive."""

    def __init__(self, policies: Policies, archive: Archive) -> None:
        """Take the policies to ask, and the archive whose records are asked about."""
        super().__init__(policies)
        #: Keeps the records alive, so that no other one takes the place of one.
        self._archive = archive
        self._known: dict[int, Policy | None] = {}

    def for_record(self, record: Record) -> Policy | None:
        """Return the policy that a record is judged by, or None."""
        key = id(record.document)
        try:
            return self._known[key]
        except KeyError:
            found = self._policies.for_record(record)
            if key in self._documents:
                self._known[key] = found
            return found

    @cached_property
    def _documents(self) -> frozenset[int]:
        return frozenset(id(record.document) for record in self._archive.records)
