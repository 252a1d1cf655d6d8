"""A policy: one pack with everything resolved, as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from dangan.model.json import Json, JsonObject
from dangan.policy.conditions import Predicate, predicate
from dangan.policy.pack import Clause, Pack, Parameter
from dangan.policy.rule import Rule
from dangan.policy.settings import Settings
from dangan.policy.written import Layers, Written

__all__ = ["Policy", "Rule"]

#: Fields that most conditions ask for; rules are sorted out by them once.
_KEYS = ("type", "class")
_WEIGHT = ("info", "warning", "error")


class Policy:
    """The rules of a pack and what it extends, in force on one day; a value.

    Parents merged, readings chosen, parameters filled in. A rule whose
    parameter is not set is left out of ``rules`` and listed in ``blocked``.
    """

    def __init__(
        self, line: tuple[Pack, ...], layers: Layers, settings: Settings, day: str
    ) -> None:
        """Take a chain of packs (the base first) as merged for ``day``."""
        self.pack = line[-1]
        #: First day of the edition of the pack that is in force.
        self.edition = self.pack.edition_on(day).effective_from
        #: Packs from the base to this one.
        self.line = line
        self.settings = settings
        self._layers = layers
        self._chosen: dict[tuple[str, Json, Json], _Chosen] = {}

    @cached_property
    def parameters(self) -> Mapping[str, Json]:
        """Return name → value of the parameters that are set."""
        rows = {name: setting.value for name, setting in self.settings.set.items()}
        return MappingProxyType(rows)

    @property
    def choices(self) -> Mapping[str, str]:
        """Return choice → reading that holds."""
        return self.settings.taken

    @property
    def unset(self) -> tuple[Parameter, ...]:
        """Return the parameters that nobody has set."""
        return self.settings.unset

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Return full id → clause of this pack and all it extends."""
        rows = {
            id_: c for pack in reversed(self.line) for id_, c in pack.clauses.items()
        }
        return MappingProxyType(rows)

    def clause(self, id_: str) -> Clause | None:
        """Return the clause with a full id, or with an id of this pack."""
        return self.clauses.get(self.pack.full(id_))

    def severity_of(self, clauses: Iterable[str]) -> str:
        """Return what a breach of these clauses weighs: the heaviest, or error."""
        known = [c.severity for c in map(self.clause, clauses) if c is not None]
        return max(known, key=_WEIGHT.index, default="error")

    def rules(self, section: str) -> tuple[Rule, ...]:
        """Return the rules of a section in order, without the blocked ones."""
        return self._rules.get(section, ())

    def find(self, section: str, id_: str) -> Rule | None:
        """Return the rule with this id (or code, name, role)."""
        return self._by_id.get((section, id_))

    def select(self, section: str, data: JsonObject) -> tuple[Rule, ...]:
        """Return the rules of a section whose ``for`` a record's data meet."""
        type_, class_ = data.get("type"), data.get("class")
        try:
            chosen = self._chosen[section, type_, class_]
        except KeyError:
            chosen = self._choose(section, data)
            self._chosen[section, type_, class_] = chosen
        except TypeError:  # a list or mapping where a word belongs
            chosen = self._choose(section, data)
        if chosen.always is not None:
            return chosen.always
        return tuple(r for r, rest in chosen.rules if rest is None or rest(data))

    def _choose(self, section: str, data: JsonObject) -> _Chosen:
        rules = tuple(_candidates(self.rules(section), data))
        is_always = all(rest is None for _, rest in rules)
        return _Chosen(tuple(r for r, _ in rules) if is_always else None, rules)

    @cached_property
    def blocked(self) -> tuple[Rule, ...]:
        """Return the rules that do not run because a parameter is not set."""
        return tuple(rule for rule in self._all if rule.blocked_by)

    @cached_property
    def _all(self) -> tuple[Rule, ...]:
        written = (rule for rules in self._layers.values() for rule in rules)
        return tuple(self._resolved(rule) for rule in written if self._holds(rule))

    @cached_property
    def _rules(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self._all:
            if not rule.blocked_by:
                found.setdefault(rule.section, []).append(rule)
        return {section: tuple(rules) for section, rules in found.items()}

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Rule]:
        return {(r.section, r.id): r for r in self._all if not r.blocked_by}

    def _holds(self, rule: Written) -> bool:
        """Tell whether the readings that a rule depends on are taken."""
        wanted = rule.data.get("reading", {}).items()
        return all(
            self.choices[name] in ((value,) if isinstance(value, str) else value)
            for name, value in wanted
        )

    def _resolved(self, rule: Written) -> Rule:
        filled = rule.gaps
        missing = self.settings.missing(name for _, name in filled)
        is_whole = missing or not filled
        data = rule.data if is_whole else self.settings.filled(rule.data)
        severity = rule.data.get("severity") or self.severity_of(rule.clauses)
        return Rule(
            section=rule.section,
            data=data,
            clauses=rule.clauses,
            origin=rule.pack,
            path=rule.path,
            blocked_by=missing,
            severity=severity,
            filled=filled,
            taken_over=rule.taken_over,
        )


#: A rule with what is left to be asked of a record, if anything.
_Candidate = tuple[Rule, Predicate | None]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rules of a section that a type and a class leave over."""

    #: All of them, where nothing is left to be asked.
    always: tuple[Rule, ...] | None
    rules: tuple[_Candidate, ...]


def _candidates(rules: Iterable[Rule], data: JsonObject) -> Iterator[_Candidate]:
    """Yield the rules that type and class of a record do not rule out."""
    for rule in rules:
        condition = rule.data.get("for") or {}
        asked = {path: wanted for path, wanted in condition.items() if path in _KEYS}
        if asked and not predicate(asked)(data):
            continue
        rest = {path: w for path, w in condition.items() if path not in _KEYS}
        yield rule, predicate(rest) if rest else None
