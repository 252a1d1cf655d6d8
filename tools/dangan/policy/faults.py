"""What is wrong with a pack's files, told with the way to it and a fix."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject, Pointer
from dangan.policy.validity import Family, Fits

if TYPE_CHECKING:
    from jsonschema import ValidationError

_KINDS = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false"}
_NAMES = ("id", "code", "name", "role", "case", "basis", "kind", "effective_from")


class Shapes:
    """The schemas of pack.yaml, clauses.yaml and cases.yaml."""

    def __init__(self, schemas: Iterable[JsonObject]) -> None:
        """Take the three schemas; they cite each other by ``$id``."""
        self._family = Family({str(schema["$id"]): schema for schema in schemas})
        self._tests: dict[str, Fits] = {}

    def require(self, name: str, data: Json, context: tuple[str, ...]) -> None:
        """Raise PackError for the first fault of a file by the schema ``name``."""
        uri = f"dangan:packs/{name}"
        if not self._fits(uri, data):
            for error in self._family.errors(uri, data):
                raise self._fault(_told(error), data, context)

    def fits(self, section: str, data: Json) -> bool:
        """Tell whether one rule with all gaps filled fits its section."""
        return self._fits(f"dangan:packs/pack#/$defs/{section}", data)

    def _fits(self, uri: str, data: Json) -> bool:
        if uri not in self._tests:
            self._tests[uri] = self._family.fits({"$ref": uri})
        return self._tests[uri](data)

    def _fault(
        self, error: ValidationError, data: Json, context: tuple[str, ...]
    ) -> PackError:
        way = (*context, *steps(data, tuple(error.absolute_path)))
        fact, hint = _FACTS.get(str(error.validator), _odd)(error, self._keys(error))
        return PackError(fact, context=way, hint=hint)

    def _keys(self, error: ValidationError) -> tuple[str, ...]:
        """Return the keys that the schema of the faulty mapping knows."""
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        own = tuple(schema.get("properties", {}))
        common = self._family.schemas["dangan:packs/pack"]["$defs"]["rule"]
        shared = tuple(common["properties"]) if "$ref" in schema else ()
        return (*own, *shared)


def steps(data: Json, route: Pointer) -> Iterator[str]:
    """Write the way to a node for people: edition 2013-11-01, deadlines[2] (x)."""
    node = data
    held = ""
    for step in route:
        node = node[step]
        if isinstance(step, str):
            if held:
                yield held
            held = step
            continue
        name = (
            next((str(node[k]) for k in _NAMES if k in node), "")
            if _is_map(node)
            else ""
        )
        if held == "editions":
            yield f"edition {name or step}"
        else:
            yield f"{held}[{step}]" + (f" ({name})" if name else "")
        held = ""
    if held:
        yield held


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word most like this one, or all."""
    listed = sorted(set(known))
    close = nearest_word(word, listed)
    if close:
        return f"write {close}"
    return f"use one of: {', '.join(listed)}" if listed else "leave it out"


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word most like this one; empty where none is like it."""
    close = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return close[0] if close else ""


def _is_map(value: Json) -> bool:
    return isinstance(value, Mapping)


def _told(error: ValidationError) -> ValidationError:
    """Return the fault inside the alternative that the author most likely meant."""
    while error.context:
        error = max(error.context, key=_closeness)
    return error


def _closeness(error: ValidationError) -> tuple[int, bool, bool]:
    is_gap = error.validator_value == r"^\$[a-z][a-z0-9_]*$"
    is_other = error.validator in {"type", "const"}
    return (len(error.absolute_path), not is_gap, not is_other)


Fact = Callable[["ValidationError", tuple[str, ...]], tuple[str, str]]


def _unknown(error: ValidationError, keys: tuple[str, ...]) -> tuple[str, str]:
    extra = next((key for key in _listed(error.instance) if key not in keys), "?")
    is_edition = "effective_from" in keys
    what = "section that nothing reads" if is_edition else "unknown key"
    return f"{what}: {extra}", nearest(extra, keys)


def _listed(value: Json) -> list[str]:
    return [str(item) for item in value]


def _missing(error: ValidationError, _: tuple[str, ...]) -> tuple[str, str]:
    lacking = next(
        key
        for key in _listed(error.validator_value)
        if key not in _listed(error.instance)
    )
    return f"the key {lacking} is missing", f"add {lacking}"


def _type(error: ValidationError, _: tuple[str, ...]) -> tuple[str, str]:
    is_now = _KINDS.get(type(error.instance), "a number")
    wanted: Json = error.validator_value
    names = [wanted] if isinstance(wanted, str) else _listed(wanted)
    return (
        f"{is_now} stands where another kind belongs",
        f"write a {' or '.join(names)}",
    )


def _enum(error: ValidationError, _: tuple[str, ...]) -> tuple[str, str]:
    allowed = [str(value) for value in _listed(error.validator_value)]
    close = nearest_word(str(error.instance), allowed)
    listed = f"use one of: {', '.join(sorted(allowed))}"
    hint = f"write {close}, or {listed}" if close else listed
    return f"unknown value: {error.instance}", hint


def _pattern(error: ValidationError, _: tuple[str, ...]) -> tuple[str, str]:
    fact = f"not written as asked: {error.instance}"
    about = _described(error)
    return fact, about or f"write it to fit {error.validator_value}"


def _described(error: ValidationError) -> str:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    text = str(schema.get("description", ""))
    return f"write {text[0].lower()}{text[1:]}" if text else ""


def _odd(error: ValidationError, _: tuple[str, ...]) -> tuple[str, str]:
    return f"{error.validator} is not met", "compare with schemas/packs"


_FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "additionalProperties": _unknown,
        "unevaluatedProperties": _unknown,
        "required": _missing,
        "type": _type,
        "enum": _enum,
        "const": _odd,
        "pattern": _pattern,
    }
)
