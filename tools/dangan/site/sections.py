"""Sections of a record page that every type can have; type.yaml names their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dangan.model.json import Json
from dangan.model.message import M, Message
from dangan.rules.completeness import Expected, Owed
from dangan.rules.dues import Due
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Cell, Column, Grid, Line, Part, Parts, Section, State

#: Fields that the head of the page shows already, or that no reader asks for.
IN_HEAD = frozenset({"id", "number", "other_numbers", "type", "title"})
#: Entries of a list that one line has room for.
IN_LINE = 2
_DUES: Mapping[str, tuple[Message, str]] = {
    "overdue": (M("overdue"), "over"),
    "open": (M("open"), "due"),
    "late": (M("done late"), "calm"),
    "done": (M("done"), "ok"),
    "unknown": (M("cannot be computed"), "over"),
    "waiting": (M("not due yet"), "calm"),
}
_RESTING: Mapping[str, tuple[Message, str]] = {
    "out": (M("on loan"), "due"),
    "overdue": (M("overdue"), "over"),
    "lost": (M("lost"), "over"),
    "list": (M("listed for destruction"), "held"),
    "freeze": (M("in a stocktake"), "held"),
    "hold": (M("on hold"), "held"),
}
_MATERIALS: Mapping[str, tuple[Message, str]] = {
    "present": (M("present"), "ok"),
    "nil": (M("nothing to deliver"), "calm"),
    "short": (M("too few"), "due"),
    "wrong-form": (M("wrong form"), "due"),
    "owed": (M("owed"), "due"),
    "missing": (M("missing"), "over"),
}


def due_state(desk: Desk, due: Due) -> State:
    """Return the state of a due date in words."""
    word, tone = _DUES[due.state]
    return State(desk.speech.say(word), tone)


def facts(desk: Desk, row: Facts) -> Section | None:
    """Return the description: every field that no other section shows."""
    shown = tuple(n for n in described(row) if not is_list(row.record.data[n]))
    rows = desk.scribe.facts(row.kind, row.record, shown)
    title = desk.speech.say(M("Description"))
    return Section("facts", title, "facts", facts=rows) if rows else None


def described(row: Facts) -> tuple[str, ...]:
    """Return the fields of a record that no other section shows."""
    taken = {*IN_HEAD, *row.kind.names("sections"), "events"}
    names = (str(route[0]) for route in row.kind.fields if len(route) == 1)
    return tuple(n for n in names if n not in taken and n in row.record.data)


def is_list(value: Json) -> bool:
    """Tell whether a value is a list too long for a line: a table of its own."""
    if not isinstance(value, list) or len(value) <= IN_LINE:
        return False
    return all(isinstance(entry, Mapping) for entry in value)


def state(desk: Desk, row: Facts) -> Section | None:
    """Return where it stands now, holds, and what is due."""
    lines = [Line((), desk.state(row)), *_resting(desk, row)]
    lines += _whereabouts(desk, row)
    lines += [due_line(desk, due) for due in row.dues]
    return Section("state", desk.speech.say(M("State")), "state", states=tuple(lines))


def due_line(desk: Desk, due: Due) -> Line:
    """Return one due date as a line: state, what, until when, by whom, clause."""
    parts = [Part(desk.speech.label(due.what))]
    if due.due_on:
        until = M("until {day}", day=due.due_on.isoformat())
        parts.append(Part(" " + desk.speech.say(until)))
    if due.done_on:
        done = M("done on {day}", day=due.done_on.isoformat())
        parts.append(Part(" " + desk.speech.say(done)))
    if due.owed_by:
        parts.append(Part(" · " + owner(desk, due.owed_by)))
    cited = due.clauses[0] if due.clauses else ""
    return Line(tuple(parts), due_state(desk, due), desk.scribe.clause(cited))


def owner(desk: Desk, who: Json) -> str:
    """Return who owes something: department, person (staff only) or outside."""
    labels = desk.scribe.labels
    if not who:
        return ""
    if isinstance(who, str):
        return labels.of("departments", labels.of("roles", who))
    names = (
        [labels.of("departments", str(who["department"]))]
        if who.get("department")
        else []
    )
    if desk.audience.is_staff and who.get("person"):
        names.append(labels.of("people", str(who["person"])))
    if who.get("role"):
        names.append(labels.of("roles", str(who["role"])))
    names += [str(who["party"])] if who.get("party") else []
    return " ".join(names)


def missing(desk: Desk, row: Facts) -> Section | None:
    """Return what is missing with owner and date, or that it is complete."""
    title = desk.speech.say(M("Missing"))
    lines = [_owed_line(desk, row, entry) for entry in row.owed]
    told = {entry.kind for entry in row.owed}
    lines += [_lack_line(desk, e) for e in row.lacks if e.kind not in told]
    if lines:
        return Section("missing", title, "state", states=tuple(lines))
    if row.pieces is None or not row.pieces.expected:
        return None
    whole = Line((), State(desk.speech.say(M("complete")), "ok"))
    return Section("missing", title, "state", states=(whole,))


def _owed_line(desk: Desk, row: Facts, entry: Owed) -> Line:
    say = desk.speech.say
    word, tone = (M("overdue"), "over") if entry.overdue else (M("owed"), "due")
    until = M("until {day}", day=entry.due) if entry.due else M("without a date")
    name = desk.scribe.labels.material(row.kind, entry.kind)
    text = f"{name} · {owner(desk, entry.owed_by)} · {say(until)}"
    return Line((Part(text),), State(say(word), tone))


def _lack_line(desk: Desk, lack: Expected) -> Line:
    word, tone = _MATERIALS[lack.state]
    weak = lack.need != "required"
    name = desk.speech.label(lack.label, lack.kind)
    supplier = owner(desk, lack.supplied_by)
    parts: Parts = (Part(f"{name} · {supplier}" if supplier else name),)
    cited = lack.clauses[0] if lack.clauses else ""
    shown = State(desk.speech.say(word), "due" if weak else tone)
    return Line(parts, shown, desk.scribe.clause(cited))


def materials(desk: Desk, row: Facts) -> Section | None:
    """Return what is expected and what is there, piece by piece."""
    rows = [_expected_row(desk, line) for line in _expected(row)]
    told = {line.kind for line in _expected(row)}
    more = [e for _, e in row.record.each("materials") if e.get("kind") not in told]
    rows += [_more_row(desk, row, entry) for entry in more]
    if not rows:
        return None
    say = desk.speech.say
    columns = (
        Column(say(M("Material"))),
        Column(say(M("State"))),
        Column(say(M("Copies")), "count"),
        Column(say(M("Page count")), "count"),
        Column(say(M("Clause"))),
    )
    title = say(M("Materials"))
    return Section("materials", title, "table", table=Grid(columns, tuple(rows)))


def _expected(row: Facts) -> tuple[Expected, ...]:
    lines = row.pieces.expected if row.pieces else ()
    return tuple(e for e in lines if e.need != "optional" or e.pieces)


def _expected_row(desk: Desk, line: Expected) -> tuple[Cell, ...]:
    word, tone = _MATERIALS[line.state]
    pieces = [piece for piece in line.pieces if not piece.nil]
    links = [
        desk.scribe.link(piece.record, piece.record.number)
        for piece in pieces
        if not piece.pointer
    ]
    name = Part(desk.speech.label(line.label, line.kind))
    clause = desk.scribe.clause(line.clauses[0] if line.clauses else "")
    between = [part for link in links for part in (Part(" "), link)]
    return (
        Cell((name, *between)),
        Cell(state=State(desk.speech.say(word), tone)),
        _total([piece.copies for piece in pieces]),
        _total([piece.pages for piece in pieces]),
        Cell((clause,) if clause else ()),
    )


def _more_row(desk: Desk, row: Facts, entry: Mapping[str, Json]) -> tuple[Cell, ...]:
    labels = desk.scribe.labels
    named = entry.get("title") or labels.material(row.kind, entry.get("kind", ""))
    word, tone = _MATERIALS["nil" if entry.get("nil") else "present"]
    return (
        Cell((Part(str(named)),)),
        Cell(state=State(desk.speech.say(word), tone)),
        _total([entry.get("copies")]),
        _total([entry.get("pages")]),
        Cell(),
    )


def _total(values: list[Json]) -> Cell:
    known = [value for value in values if isinstance(value, int)]
    return Cell((Part(str(sum(known))),)) if known else Cell()


def files(desk: Desk, row: Facts) -> Section | None:
    """Return the electronic files with size and checksum."""
    rows = tuple(
        (
            Cell((Part(str(entry.get("title") or entry.get("path", ""))),)),
            desk.scribe.cell(row.kind, row.record, f"files.{index}.bytes"),
            Cell((Part(str(entry.get("sha256", "")), code=True),)),
        )
        for index, (_, entry) in enumerate(row.record.each("files"))
    )
    if not rows:
        return None
    say = desk.speech.say
    columns = (
        Column(say(M("File"))),
        Column(say(M("Bytes")), "count"),
        Column("SHA-256"),
    )
    return Section("files", say(M("Files")), "table", table=Grid(columns, rows))


def history(desk: Desk, row: Facts) -> Section | None:
    """Return what happened, in the words of the domain, the latest first."""
    moments = desk.chronicle.of(desk, row)
    title = desk.speech.say(M("History"))
    return Section("history", title, "history", moments=moments) if moments else None


def _resting(desk: Desk, row: Facts) -> list[Line]:
    """Return open loan, lists and holds, each with a link to what says so."""
    lines = []
    for kind, reason in row.resting:
        word, tone = _RESTING[kind]
        parts = [Part(desk.scribe.told(row.kind, reason.message))]
        source = desk.by_id.get(reason.record)
        if source is not None and source is not row:
            parts += [Part(" · "), desk.scribe.link(source.record)]
            if isinstance(source.record.get("borrower"), dict):
                who = owner(desk, source.record.get("borrower"))
                parts += [Part(f" · {who}")] if who else []
        lines.append(Line(tuple(parts), State(desk.speech.say(word), tone)))
    if row.resting_withheld:
        unclear = M("Whether it is at its place is not shown to these readers.")
        lines.append(Line((Part(desk.speech.say(unclear)),)))
    return lines


def _whereabouts(desk: Desk, row: Facts) -> list[Line]:
    """Return the place, and the last event that set a term."""
    place = row.record.get("location")
    if not place:
        return []
    parts = desk.scribe.parts(row.kind, ("location",), place)
    return [Line((Part(desk.speech.say(M("Place")) + " "), *parts))]


Maker = Callable[[Desk, Facts], Section | None]
