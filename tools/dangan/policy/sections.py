"""The sections of a pack: who reads each, and what names its rules.

A section that nobody reads cannot be in a pack. ``parameters``, ``choices``
and ``editions`` are no sections of rules, but a clause may rest on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Section:
    """One list of rules in an edition."""

    name: str
    #: Module below ``dangan`` that reads it.
    reader: str
    #: Key that names a rule where it has no ``id`` of its own.
    key: str = "id"
    #: Beginnings of the codes of the checks that refuse or report a breach.
    codes: tuple[str, ...] = ()


_ALL = (
    Section("classes", "checks", key="code", codes=("R7",)),
    Section("vocabularies", "checks", key="name", codes=("R7",)),
    Section("roles", "rules.roles", key="role", codes=("R3", "R4", "R7", "R9")),
    Section("fields", "rules.fieldrules", codes=("R2", "R3", "R4", "R6", "R7")),
    Section("materials", "rules.completeness", codes=("R2",)),
    Section("deadlines", "rules.deadlines", codes=("R3", "R2")),
    Section("duties", "rules.duties", codes=("R3", "R2")),
    Section("event_order", "rules.event_order", codes=("R3", "R4")),
    Section("numbering", "rules.numbers", codes=("R1",)),
    Section("volume_unit", "rules.volume_unit", codes=("R3", "R6")),
    Section("volume_year", "rules.volume_year", codes=("R3",)),
    Section("volume_order", "rules.volume_order", codes=("R3",)),
    Section("companions", "rules.companions", codes=("R3",)),
    Section("pages", "rules.pages", codes=("R3",)),
    Section("retention_classes", "rules.retention", codes=("R3",)),
    Section("retention", "rules.retention", codes=("R3",)),
    Section("floors", "rules.retention", key="basis", codes=("R3",)),
    Section("ceilings", "rules.retention", key="basis", codes=("R3",)),
    Section("secrecy_levels", "rules.secrecy", key="code", codes=("R6",)),
    Section("secrecy", "rules.secrecy", codes=("R6",)),
    Section("waivers", "checks._judge", codes=("R9",)),
)

#: Name → section, in the order of pack.yaml.
SECTIONS: Mapping[str, Section] = MappingProxyType({item.name: item for item in _ALL})
#: What a clause may name in ``by`` besides sections of rules.
SUPPORTS = frozenset({"parameters", "choices", "editions"})
