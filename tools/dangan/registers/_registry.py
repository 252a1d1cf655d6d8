"""Every kind of register there is, found by its file name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import dangan.registers
from dangan.model.errors import SetupError
from dangan.model.message import M
from dangan.registers._api import Register


@cache
def every_register() -> Mapping[str, Register]:
    """Return name → register, in the order of the names."""
    names = (found.name for found in pkgutil.iter_modules(dangan.registers.__path__))
    made = [_register_of(name) for name in sorted(names) if not name.startswith("_")]
    return MappingProxyType({one.name: one for one in made})


def _register_of(name: str) -> Register:
    module = importlib.import_module(f"dangan.registers.{name}")
    found = [item for item in vars(module).values() if isinstance(item, Register)]
    if len(found) != 1 or found[0].make.__name__ != name:
        raise SetupError(
            M("registers/{name}.py must hold one register of that name", name=name)
        )
    return found[0]
