"""What a pack declares as parts of a number, and the lists their codes are in.

A part is one of::

    {const: MK}                                            # always the same
    {holding: fonds}                                       # text of holding.yaml
    {from: responsible.department, code_of: departments}   # code of a list entry
    {from: carrier, map: {paper: Z, disc: D}}              # code written out here
    {from: formed_on, take: year}                          # year, year2, month, day
    {from: group, take: integer, width: 3}                 # a counted field
    {from: series, pattern: "[A-Z]+"}                      # text of the record
    {of: volume, from: number}                             # text of the volume it is in
    {serial: true, width: 3}                               # given by the series

``from`` may be a list: the first field that is stated counts. ``code_of`` names
a list of the holding (``departments``…), a section of the pack (``classes``,
``retention_classes``) or one of its vocabularies; ``key`` says which key of the
entry is written (``code``), its ``slug`` is the ASCII form of a code that is not
ASCII itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dangan.model.holding import Holding
from dangan.model.json import JsonObject, lookup
from dangan.policy.policy import Policy
from dangan.policy.sections import SECTIONS
from dangan.rules.number_parts import DATES, Code, Kind, Part, to_ascii


def part(name: str, data: JsonObject, holding: Holding, policy: Policy | None) -> Part:
    """Read one entry of ``parts`` of a numbering rule."""
    return replace(_part(name, data, holding, policy), label=data.get("label", {}))


def _part(name: str, data: JsonObject, holding: Holding, policy: Policy | None) -> Part:
    of, sources = str(data.get("of", "record")), _sources(data.get("from", ()))
    width, widen = int(data.get("width", 0)), data.get("overflow") == "widen"
    if data.get("serial"):
        return Part(name, "serial", "series", width=width, widen=widen)
    codes = _declared(data, holding, policy)
    if codes is not None:
        kind: Kind = "code" if sources else "const"
        listed = str(data.get("code_of", ""))
        return Part(name, kind, of, sources, codes=codes, vocabulary=listed)
    take = str(data.get("take", "value"))
    if take in DATES:
        return Part(name, "date", of, sources, take, DATES[take][0])
    if take == "integer":
        return Part(name, "count", of, sources, take, width, widen)
    pattern = str(data.get("pattern", "[0-9A-Z]+" if of == "record" else "[^ ]+"))
    return Part(name, "text", of, sources, take, pattern=pattern)


def _sources(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def _declared(
    data: JsonObject, holding: Holding, policy: Policy | None
) -> Mapping[str, Code] | None:
    """Return value → code of a part whose values are declared somewhere."""
    if "const" in data or "holding" in data:
        stated = data["const"] if "const" in data else holding.get(data["holding"])
        text = str(stated or "")
        return {text: Code(text, to_ascii(text))}
    if "map" in data:
        return {str(k): Code(str(v), to_ascii(str(v))) for k, v in data["map"].items()}
    if "code_of" not in data:
        return None
    rows = _entries(str(data["code_of"]), holding, policy)
    key = str(data.get("key", "code"))
    return {value: _code(row, lookup(row, key)) for value, row in rows}


def _entries(
    name: str, holding: Holding, policy: Policy | None
) -> tuple[tuple[str, JsonObject], ...]:
    """Return (value in records, entry) of a list of the holding or of the pack."""
    rows = holding.get(name) or holding.get(f"vocabularies.{name}")
    if isinstance(rows, list | tuple):
        return tuple((str(row.get("id") or row.get("code")), row) for row in rows)
    if policy is None:
        return ()
    if name in SECTIONS:
        key = SECTIONS[name].key
        named = ((str(rule.data[key]), rule.data) for rule in policy.rules(name))
        return tuple((value, {"code": value, **row}) for value, row in named)
    declared = (rule.data for rule in policy.rules("vocabularies"))
    lists = (data["values"] for data in declared if data["name"] == name)
    return tuple((str(row["code"]), row) for values in lists for row in values)


def _code(row: JsonObject, written: object) -> Code:
    official = str(written or "")
    label = row.get("label")
    aliases = tuple(label.values()) if isinstance(label, Mapping) else ()
    return Code(official, to_ascii(str(row.get("slug") or official)), aliases)
