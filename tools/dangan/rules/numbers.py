"""Numbers (编号/档号): a scheme writes them, reads them and names their files.

Section ``numbering`` of a pack::

    - id: document-number
      for: {class: WJ}
      pattern: "WJ{year}-{month}{serial}"
      parts:
        year: {from: received_on, take: year}
        month: {from: received_on, take: month}
        serial: {serial: true, width: 2, overflow: refuse}
      sequence: [year, month]              # the serial begins anew for each
      scope: "{year}"                      # folder; this is the default
      slug: "{year}…"                      # default: the pattern in ASCII
      accept: ["WJ{year}({month}){serial}"]  # other writings to understand
      clause: [r6, r7]

``parse`` is the exact inverse of ``format``. A part that is in the sequence but
not in the pattern (one serial for each category) belongs into ``slug``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dangan.model.errors import PackError
from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules.number_codes import part
from dangan.rules.number_parts import Part
from dangan.rules.number_patterns import (
    Element,
    ascii_only,
    elements,
    is_safe,
    loose_readings,
    names_in,
    readings,
    written,
)

SECTION = "numbering"
#: What else a pack may number: things that are no records of their own.
_INSIDE = ("material", "copy")
#: Name of a part → its value: entry id, digits or text.
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One number scheme of an edition, for one holding."""

    id: str
    #: Which records it numbers, as a condition.
    matches: JsonObject
    parts: Mapping[str, Part]
    #: Ways to write the number; the first is the official one.
    writings: tuple[tuple[Element, ...], ...]
    slug_pattern: tuple[Element, ...]
    scope_pattern: tuple[Element, ...]
    #: Parts that a series is counted for.
    sequence: tuple[str, ...]
    clauses: tuple[str, ...] = ()

    @classmethod
    def from_rule(
        cls, rule: Rule, holding: Holding, policy: Policy | None = None
    ) -> Scheme:
        """Read a numbering rule; ``PackError`` where it contradicts itself."""
        data = rule.data
        parts = {
            str(name): part(str(name), _with_overflow(entry, data), holding, policy)
            for name, entry in data["parts"].items()
        }
        pattern = elements(str(data["pattern"]), parts)
        slug = ascii_only(elements(str(data.get("slug") or data["pattern"]), parts))
        folder = str(data.get("scope") or _default_scope(parts))
        scope = ascii_only(elements(folder, parts))
        accept = tuple(elements(str(text), parts) for text in data.get("accept", ()))
        found = cls(
            str(data["id"]),
            data.get("for", {}),
            parts,
            (pattern, *accept),
            slug,
            scope,
            tuple(map(str, data.get("sequence", ()))),
            rule.clauses,
        )
        _refuse_contradictions(found, rule)
        return found

    @property
    def serial(self) -> Part:
        """Return the part that the series gives."""
        return next(part for part in self.parts.values() if part.kind == "serial")

    @property
    def collides(self) -> bool:
        """Tell whether two records may bear the same number by this scheme."""
        shown = names_in(self.writings[0])
        return any(name not in shown for name in self.sequence)

    def format(self, values: Values) -> Derived[str]:
        """Write the number; a problem where a value does not fit the scheme."""
        names = names_in(self.writings[0])
        problem = self._unfit(values, names)
        if problem:
            return Derived(None, (), problem)
        text = written(self.writings[0], values)
        shown = {name: values[name] for name in names}
        if list(self._readings(text)) != [shown]:
            return Derived(None, (), _ambiguous(text))
        reasons = (
            Reason(M("number scheme {scheme}", scheme=self.id), clause=c)
            for c in self.clauses
        )
        return Derived(text, tuple(reasons))

    def slug(self, values: Values) -> Derived[str]:
        """Return the file name without ending: ASCII, safe on every system."""
        return self._file_name(self.slug_pattern, values)

    def scope(self, values: Values) -> Derived[str]:
        """Return the folder below the type's folder."""
        return self._file_name(self.scope_pattern, values)

    def parse(self, number: str) -> Derived[Values]:
        """Read an official number back into its values."""
        found = list(self._readings(number))
        if len(found) == 1:
            return Derived(found[0])
        problem = _ambiguous(number) if found else _foreign(number, self.id)
        return Derived(None, (), problem)

    def parse_slug(self, slug: str) -> Derived[Values]:
        """Read a file name back into the ASCII text of each part, in lower case."""
        name = slug.casefold()
        found = list(readings(self.slug_pattern, name, Part.read_ascii, str.casefold))
        if len(found) == 1:
            return Derived(found[0])
        problem = _ambiguous(slug) if found else _foreign(slug, self.id)
        return Derived(None, (), problem)

    def key(self, values: Values) -> tuple[str, ...]:
        """Return which series values belong to, comparable with ``slug_key``."""
        return tuple(
            self.parts[name].ascii(values[name]).casefold() for name in self.sequence
        )

    def slug_prefix(self, values: Values) -> str:
        """Return how file names of a series begin, in lower case."""
        begins = tuple(itertools.takewhile(self._is_of_series, self.slug_pattern))
        return written(begins, values, Part.ascii).casefold()

    def _is_of_series(self, one: Element) -> bool:
        fixed = isinstance(one, str) or one.kind == "const"
        return fixed or (isinstance(one, Part) and one.name in self.sequence)

    def slug_key(self, texts: Values) -> tuple[str, ...]:
        """Return which series a parsed slug belongs to."""
        return tuple(texts[name] for name in self.sequence)

    def normalise(self, typed: str) -> Derived[str]:
        """Return the official form of what somebody wrote, unless it is doubtful."""
        if self.parse(typed).known:
            return Derived(typed)
        forms = {self.format(values).value for values in self.loose(typed)} - {None}
        if len(forms) == 1:
            text = M("read as a number of {scheme}", scheme=self.id)
            return Derived(forms.pop(), (Reason(text),))
        problem = _ambiguous(typed) if forms else _foreign(typed, self.id)
        return Derived(None, (), problem)

    def loose(self, typed: str) -> Iterator[Values]:
        """Yield every way to understand what somebody wrote."""
        for writing in self.writings:
            yield from loose_readings(writing, typed)

    def read_series(self, typed: str) -> Derived[Values]:
        """Read the beginning of a number, all but the serial: ``MK-2021``.

        Only where the serial stands last and the number shows every part.
        """
        shown = self.writings[0]
        begins = shown[-1] == self.serial and set(names_in(shown)) == set(
            names_in((*shown, *self.slug_pattern))
        )
        found = list(loose_readings(shown[:-1], typed)) if begins else []
        if len(found) == 1:
            return Derived(found[0])
        problem = _ambiguous(typed) if found else _foreign(typed, self.id)
        return Derived(None, (), problem)

    def _readings(self, number: str) -> Iterator[dict[str, str]]:
        return readings(self.writings[0], number, Part.read, str)

    def _unfit(self, values: Values, names: tuple[str, ...]) -> Message | None:
        problems = (self.parts[name].misfit(values.get(name)) for name in names)
        return next((problem for problem in problems if problem), None)

    def _file_name(self, pattern: tuple[Element, ...], values: Values) -> Derived[str]:
        names = names_in(pattern)
        problem = self._unfit(values, names)
        if problem:
            return Derived(None, (), problem)
        for name in names:
            if not self.parts[name].ascii(values[name]):
                bare = M("{part} has no ASCII code for file names", part=name)
                return Derived(None, (), bare)
        text = written(pattern, values, Part.ascii)
        return Derived(text) if is_safe(text) else Derived(None, (), _unsafe(text))


def schemes(policy: Policy, holding: Holding, data: JsonObject) -> tuple[Scheme, ...]:
    """Return the schemes that a policy has for a record; the first one numbers it."""
    rules = policy.select(SECTION, data)
    return tuple(
        _scheme(rule, holding, policy)
        for rule in rules
        if matches(rule.data.get("when"), data) and rule.data.get("of") not in _INSIDE
    )


@lru_cache(maxsize=512)
def _scheme(rule: Rule, holding: Holding, policy: Policy) -> Scheme:
    return Scheme.from_rule(rule, holding, policy)


def normalise(options: tuple[Scheme, ...], typed: str) -> Derived[str]:
    """Return the official form of what somebody wrote, over several schemes."""
    found = [scheme.normalise(typed) for scheme in options]
    forms = {one.value: one for one in found if one.value is not None}
    if len(forms) == 1:
        return next(iter(forms.values()))
    if forms:
        return Derived(None, (), _ambiguous(typed))
    return found[0] if len(found) == 1 else Derived(None, (), _unknown(typed))


def _with_overflow(entry: JsonObject, rule: JsonObject) -> JsonObject:
    return {"overflow": rule.get("overflow", "refuse"), **entry}


def _default_scope(parts: Mapping[str, Part]) -> str:
    """Return the year as a pattern, or one folder for all."""
    years = (f"{{{name}}}" for name, one in parts.items() if one.take == "year")
    return next(years, "all")


def _refuse_contradictions(scheme: Scheme, rule: Rule) -> None:
    serials = [one for one in scheme.parts.values() if one.kind == "serial"]
    unknown = [name for name in scheme.sequence if name not in scheme.parts]
    lost = [
        name for name in scheme.sequence if name not in names_in(scheme.slug_pattern)
    ]
    facts = {
        "the slug must be ASCII": "" in scheme.slug_pattern,
        "exactly one part must be the serial": len(serials) != 1,
        f"the sequence names no part {''.join(unknown[:1])}": bool(unknown),
        f"the slug lacks {''.join(lost[:1])}, which the sequence counts by": bool(lost),
    }
    for fact, wrong in facts.items():
        if wrong:
            raise PackError(
                fact,
                context=(rule.origin, SECTION, scheme.id),
                hint="write the slug in ASCII with all of the sequence, one serial",
            )


def _ambiguous(text: str) -> Message:
    return M("{number} can be read in more than one way", number=text)


def _foreign(text: str, scheme: str) -> Message:
    return M("{number} is not a number of {scheme}", number=text, scheme=scheme)


def _unknown(text: str) -> Message:
    return M("{number} is not a number of any scheme here", number=text)


def _unsafe(text: str) -> Message:
    return M("{number} cannot be a file name", number=text)
