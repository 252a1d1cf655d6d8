"""The page of findings: by person and class, each with its fix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangan.model.finding import Severity
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.site import urls
from dangan.site.desk import Desk
from dangan.site.notices import Notice
from dangan.site.view import Cell, Column, Grid, Part, State

_WORDS: Mapping[Severity, tuple[Message, str]] = {
    Severity.ERROR: (M("error"), "over"),
    Severity.WARNING: (M("warning"), "due"),
    Severity.INFO: (M("hint"), "calm"),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as it is printed."""

    state: State
    code: str
    subject: Part
    message: str
    fix: str
    clauses: tuple[Part, ...]
    where: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one class of records."""

    title: str
    anchor: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """All findings that the audience may know."""

    title: str
    lead: str
    by_person: Grid
    groups: tuple[FindingGroup, ...]


def findings_page(desk: Desk, notices: tuple[Notice, ...]) -> FindingsPage:
    """Return the page; waived findings are left out."""
    say = desk.speech.say
    live = tuple(notice for notice in notices if not notice.waived)
    errors = sum(1 for notice in live if notice.severity is Severity.ERROR)
    lead = say(
        M("{count} findings, {errors} of them errors", count=len(live), errors=errors)
    )
    if not live:
        lead = say(M("Nothing to put right."))
    return FindingsPage(
        say(M("Findings")), lead, _people(desk, live), _groups(desk, live)
    )


def _groups(desk: Desk, live: tuple[Notice, ...]) -> tuple[FindingGroup, ...]:
    found: dict[str, list[Notice]] = {}
    for notice in live:
        found.setdefault(notice.row.keys.get("class", ""), []).append(notice)
    labels, say = desk.scribe.labels, desk.speech.say
    return tuple(
        FindingGroup(
            labels.of("classes", key) if key else say(M("Without a class")),
            f"class-{urls.safe(key)}",
            tuple(_row(desk, notice) for notice in rows),
        )
        for key, rows in sorted(found.items())
    )


def _row(desk: Desk, notice: Notice) -> FindingRow:
    say, scribe = desk.speech.say, desk.scribe
    word, tone = _WORDS[notice.severity]
    record = notice.row.record
    clauses = (scribe.clause(full) for full in notice.clauses)
    return FindingRow(
        State(say(word), tone),
        notice.code,
        scribe.link(record, record.number or record.title or say(M("draft"))),
        say(notice.message) if notice.message else say(Message(notice.title)),
        say(notice.hint) if notice.hint else "",
        tuple(clause for clause in clauses if clause),
        notice.where,
    )


def _people(desk: Desk, live: tuple[Notice, ...]) -> Grid:
    """Return how many findings each person or department has to put right."""
    counts: dict[str, list[int]] = {}
    for notice in live:
        sums = counts.setdefault(_owner(desk, notice.row.record), [0, 0])
        sums[0] += 1
        sums[1] += notice.severity is Severity.ERROR
    say = desk.speech.say
    columns = (
        Column(say(M("For"))),
        Column(say(M("Findings")), "count"),
        Column(say(M("Errors")), "count"),
    )
    rows = sorted(counts.items(), key=lambda row: (-row[1][1], -row[1][0], row[0]))
    cells = tuple(
        (Cell((Part(who),)), Cell((Part(str(n)),)), Cell((Part(str(errors)),)))
        for who, (n, errors) in rows
    )
    return Grid(columns, cells)


def _owner(desk: Desk, record: Record) -> str:
    labels = desk.scribe.labels
    person = record.get("responsible.person")
    if desk.audience.is_staff and person:
        return labels.of("people", str(person))
    department = record.get("responsible.department") or record.get("department")
    return labels.of("departments", str(department)) if department else "—"
