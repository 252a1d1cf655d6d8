"""Secrecy (密级): the level that binds, how it came about, marks refused.

Section ``secrecy_levels`` of a pack lists ``{code, label, rank, top}``; section
``secrecy`` knows five kinds of rules, and the level that binds is the highest
they give::

    - {for: {type: item}, default: internal}          # where none is stated
    - {for: {class: prices}, at_least: core}          # raised by content
    - {for: {type: volume}, inherit: contents}        # highest of what it holds
    - {inherit: attachments}                          # … of what is attached to it
    - {owner_label: true}     # levels with ``trade_secret`` name their owner
    - {refuse_marks: ["★"], in: [secrecy], says: {zh: …, en: …}}
    - {refuse_declared: [state-secret], says: {…}}

A missing level without a default, or an unknown one, counts as the highest
and is a problem. State-secret marks are refused, never stored: such papers do
not belong into an archive of this kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.reasons import reasons
from dangan.rules.volume_contents import entries
from dangan.rules.words import applying

SECTION = "secrecy"
LEVELS = "secrecy_levels"
_ATTACHED = "attachment_of"


@dataclass(frozen=True, slots=True)
class Level:
    """One secrecy level of a regulation; the higher the rank, the fewer see it."""

    code: str
    rank: int
    label: Mapping[str, str]
    top: bool = False
    #: A trade secret, whose mark says who owns it.
    trade_secret: bool = False
    #: What stands on the carrier, where that is not the label.
    mark: Mapping[str, str] = field(default_factory=dict)


#: What counts where a regulation declares no levels: nobody sees it.
UNDECLARED = Level("", 999, {}, top=True)


@dataclass(frozen=True, slots=True)
class Secrecy:
    """The level that binds for a record."""

    level: Level
    #: What the record itself says, if that is a declared level.
    stated: Level | None
    because: tuple[Reason, ...]
    #: Why the highest level had to be taken.
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark or level that the archive must refuse."""

    pointer: Pointer
    #: Why, by language.
    says: Mapping[str, str]
    rule: Rule

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses that refuse it."""
        return self.rule.clauses


@lru_cache(maxsize=16)
def levels(policy: Policy) -> tuple[Level, ...]:
    """Return the levels that a regulation declares, the lowest first."""
    rows = (rule.data for rule in policy.rules(LEVELS))
    made = (_level(row) for row in rows)
    return tuple(sorted(made, key=lambda level: level.rank))


def secrecy(record: Record, policy: Policy, archive: Archive) -> Secrecy:
    """Return the level that binds for a record, with everything that raised it."""
    known = _known(policy)
    own = _own(record, policy, known)
    level, because = own.level, list(own.because)
    for rule, other in _inherited(record, policy, archive):
        theirs = _own(other, policy, known)
        if theirs.level.rank > level.rank:
            level = theirs.level
            text = M("raised by {record}", record=other.name)
            because += reasons(rule, text, record=other.id)
    return Secrecy(level, own.stated, tuple(because), own.problem)


def label(
    record: Record, policy: Policy, holding: Holding, lang: str = "zh"
) -> Derived[str]:
    """Return the mark to print (权属·密级·期限), or nothing for levels without."""
    known = _known(policy)
    own = _own(record, policy, known)
    if own.problem:
        return Derived(None, own.because, own.problem)
    rule = _owner_rule(record, policy)
    if rule is None or not own.level.trade_secret:
        return Derived("", own.because)
    text = "·".join(part for part in _parts(record, own.level, holding, lang) if part)
    made = reasons(rule, M("owner, level and period make the mark"))
    return Derived(text, (*own.because, *made))


def lacks_owner(record: Record, policy: Policy) -> Rule | None:
    """Return the rule by which the record should name who owns its secret."""
    known = _known(policy)
    level = _own(record, policy, known).level
    if not level.trade_secret or record.get("secrecy.owner"):
        return None
    return _owner_rule(record, policy)


def refused(record: Record, policy: Policy) -> tuple[Mark, ...]:
    """Return every state-secret mark or level that a record bears."""
    rules = applying(policy, SECTION, record.data)
    found = [mark for rule in rules for mark in _marks(record, rule)]
    stated, route = record.get("secrecy.level"), ("secrecy", "level")
    declared = [r for r in rules if stated in r.data.get("refuse_declared", ())]
    return (*found, *(_mark(route, rule) for rule in declared))


def _owner_rule(record: Record, policy: Policy) -> Rule | None:
    rules = applying(policy, SECTION, record.data)
    return next((rule for rule in rules if rule.data.get("owner_label")), None)


@lru_cache(maxsize=16)
def _known(policy: Policy) -> Mapping[str, Level]:
    return MappingProxyType({level.code: level for level in levels(policy)})


def _level(row: JsonObject) -> Level:
    return Level(
        code=row["code"],
        rank=row["rank"],
        label=row.get("label", {}),
        top=row.get("top", False),
        trade_secret=row.get("trade_secret", False),
        mark=row.get("mark", {}),
    )


def _own(record: Record, policy: Policy, known: Mapping[str, Level]) -> Secrecy:
    """Return the level that the record has without looking at other records."""
    rules = applying(policy, SECTION, record.data)
    base = _base(record, rules, known)
    level, because = base.level, list(base.because)
    for rule in rules:
        least = known.get(rule.data.get("at_least", ""))
        if least and least.rank > level.rank:
            level = least
            because += reasons(rule, M("raised by the regulation"))
    return Secrecy(level, base.stated, tuple(because), base.problem)


def _base(
    record: Record, rules: tuple[Rule, ...], known: Mapping[str, Level]
) -> Secrecy:
    highest = max(known.values(), key=lambda level: level.rank, default=UNDECLARED)
    stated = record.get("secrecy.level")
    route = ("secrecy", "level")
    if stated in known:
        text = M("the record states the level")
        return Secrecy(known[stated], known[stated], (Reason(text, pointer=route),))
    if stated is not None:
        return Secrecy(
            highest, None, (), M("the level is not declared; the highest counts")
        )
    for rule in rules:
        if rule.data.get("default") in known:
            text = M("the regulation gives the level where none is stated")
            return Secrecy(known[rule.data["default"]], None, reasons(rule, text))
    return Secrecy(highest, None, (), M("no level is stated; the highest counts"))


def _inherited(
    record: Record, policy: Policy, archive: Archive
) -> Iterator[tuple[Rule, Record]]:
    """Yield what a record inherits from, near or far: an attachment of its item."""
    seen, waiting = {record.id}, [record]
    while waiting:
        for rule, other in _nearest(waiting.pop(), policy, archive):
            if other.id not in seen:
                seen.add(other.id)
                waiting.append(other)
                yield rule, other


def _nearest(
    record: Record, policy: Policy, archive: Archive
) -> Iterator[tuple[Rule, Record]]:
    for rule in applying(policy, SECTION, record.data):
        source = rule.data.get("inherit")
        if source == "contents":
            yield from ((rule, entry.item) for entry in entries(record, archive))
        elif source == "attachments":
            rows = archive.related.get(record.id, ())
            yield from ((rule, r) for r, row in rows if row.get("kind") == _ATTACHED)


def _parts(
    record: Record, level: Level, holding: Holding, lang: str
) -> tuple[str, str, str]:
    owner = holding.get("secrecy_owner") or holding.name.get(lang, "")
    shown = level.mark.get(lang) or level.label.get(lang) or level.code
    return (str(owner), shown, str(record.get("secrecy.period") or ""))


def _marks(record: Record, rule: Rule) -> Iterator[Mark]:
    marks = rule.data.get("refuse_marks", ())
    roots = [tuple(name.split(".")) for name in rule.data.get("in", ())] or [()]
    for root in roots if marks else ():
        node = record.get(root)
        if _bears(_all_text(node), marks):
            found = ((r, text) for r, text in _texts(node, root) if _bears(text, marks))
            yield from (_mark(route, rule) for route, _ in found)


def _bears(text: str, marks: tuple[str, ...]) -> bool:
    """Tell whether a mark is in a text; blanks do not hide it."""
    dense = "".join(text.split())
    return any(mark in dense for mark in marks)


def _all_text(node: Json) -> str:
    """Return all texts below a node in one: most records are clean at a glance."""
    found: list[str] = []
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return "\0".join(found)


def _mark(route: Pointer, rule: Rule) -> Mark:
    return Mark(route, rule.data.get("says", {}), rule)


def _texts(node: Json, route: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(node, str):
        yield route, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _texts(value, (*route, key))
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from _texts(value, (*route, index))
