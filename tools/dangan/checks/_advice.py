"""The regulation's own words on how to mend a breach."""

from __future__ import annotations

from dangan.model.message import M, Message
from dangan.rules.fieldrules import Breach


def advice(breach: Breach) -> Message | None:
    """Return what the rule itself says to do, or nothing."""
    text = breach.rule.data.get("fix") or breach.says
    return M("keep to the rule: {rule}", rule=text) if text else None
