"""Reasons (``because``) made from rules of a pack."""

from __future__ import annotations

from dangan.model.json import Pointer
from dangan.model.message import Message
from dangan.model.reason import Reason
from dangan.policy.policy import Policy, Rule


def reasons(
    rule: Rule, message: Message, *, record: str = "", pointer: Pointer = ()
) -> tuple[Reason, ...]:
    """Return one reason for each clause that a rule cites, or one without."""
    clauses = rule.clauses or ("",)
    return tuple(Reason(message, clause, record, pointer) for clause in clauses)


def blocked(policy: Policy, section: str) -> tuple[str, ...]:
    """Return the parameters that rules of a section wait for, each once."""
    waiting = [rule for rule in policy.blocked if rule.section == section]
    return tuple(dict.fromkeys(name for rule in waiting for name in rule.blocked_by))
