"""The fast path: jsonschema-rs tells whether a record is valid, nothing more.

It is installed with the extra ``fast``; a test proves that both validators
always agree. Messages come from the reference validator alone.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any, NoReturn

from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject
from dangan.schema.formats import FORMATS


def is_installed() -> bool:
    """Tell whether the fast validator can be used."""
    return importlib.util.find_spec("jsonschema_rs") is not None


def fast_validator(schema: JsonObject) -> Callable[[Json], bool]:
    """Return what tells whether a value fits an expanded schema."""
    import jsonschema_rs

    validator = jsonschema_rs.Draft202012Validator(
        dict(schema),
        formats=dict(FORMATS),
        validate_formats=True,
        retriever=_refuse,
    )
    return validator.is_valid


def _refuse(address: str) -> NoReturn:
    raise SetupError("a schema may not be fetched", context=(address,))


def has_whole_float(value: Any) -> bool:
    """Tell whether there is a number like 1.0: the reference must be asked.

    This validator takes it for an integer, as JSON Schema does; we do not.
    """
    waiting = [(value,)]
    while waiting:
        for one in waiting.pop():
            kind = one.__class__
            if kind is dict:
                waiting.append(one.values())
            elif kind is list:
                waiting.append(one)
            elif kind is float and one.is_integer():
                return True
    return False
