"""From draft to finding: position, severity, subject, waiver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from dangan.checks._api import Check, Context
from dangan.checks._drafts import Seen
from dangan.checks._registry import find
from dangan.model.finding import Draft, Finding, Place, Position, Severity
from dangan.model.record import Record


class Judge:
    """Gives each draft what the check that made it does not know."""

    def __init__(self, ctx: Context, locate: Callable[[Place], Position]) -> None:
        """Take the rules and the way from a place to its line and column."""
        self.ctx = ctx
        self.locate = locate

    def all(self, seen: Iterable[Seen]) -> Iterator[Finding]:
        """Yield a finding for each draft."""
        for code, draft in seen:
            check = find(code)
            if check is not None:
                yield self._finding(check, draft)

    def _finding(self, check: Check, draft: Draft) -> Finding:
        record = self._by_path.get(draft.place.path)
        return Finding(
            path=draft.place.path,
            position=draft.position or self.locate(draft.place),
            code=check.code,
            severity=self._severity(check, draft),
            tier=check.tier,
            message=draft.message,
            hint=draft.hint,
            pointer=draft.place.pointer,
            on_key=draft.place.on_key,
            related=tuple((place, self.locate(place)) for place in draft.related),
            clauses=draft.clauses,
            subject=(record.number or record.id) if record else "",
            waived=self._waiver(check, record) if record else "",
        )

    def _severity(self, check: Check, draft: Draft) -> Severity:
        """Return what check or rule fix, else the strongest clause, else error."""
        if check.severity is not None:
            return check.severity
        if draft.weight:
            return Severity[draft.weight.upper()]
        known = [self._weights[c] for c in draft.clauses if c in self._weights]
        return max(known, default=Severity.ERROR)

    def _waiver(self, check: Check, record: Record) -> str:
        if not check.waivable or is_refused(check.code, self.ctx, record):
            return ""
        for _, waiver in record.each("waivers"):
            if waiver.get("code") == check.code:
                return str(waiver.get("reason") or check.code)
        return ""

    @cached_property
    def _weights(self) -> dict[str, Severity]:
        return weights(self.ctx)

    @cached_property
    def _by_path(self) -> dict[str, Record]:
        return {record.path: record for record in self.ctx.archive.records}


def weights(ctx: Context) -> dict[str, Severity]:
    """Return full clause id → severity, over all regulations in use."""
    return {
        id_: Severity[clause.severity.upper()]
        for policy in ctx.policies.all()
        for id_, clause in policy.clauses.items()
    }


def is_refused(code: str, ctx: Context, record: Record) -> bool:
    """Tell whether the record's own regulation never waives a check."""
    policy = ctx.policies.for_record(record)
    rules = policy.select("waivers", record.data) if policy else ()
    return any(code.startswith(str(rule.data["refuse"])) for rule in rules)
