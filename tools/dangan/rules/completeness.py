"""Materials a file must have (材料齐全): what is there, missing, owed by whom.

Section ``materials`` of a pack::

    - id: service-file
      for: {type: customer}
      list: open                  # closed: no other kinds are allowed
      expect:
        - kind: credit-assessment
          label: {zh: 客户信用评估报告, en: Credit assessment report}
          need: expected          # required | expected | optional
          when: {nature: company} # only then
          copies: 1               # exactly; or {at_least: 1, at_most: 3}
          pages: {at_least: 2}
          form: copy              # original | copy
          supplied_by: {department: finance}
          as: {type: item, class: credit-assessment}
          clause: r7

A material is there if the record's ``materials`` list it, if the volume holds
an item that meets ``as``, or if an item of the archive that meets ``as`` names
the record as its ``subject``. ``missing`` entries say who owes what until when;
one stands for what is short or of the wrong form, too.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules.volume_contents import entries
from dangan.rules.words import applying, clauses_of, words

SECTION = "materials"
Need = Literal["required", "expected", "optional"]
_NEEDS = MappingProxyType(
    {
        "required": M("{kind} must be there"),
        "expected": M("{kind} is usually there"),
        "optional": M("{kind} may be there"),
    }
)
State = Literal["present", "nil", "short", "wrong-form", "owed", "missing"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One material that is there."""

    kind: str
    #: ``original``, ``copy`` or nothing where it is not stated.
    form: str
    #: None: not stated.
    copies: int | None
    pages: int | None
    #: Node of ``record`` that says so; empty for an item.
    pointer: Pointer
    record: Record
    nil: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """One material that the regulation expects, and how it stands."""

    kind: str
    label: Mapping[str, str]
    need: Need
    state: State
    pieces: tuple[Piece, ...]
    #: The record's entry in its list of what is missing, with its node.
    entry: tuple[Pointer, JsonObject] | None
    #: ``{department: …}`` or ``{role: …}`` that supplies it, by the regulation.
    supplied_by: JsonObject
    #: The pack's line: ``copies``, ``pages``, ``form``.
    wants: JsonObject
    clauses: tuple[str, ...]

    @property
    def name(self) -> Mapping[str, str] | str:
        """Return what people call it."""
        return self.label or self.kind

    @property
    def since(self) -> Json:
        """Return since when it is owed, as the missing list says."""
        return self.entry[1].get("since") if self.entry else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: kinds, copies and pages (种数、份数、页数).

    None where at least one material does not say.
    """

    kinds: int
    copies: int | None
    pages: int | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a record should have and has."""

    expected: tuple[Expected, ...]
    #: Kinds that a closed list does not allow.
    surplus: tuple[Piece, ...]
    counts: Counts
    because: tuple[Reason, ...]
    #: Clauses of the closed list.
    closed_by: tuple[str, ...] = ()

    @property
    def present(self) -> tuple[Expected, ...]:
        """Return what is there as it must be, or declared as nil."""
        return tuple(e for e in self.expected if e.state in {"present", "nil"})

    @property
    def missing(self) -> tuple[Expected, ...]:
        """Return what is not there, whether or not the missing list has it."""
        lacking = {"missing", "owed"}
        wanted = (e for e in self.expected if e.need != "optional")
        return tuple(e for e in wanted if e.state in lacking)


@dataclass(frozen=True, slots=True)
class Owed:
    """An entry of the missing list: who owes what since when and until when."""

    pointer: Pointer
    kind: str
    #: ``{department: …}``, ``{person: …}`` or ``{party: …}``.
    owed_by: JsonObject
    since: str
    #: ``YYYY-MM-DD``, or nothing where the entry has none.
    due: str
    overdue: bool


def materials(record: Record, policy: Policy, archive: Archive) -> Completeness:
    """Compare a record's materials with what its regulation expects."""
    rules = applying(policy, SECTION, record.data)
    lines = tuple(_lines(rules, record))
    pieces = (*_own(record), *_items(record, lines, archive))
    expected = tuple(_expected(rule, line, pieces, record) for rule, line in lines)
    closed = [rule for rule in rules if rule.data.get("list") == "closed"]
    surplus = _surplus(lines, pieces) if closed else ()
    because = tuple(reason for rule, line in lines for reason in _because(rule, line))
    clauses = tuple(clause for rule in closed for clause in rule.clauses)
    return Completeness(expected, surplus, counts(pieces), because, clauses)


def owed(record: Record, as_of: datetime.date) -> tuple[Owed, ...]:
    """Return the missing list of a record, with what is past its date."""
    rows = record.each("missing")
    return tuple(_owed(record, route, row, as_of) for route, row in rows)


def counts(pieces: tuple[Piece, ...]) -> Counts:
    """Count kinds, copies and pages of materials that are there."""
    there = [piece for piece in pieces if not piece.nil]
    copies = [piece.copies for piece in there]
    pages = [piece.pages for piece in there]
    return Counts(len({piece.kind for piece in there}), _sum(copies), _sum(pages))


def _owed(
    record: Record, route: Pointer, row: JsonObject, as_of: datetime.date
) -> Owed:
    begins = ("filed_on", "opened_on", "received_on", "formed_on")
    start = next((str(record.get(name)) for name in begins if record.get(name)), "")
    due = str(row.get("due") or "")
    overdue = bool(due) and due < as_of.isoformat()
    since, who = str(row.get("since") or start), row.get("owed_by") or {}
    return Owed(route, str(row.get("kind") or ""), who, since, due, overdue)


def _lines(
    rules: tuple[Rule, ...], record: Record
) -> Iterator[tuple[Rule, JsonObject]]:
    for rule in rules:
        for line in rule.data.get("expect", ()):
            if matches(line.get("when"), record.data):
                yield rule, line


def _own(record: Record) -> Iterator[Piece]:
    for route, row in record.each("materials"):
        kind, form = str(row.get("kind") or ""), str(row.get("form") or "")
        nil = bool(row.get("nil"))
        copies, pages = _whole(row.get("copies")), _whole(row.get("pages"))
        yield Piece(kind, form, copies, pages, route, record, nil)


def _items(
    record: Record, lines: tuple[tuple[Rule, JsonObject], ...], archive: Archive
) -> Iterator[Piece]:
    """Yield the items that stand for a material, each once a kind."""
    listed = {str(row.get("record")) for _, row in record.each("materials")}
    held = {entry.item.id: entry.item for entry in entries(record, archive)}
    named = {item.id: item for item in archive.by_subject.get(record.id, ())}
    for item in {**held, **named}.values():
        for _, line in lines if item.id not in listed else ():
            if "as" in line and matches(line["as"], item.data):
                yield _piece(str(line["kind"]), item)


def _piece(kind: str, item: Record) -> Piece:
    form = str(item.get("form") or "")
    copies, pages = _whole(item.get("copies")), _whole(item.get("pages"))
    return Piece(kind, form, copies, pages, (), item)


def _expected(
    rule: Rule, line: JsonObject, pieces: tuple[Piece, ...], record: Record
) -> Expected:
    kind = str(line["kind"])
    own = tuple(piece for piece in pieces if piece.kind == kind)
    rows = record.each("missing")
    entry = next(((route, row) for route, row in rows if row.get("kind") == kind), None)
    state = _state(line, own, listed=entry is not None)
    return Expected(
        kind=kind,
        label=line.get("label", {}),
        need=line.get("need", "expected"),
        state=state,
        pieces=own,
        entry=entry,
        supplied_by=line.get("supplied_by", {}),
        wants=line,
        clauses=clauses_of(rule, line),
    )


def _state(line: JsonObject, own: tuple[Piece, ...], *, listed: bool) -> State:
    if not own:
        return "owed" if listed else "missing"
    if all(piece.nil for piece in own):
        return "nil"
    forms = words(line.get("form"))
    wrong = forms and any(piece.form not in {"", *forms} for piece in own)
    state: State = "short" if _is_short(line, own) else "present"
    state = "wrong-form" if wrong and state == "present" else state
    return "owed" if listed and state != "present" else state


def _is_short(line: JsonObject, own: tuple[Piece, ...]) -> bool:
    """Tell whether copies or pages are not as many as wanted.

    What is not stated cannot be told, and so does not fit.
    """
    copies = _sum([piece.copies for piece in own if not piece.nil])
    pages = _sum([piece.pages for piece in own if not piece.nil])
    fits = _fits(copies, line.get("copies")), _fits(pages, line.get("pages"))
    return not all(fits)


def _fits(number: int | None, wanted: Json) -> bool:
    if wanted is None or number is None:
        return wanted is None
    if isinstance(wanted, Mapping):
        least, most = wanted.get("at_least", 0), wanted.get("at_most", number)
        return bool(least <= number <= most)
    return bool(number == wanted)


def _surplus(
    lines: tuple[tuple[Rule, JsonObject], ...], pieces: tuple[Piece, ...]
) -> tuple[Piece, ...]:
    allowed = {str(line["kind"]) for _, line in lines}
    return tuple(piece for piece in pieces if piece.kind not in allowed)


def _because(rule: Rule, line: JsonObject) -> Iterator[Reason]:
    need = _NEEDS[line.get("need", "expected")]
    text = M(need.text, kind=line.get("label") or str(line["kind"]))
    for clause in clauses_of(rule, line) or ("",):
        yield Reason(text, clause)


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
