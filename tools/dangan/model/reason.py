"""Derived values and the reasons they carry (``because``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dangan.model.json import Pointer
from dangan.model.message import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a derivation: what was taken from where, under which clause."""

    message: Message
    #: Full clause id (``001-01.r50``), a standard or an article; empty if none.
    clause: str = ""
    #: Id of the record the step looked at; empty for the record itself.
    record: str = ""
    #: The field the step started from.
    pointer: Pointer = ()


@dataclass(frozen=True, slots=True)
class Derived(Generic[T]):
    """A computed value, or the reason why there is none.

    ``value is None`` with ``problem`` set means that it cannot be computed:
    that is neither "due" nor "fine" and is always shown.
    """

    value: T | None
    because: tuple[Reason, ...] = field(default=())
    problem: Message | None = None

    @property
    def known(self) -> bool:
        """Tell whether there is a value."""
        return self.problem is None
