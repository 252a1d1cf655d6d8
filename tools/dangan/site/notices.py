"""Findings as the catalogue may tell them: only of public records, in safe words.

A finding can name other records and values. It is told in full where the
audience reads everything; otherwise only if each word that fills a gap is
vouched for by the public record, the packs or the holding's own lists. If not,
the check's title stands for the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dangan.checks._registry import find
from dangan.model.finding import Finding, Severity
from dangan.model.json import Json
from dangan.model.message import Message, Text
from dangan.site.audience import Audience
from dangan.site.facts import Facts

#: Words that name nobody: a date, a small count, the code of a check, nothing.
_PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}|[0-9]{1,2}|[A-Z][0-9]{3}|")


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding about a public record, in words for its audience."""

    row: Facts
    code: str
    severity: Severity
    message: Message | None
    hint: Message | None
    clauses: tuple[str, ...]
    where: str
    waived: bool

    @property
    def title(self) -> str:
        """Return the title of the check, in English."""
        check = find(self.code)
        return check.title if check else self.code


class Herald:
    """Turns findings into notices for one audience."""

    def __init__(self, rows: tuple[Facts, ...], audience: Audience) -> None:
        """Take the public records that notices may be about."""
        self._rows = {row.record.path: row for row in rows}
        self._audience = audience

    def notices(self, findings: tuple[Finding, ...]) -> tuple[Notice, ...]:
        """Return what may be told, in the order of the findings."""
        return tuple(self._told(findings))

    def _told(self, findings: tuple[Finding, ...]) -> Iterator[Notice]:
        for found in findings:
            row = self._rows.get(found.path)
            paths = (place.path for place, _ in found.related)
            if row is None or not all(path in self._rows for path in paths):
                continue
            whole = self._audience.levels is None
            message, hint = (
                text if text and (whole or self._vouched(text, row)) else None
                for text in (found.message, found.hint)
            )
            where = f"{found.path}:{found.position.line}:{found.position.column}"
            yield Notice(
                row, found.code, found.severity, message, hint,
                found.clauses, where, bool(found.waived),
            )  # fmt: skip

    def _vouched(self, message: Message, row: Facts) -> bool:
        return all(self._knows(gap, row) for _, gap in message.gaps)

    def _knows(self, gap: object, row: Facts) -> bool:
        if isinstance(gap, Message):
            return self._vouched(gap, row)
        if isinstance(gap, Text | int | float):
            return True
        if isinstance(gap, tuple | list):
            return all(self._knows(one, row) for one in gap)
        text = str(gap)
        if _PLAIN.fullmatch(text) or text in self._numbers:
            return True
        return text in _texts(row.record.data) or text in _field_names(row)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """Return numbers, ids and paths of the public records."""
        rows = (row.record for row in self._rows.values())
        return frozenset(name for r in rows for name in (r.number, r.id, r.path))


def _texts(node: Json) -> set[str]:
    if isinstance(node, str):
        return {node}
    if isinstance(node, Mapping):
        return {text for value in node.values() for text in _texts(value)} | set(node)
    if isinstance(node, list):
        return {text for value in node for text in _texts(value)}
    return set()


def _field_names(row: Facts) -> set[str]:
    labels = {text for info in row.kind.fields.values() for text in info.label.values()}
    steps = {str(step) for route in row.kind.fields for step in route}
    return labels | steps | {".".join(map(str, r)) for r in row.kind.fields}
