"""Who may take a step of a process (``by``), and who that is on a day.

::

    {role: archivist}                        # whoever holds the role on the day
    {role: manager, of_department: subject.responsible.department}
    {field: borrower.person}                 # the person the process names
    {department_head_of: borrower.department}
    {member_of: from.department}   {department: archive}   {person: P003}
    {outside: {zh: …, en: …}}                # nobody of the holding
    {any_of: [...]}   {all_of: [...]}        # one of them; each of them

Nothing at all means: anybody whom holding.yaml lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.message import M, Message, Text
from dangan.policy.frozen import values_at
from dangan.policy.policy import Policy
from dangan.rules.roles import posts_on
from dangan.rules.words import words


@dataclass(frozen=True)
class Setting:
    """What is needed to tell who somebody is."""

    #: Data of the process as conditions see them (``rules.involved.view``).
    view: JsonObject
    holding: Holding
    #: ``YYYY-MM-DD``.
    day: str
    #: Roles that make somebody the head of a department.
    heads: frozenset[str] = frozenset()

    @cached_property
    def people(self) -> Mapping[str, JsonObject]:
        """Return id → entry of everybody whom holding.yaml lists."""
        return self.holding.entries("people")


def parts(who: JsonObject | None) -> tuple[JsonObject | None, ...]:
    """Return each of those who all take a step; most steps have one part."""
    if who and "all_of" in who:
        return tuple(who["all_of"])
    return (who,)


def may(who: JsonObject | None, event: JsonObject, setting: Setting) -> bool:
    """Tell whether the person of an event is one who may take the step."""
    person = str(event.get("by") or "")
    if who and _allows_outsider(who) and not person:
        return True
    known = setting.people
    return person in known and (not who or person in people(who, setting))


def people(who: JsonObject | None, setting: Setting) -> frozenset[str]:
    """Return the ids of those who may take a step on the day."""
    known = setting.people
    if not who:
        return frozenset(id_ for id_, row in known.items() if _employed(row, setting))
    for key in ("any_of", "all_of"):
        if key in who:
            return frozenset().union(*(people(one, setting) for one in who[key]))
    key = next(key for key in _WAYS if key in who)
    return frozenset(_WAYS[key](who, setting))


def told(who: JsonObject | None, policy: Policy | None = None) -> Message | Text:
    """Return in words who may take a step."""
    if not who:
        return M("anybody of the holding")
    if "all_of" in who:
        return _all(tuple(told(one, policy) for one in who["all_of"]))
    if "any_of" in who:
        return _any(tuple(told(one, policy) for one in who["any_of"]))
    if "role" in who:
        return _any(tuple(_role(role, policy) for role in words(who["role"])))
    return _phrase(who)


def _phrase(who: JsonObject) -> Message | Text:
    if "outside" in who:
        return Text(**who["outside"])
    if "department_head_of" in who:
        return M("the head of the department in {field}", field=_at(who))
    if "field" in who:
        return M("the person in {field}", field=_at(who))
    if "member_of" in who:
        return M("somebody of the department in {field}", field=_at(who))
    if "department" in who:
        return M("somebody of {department}", department=str(who["department"]))
    return _plain(", ".join(words(who["person"])))


def _at(who: JsonObject) -> str:
    keys = ("department_head_of", "field", "member_of")
    return ", ".join(words(next(who[key] for key in keys if key in who)))


def _role(role: str, policy: Policy | None) -> Message | Text:
    rule = policy.find("roles", role) if policy else None
    return Text(**rule.label) if rule and rule.label else _plain(role)


def _plain(word: str) -> Text:
    return Text(word, word)


def _any(texts: tuple[Message | Text, ...]) -> Message | Text:
    found = texts[0]
    for text in texts[1:]:
        found = M("{one} or {other}", one=found, other=text)
    return found


def _all(texts: tuple[Message | Text, ...]) -> Message | Text:
    found = texts[0]
    for text in texts[1:]:
        found = M("{one} and {other}", one=found, other=text)
    return found


def _allows_outsider(who: JsonObject) -> bool:
    inner = (*who.get("any_of", ()), *who.get("all_of", ()))
    return "outside" in who or any(_allows_outsider(one) for one in inner)


def _by_role(who: JsonObject, setting: Setting) -> Iterable[str]:
    wanted = frozenset(words(who["role"]))
    is_anywhere = "of_department" not in who
    places = None if is_anywhere else set(_texts(who, "of_department", setting))
    return _holders(wanted, places, setting)


def _holders(
    roles: frozenset[str], places: set[str] | None, setting: Setting
) -> Iterator[str]:
    """Yield who holds one of these roles on the day, in one of these departments."""
    for id_, row in setting.people.items():
        for post in posts_on(row, setting.day):
            place = str(post.get("department") or row.get("department"))
            if post.get("role") in roles and (places is None or place in places):
                yield id_


def _by_field(who: JsonObject, setting: Setting) -> Iterable[str]:
    return _texts(who, "field", setting)


def _head(who: JsonObject, setting: Setting) -> Iterable[str]:
    departments = setting.holding.entries("departments")
    wanted = set(_texts(who, "department_head_of", setting))
    yield from (str(departments[d].get("head")) for d in wanted if d in departments)
    yield from _holders(setting.heads, wanted, setting)


def _members(key: str) -> Callable[[JsonObject, Setting], Iterable[str]]:
    def found(who: JsonObject, setting: Setting) -> Iterable[str]:
        """Yield who belongs to the departments on the day."""
        is_field = key == "member_of"
        wanted = set(_texts(who, key, setting) if is_field else words(who[key]))
        for id_, row in setting.people.items():
            if str(row.get("department")) in wanted and _employed(row, setting):
                yield id_

    return found


def _listed(who: JsonObject, setting: Setting) -> Iterable[str]:
    del setting
    return words(who["person"])


def _nobody(who: JsonObject, setting: Setting) -> Iterable[str]:
    del who, setting
    return ()


def _employed(row: JsonObject, setting: Setting) -> bool:
    begins, ends = str(row.get("from", "")), str(row.get("until", "9999"))
    return begins <= setting.day <= ends


def _texts(who: JsonObject, key: str, setting: Setting) -> tuple[str, ...]:
    paths = words(who.get(key))
    found = (value for path in paths for value in values_at(setting.view, path))
    return tuple(str(value) for value in found if value is not None)


_WAYS: Mapping[str, Callable[[JsonObject, Setting], Iterable[str]]] = MappingProxyType(
    {
        "role": _by_role,
        "field": _by_field,
        "department_head_of": _head,
        "member_of": _members("member_of"),
        "department": _members("department"),
        "person": _listed,
        "outside": _nobody,
    }
)
