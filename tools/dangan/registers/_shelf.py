"""Which registers a holding has: those of its packs, by name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from dangan.model.message import Message, Text
from dangan.model.table import Table
from dangan.policy.policy import Rule
from dangan.registers._api import Register
from dangan.registers._office import Office
from dangan.registers._registry import every_register

SECTION = "registers"


@dataclass(frozen=True, slots=True)
class Kept:
    """One register of the holding."""

    #: What commands and addresses call it: ``ID``, or ``PACK/ID`` where a second
    #: pack has one of the same id.
    name: str
    register: Register
    rule: Rule

    @property
    def title(self) -> Message | Text:
        """Return what people call it."""
        return Text(**self.rule.label)

    def table(self, office: Office, as_of: datetime.date) -> Table:
        """Return the register on a day."""
        return self.register.make(office.at_work(self.register, self.rule), as_of)


def shelf(office: Office) -> Mapping[str, Kept]:
    """Return name → register, those for every holding first.

    A rule that names a kind of register which is not there is left out; a test
    of the packs sees to that.
    """
    kinds = every_register()
    found: dict[str, Kept] = {}
    seen: set[tuple[str, str]] = set()
    rules = (rule for policy in office.policies.all() for rule in policy.rules(SECTION))
    for rule in sorted(rules, key=lambda one: not _is_general(office, one)):
        kind = kinds.get(str(rule.get("register")))
        if kind is None or (rule.origin, rule.id) in seen:
            continue
        seen.add((rule.origin, rule.id))
        name = f"{rule.origin}/{rule.id}" if rule.id in found else rule.id
        found[name] = Kept(name, kind, rule)
    return found


def _is_general(office: Office, rule: Rule) -> bool:
    """Tell whether every regulation in use takes the rule over from its parent."""
    lines = (policy.line for policy in office.policies.all())
    return all(line[0].id == rule.origin for line in lines)
