"""What a number is made of: the fields of a record that a scheme asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.json import Json
from dangan.model.message import M, Message
from dangan.model.reason import Derived
from dangan.model.record import Record
from dangan.rules.dates import Part as DatePart
from dangan.rules.dates import read, require
from dangan.rules.number_parts import Part
from dangan.rules.numbers import Scheme


@dataclass(frozen=True, slots=True)
class Inputs:
    """The values of all parts but the serial, or what stands in the way."""

    values: Mapping[str, str] = field(default_factory=dict)
    gaps: tuple[Draft, ...] = ()


def inputs(scheme: Scheme, record: Record, archive: Archive | None = None) -> Inputs:
    """Return what the record gives to its number, with every gap and its fix."""
    values: dict[str, str] = {}
    gaps: list[Draft] = []
    for part in scheme.parts.values():
        if part.kind == "serial":
            continue
        value, gap = _value(part, record, archive)
        values |= {part.name: value} if value is not None else {}
        gaps += [_clause(gap, scheme)] if gap else []
    return Inputs(values, tuple(gaps))


def as_assigned(record: Record, scheme: Scheme) -> Derived[str]:
    """Return the number that follows from the values as they stood when assigned."""
    stood = record.get("assigned.fields")
    if not isinstance(stood, Mapping):
        return Derived(None, (), M("assigned.fields is missing"))
    return scheme.format({name: str(value) for name, value in stood.items()})


def fields_of(scheme: Scheme, values: Mapping[str, str]) -> dict[str, str | int]:
    """Return what ``assigned.fields`` keeps: every part but what never varies."""
    kept = {n: values[n] for n, part in scheme.parts.items() if part.kind != "const"}
    serial = scheme.serial.name
    return {**kept, serial: int(values[serial])}


def _value(
    part: Part, record: Record, archive: Archive | None
) -> tuple[str | None, Draft | None]:
    if part.kind == "const":
        return next(iter(part.codes)), None
    source = _owner(part, record, archive)
    if source is None:
        fact = M("it is not in one volume, and the number is that of its volume")
        hint = M("list it in the contents of one volume, then run this again")
        return None, record.at().says(fact, hint=hint)
    path, stated = _stated(part, source)
    if stated is None:
        fact = M("{field} is missing, and the number is made of it", field=path)
        return None, source.at(path).says(fact, hint=M("write {field}", field=path))
    value, problem = _taken(part, path, stated)
    if problem:
        hint = M("correct {field}, or the list that declares its codes", field=path)
        return None, source.at(path).says(problem, hint=hint)
    return value, None


def _owner(part: Part, record: Record, archive: Archive | None) -> Record | None:
    if part.of == "record":
        return record
    volumes = archive.volume_of.get(record.id, ()) if archive else ()
    return volumes[0] if len(volumes) == 1 else None


def _stated(part: Part, source: Record) -> tuple[str, Json]:
    for path in part.sources:
        value = source.get(path)
        if value is not None:
            return path, value
    return part.sources[0], None


def _taken(part: Part, path: str, stated: Json) -> tuple[str | None, Message | None]:
    if part.kind == "date":
        return _from_date(part, path, str(stated))
    value = str(stated)
    if part.kind == "count" and not (value.isascii() and value.isdecimal()):
        return None, M("{field} is not a whole number", field=path)
    plain = str(int(value)) if part.kind == "count" else value
    return plain, part.misfit(plain)


def _from_date(part: Part, path: str, stated: str) -> tuple[str | None, Message | None]:
    need: DatePart = "year"
    if part.take in ("month", "day"):
        need = "month" if part.take == "month" else "day"
    found = require(read(stated, path), need, path)
    if found.value is None:
        return None, found.problem
    year = f"{found.value.year:04d}"
    taken = {
        "year": year,
        "year2": year[2:],
        "month": f"{found.value.month:02d}",
        "day": f"{found.value.day:02d}",
    }
    return taken[part.take], None


def _clause(gap: Draft, scheme: Scheme) -> Draft:
    return gap.place.says(gap.message, hint=gap.hint, clauses=scheme.clauses)
