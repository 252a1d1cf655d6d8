"""The reference validator: jsonschema, with texts matched whole.

Three keywords are our own. ``pattern`` matches the whole text, because ``$``
also matches before a final line break. ``required``, ``additionalProperties``
and ``propertyNames`` give one error a key, whose message is that key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator as Reference
from jsonschema.validators import extend
from referencing import Registry

from dangan.model.json import JsonObject
from dangan.schema.formats import FORMATS

#: Keywords that give one error a key; the message of the error is that key.
PER_KEY = frozenset({"additionalProperties", "propertyNames", "required"})


def reference_validator(schema: JsonObject) -> Reference:
    """Return a validator of an expanded schema; it can fetch nothing."""
    made: Reference = _class()(schema, registry=Registry(), format_checker=_checker())
    return made


@cache
def _class() -> Any:
    keywords = {
        "additionalProperties": _additional_properties,
        "pattern": _pattern,
        "propertyNames": _property_names,
        "required": _required,
    }
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
    return extend(  # type: ignore[no-untyped-call]  # jsonschema leaves it untyped
        Draft202012Validator, validators=keywords, type_checker=types
    )


@cache
def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, holds in FORMATS.items():
        checker.checks(name)(_for_texts(holds))
    return checker


def _for_texts(holds: Any) -> Any:
    return lambda value: not isinstance(value, str) or holds(value)


def _is_integer(_checker: Any, value: Any) -> bool:
    """Tell whether it is written without a fraction; 1.0 is not."""
    return isinstance(value, int) and not isinstance(value, bool)


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removeprefix("^").removesuffix("$"))


def _pattern(
    _validator: Any, pattern: str, value: Any, _schema: JsonObject
) -> Iterator[ValidationError]:
    if isinstance(value, str) and not _whole(pattern).fullmatch(value):
        yield ValidationError("pattern")


def _required(
    _validator: Any, names: list[str], value: Any, _schema: JsonObject
) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        yield from (ValidationError(name) for name in names if name not in value)


def _additional_properties(
    validator: Any, allowed: Any, value: Any, schema: JsonObject
) -> Iterator[ValidationError]:
    if not isinstance(value, dict):
        return
    patterns = [_whole(one) for one in schema.get("patternProperties", ())]
    for key in value:
        if key in schema.get("properties", {}):
            continue
        if any(pattern.fullmatch(key) for pattern in patterns):
            continue
        if allowed is False:
            yield ValidationError(key)
        elif isinstance(allowed, Mapping):
            yield from validator.descend(value[key], allowed, path=key)


def _property_names(
    validator: Any, names: Any, value: Any, _schema: JsonObject
) -> Iterator[ValidationError]:
    for key in value if isinstance(value, dict) else ():
        if not validator.evolve(schema=names).is_valid(key):
            yield ValidationError(key)
