"""Which policy governs a record: the holding's list and the governing date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dangan.model.finding import Draft
from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.policy.conditions import Predicate, predicate
from dangan.policy.faults import nearest_word
from dangan.policy.find import find_pack, pack_named
from dangan.policy.merge import chain, days, layers
from dangan.policy.pack import Pack
from dangan.policy.policy import Policy
from dangan.policy.settings import Settings, is_of_type, settle

#: The pack that governs where the holding names none.
_FALLBACK = "base"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of ``packs`` in holding.yaml."""

    pack: Pack
    condition: JsonObject
    fits: Predicate | None
    #: Day of an edition that the holding keeps to; empty: the governing date tells.
    edition: str = ""


class Policies:
    """All policies of a holding, made when they are first asked for."""

    def __init__(
        self,
        packs: Mapping[str, Pack],
        holding: Holding,
        types: Mapping[str, RecordType],
    ) -> None:
        """Take the loaded packs; PackError where the holding names another one."""
        self.packs = packs
        self.holding = holding
        self._entries = tuple(_entries(packs, holding))
        self._types = types
        self._dates = {
            name: tuple(kind.names("governing_date")) for name, kind in types.items()
        }
        self._chains = {
            e.pack.id: _Chain(packs, e.pack, holding) for e in self._entries
        }

    def for_record(self, record: Record) -> Policy | None:
        """Return the policy that a record is judged by, or None.

        The first line of the holding's list that fits, in the edition in force
        at the record's governing date: before the first edition the first one,
        without a date the newest one.
        """
        entry = self._entry_of(record.data)
        if entry is None:
            return None
        return self._chains[entry.pack.id].on(
            entry.edition or self.governing_date(record)
        )

    def for_process(self, record: Record, about: Record | None) -> Policy | None:
        """Return the policy that a record of a process is judged by, or None.

        A line of the holding for its own type governs it; otherwise the line that
        governs what it is ``about``, in the edition of the process's own date.
        """
        entry = self._entry_of(record.data)
        if about is not None and (entry is None or "type" not in entry.condition):
            entry = self._entry_of(about.data)
        if entry is None:
            return None
        day = entry.edition or self.governing_date(record)
        return self._chains[entry.pack.id].on(day)

    def governing_date(self, record: Record) -> str:
        """Return the first date that type.yaml names and the record has, or ""."""
        for path in self._dates.get(record.type, ()):
            value = record.get(path)
            if isinstance(value, str) and value:
                return value
        return ""

    def year_of(self, record: Record) -> str:
        """Return the year that type.yaml lists a record by, or ""."""
        kind = self._types.get(record.type)
        return kind.year_of(record) if kind else ""

    def edition_of(self, record: Record) -> Derived[str]:
        """Return the first day of the edition a record is judged by, with why."""
        policy = self.for_record(record)
        if policy is None:
            return Derived(None, (), M("no regulation of the holding covers it"))
        day = self.governing_date(record)
        text = _why(day, policy)
        return Derived(policy.edition, (Reason(text, policy.pack.id),))

    def for_type(self, type_id: str) -> Policy | None:
        """Return the newest policy for a type, as far as the type alone tells."""
        return next(iter(self.possible({"type": type_id})), None)

    def possible(self, data: JsonObject) -> tuple[Policy, ...]:
        """Return the newest policies that may govern what is not written yet.

        ``data`` holds the fields that are known; a line of the holding that asks
        for other ones may fit, one that asks for known ones fits or does not.
        """
        found: dict[str, Policy] = {}
        for entry in self._entries:
            asked = {k: v for k, v in entry.condition.items() if _root(k) in data}
            is_whole = len(asked) == len(entry.condition)
            fits = entry.fits if is_whole else predicate(asked) if asked else None
            if fits is not None and not fits(data):
                continue
            found.setdefault(entry.pack.id, self._chains[entry.pack.id].on(""))
            if is_whole:
                break
        return tuple(found.values())

    def of_pack(self, key: str) -> Policy:
        """Return the newest policy of any loaded pack, by id or name."""
        pack = find_pack(self.packs, key)
        known = self._chains.get(pack.id)
        return (known or _Chain(self.packs, pack, self.holding)).on("")

    def all(self) -> tuple[Policy, ...]:
        """Return the newest policy of each pack that governs something."""
        return tuple(held.on("") for held in self._chains.values())

    @cached_property
    def problems(self) -> tuple[Draft, ...]:
        """Return what is wrong with ``parameters`` and ``choices`` of the holding."""
        rows = [*_wrong_parameters(self), *_wrong_choices(self)]
        return tuple(rows)

    def settings(self, key: str) -> Settings:
        """Return what the holding sets for a pack, by id or name."""
        return settle(chain(self.packs, find_pack(self.packs, key)), self.holding)

    def _entry_of(self, data: JsonObject) -> _Entry | None:
        for entry in self._entries:
            if entry.fits is None or entry.fits(data):
                return entry
        return None


#: Length of a year or a month as text → what makes its first day of it.
_REST = {len("YYYY"): "-01-01", len("YYYY-MM"): "-01"}


class _Chain:
    """A pack with its parents; one policy for each day on which rules change."""

    def __init__(self, packs: Mapping[str, Pack], pack: Pack, holding: Holding) -> None:
        self._line = chain(packs, pack)
        self._settings = settle(self._line, holding)
        self._days = days(self._line)
        self._made: dict[str, Policy] = {}

    def on(self, date: str) -> Policy:
        """Return the policy in force on a (partial) date; "" asks for the newest."""
        day = date + _REST.get(len(date), "")
        index = bisect_right(self._days, day) if day else len(self._days)
        begins = self._days[max(index - 1, 0)]
        if begins not in self._made:
            rules = layers(self._line, begins)
            self._made[begins] = Policy(self._line, rules, self._settings, begins)
        return self._made[begins]


def _entries(packs: Mapping[str, Pack], holding: Holding) -> Iterator[_Entry]:
    listed = holding.get("packs")
    if not listed:
        listed = [{"pack": _FALLBACK}] if _FALLBACK in packs else []
    for index, line in enumerate(listed):
        way = (holding.document.path, f"packs[{index}]")
        pack = find_pack(packs, str(line["pack"]), way)
        condition = line.get("for") or {}
        fits = predicate(condition) if condition else None
        yield _Entry(pack, condition, fits, str(line.get("edition") or ""))


def _root(path: str) -> str:
    return path.partition(".")[0]


def _why(day: str, policy: Policy) -> Message:
    gaps = {"edition": policy.edition}
    if not day:
        return M("it has no governing date: the newest edition ({edition})", **gaps)
    if day < policy.edition[: len(day)]:
        return M(
            "{day} is before the first edition ({edition}), which is used all the same",
            day=day,
            **gaps,
        )
    return M("{day} falls under the edition of {edition}", day=day, **gaps)


def _wrong_parameters(policies: Policies) -> Iterator[Draft]:
    document = policies.holding.document
    for key, rows in policies.holding.get("parameters", {}).items():
        known = _known(policies, key)
        for name, entry in rows.items():
            place = document.at(("parameters", key, name))
            parameter = known.parameters.get(name) if known else None
            if parameter is None:
                names = known.parameters if known else policies.packs
                fact = M("nothing leaves this value open: {name}", name=name)
                yield place.says(fact, hint=_write(name if known else key, names))
            elif not is_of_type(parameter, entry.get("value")):
                fact = M("the value is not of the kind {kind}", kind=parameter.type)
                hint = M("write a value of the kind {kind}", kind=parameter.type)
                yield place.says(fact, hint=hint, clauses=parameter.clauses)


def _wrong_choices(policies: Policies) -> Iterator[Draft]:
    document = policies.holding.document
    for key, rows in policies.holding.get("choices", {}).items():
        known = _known(policies, key)
        for name, entry in rows.items():
            place = document.at(("choices", key, name))
            choice = known.choices.get(name) if known else None
            if choice is None:
                names = known.choices if known else policies.packs
                fact = M("nothing has several readings here: {name}", name=name)
                yield place.says(fact, hint=_write(name if known else key, names))
            elif entry.get("take") not in choice.readings:
                fact = M("the regulation has no such reading")
                hint = _write(str(entry.get("take")), choice.readings)
                yield place.says(fact, hint=hint, clauses=choice.clauses)


def _known(policies: Policies, key: str) -> Settings | None:
    found = pack_named(policies.packs, key)
    return policies.settings(found.id) if found else None


def _write(word: str, known: Mapping[str, object]) -> Message:
    name = nearest_word(word, known)
    if name:
        return M("write {name}", name=name)
    return M("use one of: {names}", names=", ".join(sorted(known)))
