"""The history of records in the words of the domain, from one walk over git.

The events of a record tell what happened to the thing; the commits tell when
the archive learned it and what else of the description changed. Of a change
only the names of fields are told, never old values, and only of fields that the
audience sees today.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dangan.model.json import Json
from dangan.model.message import M
from dangan.site.facts import Facts
from dangan.site.versions import Step
from dangan.site.view import Moment, Part, Parts

if TYPE_CHECKING:
    from dangan.site.desk import Desk

#: Fields that a change names.
NAMED = 4
#: Keys of an event that its line tells in another way.
_TOLD = frozenset({"kind", "on"})


class Chronicle:
    """Tells what happened to each record, and lately to all of them."""

    def __init__(
        self,
        steps: Mapping[str, tuple[Step, ...]],
        shown: Mapping[str, frozenset[str]],
    ) -> None:
        """Take what git knows.

        Args:
            steps: path of a record → what commits did to it, the oldest first.
            shown: record type → top-level fields that the audience may see.
        """
        self._steps = steps
        self._shown = shown

    def of(self, desk: Desk, row: Facts) -> tuple[Moment, ...]:
        """Return everything about one record, the latest first."""
        walked = self._steps.get(row.record.path, ())
        events = list(row.record.each("events"))
        learned = _learned(walked, len(events))
        moments = [
            Moment(str(e.get("on", "")), self._event(desk, row, e), learned.get(i, ""))
            for i, (_, e) in enumerate(events)
        ]
        moments += [m for step in walked for m in self._notes(desk, row, step)]
        return tuple(sorted(moments, key=lambda m: m.on, reverse=True))

    def latest(
        self, desk: Desk, count: int, as_of: datetime.date
    ) -> tuple[Moment, ...]:
        """Return what happened last, up to a day, each with a link to its record.

        Events count by their own day; of a record without events its entry counts.
        """
        last = as_of.isoformat()
        told = (
            (on, row.record.path, index, row)
            for row in desk.facts
            for index, on in self._days(row)
            if on <= last
        )
        newest = heapq.nlargest(count, told, key=lambda found: found[:3])
        return tuple(
            Moment(on, (*self._happened(desk, row, index), Part(" "), link))
            for on, _, index, row in newest
            for link in (desk.scribe.link(row.record),)
        )

    def _days(self, row: Facts) -> Iterator[tuple[int, str]]:
        """Yield index and day of the last events, or of the entry as index -1."""
        events = row.record.get("events")
        if isinstance(events, list) and events:
            for index, (_, event) in enumerate(row.record.each("events")):
                yield index, str(event.get("on", ""))
        else:
            for step in self._steps.get(row.record.path, ())[:1]:
                yield -1, step.on

    def _happened(self, desk: Desk, row: Facts, index: int) -> Parts:
        if index < 0:
            return next(self._notes(desk, row, self._steps[row.record.path][0])).parts
        events = [event for _, event in row.record.each("events")]
        return self._event(desk, row, events[index])

    def _notes(self, desk: Desk, row: Facts, step: Step) -> Iterator[Moment]:
        """Tell what a commit did to the description."""
        say = desk.speech.say
        author = step.author if desk.audience.is_staff else ""
        by = (Part(f" · {author}"),) if author else ()
        seen = self._shown.get(row.kind.id, frozenset())
        keys = [k for k in step.keys if k in seen and k != "events"]
        if step.new:
            text = say(M("entered into the archive"))
        elif keys:
            text = say(M("changed: {fields}", fields=_fields(desk, row, keys)))
        else:
            return
        yield Moment(step.on, (Part(text), *by), step.commit, note=True)

    def _event(self, desk: Desk, row: Facts, event: Mapping[str, Json]) -> Parts:
        """Tell an event: its kind, then what else it says."""
        scribe, kind = desk.scribe, row.kind
        info = kind.field(("events", "*", "kind"))
        parts = [Part(scribe.labels.value(info, event.get("kind", "")))]
        for key, value in event.items():
            if key not in _TOLD:
                parts.append(Part(" · "))
                if key not in {"by", "result", "reason", "department"}:
                    parts.append(Part(scribe.field(kind, ("events", "*", key)) + " "))
                parts += scribe.parts(kind, ("events", "*", key), value)
        return tuple(parts)


def _fields(desk: Desk, row: Facts, keys: list[str]) -> str:
    """Return the labels of some fields; of many only the first."""
    names = [desk.scribe.field(row.kind, (key,)) for key in keys[:NAMED]]
    more = desk.speech.say(M(" and {count} more", count=len(keys) - NAMED))
    return desk.speech.listed(names) + (more if len(keys) > NAMED else "")


def _learned(walked: tuple[Step, ...], count: int) -> Mapping[int, str]:
    """Return index of an event → short name of the commit that brought it.

    Nothing where the audience sees fewer events than the file has.
    """
    if not walked or walked[-1].events[1] != count:
        return {}
    return {index: step.commit for step in walked for index in range(*step.events)}
