"""Who has a record, and what keeps it from being lent, moved or destroyed.

One index over the archive, built in one walk. What a process does to its
subjects follows from ``effect`` of its steps (``rules.steps``), so that a new
kind of process needs no code. Holds are those of ``rules.holds``, inherited from
volume and dossier; loans and destruction lists pass from a volume to its items.

Section ``holds`` of a pack says what a hold blocks, ``blocks`` of a process what
it blocks while it runs::

    holds:
      - {id: frozen, blocks: [lend, edit, move, destroy], clause: c20}
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dangan.model.archive import Archive
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.policy.policy import Rule
from dangan.rules import disposal, holds, scope
from dangan.rules.dates import read
from dangan.rules.involved import governing, subject_ids
from dangan.rules.steps import process_of
from dangan.rules.words import words

SECTION = "holds"
#: Effect → (kind of spell, whether it begins one).
_EFFECTS = {
    "out": ("loan", True),
    "back": ("loan", False),
    "list": ("list", True),
    "unlist": ("list", False),
    "gone": ("list", False),
    "freeze": ("freeze", True),
    "thaw": ("freeze", False),
}
#: Kinds that end with their process even where no step says so.
_END_WITH_PROCESS = frozenset({"list", "freeze"})
#: Kinds that pass from a volume to what is in it.
_INHERITED = frozenset({"loan", "list"})


@dataclass(frozen=True, slots=True)
class Spell:
    """A time during which something rests on a record: a loan, a list, a freeze."""

    #: ``loan``, ``list``, ``freeze`` or ``running`` (the process itself).
    kind: str
    #: Id of the subject; empty for the whole scope of a freeze.
    subject: str
    #: The record of the process.
    record: Record
    rule: Rule
    #: ``YYYY-MM-DD``.
    begun: str
    #: Day on which it was over; empty: it still is.
    ended: str = ""
    #: Day until which it may last, as last agreed; empty: nobody said.
    until: str = ""
    #: Event kind that says that the subject will not come back.
    lost: str = ""
    #: Person and department who have it, as the process states them.
    borrower: JsonObject | None = None

    def on(self, day: str) -> bool:
        """Tell whether it rests on a day; the day on which it ends is free."""
        return self.begun <= day and (not self.ended or day < self.ended)

    @property
    def reason(self) -> Reason:
        """Return why the subject is not free."""
        return Reason(_why(self), record=self.record.id)


class Custody:
    """Everything that rests on the records of an archive, by record."""

    def __init__(self, archive: Archive, policies: Policies) -> None:
        """Walk the processes of an archive once."""
        self.archive, self.policies = archive, policies
        self._spells: dict[str, list[Spell]] = {}
        self._scopes: list[Spell] = []
        kinds = _process_types(policies)
        #: The records of processes, drafts left out.
        self.processes = tuple(
            record
            for kind, records in archive.by_type.items()
            for record in (records if kind in kinds else ())
            if not record.is_draft
        )
        #: Ids of files that go through a process of their own (``of_file``); they
        #: stand on a shelf and are lent and counted like any others.
        self.files: set[str] = set()
        for record in self.processes:
            self._add(record)

    @cached_property
    def papers(self) -> frozenset[str]:
        """Return the ids of the records of processes that are no files themselves."""
        return frozenset(one.id for one in self.processes) - self.files

    def spells(self, subject: str, kind: str = "") -> tuple[Spell, ...]:
        """Return what rested or rests on a record, of one kind or of all.

        What rests on its volume is among it where it passes on.
        """
        own = list(self._spells.get(subject, ()))
        for volume in self.archive.volume_of.get(subject, ()):
            outer = self._spells.get(volume.id, ())
            own += (one for one in outer if one.kind in _INHERITED)
        own += self._in_scope(subject)
        return tuple(one for one in own if kind in {"", one.kind})

    def loan(self, subject: str, as_of: datetime.date) -> Spell | None:
        """Return the open loan of a record on a day, if there is one."""
        day = as_of.isoformat()
        return next((s for s in self.spells(subject, "loan") if s.on(day)), None)

    def held(self, subject: str, as_of: datetime.date) -> tuple[holds.Hold, ...]:
        """Return the holds on a record on a day, its own first."""
        record = self.archive.by_id.get(subject)
        return holds.holds(record, self.archive, as_of) if record else ()

    def resting(
        self, subject: str, kind: str, day: str, *, apart_from: str = ""
    ) -> Iterator[Reason]:
        """Yield why a record is not clear of what a step names (``clear``) on a day."""
        if kind == "hold":
            # A step without a readable day is held back by every hold there is.
            on = read(day, "on").value
            as_of = on.last if on else datetime.date.max
            yield from (h.reason for h in self.held(subject, as_of))
            return
        if kind in disposal.RESTING:
            register = self.archive.by_id.get(apart_from)
            asked = disposal.Asked(self.policies, self.archive, register)
            yield from disposal.resting(subject, kind, day, asked)
            return
        for spell in self.spells(subject, kind):
            if spell.on(day) and spell.record.id != apart_from:
                yield spell.reason

    def blocking(
        self, subject: str, action: str, day: str, *, apart_from: str = ""
    ) -> Iterator[tuple[Reason, tuple[str, ...]]]:
        """Yield what forbids an action on a record on a day, with its clauses."""
        record = self.archive.by_id.get(subject)
        policy = self.policies.for_record(record) if record else None
        for rule in policy.rules(SECTION) if policy else ():
            if action in words(rule.data.get("blocks")):
                for reason in self.resting(subject, "hold", day):
                    yield reason, rule.clauses
        for spell in self.spells(subject, "running"):
            blocks = words(spell.rule.data.get("blocks"))
            is_other = spell.record.id != apart_from
            if action in blocks and spell.on(day) and is_other:
                yield spell.reason, spell.rule.clauses

    def borrowed(self, person: str, day: str) -> tuple[Spell, ...]:
        """Return the open loans of a person on a day."""
        return tuple(
            spell
            for rows in self._spells.values()
            for spell in rows
            if spell.kind == "loan" and spell.on(day)
            if spell.borrower and spell.borrower.get("person") == person
        )

    def place(self, subject: str, as_of: datetime.date) -> Reason:
        """Return where a record is on a day: on its shelf, or with whom."""
        spell = self.loan(subject, as_of)
        if spell is not None:
            return spell.reason
        return Reason(M("at its place"), record=subject, pointer=("location",))

    def _in_scope(self, subject: str) -> Iterator[Spell]:
        record = self.archive.by_id.get(subject)
        for spell in self._scopes if record else ():
            wanted = spell.record.get("scope")
            if record and scope.covers(wanted, record, self.archive, self.policies):
                yield replace(spell, subject=subject)

    def _add(self, record: Record) -> None:
        policy = governing(record, self.policies, self.archive)
        rule = process_of(record, policy) if policy else None
        if rule is None:
            return
        if rule.get("of_file") is True:
            self.files.add(record.id)
        for spell in _spells(record, rule):
            if spell.subject:
                self._spells.setdefault(spell.subject, []).append(spell)
            else:
                self._scopes.append(spell)


def state(spell: Spell | None, as_of: datetime.date) -> str:
    """Return ``out``, ``overdue`` or ``lost`` for an open loan; "" for none."""
    if spell is None:
        return ""
    if spell.lost:
        return "lost"
    return "overdue" if spell.until and as_of.isoformat() > spell.until else "out"


def _process_types(policies: Policies) -> frozenset[str]:
    """Return the types that some process of a regulation is for."""
    rules = (rule for policy in policies.all() for rule in policy.rules("processes"))
    return frozenset(t for rule in rules for t in words(rule.data["for"]["type"]))


def _spells(record: Record, rule: Rule) -> Iterator[Spell]:
    names = subject_ids(record) or (("",) if "scope" in record.data else ())
    steps = {str(step["event"]): step for step in rule.data["steps"]}
    taken = [e for _, e in record.each("events") if str(e.get("kind")) in steps]
    ended = next((str(e.get("on")) for e in taken if _ends(rule, e, steps)), "")
    for name in names:
        mine = [e for e in taken if e.get("record") in (None, name)]
        if mine:
            begun = str(mine[0].get("on"))
            off = _taken_off(mine, steps) or ended
            yield Spell("running", name, record, rule, begun, off)
        yield from _of_subject(record, rule, name, mine, ended)


def _taken_off(events: list[JsonObject], steps: dict[str, JsonObject]) -> str:
    """Return the day on which one subject was taken off a list; or nothing."""
    for event in events:
        if event.get("record") and steps[str(event["kind"])].get("effect") == "unlist":
            return str(event.get("on"))
    return ""


def _of_subject(
    record: Record, rule: Rule, name: str, events: list[JsonObject], ended: str
) -> Iterator[Spell]:
    effects = {str(s["event"]): str(s.get("effect", "")) for s in rule.data["steps"]}
    open_: dict[str, Spell] = {}
    for event in events:
        effect, day = effects[str(event["kind"])], str(event.get("on"))
        kind, begins = _EFFECTS.get(effect, ("", False))
        loan = open_.get("loan")
        if kind and begins:
            borrower = record.get("borrower")
            until = str(event.get("until", ""))
            made = Spell(kind, name, record, rule, day, until=until, borrower=borrower)
            open_.setdefault(kind, made)
        elif kind in open_:
            yield replace(open_.pop(kind), ended=day)
        elif effect == "renew" and loan:
            open_["loan"] = replace(loan, until=str(event.get("until", loan.until)))
        elif effect == "lost" and loan:
            open_["loan"] = replace(loan, lost=str(event["kind"]))
    for kind, spell in open_.items():
        over = ended if kind in _END_WITH_PROCESS else ""
        yield replace(spell, ended=over)


def _ends(rule: Rule, event: JsonObject, steps: dict[str, JsonObject]) -> bool:
    result = steps[str(event["kind"])].get("result")
    if result and event.get(result["field"]) in words(result["ends_if"]):
        return True
    return event.get("kind") in rule.data.get("ends", ())


def _why(spell: Spell) -> Message:
    gaps = {"process": spell.rule.label, "number": spell.record.name}
    if spell.kind == "loan" and spell.until:
        return M("on loan until {until}: {number}", until=spell.until, **gaps)
    if spell.kind == "loan":
        return M("on loan: {number}", **gaps)
    if spell.kind == "list":
        return M("on a destruction register: {number}", **gaps)
    return M("{process} is running: {number}", **gaps)
