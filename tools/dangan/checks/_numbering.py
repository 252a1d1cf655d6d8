"""The scheme that a record's number follows, and the values it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangan.checks._api import Context
from dangan.model.record import Record
from dangan.rules.number_inputs import inputs
from dangan.rules.numbers import SECTION, Scheme, schemes


@dataclass(frozen=True, slots=True)
class Reading:
    """A number, read by the first scheme that knows it."""

    scheme: Scheme
    #: Parts that the number itself shows.
    shown: Mapping[str, str]
    #: Parts as they stood when the number was given; empty if nobody wrote that.
    stood: Mapping[str, str]
    #: Parts as the fields say today, as far as they say.
    now: Mapping[str, str]

    @property
    def values(self) -> Mapping[str, str]:
        """Return every part: what stood, else what is, and what the number shows."""
        return {**self.now, **self.stood, **self.shown}


def options(record: Record, ctx: Context) -> tuple[Scheme, ...]:
    """Return the schemes that the record's regulation has for it."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return ()
    rules = policy.select(SECTION, record.data)
    key = ("schemes", id(policy), tuple(map(id, rules)))
    return ctx.memo.once(key, lambda: schemes(policy, ctx.holding, record.data))


def reading(record: Record, ctx: Context) -> Reading | None:
    """Read a number; None where no scheme knows it."""
    return ctx.memo.of(record, "reading", lambda: _read(record, options(record, ctx)))


def _read(record: Record, found: tuple[Scheme, ...]) -> Reading | None:
    named = record.get("assigned.scheme")
    for scheme in sorted(found, key=lambda one: one.id != named):
        shown = scheme.parse(record.number).value
        if shown is not None:
            stood = record.get("assigned.fields") or {}
            stood = {name: str(value) for name, value in stood.items()}
            return Reading(scheme, shown, stood, inputs(scheme, record).values)
    return None
