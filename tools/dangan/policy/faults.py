"""What is wrong with a pack's files, told with the way to it and a fix."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.policy.validity import Family, Fits

if TYPE_CHECKING:
    from jsonschema import ValidationError

_KINDS = {
    dict: M("a mapping"),
    list: M("a list"),
    str: M("a text"),
    bool: M("true or false"),
}
_NAMED = {
    "object": M("a mapping"),
    "array": M("a list"),
    "string": M("a text"),
    "boolean": M("true or false"),
    "integer": M("a whole number"),
    "number": M("a number"),
    "null": M("nothing"),
}
#: Most words that a hint lists.
_MOST = 12
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


def nearest(word: str, known: Iterable[str], *, closed: bool = False) -> Message:
    """Return a hint that names the known word most like this one, or some of them.

    Of a ``closed`` list, which no regulation can add to, it names all.
    """
    listed = sorted(set(known))
    close = nearest_word(word, listed)
    if close:
        return M("write {word}", word=close)
    return _one_of(listed, closed=closed) if listed else M("leave it out")


def _one_of(listed: list[str], *, closed: bool) -> Message:
    """Return a hint that names what there is, as far as somebody reads it."""
    shown = tuple(listed if closed else listed[:_MOST])
    if len(listed) > len(shown):
        more = len(listed) - len(shown)
        return M("use one of: {words}, or one of {more} more", words=shown, more=more)
    return M("use one of: {words}", words=shown)


def all_of(word: str, known: Iterable[str]) -> Message:
    """Return a hint that names every word of a closed list, the nearest first."""
    listed = sorted(set(known))
    close = nearest_word(word, listed)
    if not close:
        return _one_of(listed, closed=True)
    return M("write {word}, or use one of: {words}", word=close, words=tuple(listed))


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


#: What is wrong, and the hint.
Told = tuple[Message, Message]
Fact = Callable[["ValidationError", tuple[str, ...]], Told]


def _unknown(error: ValidationError, keys: tuple[str, ...]) -> Told:
    extra = next((key for key in _listed(error.instance) if key not in keys), "?")
    if "effective_from" in keys:
        return M("section that nothing reads: {key}", key=extra), nearest(
            extra, keys, closed=True
        )
    return M("unknown key: {key}", key=extra), nearest(extra, keys, closed=True)


def _listed(value: Json) -> list[str]:
    return [str(item) for item in value]


def _missing(error: ValidationError, _: tuple[str, ...]) -> Told:
    lacking = next(
        key
        for key in _listed(error.validator_value)
        if key not in _listed(error.instance)
    )
    return M("the key {key} is missing", key=lacking), M("add {key}", key=lacking)


def _type(error: ValidationError, _: tuple[str, ...]) -> Told:
    is_now = _KINDS.get(type(error.instance), M("a number"))
    wanted: Json = error.validator_value
    names = [wanted] if isinstance(wanted, str) else _listed(wanted)
    return (
        M("{kind} stands where another kind belongs", kind=is_now),
        M("write {kinds}", kinds=tuple(_NAMED[name] for name in names)),
    )


def _enum(error: ValidationError, _: tuple[str, ...]) -> Told:
    fact = M("unknown value: {value}", value=str(error.instance))
    return fact, all_of(str(error.instance), _listed(error.validator_value))


def _pattern(error: ValidationError, _: tuple[str, ...]) -> Told:
    fact = M("not written as asked: {value}", value=str(error.instance))
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    about = str(schema.get("description", ""))
    if about:
        return fact, M("write this: {description}", description=about)
    return fact, M("write it to fit {pattern}", pattern=error.validator_value)


def _odd(error: ValidationError, _: tuple[str, ...]) -> Told:
    fact = M("{keyword} is not met", keyword=str(error.validator))
    return fact, M("compare with schemas/packs")


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
