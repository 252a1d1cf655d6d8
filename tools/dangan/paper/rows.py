"""The lines of a list: entries of a record, records themselves, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dangan.model.json import JsonObject
from dangan.paper.bench import Bench, Line, Sheet
from dangan.paper.values import value
from dangan.policy.conditions import matches
from dangan.policy.printed import columns
from dangan.rules import completeness

#: Section of a pack: what an inspection looks at.
CHECKLISTS = "checklists"


def lines(bench: Bench, sheet: Sheet) -> tuple[Line, ...]:
    """Return the lines of a sheet's list, in the order they are printed."""
    source = sheet.form.data.get("rows")
    if source is None:
        return ()
    if isinstance(source, Mapping):
        found = _entries(bench, sheet, str(source["list"]))
    else:
        found = _SOURCES[source](bench, sheet)
    numbered = _sorted(bench, sheet, list(found))
    return tuple(
        Line(sheet, line.record, line.entry, line.listed, serial)
        for serial, line in enumerate(numbered, start=1)
    )


def _sorted(bench: Bench, sheet: Sheet, found: list[Line]) -> list[Line]:
    keys = [columns()[name]["from"] for name in sheet.form.listed("sort")]
    if keys:
        found.sort(key=lambda line: [value(bench, line, sources) for sources in keys])
    return found


def _entries(bench: Bench, sheet: Sheet, name: str) -> Iterator[Line]:
    for _, entry in sheet.own.each(name) if sheet.own else ():
        other = bench.archive.by_id.get(str(entry.get("record")))
        yield Line(sheet, other, entry, name)


def _records(_: Bench, sheet: Sheet) -> Iterator[Line]:
    for record in sheet.records:
        yield Line(sheet, record)


def _missing(bench: Bench, sheet: Sheet) -> Iterator[Line]:
    """Yield what the regulation expects and the record lacks, and what is owed."""
    record, policy = sheet.own, bench.policy(sheet.own)
    if record is None:
        return
    told = [dict(entry) for _, entry in record.each("missing")]
    yield from (Line(sheet, None, entry, "missing") for entry in told)
    if policy is None:
        return
    kinds = {entry.get("kind") for entry in told}
    for line in completeness.materials(record, policy, bench.archive).missing:
        if line.kind not in kinds:
            yield Line(sheet, None, {"kind": line.kind}, "missing")


def _checklist(bench: Bench, sheet: Sheet) -> Iterator[Line]:
    """Yield the items of a checklist with what the inspection found of each."""
    results = {
        str(entry.get("item")): entry
        for _, entry in (sheet.own.each("results") if sheet.own else ())
    }
    asked = list(_asked(bench, sheet))
    for item in asked:
        found = results.pop(str(item["id"]), {})
        yield Line(sheet, None, {**item, **found}, "results")
    for entry in results.values():
        yield Line(sheet, None, entry, "results")


def _asked(bench: Bench, sheet: Sheet) -> Iterator[JsonObject]:
    """Yield the items of the checklists that the sheet is about."""
    policy = bench.policy(sheet.own) if sheet.own else sheet.policy
    wanted = sheet.own.get("checklist") if sheet.own else sheet.checklist
    for rule in policy.rules(CHECKLISTS) if policy else ():
        own = sheet.own
        if wanted in (None, rule.id) and (
            own is None or matches(rule.get("for"), own.data)
        ):
            yield from rule.get("items", ())


_SOURCES: Mapping[str, Callable[[Bench, Sheet], Iterator[Line]]] = MappingProxyType(
    {"records": _records, "missing": _missing, "checklist": _checklist}
)
