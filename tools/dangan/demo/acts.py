"""What is done in an invented archive from time to time: destroy, count, inspect.

The same plans are made as by the commands, on the archive as it was on the day, and
with chance of their own: what is in the archive otherwise stays as it is.
``acts`` in stories.yaml says who does what on which day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from dangan import syntax
from dangan.demo.codes import ulid
from dangan.demo.history import Commit, Numbered, message
from dangan.model.archive import Archive
from dangan.model.errors import SetupError
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.rules.stocktaking import expected
from dangan.workspace import (
    Workspace,
    counting,
    destroying,
    inspecting,
    listing,
    stepping,
)
from dangan.workspace.acting import Act, Desk, Plan, Scene
from dangan.workspace.context import share_rules
from dangan.workspace.verify import changed

#: Archives of this size are looked at; a larger one is for measuring.
_SIZES = range(300, 3001)


@dataclass
class _Years:
    """The archive from act to act."""

    space: Workspace = field(repr=False)
    chance: Random
    words: Mapping[str, str]
    #: Path → text, of what acts wrote so far.
    texts: dict[str, str] = field(default_factory=dict)

    def act(self, step: JsonObject, plan: Plan) -> tuple[Commit, str]:
        """Carry one act out; return its commit and the number it gave or went on."""
        on = dt.date.fromisoformat(str(step["on"]))
        ids = iter(lambda: ulid(on, self.chance), "")
        desk = Desk(self._as_of(on), Scene(on, str(step["by"]), ids))
        act = plan(desk)
        if not isinstance(act, Act):
            why = "; ".join(str(one.message) for one in act)
            raise SetupError(M("the act of {on} is refused: {why}", on=on, why=why))
        files = tuple(self._keep(c.path, c.text) for c in act.changes if c.text)
        people = desk.space.holding.entries("people")
        author = str(people[desk.scene.by]["name"])
        kind = str(files[0].data["events"][-1]["kind"])
        told = message(self.words.get(kind, kind), [*files])
        return Commit(on, author, told, files), act.numbers[0]

    def _as_of(self, on: dt.date) -> Workspace:
        """Return the archive with what had been begun by a day."""
        after = changed(self.space, self.texts) if self.texts else self.space
        records = tuple(r for r in after.archive.records if _begun(r) <= on.isoformat())
        desk = replace(after, archive=Archive(after.holding, records))
        share_rules(after, desk)
        return desk

    def _keep(self, path: str, text: str) -> Numbered:
        self.texts[path] = text
        parsed = syntax.load(text.encode(), path)
        if parsed.data is None:
            raise SetupError(M("{path} cannot be read back", path=path))
        return Numbered(path, parsed.data)


def acts(
    space: Workspace,
    made: tuple[Numbered, ...],
    write: Callable[[JsonObject], bytes],
    stories: JsonObject,
    chance: Random,
) -> tuple[Commit, ...]:
    """Return the commits of all acts, in the order of their days.

    Args:
        space: the holding with its types and packs.
        made: every record as it is in the end.
        write: makes the text of a record.
        stories: section ``acts``, and ``words``: kind of event → what it is called.
        chance: for ids and for what is found in another place.

    Raises:
        SetupError: an act does not fit the packs.
    """
    if len(made) not in _SIZES:
        return ()
    texts = {one.path: write(one.data).decode() for one in made}
    years = _Years(changed(space, texts), chance, stories["words"])
    rows = [
        *_destroyed(years, stories["acts"]["destruction"]),
        *_counted(years, stories["acts"]["stocktake"]),
        *_inspected(years, stories["acts"]["inspection"]),
    ]
    return tuple(sorted(rows, key=lambda commit: commit.on))


def _destroyed(years: _Years, plan: JsonObject) -> Iterator[Commit]:
    names = _chosen(years.space, plan)
    steps = iter(plan["steps"])
    wish = listing.Proposal(
        names, "destruction", str(plan["basis"]), str(plan["reason"])
    )
    commit, number = years.act(next(steps), lambda desk: listing.propose(desk, wish))
    yield commit
    for step in steps:
        yield years.act(step, _step_of(number, step))[0]


def _step_of(number: str, step: JsonObject) -> Plan:
    """Return the plan of a step of a destruction."""
    event = str(step["event"])
    done = destroying.Execution(
        number, str(step.get("place", "")), str(step.get("method", ""))
    )
    says = stepping.Wish(number, event, step.get("says", {}))
    plans: dict[str, Plan] = {
        "witnessed": lambda desk: destroying.assign_witnesses(desk, number, ()),
        "destroyed": lambda desk: destroying.execute(desk, done),
        "certified": lambda desk: destroying.certify(desk, number),
    }
    return plans.get(event) or (lambda desk: stepping.step(desk, says))


def _counted(years: _Years, plan: JsonObject) -> Iterator[Commit]:
    begin, count, close = plan["steps"]
    order = counting.Order("stocktake", plan["scope"], reason=str(plan["reason"]))
    commit, number = years.act(begin, lambda desk: counting.start(desk, order))
    yield commit
    strayed: dict[str, str] = {}

    def scanned(desk: Desk) -> Any:
        """Return a count in which one record stands astray."""
        rows = list(
            expected(plan["scope"], desk.space.archive, desk.custody, desk.scene.on)
        )
        there = [row for row in rows if "out" not in row]
        astray = years.chance.choice(there)["number"]
        strayed[astray] = str(plan["explained"])
        scans = (
            counting.Scan(row["number"], _place(row, plan, astray), desk.day)
            for row in there
        )
        return counting.count(desk, number, tuple(scans))

    yield years.act(count, scanned)[0]
    second = str(close["second"])
    yield years.act(close, lambda d: counting.close(d, number, second, strayed))[0]


def _place(row: JsonObject, plan: JsonObject, astray: str) -> str:
    if row["number"] == astray:
        return str(plan["elsewhere"])
    place = row["location"]
    parts = (place.get(part) for part in ("room", "cabinet", "shelf"))
    return "-".join(str(part) for part in parts if part)


def _inspected(years: _Years, plan: JsonObject) -> Iterator[Commit]:
    begin, look, remedy, close = plan["steps"]
    level, room = str(plan["level"]), str(plan["room"])
    order = inspecting.Order("inspection", plan["checklist"], room, level=level)
    seen = inspecting.Findings(
        plan["found"], plan["remedies"], plan["due"], rest_in_order=True
    )
    item = next(iter(plan["found"]))
    commit, number = years.act(begin, lambda desk: inspecting.open_(desk, order))
    yield commit
    yield years.act(look, lambda d: inspecting.record_results(d, number, seen))[0]
    measure = str(remedy["measure"])
    yield years.act(remedy, lambda d: inspecting.remedy(d, number, item, measure))[0]
    yield years.act(close, lambda desk: inspecting.close(desk, number))[0]


def _chosen(space: Workspace, plan: JsonObject) -> tuple[str, ...]:
    """Return the numbers of what is destroyed: the oldest that fit."""
    fits = (
        record
        for record in space.archive.records
        if matches(plan["about"], record.data)
        and str(record.get("formed_on")) < str(plan["formed_before"])
    )
    oldest = sorted(fits, key=lambda r: (str(r.get("formed_on")), r.number))
    return tuple(record.number for record in oldest[: int(plan["most"])])


def _begun(record: Record) -> str:
    """Return the day of the first event, or of the hand-over."""
    events = record.get("events") or ()
    days = [str(event.get("on")) for event in events]
    return min(days, default=str(record.get("handed_over_on") or ""))


def overlaid(
    made: tuple[Numbered, ...], commits: tuple[Commit, ...]
) -> tuple[Numbered, ...]:
    """Return the records as they are after the acts, by path."""
    rows = {one.path: one for one in made}
    for commit in commits:
        rows |= {file.path: file for file in commit.files}
    return tuple(rows[path] for path in sorted(rows))
