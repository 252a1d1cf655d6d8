"""Values that no field holds: counts, spans, years, places, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dangan.model.json import Json
from dangan.model.record import Record
from dangan.paper.bench import Bench, Line
from dangan.paper.computed_lists import COMPUTED_OF_LISTS
from dangan.rules import pages, retention
from dangan.rules.volume_contents import entries

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_PLACE = ("room", "cabinet", "shelf", "box", "folder")


def year_of(bench: Bench, record: Record | None) -> str:
    """Return the year by which the record's type is listed."""
    kind = bench.types.get(record.type) if record else None
    if record is None or kind is None:
        return ""
    return kind.year_of(record)


def _serial(_: Bench, line: Line) -> str:
    return str(line.serial) if line.serial else ""


def _year(bench: Bench, line: Line) -> str:
    return year_of(bench, _about(line))


def _about(line: Line) -> Record | None:
    """Return the record of a line; that of the sheet where it is no line of a list."""
    if line.listed:
        return line.record
    return line.record or next(iter(line.sheet.records), None) or line.sheet.subject


def _level(bench: Bench, line: Line) -> str:
    record = _about(line)
    level = bench.level(record) if record else None
    return bench.text(level.label) if level else ""


def _retention(bench: Bench, line: Line) -> str:
    record = _about(line)
    code = record.get("retention.class") if record else None
    return bench.labels.of("retention_classes", str(code)) if code else ""


def _kept_until(bench: Bench, line: Line) -> str:
    record, policy = line.record, bench.policy(line.record)
    if record is None or policy is None:
        return ""
    found = retention.disposition(record, policy, bench.as_of, bench.archive)
    return found.last_day_kept.isoformat() if found.last_day_kept else ""


def _kept_years(bench: Bench, line: Line) -> str:
    year = year_of(bench, line.record)
    return str(bench.as_of.year - int(year)) if year.isdecimal() else ""


def _place(bench: Bench, line: Line) -> str:
    return _placed(bench, _about(line), _PLACE)


def _shelf(bench: Bench, line: Line) -> str:
    return _placed(bench, _about(line), _PLACE[:2])


def _placed(bench: Bench, record: Record | None, keys: tuple[str, ...]) -> str:
    place: Json = record.get("location") if record else None
    if record is None or not isinstance(place, dict):
        return ""
    kind = bench.types.get(record.type)
    parts: list[str] = []
    for key in keys:
        if place.get(key) is None:
            continue
        info = kind.field(("location", key)) if kind else None
        text = bench.labels.value(info, place[key])
        bare = info is not None and text == str(place[key])
        parts.append(f"{bench.text(info.label)} {text}" if info and bare else text)
    return "　".join(parts) if bench.labels.speech.lang == "zh" else ", ".join(parts)


def _page_span(bench: Bench, line: Line) -> str:
    first, last = line.entry.get("from_page"), line.entry.get("to_page")
    if first is None:
        first, last = _computed_pages(bench, line)
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first}–{last}"


def _computed_pages(bench: Bench, line: Line) -> tuple[int | None, int | None]:
    volume, policy = line.sheet.own, bench.policy(line.sheet.own)
    if volume is None or policy is None or line.record is None:
        return None, None
    found = pages.numbering(volume, policy, bench.archive).value
    for run in found.runs if found else ():
        if run.entry.item is line.record:
            return run.first, run.last
    return None, None


def _item_count(bench: Bench, line: Line) -> str:
    record = line.record
    listed = record.get("contents") if record else None
    return str(len(entries(record, bench.archive))) if record and listed else ""


def _days(bench: Bench, line: Line) -> Iterator[str]:
    """Yield the dates of what a volume holds; of itself where it holds nothing."""
    record = line.record
    if record is None:
        return
    inside = [entry.item for entry in entries(record, bench.archive)]
    for item in inside or [record]:
        kind = bench.types.get(item.type)
        paths = kind.names("governing_date") if kind else ()
        stated = (item.get(path) for path in paths)
        yield from (str(day) for day in [next(filter(None, stated), None)] if day)


def _first_day(bench: Bench, line: Line) -> str:
    return _in_words(bench, min(_days(bench, line), default=""))


def _last_day(bench: Bench, line: Line) -> str:
    return _in_words(bench, max(_days(bench, line), default=""))


def _in_words(bench: Bench, day: str) -> str:
    found = _DAY.fullmatch(day)
    if not found or bench.labels.speech.lang != "zh":
        return day
    parts = zip(found.groups(), "年月日", strict=True)
    return "".join(f"{int(number)}{unit}" for number, unit in parts if number)


def _holding(bench: Bench, _: Line) -> str:
    return bench.text(bench.holding.name)


def _fonds(bench: Bench, _: Line) -> str:
    return str(bench.holding.get("fonds") or "")


def _number_serial(_: Bench, line: Line) -> str:
    return str(line.record.get("assigned.fields.serial") or "") if line.record else ""


def _customer(bench: Bench, line: Line) -> str:
    name = line.record.get("subject") if line.record else None
    found = bench.archive.by_id.get(str(name))
    return found.title if found else ""


def _subjects(bench: Bench, line: Line) -> str:
    """Return number and title of every record that a process is about."""
    listed = line.sheet.own.each("subjects") if line.sheet.own else ()
    ids = [str(entry.get("record")) for _, entry in listed]
    found = [bench.archive.by_id[id_] for id_ in ids if id_ in bench.archive.by_id]
    if not found and line.sheet.subject:
        found = [line.sheet.subject]
    return "\n".join(f"{row.number}　{row.title}" for row in found)


def _spread(read: Callable[[Bench, Line], str]) -> Callable[[Bench, Line], str]:
    """Return the one value of all records of a sheet, or the least and the most."""

    def found(bench: Bench, line: Line) -> str:
        """Return the one value of all records, or the first and the last."""
        each = (Line(line.sheet, record) for record in line.sheet.records)
        values = sorted({read(bench, one) for one in each} - {""})
        return values[0] if len(values) == 1 else "–".join(values[:1] + values[-1:])

    return found


def _departments(bench: Bench, line: Line) -> str:
    codes = {
        str(row.get("responsible.department") or row.get("department") or "")
        for row in line.sheet.records
    } - {""}
    return "、".join(bench.labels.of("departments", code) for code in sorted(codes))


def _retentions(bench: Bench, line: Line) -> str:
    each = (_retention(bench, Line(line.sheet, row)) for row in line.sheet.records)
    return "、".join(sorted(set(each) - {""}))


def _first_number(_: Bench, line: Line) -> str:
    return min((row.number for row in line.sheet.records if row.number), default="")


def _last_number(_: Bench, line: Line) -> str:
    return max((row.number for row in line.sheet.records if row.number), default="")


COMPUTED: Mapping[str, Callable[[Bench, Line], str]] = MappingProxyType(
    {
        "serial": _serial,
        "year": _year,
        "years": _spread(_year),
        "level": _level,
        "retention": _retention,
        "retentions": _retentions,
        "kept_until": _kept_until,
        "kept_years": _kept_years,
        "place": _place,
        "shelf": _shelf,
        "page_span": _page_span,
        "item_count": _item_count,
        "first_day": _first_day,
        "last_day": _last_day,
        "holding": _holding,
        "fonds": _fonds,
        "number_serial": _number_serial,
        "customer": _customer,
        "subjects": _subjects,
        "departments": _departments,
        "first_number": _first_number,
        "last_number": _last_number,
        **COMPUTED_OF_LISTS,
    }
)
