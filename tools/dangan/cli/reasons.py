"""Reasons as lines of text or as JSON: the step, the clause, the record it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dangan.cli.context import Invocation
from dangan.model.json import dotted, pointer
from dangan.model.message import M, Message, Text
from dangan.model.reason import Reason
from dangan.report.i18n import words
from dangan.rules.naming import Names

if TYPE_CHECKING:
    from dangan.model.recordtype import RecordType
    from dangan.policy.policy import Policy
    from dangan.workspace import Workspace


@dataclass(frozen=True)
class Steps:
    """Writes reasons about one record in one language."""

    invocation: Invocation
    space: Workspace
    policy: Policy | None = None
    #: Id of the record that is talked about; others are named.
    about: str = ""

    def say(self, text: Message | Text | str) -> str:
        """Return a message, words of the data or a plain value as text."""
        return words(text, self.invocation.lang)

    def lines(self, reasons: Iterable[Reason]) -> Iterator[str]:
        """Yield one line a step; clauses of the same step stand together."""
        steps: dict[tuple[str, str], list[str]] = {}
        for reason in reasons:
            key = (self.say(self._named(reason)), self._elsewhere(reason))
            cited = steps.setdefault(key, [])
            if reason.clause and reason.clause not in cited:
                cited.append(reason.clause)
        for (text, elsewhere), cited in steps.items():
            named = "; ".join(filter(None, (elsewhere, *map(self._cited, cited))))
            yield f"{text} ({named})" if named else text

    def as_json(self, reasons: Iterable[Reason]) -> list[dict[str, Any]]:
        """Return the steps as data."""
        return [
            {
                "text": self.say(self._named(reason)),
                "clause": reason.clause,
                "record": reason.record,
                "field": dotted(reason.pointer),
            }
            for reason in reasons
        ]

    def _named(self, reason: Reason) -> Message:
        """Return the step with the label of a field instead of its code."""
        record = self.space.archive.by_id.get(reason.record or self.about)
        kind = self.space.types.get(record.type) if record else None
        gaps = dict(reason.message.gaps)
        path = str(gaps.get("field", ""))
        if kind is None or not path:
            return reason.message
        info = kind.field(pointer(path))
        if info is not None and info.label:
            gaps["field"] = info.label
            if "name" in gaps:
                gaps["name"] = self.names.value(info, gaps["name"])
        else:
            gaps["field"] = self._of_event(path, kind) or path
        return M(reason.message.text, **gaps)

    @cached_property
    def names(self) -> Names:
        """Return what codes are called."""
        space = self.space
        return Names(space.holding, space.policies, space.types)

    def _of_event(self, path: str, kind: RecordType) -> Message | None:
        """Return the label of a field of an event: ``registered.on``."""
        event, _, field = path.partition(".")
        told = kind.field(("events", 0, "kind"))
        info = kind.field(("events", 0, *pointer(field))) if field else None
        if told is None or info is None or event not in told.values:
            return None
        words = self.names.value(told, event)
        return M("{event} · {field}", event=words, field=info.label)

    def _elsewhere(self, reason: Reason) -> str:
        if not reason.record or reason.record == self.about:
            return ""
        other = self.space.archive.by_id.get(reason.record)
        return other.name if other else reason.record

    def _cited(self, clause: str) -> str:
        known = self.policy.clause(clause) if self.policy else None
        if known is None or not known.place:
            return clause
        place = Text(known.place.get("zh", ""), known.place.get("en", ""))
        return f"{clause} {self.say(place)}"
