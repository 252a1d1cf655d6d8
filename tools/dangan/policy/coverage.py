"""How each clause of a regulation is carried, and what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dangan.model.json import Json
from dangan.model.message import M, Message
from dangan.policy.merge import chain
from dangan.policy.pack import Clause, Pack
from dangan.policy.repeats import aliases
from dangan.policy.settings import Settings, settle
from dangan.policy.written import cited

#: States in which a rule, parameter or choice of the pack has to cite a clause.
CARRIED_BY_DATA = frozenset(
    {"enforced", "watched", "computed", "parameter", "printed", "inspected"}
)
#: States in which a case has to show it.
PROVEN_BY_CASES = frozenset({"enforced", "watched", "computed"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """One pack: its clauses, what carries them, what is open."""

    pack: Pack
    #: Full id → mechanisms whose rules cite the clause.
    carriers: Mapping[str, tuple[str, ...]]
    #: Parameters that nobody has set.
    unset: tuple[str, ...]
    #: Full ids of the clauses that a case proves; None where nobody has looked.
    tried: frozenset[str] | None = None

    @property
    def states(self) -> Mapping[str, int]:
        """Return state → number of clauses, the most frequent first."""
        return dict(Counter(c.state for c in self.pack.clauses.values()).most_common())

    @property
    def uncarried(self) -> tuple[str, ...]:
        """Return the clauses that should be carried by data and are not."""
        rows = self.pack.clauses.values()
        return tuple(
            c.id for c in rows if self.faults_of(c) and c.state in CARRIED_BY_DATA
        )

    @property
    def waiting(self) -> Mapping[str, str]:
        """Return full id → what must be built first."""
        rows = self.pack.clauses.values()
        return {clause.id: clause.waits_for for clause in rows if clause.waits_for}

    @property
    def faults(self) -> tuple[tuple[Clause, Message], ...]:
        """Return where ``by`` and the rules of the pack do not agree."""
        rows = self.pack.clauses.values()
        return tuple(
            (clause, fault) for clause in rows for fault in self.faults_of(clause)
        )

    def faults_of(self, clause: Clause) -> tuple[Message, ...]:
        """Return how ``by`` of a clause and the rules that cite it disagree."""
        said, found = set(clause.by), set(self.carriers.get(clause.id, ()))
        faults = [
            M("by names {section}, where no rule cites the clause", section=name)
            for name in sorted(said - found)
        ]
        faults += [
            M("a rule of {section} cites the clause, by does not name it", section=name)
            for name in sorted(found - said)
            if clause.state != "waiting"
        ]
        if clause.state in CARRIED_BY_DATA and not said:
            faults.append(M("nothing carries the clause"))
        is_untried = self.tried is not None and clause.id not in self.tried
        if clause.state in PROVEN_BY_CASES and is_untried:
            faults.append(M("no case proves that the clause is carried"))
        return tuple(faults)

    def as_data(self) -> dict[str, Json]:
        """Return it as JSON-like values."""
        return {
            "id": self.pack.id,
            "clauses": {
                clause.id: {"state": clause.state, "by": list(clause.by)}
                for clause in self.pack.clauses.values()
            },
            "states": dict(self.states),
            "uncarried": list(self.uncarried),
            "waiting": dict(self.waiting),
            "unset": list(self.unset),
        }


def coverage(
    packs: Mapping[str, Pack],
    settings: Mapping[str, Settings] | None = None,
    *,
    cases: bool = False,
) -> tuple[Coverage, ...]:
    """Return the coverage of every pack.

    ``settings`` are what a holding set, by pack id; without them every value
    that a pack does not set itself is open. ``cases`` tells that the packs were
    loaded with their cases: a clause that none proves is not carried.
    """
    given = settings or {}
    rows = (
        _coverage(chain(packs, pack), given.get(pack.id)) for pack in packs.values()
    )
    return tuple(replace(row, tried=_tried(row.pack)) if cases else row for row in rows)


def _tried(pack: Pack) -> frozenset[str]:
    return frozenset(pack.full(c) for case in pack.cases for c in case["clauses"])


def _coverage(line: tuple[Pack, ...], given: Settings | None) -> Coverage:
    pack, settings = line[-1], given or settle(line, None)
    found: dict[str, dict[str, None]] = {}
    for below in line:
        names = aliases(below)
        for one, other in names.items():
            found.setdefault(other, {}).update(found.get(one, {}))
        for clause, support in _supports(below):
            found.setdefault(below.full(clause), {}).setdefault(support)
    carriers = {clause: tuple(names) for clause, names in found.items()}
    own = tuple(p.name for p in settings.unset if p.name in pack.parameters)
    return Coverage(pack, carriers, own)


def _supports(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield each clause that is cited with the section that cites it."""
    for parameter in pack.parameters.values():
        yield from _each(parameter.clauses, "parameters")
    for choice in pack.choices.values():
        yield from _each(choice.clauses, "choices")
    for edition in pack.editions:
        yield from _each(edition.clauses, "editions")
        for section, entries in edition.sections.items():
            for entry in entries:
                yield from _each(cited(entry), section)
        for row in edition.adapt:
            yield from _each(cited(row), str(row["section"]))


def _each(clauses: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    yield from ((clause, name) for clause in clauses)
