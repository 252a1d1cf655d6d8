"""Why: everything that can be derived about one record, each with its reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.message import M, Message, Text
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules import (
    completeness,
    deadlines,
    pages,
    retention,
    secrecy,
    volume_order,
    volume_year,
)
from dangan.rules.dues import Due
from dangan.rules.number_inputs import as_assigned, inputs
from dangan.rules.number_parts import Part
from dangan.rules.numbers import Scheme, schemes
from dangan.rules.series import next_serial, taken
from dangan.rules.terms import Term
from dangan.rules.vocabulary import declared
from dangan.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Line:
    """One derived value, or why there is none."""

    #: What it is.
    label: Message | Text
    #: Nothing where there is a problem instead.
    value: Message | Text | str = ""
    because: tuple[Reason, ...] = ()
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together, such as all about the number."""

    #: Stable name for machines.
    key: str
    title: Message
    lines: tuple[Line, ...]


def explain(
    record: Record,
    policy: Policy,
    archive: Archive,
    calendar: Calendar | None,
    as_of: datetime.date,
) -> tuple[Section, ...]:
    """Return what follows for a record at a date, without empty sections."""
    found = (
        Section("rules", M("Regulation"), (_edition(policy),)),
        Section("number", M("Number"), _number(record, policy, archive)),
        Section("year", M("Year of the volume"), _year(record, policy, archive)),
        Section(
            "contents", M("Contents of the volume"), _contents(record, policy, archive)
        ),
        Section("secrecy", M("Secrecy"), _secrecy(record, policy, archive)),
        Section(
            "retention", M("Retention"), _retention(record, policy, archive, as_of)
        ),
        Section(
            "dues", M("Deadlines"), _dues(record, policy, calendar, as_of, archive)
        ),
        Section(
            "missing", M("Missing materials"), _missing(record, policy, archive, as_of)
        ),
    )
    return tuple(section for section in found if section.lines)


def _edition(policy: Policy) -> Line:
    text = M("edition of {date}", date=policy.edition)
    return Line(_words(policy.pack.title, policy.pack.id), text)


def _number(record: Record, policy: Policy, archive: Archive) -> tuple[Line, ...]:
    options = schemes(policy, archive.holding, record.data)
    if not options or record.is_tombstone:
        return ()
    if record.number:
        return _given_number(record, options)
    return _coming_number(record, options[0], archive)


def _given_number(record: Record, options: tuple[Scheme, ...]) -> tuple[Line, ...]:
    for scheme in options:
        values = scheme.parse(record.number).value
        if values is None:
            continue
        parts = tuple(_part(scheme.parts[name], values[name]) for name in values)
        cited = tuple(Reason(M("number scheme"), clause) for clause in scheme.clauses)
        label = M("by the scheme {scheme}", scheme=scheme.id)
        stood = as_assigned(record, scheme).value
        problem = None
        if stood is not None and stood != record.number:
            problem = M("the values kept at assignment give {number}", number=stood)
        return (Line(label, record.number, (*parts, *cited), problem),)
    text = M("{number} is not a number of any scheme here", number=record.number)
    return (Line(M("by no scheme"), record.number, problem=text),)


def _part(part: Part, value: str) -> Reason:
    """Return how one part is written in the number, and what it stands for."""
    written = part.official(value)
    gaps = {"part": part.label or part.name, "written": written, "value": value}
    if written == value:
        return Reason(M("{part}: {written}", **gaps))
    return Reason(M("{part}: {written} for {value}", **gaps))


def _coming_number(
    record: Record, scheme: Scheme, archive: Archive
) -> tuple[Line, ...]:
    """Return what number a draft would get, as far as the tree alone tells."""
    label = M("would be given by the scheme {scheme}", scheme=scheme.id)
    given = inputs(scheme, record, archive)
    if given.gaps:
        return tuple(Line(label, problem=gap.message) for gap in given.gaps)
    serial = next_serial(scheme, given.values, taken(archive.records, ()))
    if serial.value is None:
        return (Line(label, problem=serial.problem),)
    values = {**given.values, scheme.serial.name: str(serial.value)}
    written = scheme.format(values)
    because = (*serial.because, *written.because)
    return (Line(label, written.value or "", because, written.problem),)


def _year(record: Record, policy: Policy, archive: Archive) -> tuple[Line, ...]:
    if not policy.select(volume_year.SECTION, record.data):
        return ()
    found = volume_year.year(record, policy, archive)
    value = found.value.year if found.value else ""
    return (Line(M("year"), value, found.because, found.problem),)


def _contents(record: Record, policy: Policy, archive: Archive) -> tuple[Line, ...]:
    """Return how the items of a volume must lie, and their page numbers."""
    if not record.get("contents") or not policy.rules(volume_order.SECTION):
        return ()
    wanted = volume_order.order(record, policy, archive)
    names = "; ".join(archive.by_id[item].name for item in wanted.items)
    order = Line(M("order from front to back"), names, wanted.because)
    if not policy.select(pages.SECTION, record.data):
        return (order,)
    found = pages.numbering(record, policy, archive)
    last = str(found.value.last) if found.value else ""
    return (order, Line(M("last page number"), last, found.because, found.problem))


def _secrecy(record: Record, policy: Policy, archive: Archive) -> tuple[Line, ...]:
    if not secrecy.levels(policy):
        return ()
    found = secrecy.secrecy(record, policy, archive)
    level = _words(found.level.label, found.level.code)
    return (Line(M("level"), level, found.because, found.problem),)


def _retention(
    record: Record, policy: Policy, archive: Archive, as_of: datetime.date
) -> tuple[Line, ...]:
    if record.is_tombstone:
        return ()
    found = retention.disposition(record, policy, as_of, archive)
    state = Line(M("state"), _STATES[found.state], found.because, found.problem)
    dates = (
        (M("last day kept"), found.last_day_kept),
        (M("may be appraised for disposal from"), found.eligible_from),
        (M("not used and not shown from"), found.restricted_from),
    )
    lines = (Line(label, day.isoformat()) for label, day in dates if day)
    limits = _limits(M("legal minimum"), found.floors)
    ceilings = _limits(M("legal maximum"), found.ceilings)
    return (state, *lines, *limits, *ceilings)


def _limits(label: Message, terms: Iterable[Term]) -> tuple[Line, ...]:
    return tuple(
        Line(
            M("{kind} ({basis})", kind=label, basis=term.id),
            term.last_day.isoformat() if term.last_day else M("without end"),
            term.because,
            term.problem,
        )
        for term in terms
    )


def _dues(
    record: Record,
    policy: Policy,
    calendar: Calendar | None,
    as_of: datetime.date,
    archive: Archive,
) -> tuple[Line, ...]:
    found = deadlines.dues(record, policy, calendar, as_of, archive)
    listed = deadlines.missing_dues(record, policy, as_of, archive.holding)
    return tuple(_due(due) for due in (*found, *listed))


def _due(due: Due) -> Line:
    state = DUE_STATES[due.state]
    text = (
        M("{date}: {state}", date=str(due.due_on), state=state) if due.due_on else state
    )
    return Line(_words(due.what, due.rule_id), text, due.because, due.problem)


def _missing(
    record: Record, policy: Policy, archive: Archive, as_of: datetime.date
) -> tuple[Line, ...]:
    """Return what the missing list owes and what the regulation expects besides."""
    if record.is_tombstone:
        return ()
    found = completeness.materials(record, policy, archive)
    entries = completeness.owed(record, as_of)
    listed = {entry.kind for entry in entries}
    labels = declared("materials", None, policy, archive.holding)
    lines = (
        *(_owed(entry, labels.get(entry.kind, {})) for entry in entries),
        *(
            Line(
                _words(line.label, line.kind),
                _NEEDS[line.need],
                tuple(
                    Reason(M("asked for by the regulation"), c) for c in line.clauses
                ),
            )
            for line in found.missing
            if line.kind not in listed
        ),
    )
    return lines or (Line(M("nothing is missing")),)


def _owed(entry: completeness.Owed, label: Mapping[str, str]) -> Line:
    state = DUE_STATES["overdue" if entry.overdue else "open"]
    text = M("{state}, entered in the missing list", state=state)
    if entry.due:
        text = M(
            "{state}, entered in the missing list until {date}",
            state=state,
            date=entry.due,
        )
    return Line(_words(label, entry.kind), text)


def _words(label: Mapping[str, str], otherwise: str) -> Text:
    """Return a label of the data, or its code where it has none."""
    zh, en = (str(label.get(lang) or otherwise) for lang in ("zh", "en"))
    return Text(zh, en)


_STATES = {
    "permanent": M("kept for ever"),
    "running": M("the period is running"),
    "eligible": M("the period is over: to be appraised"),
    "held": M("on hold"),
    "restricted": M("kept, but not used and not shown"),
    "error": M("cannot be computed"),
}
#: How each state of a due reads.
DUE_STATES = {
    "open": M("open"),
    "overdue": M("overdue"),
    "late": M("done late"),
    "done": M("done in time"),
    "unknown": M("not known"),
    "waiting": M("waiting"),
}
_NEEDS = {
    "required": M("required"),
    "expected": M("expected"),
    "optional": M("optional"),
}
