"""Where a schema, a type or a clause asks for less than it did before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dangan.checks._touched import GROWING, HOLDING
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.schema.keywords import HOLDS_LIST, HOLDS_MAP, HOLDS_SCHEMA, PERSONAL

#: A node of the file as it is now, and what is said of it.
Loose = tuple[Pointer, Message]
_CLOSING = ("additionalProperties", "unevaluatedProperties")
#: Keywords that keep values out; another value of one may let more in.
_BOUNDS = ("$ref", "const", "format", "if", "not", "pattern", "type", "x-vocabulary")
#: Below these stands a schema that lets in what it lets in.
_INSIDE = (HOLDS_SCHEMA | HOLDS_LIST | HOLDS_MAP) - {"if", "not"}
_AT_LEAST = ("minItems", "minLength", "minProperties", "minimum", "exclusiveMinimum")
_AT_MOST = ("maxItems", "maxLength", "maxProperties", "maximum", "exclusiveMaximum")
#: From the least to the most that a clause asks.
_STRENGTHS = ("may", "should", "must")
#: Keys of type.yaml that guard something, with what fewer entries mean.
_GUARDING = ("governing_date", "number_required", "personal", "transitions")
_SUFFIX = ".schema.json"
_CALENDARS = "schemas/core/calendar/"
#: What of a parameter or choice of a regulation tells which value holds.
_SETTING = ("type", "value", "values", "take", "readings")


def loosened(path: str, old: JsonObject, new: JsonObject) -> Iterator[Loose]:
    """Yield what a file of rules asks no longer, after the kind of file it is."""
    name = path.rpartition("/")[2]
    if path == HOLDING:
        yield from (
            ((key,), M("{key} is not what it was", key=key))
            for key in sorted({*old, *new} - GROWING)
            if old.get(key) != new.get(key)
        )
    elif name.endswith(_SUFFIX):
        yield from _schema(old, new, ())
    elif path.startswith(_CALENDARS):
        yield from _calendar(old, new)
    elif name in _FILES:
        yield from _FILES[name](old, new)


def _type(old: JsonObject, new: JsonObject) -> Iterator[Loose]:
    for key in _GUARDING:
        if old.get(key) != new.get(key):
            yield (key,), M("{key} is not what it was", key=key)


def _clauses(old: JsonObject, new: JsonObject) -> Iterator[Loose]:
    now = {row.get("id"): (i, row) for i, row in enumerate(new.get("clauses", ()))}
    for row in old.get("clauses", ()):
        index, found = now.get(row.get("id"), (-1, {}))
        if index < 0:
            yield ("clauses",), M("clause {id} is gone", id=row.get("id"))
        elif _weight(found) < _weight(row):
            fact = M("clause {id} is weaker than before", id=row.get("id"))
            yield ("clauses", index, "strength"), fact
    # A clause that repeats another one weighs what it says, wherever that is cited.
    before = {row.get("id"): row.get("same_as") for row in old.get("clauses", ())}
    for id_, (index, row) in now.items():
        is_new = row.get("same_as") and row["same_as"] != before.get(id_)
        if is_new and row.get("strength") in _STRENGTHS[:-1]:
            fact = M("clause {id} is weaker than before", id=row["same_as"])
            yield ("clauses", index, "strength"), fact


def _pack(old: JsonObject, new: JsonObject) -> Iterator[Loose]:
    """Compare what no edition dates; the editions themselves are told by R817."""
    if old.get("extends") != new.get("extends"):
        yield ("extends",), M("{key} is not what it was", key="extends")
    for part in ("parameters", "choices"):
        before, after = old.get(part) or {}, new.get(part) or {}
        for name in sorted({*before, *after}):
            one, other = before.get(name, {}), after.get(name, {})
            is_other = any(one.get(key) != other.get(key) for key in _SETTING)
            if is_other and (name in before or "value" in other):
                way = (part, name) if name in after else (part,)
                yield way, M("{key} is not what it was", key=name)


def _calendar(old: JsonObject, new: JsonObject) -> Iterator[Loose]:
    """Compare the years that were there; a new year is no change."""
    now = {row.get("year"): (i, row) for i, row in enumerate(new.get("years") or ())}
    for row in old.get("years") or ():
        index, other = now.get(row.get("year"), (-1, {}))
        if other != row:
            way = ("years", index) if index >= 0 else ("years",)
            yield way, M("{key} is not what it was", key=row.get("year"))


_FILES = {"clauses.yaml": _clauses, "pack.yaml": _pack, "type.yaml": _type}


def _weight(clause: Mapping[str, Any]) -> int:
    strength = clause.get("strength")
    return _STRENGTHS.index(strength) if strength in _STRENGTHS else len(_STRENGTHS)


def _schema(old: Json, new: Json, way: Pointer) -> Iterator[Loose]:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return
    yield from _own(old, new, way)
    for key in sorted(_INSIDE & old.keys()):
        yield from _below(key, old[key], new.get(key), way)


def _own(
    old: Mapping[str, Any], new: Mapping[str, Any], way: Pointer
) -> Iterator[Loose]:
    for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
        yield (*way, "required"), M("{field} is not required any more", field=name)
    if _is_closed(old) and not _is_closed(new):
        yield way, M("fields that are not declared are accepted")
    for key in (*_BOUNDS, "enum", *_AT_LEAST, *_AT_MOST):
        if key in old and _is_looser(key, old[key], new.get(key)):
            yield (*way, key), M("{keyword} is taken away or wider", keyword=key)
    if _personal(new) < _personal(old) or (old.get("x-page") is False and _shown(new)):
        yield way, M("the field is guarded less than before")


def _is_closed(node: Mapping[str, Any]) -> bool:
    return any(node.get(keyword) is False for keyword in _CLOSING)


def _is_looser(key: str, old: Any, new: Any) -> bool:
    if new is None:
        return True
    if key in _AT_LEAST:
        return bool(new < old)
    if key in _AT_MOST:
        return bool(new > old)
    if key == "enum":
        return not set(map(str, new)) <= set(map(str, old))
    return bool(new != old)


def _personal(node: Mapping[str, Any]) -> int:
    said = node.get("x-personal")
    return tuple(PERSONAL).index(said) + 1 if said in PERSONAL else 0


def _shown(node: Mapping[str, Any]) -> bool:
    return node.get("x-page") is not False


def _below(key: str, old: Any, new: Any, way: Pointer) -> Iterator[Loose]:
    if key in HOLDS_LIST:
        rows = new or []
        if (len(rows) < len(old)) if key == "allOf" else (len(rows) > len(old)):
            yield (*way, key), M("{keyword} is taken away or wider", keyword=key)
        for index, (one, other) in enumerate(zip(old, rows, strict=False)):
            yield from _schema(one, other, (*way, key, index))
    elif key in HOLDS_MAP:
        for name in sorted(old):
            yield from _schema(old[name], (new or {}).get(name), (*way, key, name))
    elif new is None and isinstance(old, Mapping):
        yield way, M("{keyword} is taken away or wider", keyword=key)
    else:
        yield from _schema(old, new, (*way, key))
