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
    #: Codes of the checks that refuse or report a breach.
    codes: tuple[str, ...] = ()


_ALL = (
    Section("classes", "checks", key="code", codes=("R711",)),
    Section("vocabularies", "checks", key="name", codes=("R711", "R712")),
    Section("roles", "rules.roles", key="role", codes=("R401", "R402", "R403")),
    Section(
        "fields",
        "rules.fieldrules",
        codes=("R220", "R221", "R222", "R223", "R224", "R225"),
    ),
    Section(
        "materials",
        "rules.completeness",
        codes=("R201", "R202", "R203", "R204", "R205", "R206"),
    ),
    Section("deadlines", "rules.deadlines", codes=("R351", "R352", "R353")),
    Section("duties", "rules.duties", codes=("R354",)),
    Section("event_order", "rules.event_order", codes=("R304", "R401", "R404")),
    Section("numbering", "rules.numbers", codes=("R104", "R105", "R106")),
    Section(
        "volume_unit",
        "rules.volume_unit",
        codes=("R310", "R311", "R312", "R313", "R314", "R315", "R316"),
    ),
    Section("volume_year", "rules.volume_year", codes=("R320", "R321", "R322")),
    Section(
        "volume_order", "rules.volume_order", codes=("R330", "R331", "R332", "R333")
    ),
    Section("companions", "rules.companions", codes=("R345",)),
    Section("pages", "rules.pages", codes=("R340", "R341", "R342", "R343")),
    Section(
        "retention_classes", "rules.retention", codes=("R301", "R302", "R306", "R307")
    ),
    Section("retention", "rules.retention", codes=("R301", "R303", "R306", "R307")),
    Section("floors", "rules.retention", key="basis", codes=("R306", "R307", "R711")),
    Section("ceilings", "rules.retention", key="basis", codes=("R306", "R309")),
    Section("secrecy_levels", "rules.secrecy", key="code", codes=("R601", "R602")),
    Section("secrecy", "rules.secrecy", codes=("R601", "R603", "R621", "R622")),
    Section(
        "processes",
        "rules.process",
        codes=("R405", "R406", "R407", "R408", "R409", "R410", "R411", "R412", "R413"),
    ),
    Section(
        "loans",
        "rules.lending",
        codes=("R501", "R502", "R503", "R504", "R505", "R506", "R507"),
    ),
    Section("holds", "rules.custody", codes=("R502", "R809")),
    Section("disposal", "rules.disposal", codes=("R361", "R365", "R370", "R413")),
    Section("checklists", "rules.inspection", codes=("R381", "R382", "R383", "R384")),
    Section("stocktakes", "rules.stocktaking", codes=("R385", "R386")),
    Section("issues", "rules.issues", codes=("R508",)),
    Section("reminders", "rules.reminders"),
    Section("registers", "registers"),
    Section("statistics", "rules.statistics"),
    Section("forms", "rules.forms"),
    Section("waivers", "checks._judge", codes=("R912",)),
)

#: Name → section, in the order of pack.yaml.
SECTIONS: Mapping[str, Section] = MappingProxyType({item.name: item for item in _ALL})
#: What a clause may name in ``by`` besides sections of rules.
SUPPORTS = frozenset({"parameters", "choices", "editions"})
