"""Who a catalogue is made for: which levels and which personal data it may show.

``audiences`` in holding.yaml::

    audiences:
      - {id: internal, levels: [public, internal], personal: duty}
      - {id: archive, levels: all, personal: duty}

What an audience does not list it does not see. Personal data other than
``duty`` (staff acting in a role) never reach a page, whatever is written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dangan.model.errors import SetupError
from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.message import M

#: The only personal data that a page may ever show.
DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Audience:
    """The readers of one catalogue."""

    id: str
    label: Mapping[str, str] = field(default_factory=dict)
    #: Codes of levels; None: all, also what has no known level.
    levels: frozenset[str] | None = frozenset()
    #: Kinds of personal data shown: ``duty`` or none.
    personal: frozenset[str] = frozenset()

    @property
    def is_staff(self) -> bool:
        """Tell whether it works with the archive: duties, names, findings."""
        return DUTY in self.personal

    def may_read(self, level: str) -> bool:
        """Tell whether a record of this level is for it."""
        return self.levels is None or level in self.levels

    def may_know(self, personal: str) -> bool:
        """Tell whether a field with this ``x-personal`` is for it."""
        return not personal or personal in self.personal


def find_audience(holding: Holding, name: str = "") -> Audience:
    """Return an audience of the holding.

    Without a name that of ``site.audience`` in holding.yaml; where the holding
    names none either, the one that sees least. SetupError for an unknown name.
    """
    name = name or str(holding.get("site.audience") or "")
    declared = [_audience(row) for row in holding.get("audiences", ()) or ()]
    if not name:
        return min(declared, key=_breadth, default=Audience("nobody"))
    for audience in declared:
        if audience.id == name:
            return audience
    known = tuple(audience.id for audience in declared)
    raise SetupError(
        M("there is no audience {name}", name=name),
        context=("records/holding.yaml", "audiences"),
        hint=M("use one of: {values}", values=known)
        if known
        else M("declare it in holding.yaml"),
    )


def _breadth(audience: Audience) -> tuple[bool, int, bool]:
    levels = audience.levels
    return levels is None, len(levels or ()), audience.is_staff


def _audience(row: JsonObject) -> Audience:
    levels = row.get("levels")
    named = levels if isinstance(levels, list) else ()
    return Audience(
        id=str(row.get("id")),
        label=row.get("label") or {},
        levels=None if levels == "all" else frozenset(map(str, named)),
        personal=frozenset({DUTY} & set(_words(row.get("personal")))),
    )


def _words(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return map(str, value) if isinstance(value, list) else ()
