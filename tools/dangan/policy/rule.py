"""One rule of a policy, with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangan.model.json import Json, JsonObject, Pointer, lookup


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """An entry of a section, merged, with parameters filled in."""

    section: str
    #: The entry as data that cannot be changed; ``id`` is always there.
    data: JsonObject
    #: Full ids of the clauses it carries.
    clauses: tuple[str, ...]
    #: Id of the pack that wrote it.
    origin: str
    #: Way to it in the pack.yaml of that pack.
    path: Pointer
    #: Parameters that are not set; such a rule does not run.
    blocked_by: tuple[str, ...] = ()
    #: error, warning or info: what a breach weighs.
    severity: str = "error"
    #: Pointer in ``data`` → parameter or choice that gave the value there.
    filled: tuple[tuple[Pointer, str], ...] = ()
    #: Pack and id of the offered rule that it takes over, if any.
    taken_over: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """Return its id, or what names it in its section (code, name, role)."""
        return str(self.data["id"])

    @property
    def label(self) -> Mapping[str, str]:
        """Return its label by language; empty where it has none."""
        label = self.data.get("label")
        return label if isinstance(label, Mapping) else {}

    def get(self, path: str, default: Json = None) -> Json:
        """Return the value at a dotted path of its data."""
        return lookup(self.data, path, default)
