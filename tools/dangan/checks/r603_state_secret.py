"""A record bears a mark of state secrets, or is declared to be one.

Why: article 22 of the law on guarding state secrets (保密法, 2024) forbids such
marks on what is no state secret; and what is one must not be in a git
repository at all. A company's own secrets have the company's own levels.
Fix: remove the mark and use the company's levels; hand a real state secret to
the officer in charge and take the file out of the repository.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._personal import all_text
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules.secrecy import SECTION, refused


@check(
    "R603",
    scope="record",
    drafts=True,
    tombstones=True,
    waivable=False,
    needs=(),
    quiet=True,
)
def state_secret(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look for the marks and levels that the regulations refuse."""
    own = ctx.policies.for_record(record)
    policies = (own,) if own else tuple(ctx.policies.all())
    if not _bears_a_sign(record, policies, ctx):
        return
    marks = {
        mark.pointer: mark for policy in policies for mark in refused(record, policy)
    }
    for mark in marks.values():
        yield record.at(mark.pointer).says(
            M("a mark of state secrets stands here (保密法 2024, art. 22)"),
            hint=M("remove the mark; use a level of the company, or take the file out"),
            rule=mark.rule,
        )


def _bears_a_sign(record: Record, policies: tuple[Policy, ...], ctx: Context) -> bool:
    """Tell, fast, whether it is worth while to look for marks one by one."""
    signs = ctx.memo.once(("signs", policies), lambda: _signs(policies))
    stated = record.get("secrecy.level")
    whole = all_text(record, ctx)
    return stated in signs or any(sign in whole for sign in signs)


def _signs(policies: tuple[Policy, ...]) -> tuple[str, ...]:
    """Return the last character of each mark, and the levels refused."""
    rules = [rule for policy in policies for rule in policy.rules(SECTION)]
    marks = {m[-1] for rule in rules for m in rule.data.get("refuse_marks", ())}
    levels = {w for rule in rules for w in rule.data.get("refuse_declared", ())}
    return tuple(sorted(marks | levels))
