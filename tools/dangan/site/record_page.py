"""The page of one record, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Mapping

from dangan.model.json import Json
from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.site import (
    keeping,
    printing,
    procedure,
    qr,
    relations,
    sections,
    urls,
    volume_page,
)
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.sections import Maker
from dangan.site.view import (
    Cell,
    Column,
    Fact,
    Grid,
    Line,
    Part,
    Parts,
    RecordPage,
    Rule,
    Section,
)
from dangan.syntax import dump

#: Section named in type.yaml → what makes it. Any other name is a field.
MAKERS: Mapping[str, tuple[Maker, ...]] = {
    "facts": (sections.facts,),
    "state": (sections.state,),
    "procedure": (procedure.procedure,),
    "missing": (sections.missing,),
    "retention": (keeping.retention,),
    "materials": (sections.materials,),
    "contents": (volume_page.contents, volume_page.order),
    "notes_sheet": (volume_page.notes_sheet,),
    "relations": (relations.relations, relations.belongings),
    "files": (sections.files,),
    "history": (sections.history,),
}
#: Sections that come first, whatever the type says: what a reader asks at once.
FIRST = ("state", "missing", "retention")
#: Most characters of a value that is drawn as a mark.
MARK = 24
#: Most clauses in the margin.
RAIL = 12


def record_page(desk: Desk, row: Facts) -> RecordPage:
    """Return everything on the page of one record."""
    record, say = row.record, desk.speech.say
    others = (str(e.get("value") or "") for _, e in record.each("other_numbers"))
    return RecordPage(
        title=record.title or desk.scribe.labels.kind(record.type),
        number=record.number or say(M("draft, without a number")),
        copyable=bool(record.number),
        other_numbers=tuple(text for text in others if text),
        crumbs=_crumbs(desk, row),
        line=_line(desk, row),
        state=desk.state(row),
        sections=(
            *_sections(desk, row),
            *printing.forms(desk, row),
            *_source(desk, row),
        ),
        rail=_rail(desk, row),
        code=qr.svg(record.number or record.id) if record.name else None,
    )


def _crumbs(desk: Desk, row: Facts) -> Parts:
    scribe = desk.scribe
    key = row.keys.get("class", "")
    parts = [
        scribe.to("index.html", desk.speech.say(M("Home"))),
        scribe.listed("type", row.kind.id, scribe.labels.plural(row.kind.id)),
    ]
    if key:
        parts.append(scribe.listed("class", key, scribe.labels.of("classes", key)))
    return tuple(parts)


def _line(desk: Desk, row: Facts) -> tuple[Fact, ...]:
    """Return class, year, kept until, level, place: the one line under the title."""
    scribe, say, keys = desk.scribe, desk.speech.say, row.keys
    of = scribe.labels.of
    several = desk.audience.levels is None or len(desk.audience.levels) > 1
    level = of("secrecy_levels", row.level) if several and row.level else ""
    code, year = keys.get("class", ""), keys.get("year", "")
    rows = (
        (M("Type"), (Part(scribe.labels.kind(row.kind.id)),)),
        (M("Class"), (scribe.listed("class", code, of("classes", code)),)),
        (M("Year"), (scribe.listed("year", year, year),)),
        (M("Kept until"), keeping.until(desk, row)),
        (M("Level"), (Part(level),)),
        (M("Place"), _place(desk, row)),
    )
    return tuple(
        Fact(say(label), parts) for label, parts in rows if any(p.text for p in parts)
    )


def _place(desk: Desk, row: Facts) -> Parts:
    scribe = desk.scribe
    location = row.record.get("location")
    entries = location if isinstance(location, dict) else {}
    room = row.keys.get("place", "")
    named = scribe.in_order(row.kind, ("location",), entries)
    text = "-".join(str(value) for key, value in named if key != "stage")
    return (scribe.listed("place", room, text),)


def _sections(desk: Desk, row: Facts) -> tuple[Section, ...]:
    named = list(row.kind.names("sections"))
    data = row.record.data
    long = tuple(n for n in sections.described(row) if sections.is_list(data[n]))
    first = [name for name in FIRST if name in named]
    first.insert(first.index("state") + 1 if "state" in first else 0, "procedure")
    wanted = (*first, *(name for name in named if name not in first))
    made = (maker(desk, row) for name in wanted for maker in _makers(name, long))
    return tuple(section for section in made if section)


def _makers(name: str, long: tuple[str, ...]) -> tuple[Maker, ...]:
    if name == "facts":
        return (*MAKERS[name], *map(_field_maker, long))
    if name in MAKERS:
        return MAKERS[name]
    return (_field_maker(name),)


def _field_maker(name: str) -> Maker:
    return lambda desk, row: _field_section(desk, row, name)


def _field_section(desk: Desk, row: Facts, name: str) -> Section | None:
    """Return a section of its own for a field that type.yaml names."""
    value = row.record.get((name,))
    title = desk.scribe.field(row.kind, (name,))
    if not value:
        return None
    if isinstance(value, dict):
        look = "marks" if _is_coded(value) else "facts"
        return Section(name, title, look, facts=_inner(desk, row, name, value))
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return Section(name, title, "table", table=_table(desk, row, name, value))
    parts = desk.scribe.parts(row.kind, (name,), value)
    return Section(name, title, "state", states=(Line(parts),))


def _is_coded(value: Mapping[str, Json]) -> bool:
    """Tell whether a mapping holds short words only, to be drawn as marks."""
    return all(isinstance(v, str) and len(v) <= MARK for v in value.values())


def _inner(
    desk: Desk, row: Facts, name: str, value: Mapping[str, Json]
) -> tuple[Fact, ...]:
    scribe = desk.scribe
    return tuple(
        Fact(
            scribe.field(row.kind, (name, key)), scribe.parts(row.kind, (name, key), v)
        )
        for key, v in value.items()
    )


def _table(desk: Desk, row: Facts, name: str, value: list[Mapping[str, Json]]) -> Grid:
    keys = list(dict.fromkeys(key for entry in value for key in entry))
    scribe = desk.scribe
    columns = tuple(Column(scribe.field(row.kind, (name, "*", key))) for key in keys)
    rows = tuple(
        tuple(
            Cell(scribe.parts(row.kind, (name, "*", key), entry.get(key)))
            for key in keys
        )
        for entry in value
    )
    return Grid(columns, rows)


def _rail(desk: Desk, row: Facts) -> tuple[Rule, ...]:
    """Return the clauses that the derivations of this record cite."""
    cited = dict.fromkeys(reason.clause for reason in _reasons(row) if reason.clause)
    lines = row.pieces.expected if row.pieces else ()
    cited |= dict.fromkeys(clause for line in lines for clause in line.clauses)
    known = (desk.clauses[full] for full in cited if full in desk.clauses)
    rules = (
        Rule(
            f"{clause.id} {desk.speech.label(clause.place)}",
            desk.speech.label(clause.text),
            desk.scribe.root + urls.clause(clause.id),
        )
        for clause in known
    )
    return tuple(rules)[:RAIL]


def _reasons(row: Facts) -> tuple[Reason, ...]:
    kept = row.disposition.because if row.disposition else ()
    return (*kept, *(reason for due in row.dues for reason in due.because))


def _source(desk: Desk, row: Facts) -> tuple[Section, ...]:
    """Return the record as text; staff only, and only what the page may show."""
    if not desk.audience.is_staff:
        return ()
    note = desk.speech.say(M("The record as text, cut to what these readers may see"))
    text = dump(row.record.data, desk.order(row.kind))
    return (Section("yaml", "YAML", "yaml", source=text, note=note),)
