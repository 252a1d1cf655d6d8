"""A process as a drawing sees it: nodes in lanes, arrows between them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dangan.model.json import Json, JsonObject
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.policy.policy import Rule
from dangan.rules import periods
from dangan.rules.naming import Names, Words, text_of
from dangan.rules.process import Standing
from dangan.rules.steps import apart
from dangan.rules.words import words

_ANYBODY = M("anybody")
_APPROVER = M("whoever approves")
_UNITS = ("years", "months", "weeks", "days", "workdays")


@dataclass(frozen=True, slots=True)
class Node:
    """One step."""

    id: str
    label: Words
    #: Index of its lane.
    lane: int
    optional: bool = False
    repeat: bool = False
    #: Taking it ends the process.
    ends: bool = False
    #: Small lines below its name: waits, terms, conditions, days on which it was taken.
    notes: tuple[Message, ...] = ()
    #: ``done``, ``here`` (the last one taken), ``ready``, ``blocked`` or nothing.
    state: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An order between two steps; an alternative is one of several that will do."""

    start: str
    end: str
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole process."""

    title: Words
    lanes: tuple[Words, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    #: Steps that different people take, as lines of names.
    apart: tuple[tuple[Words, ...], ...] = ()
    clauses: tuple[str, ...] = ()
    #: Name of the state that a record is in.
    status: Words = ""
    lead: Message | None = field(default=None)


def flow_of(process: Rule, standing: Standing | None, names: Names | None) -> Flow:
    """Return a process of a pack, with where a record stands in it."""
    steps = tuple(process.data["steps"])
    lanes: dict[str, Words] = {}
    of_step: dict[str, int] = {}
    for step in steps:
        who = _who(step, process, names)
        lanes.setdefault(str(who), who)
        of_step[str(step["id"])] = list(lanes).index(str(who))
    ends = set(words(process.data.get("ends")))
    found = _states(standing), _days(standing)
    nodes = tuple(
        _node(
            step, of_step[str(step["id"])], ends, found, _ending(step, process, names)
        )
        for step in steps
    )
    labels = {node.id: node.label for node in nodes}
    split = tuple(
        tuple(labels[one] for one in group if one in labels)
        for group, _ in apart(process)
    )
    return Flow(
        title=text_of(process.label) if process.label else process.id,
        lanes=tuple(lanes.values()),
        nodes=nodes,
        arrows=tuple(_arrows(steps, ends)),
        apart=tuple(group for group in split if len(group) > 1),
        clauses=process.clauses,
        status=text_of(standing.label) if standing and standing.label else "",
    )


def _node(
    step: JsonObject,
    lane: int,
    ends: set[str],
    found: tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]],
    ending: tuple[Message, ...],
) -> Node:
    states, days = found
    id_ = str(step["id"])
    taken = tuple(M("✓ {day}", day=day) for day in days.get(id_, ())[-2:])
    return Node(
        id=id_,
        label=text_of(step["label"]) if "label" in step else id_,
        lane=lane,
        optional=step.get("optional") is True,
        repeat=step.get("repeat") is True,
        ends=str(step["event"]) in ends,
        notes=(*_notes(step), *ending, *taken),
        state=states.get(id_, ""),
    )


def _notes(step: JsonObject) -> Iterator[Message]:
    wait, within = step.get("wait"), step.get("within")
    if wait:
        yield M("not before {period} are over", period=_period(wait["for"]))
    if isinstance(within, str):
        yield M("within {period}", period=_period(within))
    for condition in (step.get("when"), step.get("unless")):
        if isinstance(condition, dict):
            yield from _conditions(condition, negated=condition is not step.get("when"))


def _ending(
    step: JsonObject, process: Rule, names: Names | None
) -> tuple[Message, ...]:
    """Return which results of a step end the process, by their labels."""
    result = step.get("result")
    if not result:
        return ()
    route = ("events", "*", str(result["field"]))
    info = names.field(_types(process), route) if names else None
    labels = info.values if info else {}
    values = tuple(
        text_of(labels[one]) if one in labels else one
        for one in words(result["ends_if"])
    )
    return (M("ends if: {values}", values=values),)


def _types(process: Rule) -> tuple[str, ...]:
    kind = (process.data.get("for") or {}).get("type")
    return words(kind) if isinstance(kind, str | tuple) else ()


def _conditions(condition: JsonObject, *, negated: bool) -> Iterator[Message]:
    for path, wanted in condition.items():
        if isinstance(wanted, dict | bool) or path == "relate":
            text = M("only in some cases")
        else:
            values = ", ".join(map(str, words(wanted)))
            text = M("if {field}: {values}", field=path, values=values)
            if negated:
                text = M("not if {field}: {values}", field=path, values=values)
        yield text


def _period(text: Json) -> Words:
    said = str(text)
    return periods.words(Period.parse(said)) if said.startswith("P") else said


def _who(step: JsonObject, process: Rule, names: Names | None) -> Words:
    by = step.get("by")
    if not isinstance(by, dict):
        return _APPROVER if step.get("approval") is True else _ANYBODY
    return _party(by, process, names)


def _party(by: JsonObject, process: Rule, names: Names | None) -> Words:
    for key, text in (
        ("any_of", M("{one} or {other}")),
        ("all_of", M("{one} and {other}")),
    ):
        if key in by:
            parts = [_party(one, process, names) for one in by[key]]
            told = parts[0]
            for part in parts[1:]:
                told = M(text.text, one=told, other=part)
            return told
    if "outside" in by:
        return text_of(by["outside"])
    if "role" in by:
        roles = [names.of("roles", r) if names else r for r in words(by["role"])]
        return roles[0] if len(roles) == 1 else M("{roles}", roles=tuple(roles))
    return _named(by, process, names)


def _named(by: JsonObject, process: Rule, names: Names | None) -> Words:
    for key, text in (
        ("field", M("{field}")),
        ("department_head_of", M("head of the department ({field})")),
        ("member_of", M("department ({field})")),
    ):
        if key in by:
            return M(text.text, field=_field(words(by[key])[0], process, names))
    for key, vocabulary in (("department", "departments"), ("person", "people")):
        if key in by:
            code = words(by[key])[0]
            return names.of(vocabulary, code) if names else code
    return _ANYBODY


def _field(path: str, process: Rule, names: Names | None) -> Words:
    """Return what the field that names somebody is called: ``borrower.person``."""
    steps = path.split(".")
    if steps[-1] in {"person", "department"} and len(steps) > 1:
        steps = steps[:-1]
    if names is not None:
        info = names.field(_types(process), tuple(steps))
        if info is not None and info.label:
            return text_of(info.label)
    return ".".join(steps)


def _arrows(steps: tuple[JsonObject, ...], ends: set[str]) -> Iterator[Arrow]:
    """Yield what must come before each step, and what usually does."""
    strict = tuple(_strict(steps))
    yield from strict
    later = {arrow.end for arrow in strict}
    begins = [step for step in steps if str(step["id"]) not in later]
    for index, step in enumerate(begins):
        others = [
            one
            for one in begins[:index]
            if str(one["event"]) not in ends and not _exclusive(one, step)
        ]
        if others:
            usual = others[0] if str(step["event"]) in ends else others[-1]
            yield Arrow(str(usual["id"]), str(step["id"]), alternative=True)


def _strict(steps: tuple[JsonObject, ...]) -> Iterator[Arrow]:
    known = {str(step["id"]) for step in steps}
    for index, step in enumerate(steps):
        end = str(step["id"])
        if "after" in step:
            for group in step["after"]:
                there = [one for one in words(group) if one in known]
                for start in there:
                    yield Arrow(start, end, alternative=len(there) > 1)
            continue
        before = _before(steps[:index], step)
        for start in before:
            yield Arrow(start, end, alternative=len(before) > 1)


def _before(earlier: tuple[JsonObject, ...], step: JsonObject) -> list[str]:
    """Return the step before; where that exists only sometimes, those before it too."""
    found: list[str] = []
    for other in reversed(earlier):
        if other.get("optional") is True or _exclusive(other, step):
            continue
        found.append(str(other["id"]))
        if not other.get("when") and not other.get("unless"):
            break
    return found


def _exclusive(one: JsonObject, other: JsonObject) -> bool:
    """Tell whether two steps cannot both exist for a record."""
    first, second = one.get("when") or {}, other.get("when") or {}
    return any(
        key in second and not set(words(first[key])) & set(words(second[key]))
        for key in first
        if isinstance(first[key], str | tuple)
        and isinstance(second.get(key), str | tuple)
    )


def _states(standing: Standing | None) -> Mapping[str, str]:
    if standing is None:
        return {}
    found = {done.step.id: "done" for done in standing.done}
    if standing.done:
        found[standing.done[-1].step.id] = "here"
    for one in standing.open:
        if one.step.id not in found:
            found[one.step.id] = "ready" if one.ready else "blocked"
    return found


def _days(standing: Standing | None) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for done in standing.done if standing else ():
        day = str(done.event.get("on", ""))
        found[done.step.id] = (*found.get(done.step.id, ()), day)
    return found
