"""One rule of a regulation as it stands: merged, adapted, with its values."""

from __future__ import annotations

import json
from collections.abc import Iterator

import yaml

from dangan.model.message import M, Message
from dangan.policy.frozen import thaw
from dangan.policy.policy import Policy
from dangan.policy.rule import Rule
from dangan.report.i18n import render
from dangan.report.packs import all_rules, origins, rule_data, said


def rules_of(policy: Policy, section: str) -> dict[str, Rule]:
    """Return id → rule of a section, with those that wait for a parameter."""
    return {rule.id: rule for rule in all_rules(policy) if rule.section == section}


def rule_as(rule: Rule, policy: Policy, form: str, lang: str) -> str:
    """Return a rule as YAML for pack.yaml under comments, or as JSON."""
    if form == "json":
        return json.dumps(rule_data(rule), ensure_ascii=False, indent=2) + "\n"
    notes = "".join(f"# {render(line, lang)}\n" for line in _notes(rule, policy, lang))
    data = {rule.section: [thaw(rule.data)]}
    return notes + yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )


def _notes(rule: Rule, policy: Policy, lang: str) -> Iterator[Message]:
    yield from origins(rule, policy)
    for id_ in rule.clauses:
        clause = policy.clause(id_)
        text = said(clause.text, lang) if clause else ""
        yield M("{clause}: {says}", clause=id_, says=text)
    if rule.blocked_by:
        yield M("does not run: {names} not set", names=rule.blocked_by)
