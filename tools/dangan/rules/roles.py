"""Roles that must be named (岗位), and steps that only they may take.

Section ``roles`` of a pack::

    - {role: document-archivist, label: {…}, must_be_named: true,
       for: {type: volume}, does: [closed], or_roles: [archivist], clause: r33}
    - {role: part-time-archivist, label: {…}, must_be_named: true,
       per: department, departments: [sales, finance], clause: r32}

A role is named if somebody of ``people`` in holding.yaml holds it on the day,
for ``per: department`` in that department, or if the department's own entry
names a person under the role's name with underscores.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.holding import Holding
from dangan.model.json import JsonObject, Pointer
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.words import applying, words

SECTION = "roles"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that nobody holds although somebody must."""

    role: str
    label: Mapping[str, str]
    #: Department id, or nothing for the whole holding.
    department: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A person who holds two roles that do not go together."""

    #: Node of holding.yaml.
    pointer: Pointer
    role: str
    other: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outsider:
    """An event recorded by somebody without the role it takes."""

    pointer: Pointer
    role: str
    clauses: tuple[str, ...]


def vacancies(
    policy: Policy, holding: Holding, as_of: datetime.date
) -> tuple[Vacancy, ...]:
    """Return the roles that must be named and are not, on a day."""
    rules = (rule for rule in policy.rules(SECTION) if rule.data.get("must_be_named"))
    found = (v for rule in rules for v in _vacant(rule, holding, as_of.isoformat()))
    return tuple(found)


def clashes(
    policy: Policy, holding: Holding, as_of: datetime.date
) -> tuple[Clash, ...]:
    """Return who holds two incompatible roles on a day."""
    return tuple(
        Clash(("people", index), rule.data["role"], other, rule.clauses)
        for rule in policy.rules(SECTION)
        for other in words(rule.data.get("incompatible_with"))
        for index, person in enumerate(holding.get("people", ()))
        if {rule.data["role"], other} <= roles_on(person, as_of.isoformat())
    )


def outsiders(record: Record, policy: Policy, holding: Holding) -> tuple[Outsider, ...]:
    """Return the events of a record that only another role may record."""
    found: list[Outsider] = []
    for rule in applying(policy, SECTION, record.data):
        allowed = (str(rule.data["role"]), *words(rule.data.get("or_roles")))
        for kind in words(rule.data.get("does")):
            for route, event in record.events(kind):
                if not any(holds_role(event, role, holding) for role in allowed):
                    role = str(rule.data["role"])
                    found.append(Outsider((*route, "by"), role, rule.clauses))
    return tuple(found)


def holds_role(event: JsonObject, role: str, holding: Holding) -> bool:
    """Tell whether an event's person held a role on the event's day."""
    person = holding.entries("people").get(str(event.get("by")))
    return person is not None and role in roles_on(person, str(event.get("on") or ""))


def head_roles(policy: Policy) -> frozenset[str]:
    """Return the roles whose holder is the head of a department."""
    rules = (rule for rule in policy.rules(SECTION) if rule.data.get("heads"))
    return frozenset(str(rule.data["role"]) for rule in rules)


def _vacant(rule: Rule, holding: Holding, day: str) -> Iterator[Vacancy]:
    role, label = str(rule.data["role"]), rule.data.get("label", {})
    people = tuple(holding.people_with(role, day))
    if rule.data.get("per") != "department":
        if not people:
            yield Vacancy(role, label, "", rule.clauses)
        return
    departments = holding.entries("departments")
    staffed = {place for person in people for place in _places(person, role, day)}
    for name in words(rule.data.get("departments")) or tuple(departments):
        own = departments.get(name, {})
        if name not in staffed and not own.get(role.replace("-", "_")):
            yield Vacancy(role, label, name, rule.clauses)


def _places(person: JsonObject, role: str, day: str) -> Iterator[str]:
    """Yield the departments in which a person holds a role on a day."""
    for post in posts_on(person, day):
        if post.get("role") == role:
            yield str(post.get("department") or person.get("department"))


def roles_on(person: JsonObject, day: str) -> set[str]:
    """Return the roles that an entry of ``people`` holds on a day (YYYY-MM-DD)."""
    return {str(post.get("role")) for post in posts_on(person, day)}


def posts_on(person: JsonObject, day: str) -> Iterator[JsonObject]:
    """Yield the roles with their departments that a person holds on a day."""
    for post in person.get("roles", ()):
        if str(post.get("from", "")) <= day <= str(post.get("until", "9999")):
            yield post
