"""Where a clock starts or stops: fields and events of a record, alone or combined.

A pack names a moment as one of::

    formed_on                                  # a field, or else an event kind
    {field: closed_on}                         # a list: the first that is stated
    {event: returned, which: last}             # default: the first, in latest the last
    {material: contract}                       # the day this material was received
    {related: {kind: replies_to, field: formed_on, direction: from}}
    {related: {kind: see_also, event: consulted}}
    [received_on, formed_on]                   # the first of these that is stated
    {earliest: [contract_ended, refused_on]}   # of those that have happened
    {latest: [closed_on, {event: paid}]}       # of those that have happened
    {all: [closed_on, {event: paid}]}          # the latest, once all have happened

A moment that has not happened is *absent*; one that is stated but unreadable or
too vague for the rule is a *problem*. The two are never mixed up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject, Pointer, pointer
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.rules.dates import Part, PartialDate, read, require


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that was found, is absent, or cannot be used."""

    value: PartialDate | None = None
    because: tuple[Reason, ...] = ()
    #: Set where the date is absent, too, and names what would state it.
    problem: Message | None = None
    #: Nothing is stated yet: the event has not happened.
    absent: bool = False
    #: Where it stands, or would stand.
    pointer: Pointer = ()


def moment(
    ref: Json,
    record: Record,
    part: Part = "day",
    archive: Archive | None = None,
    *,
    which: str = "first",
) -> Moment:
    """Find a moment in a record, known at least down to ``part``.

    ``which`` is the event that counts where a kind happened several times and
    the pack does not say; ``archive`` is needed for ``related``.
    """
    return _Finder(record, part, archive, which).find(ref)


@dataclass(frozen=True, slots=True)
class _Finder:
    record: Record
    part: Part
    archive: Archive | None
    which: str

    def find(self, ref: Json) -> Moment:
        """Return the moment that a reference of a pack names."""
        if isinstance(ref, str):
            return self._named(ref)
        if isinstance(ref, list | tuple):
            return _first_stated(tuple(self.find(one) for one in ref))
        ways = {
            "field": self._fields,
            "event": self._event,
            "material": self._material,
            "related": self._related,
        }
        return next((way(ref) for key, way in ways.items() if key in ref), None) or (
            self._combined(ref)
        )

    def _named(self, name: str) -> Moment:
        happened = any(True for _ in self.record.events(name))
        if self.record.get(name) is None and happened:
            return self._event({"event": name})
        return self._field(name)

    def _fields(self, ref: JsonObject) -> Moment:
        names = ref["field"]
        listed = (names,) if isinstance(names, str) else names
        return _first_stated(tuple(self._field(name) for name in listed))

    def _field(self, path: str) -> Moment:
        value = self.record.get(path)
        if value is None:
            return _absent(M("{field} is missing", field=path), pointer(path))
        return self._stated(value, path, pointer(path))

    def _event(self, ref: JsonObject) -> Moment:
        kind, which = str(ref["event"]), str(ref.get("which", self.which))
        found = list(self.record.events(kind))
        if not found:
            return _absent(M("there is no event {kind} yet", kind=kind), ("events",))
        route, entry = found[-1 if which == "last" else 0]
        return self._stated(entry.get("on"), f"{kind}.on", (*route, "on"))

    def _material(self, ref: JsonObject) -> Moment:
        kind = str(ref["material"])
        for route, entry in self.record.each("materials"):
            received = entry.get("received_on")
            if entry.get("kind") == kind and received is not None:
                name = f"{kind}.received_on"
                return self._stated(received, name, (*route, "received_on"))
        problem = M("material {kind} is not received yet", kind=kind)
        return _absent(problem, ("materials",))

    def _related(self, ref: JsonObject) -> Moment:
        wanted = ref["related"]
        kind = str(wanted["kind"])
        there = {key: wanted[key] for key in ("field", "event") if key in wanted}
        others = self._others(kind, str(wanted.get("direction", "to")))
        finders = [_Finder(o, self.part, self.archive, self.which) for o in others]
        if not finders:
            problem = M("no record is related by {kind}", kind=kind)
            return _absent(problem, ("relations",))
        return _first_stated(tuple(one.find(there) for one in finders))

    def _others(self, kind: str, direction: str) -> Iterator[Record]:
        if self.archive is None:
            return
        if direction == "from":
            pairs = self.archive.related.get(self.record.id, ())
            yield from (other for other, row in pairs if row.get("kind") == kind)
            return
        for _, row in self.record.each("relations"):
            other = self.archive.by_id.get(str(row.get("to")))
            if row.get("kind") == kind and other is not None:
                yield other

    def _stated(self, value: Json, name: str, route: Pointer) -> Moment:
        found = require(read(value, name), self.part, name)
        if found.value is None:
            return Moment(problem=found.problem, pointer=route)
        text = M("{field} is {date}", field=name, date=str(found.value))
        reason = Reason(text, record=self.record.id, pointer=route)
        return Moment(found.value, (reason,), pointer=route)

    def _combined(self, ref: JsonObject) -> Moment:
        (how, parts), *_ = ref.items()
        which = "first" if how == "earliest" else "last"
        finder = replace(self, which=which)
        moments = tuple(finder.find(one) for one in parts)
        broken = next((one for one in moments if one.problem and not one.absent), None)
        if broken:
            return broken
        stated = [(one.value.upto(self.part), one) for one in moments if one.value]
        if not stated or (how == "all" and len(stated) < len(moments)):
            return _first_stated(tuple(one for one in moments if one.absent))
        pick = min if how == "earliest" else max
        chosen = pick(stated, key=lambda row: row[0])[1]
        because = (_choice(how, len(stated)), *chosen.because)
        return Moment(chosen.value, because, pointer=chosen.pointer)


def _first_stated(moments: tuple[Moment, ...]) -> Moment:
    stated = (one for one in moments if not one.absent)
    return next(stated, moments[0] if moments else _absent(M("no date is named"), ()))


def _choice(how: str, count: int) -> Reason:
    texts = {
        "earliest": M("the earliest of {count} dates counts", count=count),
        "latest": M("the latest of {count} dates counts", count=count),
        "all": M("the latest of {count} dates counts; all are needed", count=count),
    }
    return Reason(texts[how])


def _absent(problem: Message, route: Pointer) -> Moment:
    return Moment(problem=problem, absent=True, pointer=route)
