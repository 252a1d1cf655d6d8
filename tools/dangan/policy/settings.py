"""What a holding sets: values of parameters and readings of choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.period import Period
from dangan.policy.frozen import Frozen, freeze
from dangan.policy.pack import Choice, Pack, Parameter

#: Days that every month has; 29 to 31 would be skipped in February.
_EVERY_MONTH_HAS = 28
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that is in force for a parameter, and who set it."""

    parameter: Parameter
    value: Json
    #: company, suggestion, or the id of the pack that set it.
    set_by: str
    #: Day of the decision, if told.
    on: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a chain of packs leaves open, and what became of it."""

    parameters: Mapping[str, Parameter]
    choices: Mapping[str, Choice]
    #: Name → setting, only of those that are set to a value of their type.
    set: Mapping[str, Setting]
    #: Choice → reading that holds.
    taken: Mapping[str, str]

    @property
    def unset(self) -> tuple[Parameter, ...]:
        """Return the parameters without a usable value."""
        return tuple(p for name, p in self.parameters.items() if name not in self.set)

    def missing(self, names: Iterator[str]) -> tuple[str, ...]:
        """Return those of the names that have no value, once each."""
        known = {**self.set, **self.taken}
        return tuple(dict.fromkeys(name for name in names if name not in known))

    def filled(self, node: Json) -> Json:
        """Return rule data with every ``$name`` replaced by its value."""
        if isinstance(node, str) and node.startswith("$"):
            name = node[1:]
            return self.set[name].value if name in self.set else self.taken[name]
        if isinstance(node, Mapping):
            return Frozen({key: self.filled(child) for key, child in node.items()})
        if isinstance(node, tuple):
            return tuple(self.filled(child) for child in node)
        return node


def settle(line: tuple[Pack, ...], holding: Holding | None) -> Settings:
    """Return the values and readings in force for a chain of packs.

    A value of the holding counts before one that a pack sets itself; a value of
    the wrong kind counts as none. ``suggest`` is never taken by itself.
    """
    parameters = {n: p for pack in line for n, p in pack.parameters.items()}
    choices = {n: c for pack in line for n, c in pack.choices.items()}
    given = _given(line, holding, "parameters")
    found = {}
    for name, parameter in parameters.items():
        setting = _setting(parameter, given.get(name), line)
        if setting is not None:
            found[name] = setting
    taken = {
        name: _reading(choice, entry)
        for name, choice in choices.items()
        for entry in [_given(line, holding, "choices").get(name, {})]
    }
    return Settings(
        MappingProxyType(parameters),
        MappingProxyType(choices),
        MappingProxyType(found),
        MappingProxyType(taken),
    )


def is_of_type(parameter: Parameter, value: Json) -> bool:
    """Tell whether a value is of the kind that the parameter asks for."""
    if parameter.values and value not in parameter.values:
        return False
    return _TYPES.get(parameter.type, _is_text)(value)


def gaps(node: Json) -> Iterator[str]:
    """Yield the names that ``$name`` values of an entry ask for."""
    yield from (name for _, name in gap_places(node))


def gap_places(node: Json, route: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield pointer and name of every ``$name`` value of an entry."""
    if isinstance(node, str):
        if node.startswith("$"):
            yield route, node[1:]
    elif isinstance(node, Mapping):
        for key, child in node.items():
            yield from gap_places(child, (*route, key))
    elif isinstance(node, list | tuple):
        for index, child in enumerate(node):
            yield from gap_places(child, (*route, index))


def _given(line: tuple[Pack, ...], holding: Holding | None, key: str) -> JsonObject:
    """Return name → entry of the holding; what is said of the child counts."""
    table = holding.get(key, {}) if holding else {}
    rows: dict[str, Json] = {}
    for pack in line:
        for name in (pack.name, pack.id):
            rows.update(table.get(name, {}))
    return rows


def _setting(
    parameter: Parameter, entry: Json, line: tuple[Pack, ...]
) -> Setting | None:
    if isinstance(entry, Mapping) and is_of_type(parameter, entry.get("value")):
        by, on = str(entry.get("set_by", "company")), str(entry.get("on", ""))
        return Setting(parameter, freeze(entry["value"]), by, on)
    if entry is None and is_of_type(parameter, parameter.value):
        owner = next(p.id for p in reversed(line) if parameter.name in p.parameters)
        return Setting(parameter, parameter.value, owner)
    return None


def _reading(choice: Choice, entry: Json) -> str:
    wanted = entry.get("take") if isinstance(entry, Mapping) else entry
    return str(wanted) if wanted in choice.readings else choice.take


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_day_of_month(value: Json) -> bool:
    return _is_count(value) and 1 <= value <= _EVERY_MONTH_HAS


def _is_period(value: Json) -> bool:
    try:
        Period.parse(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _is_date(value: Json) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None


def _is_list(value: Json) -> bool:
    return isinstance(value, list | tuple) and bool(value)


def _is_flag(value: Json) -> bool:
    return isinstance(value, bool)


_TYPES = MappingProxyType(
    {
        "period": _is_period,
        "integer": _is_count,
        "day_of_month": _is_day_of_month,
        "date": _is_date,
        "list": _is_list,
        "flag": _is_flag,
    }
)

#: One value of each kind, to try a rule with.
SAMPLES: Mapping[str, Json] = MappingProxyType(
    {
        "period": "P1Y",
        "integer": 1,
        "day_of_month": 1,
        "date": "2000-01-01",
        "text": "text",
        "role": "role",
        "department": "department",
        "person": "P001",
        "list": ("text",),
        "flag": True,
    }
)
