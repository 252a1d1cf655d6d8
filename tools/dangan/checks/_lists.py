"""Where the lists that fields refer to are kept."""

from __future__ import annotations

from types import MappingProxyType

from dangan.model.message import M, Message

#: Lists whose values have a check of their own.
OWN_CHECK = frozenset({"retention_classes", "secrecy_levels"})
_PLACES = MappingProxyType(
    {
        "classes": M("the classes of the regulation"),
        "floors": M("the floors of the regulation"),
        "roles": M("the roles of the regulation"),
        "events": M("the events of the type (type.yaml)"),
        "triggers": M("the triggers of the type (type.yaml)"),
        "materials": M("the materials of the regulation, or materials in holding.yaml"),
    }
)


def where_declared(name: str) -> Message:
    """Return the place where somebody would add a value of a list."""
    return _PLACES.get(name, M("{list} in records/holding.yaml", list=name))
