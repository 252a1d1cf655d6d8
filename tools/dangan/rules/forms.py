"""The printed forms a regulation names (表格): which, with what columns and hands.

Section ``forms`` of a pack::

    - id: in-volume-catalogue
      label: {zh: 卷内文件目录, en: In-volume catalogue}
      for: {type: volume}
      form: in-volume-list          # one that `dangan print --list` names
      columns: [serial, title, …]   # known ones by id, or {id, label} for others
      copies: 2
      signatures: [archivist, {label: {zh: …, en: …}}]
      stands: first                 # where in the volume: first or last
      clause: [r65, r67]

What a rule does not say is as the form comes.
"""

from __future__ import annotations

from dangan.model.json import Json, JsonObject
from dangan.policy.policy import Policy
from dangan.policy.rule import Rule

SECTION = "forms"
_SAID = ("columns", "copies", "signatures", "stands")


def rule_of(policy: Policy, form: str, data: JsonObject | None = None) -> Rule | None:
    """Return the rule that names a form, for a record's data or for a blank form."""
    rules = policy.rules(SECTION) if data is None else policy.select(SECTION, data)
    return next((rule for rule in rules if rule.get("form") == form), None)


def wanted(policy: Policy, form: str, data: JsonObject) -> Json:
    """Return what the regulation says of a form; None where it names none."""
    rule = rule_of(policy, form, data)
    return rule and {key: rule.data[key] for key in _SAID if key in rule.data}
