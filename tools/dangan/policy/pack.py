"""A pack as it stands in its three files, before anything is merged or set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dangan.model.json import Json, JsonObject, Pointer

#: What the source demands → how much a breach weighs.
SEVERITY_OF = {"must": "error", "should": "warning", "may": "info"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule of a regulation (条款), in our own words."""

    #: Full id: ``000-21.r6``.
    id: str
    #: One of the eighteen kinds of rules: ``number``, ``deadline``…
    tag: str
    #: Article, by language.
    place: Mapping[str, str]
    text: Mapping[str, str]
    #: must, should or may.
    strength: str
    #: How it is carried: enforced, watched, computed, printed, inspected,
    #: parameter, stated, declined; or waiting.
    state: str
    #: Sections whose rules carry it.
    by: tuple[str, ...] = ()
    #: What must be built first; empty unless ``state`` is waiting.
    waits_for: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)
    #: A line about the text rather than a rule of it.
    note: bool = False
    #: Full id of the clause of a lower pack that it repeats (同文); empty: none.
    same_as: str = ""

    @property
    def severity(self) -> str:
        """Return what a breach weighs unless the rule says otherwise."""
        return SEVERITY_OF[self.strength]


#: What a parameter suggests where it is the day on which an archive begins.
TODAY = "$today"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the original leaves open."""

    name: str
    #: period, integer, day_of_month, date, text, role, department, person,
    #: list or flag.
    type: str
    label: Mapping[str, str]
    #: Full ids.
    clauses: tuple[str, ...] = ()
    #: ``TODAY`` for the day on which somebody takes the suggestion.
    suggest: Json = None
    #: Set by the pack itself, which a company's own pack may do.
    value: Json = None
    #: The only values allowed, if not empty.
    values: tuple[str, ...] = ()
    #: Nothing uses it before this is built.
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place where the text has several readings."""

    name: str
    #: Reading → label by language.
    readings: Mapping[str, Mapping[str, str]]
    #: The reading that holds unless the holding takes another.
    take: str
    label: Mapping[str, str] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """The rules of a pack from a day on, as written."""

    #: First day in force, ``YYYY-MM-DD``.
    effective_from: str
    #: Day of the earlier edition that it amends; empty: it is complete.
    amends: str
    #: Section → entries as written.
    sections: Mapping[str, tuple[JsonObject, ...]]
    #: What of the extended or amended rules does not hold.
    drop: tuple[JsonObject, ...] = ()
    #: What of the extended rules holds with a difference.
    adapt: tuple[JsonObject, ...] = ()
    clauses: tuple[str, ...] = ()
    #: Way to the edition in pack.yaml.
    path: Pointer = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A regulation: its rules by edition and its clauses."""

    id: str
    name: str
    title: Mapping[str, str]
    #: Id or name of the pack it rests on; empty for the base.
    extends: str
    parameters: Mapping[str, Parameter]
    choices: Mapping[str, Choice]
    #: By date, the oldest first.
    editions: tuple[Edition, ...]
    #: Full id → clause, in the order of the regulation.
    clauses: Mapping[str, Clause]
    #: What is left of the source: status, lost.
    source: JsonObject
    #: The regulation's own header: name, number, department.
    header: JsonObject
    #: What cases.yaml says must come out; empty unless it was asked for.
    cases: tuple[JsonObject, ...]
    #: The holding that all its cases share.
    case_holding: JsonObject
    #: Path of pack.yaml below the repository root.
    path: str

    def full(self, clause: str) -> str:
        """Return the full id of a clause that this pack cites."""
        return clause if "." in clause else f"{self.id}.{clause}"

    def edition_on(self, day: str) -> Edition:
        """Return the edition in force on a day; before the first, the first."""
        begun = [e for e in self.editions if e.effective_from <= day]
        return begun[-1] if begun else self.editions[0]
