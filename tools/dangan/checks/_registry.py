"""Every check there is, found by its file name and frozen."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

import dangan.checks
from dangan.checks._api import Check
from dangan.model.errors import SetupError
from dangan.model.message import M


@cache
def every_check() -> tuple[Check, ...]:
    """Return all checks in the order of their codes."""
    names = (found.name for found in pkgutil.iter_modules(dangan.checks.__path__))
    made = [_check_of(name) for name in sorted(names) if not name.startswith("_")]
    codes = [item.code for item in made]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise SetupError(M("two checks have the code {twice}", twice=twice[0]))
    return tuple(made)


def find(code: str) -> Check | None:
    """Return the check with a code."""
    return next((item for item in every_check() if item.code == code), None)


def select(codes: Iterable[str], tier: str = "all") -> tuple[Check, ...]:
    """Return the checks whose codes begin with one of ``codes`` (none: all)."""
    prefixes = tuple(codes)
    return tuple(
        item
        for item in every_check()
        if (not prefixes or item.code.startswith(prefixes))
        and tier in {"all", item.tier.value}
    )


def _check_of(name: str) -> Check:
    module = importlib.import_module(f"dangan.checks.{name}")
    found = [item for item in vars(module).values() if isinstance(item, Check)]
    if len(found) != 1 or name != f"{found[0].code.lower()}_{found[0].name}":
        raise SetupError(
            M("checks/{name}.py must hold one check of that name", name=name)
        )
    return found[0]
