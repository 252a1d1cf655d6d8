"""Rules that apply to a record, and their values alone or in lists."""

from __future__ import annotations

from dangan.model.json import Json, JsonObject
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule


def applying(policy: Policy, section: str, data: JsonObject) -> tuple[Rule, ...]:
    """Return the rules of a section whose ``for`` and ``when`` the data meet."""
    found = policy.select(section, data)
    return tuple(rule for rule in found if matches(rule.data.get("when"), data))


def words(value: Json) -> tuple[str, ...]:
    """Return one word or several as a tuple; nothing as an empty one."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(word) for word in value)


def clauses_of(rule: Rule, line: JsonObject) -> tuple[str, ...]:
    """Return the full clause ids of a line inside a rule, or else the rule's."""
    own = words(line.get("clause"))
    full = (word if "." in word else f"{rule.origin}.{word}" for word in own)
    return tuple(full) or rule.clauses
