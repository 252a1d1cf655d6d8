"""How a check is written.

A check is one module named after its code and the defect it finds
(``r103_number_twice.py``) with one generator that yields drafts::

    @check("R103", scope="archive")
    def number_twice(archive, ctx):
        ...
        yield record.at("number").says(M("another record has this number"))

The docstring of the module is its page: title, ``Why:``, ``Fix:``. The
runner adds code, severity, position and waivers; a check knows none of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from dangan.checks._context import Context
from dangan.model.finding import Draft, Severity, Tier
from dangan.model.record import Record

__all__ = ["ALWAYS", "OF_CHANGES", "SHAPE", "Check", "Context", "check"]

#: What a function is called with: a problem of a file, a problem a schema finds
#: in a record, a record, the archive, a record before and after a change, a file
#: below schemas/ before and after, a policy, or what the other checks found.
Scope = Literal[
    "file", "schema", "record", "archive", "change", "rules", "policy", "outcome"
]
#: What is looked at only where a change is under review.
OF_CHANGES = frozenset({"change", "rules"})
#: The codes of the schema: most checks need records that have the right shape.
SHAPE = ("R01",)
#: The claim of a record that a check wants to see whoever else there is.
ALWAYS = ""
_CODE = re.compile(r"R[0-9]{3}")


@dataclass(frozen=True)
class Check:
    """A defect that can be looked for, with what the runner must know of it."""

    code: str
    function: Callable[..., Iterable[Draft]]
    scope: Scope
    tier: Tier = Tier.GATE
    #: Codes, or beginnings of codes, without which a record is not looked at.
    needs: tuple[str, ...] = SHAPE
    #: None: the strength of the clause decides, or error where none is given.
    severity: Severity | None = None
    #: Whether a record may carry a waiver of it.
    waivable: bool = True
    #: Whether it looks at drafts too.
    drafts: bool = False
    #: Whether it looks at the stubs of destroyed records too.
    tombstones: bool = False
    #: Scope ``archive``: whether it compares records that do not refer to each
    #: other, so that a change anywhere can alter what it says of a record.
    compares_all: bool = False
    #: Beside ``compares_all``: ``function(record, ctx)`` yields what a record lays
    #: claim to. Only records that share a claim, and those with the claim
    #: ``ALWAYS``, are handed to the check; claims are remembered, so that the rest
    #: need not be read again.
    claims: Callable[[Record, Context], Iterable[str]] | None = None
    #: Whether the line it points at is never shown, whoever asks.
    quiet: bool = False
    #: Scopes ``file`` and ``schema``: the kinds of problem it speaks for.
    kinds: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Return the defect as the name of the function says it."""
        return self.function.__name__

    @property
    def is_remembered(self) -> bool:
        """Tell whether what it says depends only on records that hang together."""
        if self.tier is not Tier.GATE or self.compares_all:
            return False
        return self.scope in {"schema", "record", "archive"}

    @cached_property
    def takes_date(self) -> bool:
        """Tell whether the function asks for the as-of date."""
        code = self.function.__code__
        return "as_of" in code.co_varnames[: code.co_argcount]

    @cached_property
    def page(self) -> str:
        """Return the docstring of its module: the text of its page."""
        return (sys.modules[self.function.__module__].__doc__ or "").strip()

    @property
    def title(self) -> str:
        """Return the first line of its page."""
        return self.page.partition("\n")[0]

    def __call__(self, *args: Any) -> Iterable[Draft]:
        """Call the function as it stands; tests do so."""
        return self.function(*args)


def check(
    code: str, *, scope: Scope, tier: str = "gate", **options: Any
) -> Callable[[Callable[..., Iterable[Draft]]], Check]:
    """Turn a generator of drafts into a check.

    ``options`` are the further fields of ``Check``. A gate check must not ask
    for ``as_of``, except that of a change: a date in the future is wrong today.
    """

    def _wrap(function: Callable[..., Iterable[Draft]]) -> Check:
        kinds = frozenset(options.pop("kinds", ()))
        made = Check(code, function, scope, Tier(tier), kinds=kinds, **options)
        if not _CODE.fullmatch(code):
            raise ValueError(code)
        if made.takes_date and made.tier is Tier.GATE and scope not in OF_CHANGES:
            raise TypeError(f"{code}: a gate check knows no date")
        return made

    return _wrap
