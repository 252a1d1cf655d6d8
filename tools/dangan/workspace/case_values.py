"""What a case can ask for: derived values as plain JSON-like ones.

=========================  ===================================================
``number``                 the number that the record would be given
``slug``, ``scope``        the file name and folder that go with that number
``normalised``             the official form of the number as written
``volume_year``            the year of the volume it belongs to
``order``, ``pages``       a volume from front to back; record → first and last page
``missing``                kinds of material that are missing
``level``, ``label``       secrecy level that binds; what the mark says
``retention_class``        with ``retention_state``, ``last_day_kept``,
                           ``eligible_from``
``due:ID``                 the day on which a deadline ends
``due_state:ID``           open, overdue, late, done, unknown, waiting
``owed_by:ID``             who owes it: {role|department|person: …}; of a deadline,
                           or of a duty (several who owe it: a list)
``duties:ID``              cells of a recurring duty: [period, who or what, state]
``next_step``              the event that comes next in a process; null: it ended
``corner:N``               where the number of the N-th written page stands
``edition``                first day of the edition that governs
``form:ID``                what the regulation says of a printed form
``enter_by:KIND``          last day on which an event of the kind may be entered
``vacant``                 roles that must be named and are not
``checklist:ID``           items of a checklist in order, without a record
``columns:ID``, ``rows:ID`` heads of a register; its rows, with the totals
``tally:ID``               what a statistic counts: row → values
``reminders``              what is told on the day: [record, what, days after it]
=========================  ===================================================

``null``: there is none, or what it takes is missing. What a question names must
be there: a wrong id after the colon is an error.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from dangan.model.json import Json
from dangan.model.message import M
from dangan.policy import printed
from dangan.policy.faults import all_of
from dangan.policy.frozen import thaw
from dangan.rules import (
    completeness,
    forms,
    number_inputs,
    numbers,
    pages,
    retention,
    roles,
    secrecy,
    series,
    volume_order,
    volume_year,
)
from dangan.rules.words import applying
from dangan.workspace import case_dues, case_steps, case_tables
from dangan.workspace.case_archive import CaseArchive
from dangan.workspace.case_asked import Asked


def value(case: CaseArchive, what: str, name: str, as_of: datetime.date | None) -> Json:
    """Return a derived value of a case, by the names of the table above."""
    asked = Asked(case, what, name, as_of)
    if asked.kind not in VALUES:
        hint = all_of(asked.kind, VALUES)
        raise asked.fault(M("no such value: {kind}", kind=asked.kind), hint)
    if asked.kind in _KNOWN:
        asked.require(_KNOWN[asked.kind](asked))
    return VALUES[asked.kind](asked)


def _number(asked: Asked) -> Json:
    found = _next(asked)
    return found and found[0].format(found[1]).value


def _slug(asked: Asked) -> Json:
    found = _next(asked)
    return found and found[0].slug(found[1]).value


def _scope(asked: Asked) -> Json:
    found = _next(asked)
    return found and found[0].scope(found[1]).value


def _next(asked: Asked) -> tuple[numbers.Scheme, dict[str, str]] | None:
    """Return the scheme and all values of the number that comes next."""
    record = asked.record
    for scheme in numbers.schemes(asked.policy, asked.holding, record.data)[:1]:
        given = number_inputs.inputs(scheme, record, asked.archive)
        others = (r for r in asked.archive.records if r is not record)
        if given.gaps:
            return None
        slugs = series.taken(others, ())
        serial = series.next_serial(scheme, given.values, slugs).value
        if serial is None:
            return None
        return scheme, {**given.values, scheme.serial.name: str(serial)}
    return None


def _normalised(asked: Asked) -> Json:
    options = numbers.schemes(asked.policy, asked.holding, asked.record.data)
    return numbers.normalise(options, asked.record.number).value


def _volume_year(asked: Asked) -> Json:
    found = volume_year.year(asked.record, asked.policy, asked.archive).value
    return found.year if found else None


def _order(asked: Asked) -> Json:
    found = volume_order.order(asked.record, asked.policy, asked.archive)
    return [asked.name_of(id_) for id_ in found.items]


def _pages(asked: Asked) -> Json:
    found = pages.numbering(asked.record, asked.policy, asked.archive).value
    if found is None:
        return None
    rows = ((run.entry.item.id, run.first, run.last) for run in found.runs)
    return {asked.name_of(id_): [first, last] for id_, first, last in rows}


def _missing(asked: Asked) -> Json:
    found = completeness.materials(asked.record, asked.policy, asked.archive)
    return [line.kind for line in found.missing]


def _level(asked: Asked) -> Json:
    return secrecy.secrecy(asked.record, asked.policy, asked.archive).level.code


def _label(asked: Asked) -> Json:
    return secrecy.label(asked.record, asked.policy, asked.holding).value


def _retention(part: str) -> Callable[[Asked], Json]:
    def found(asked: Asked) -> Json:
        """Return one part of the disposition."""
        answer = retention.disposition(
            asked.record, asked.policy, asked.as_of, asked.archive
        )
        value = getattr(answer, part)
        return value.isoformat() if isinstance(value, datetime.date) else value

    return found


def _corner(asked: Asked) -> Json:
    for volume in asked.archive.volume_of.get(asked.record.id, ()):
        for rule in applying(asked.policy, pages.SECTION, volume.data):
            return pages.corner(rule, asked.record, int(asked.argument)).value
    return None


def _form(asked: Asked) -> Json:
    return thaw(forms.wanted(asked.policy, asked.argument, asked.record.data))


def _edition(asked: Asked) -> Json:
    return asked.case.policies.edition_of(asked.record).value


def _vacant(asked: Asked) -> Json:
    policy = asked.case.policies.of_pack(asked.case.pack.id)
    return sorted({v.role for v in roles.vacancies(policy, asked.holding, asked.as_of)})


def _table(name: str) -> Callable[[Asked], Json]:
    ask = getattr(case_tables, name)
    return lambda asked: ask(asked.case, asked.argument, asked.as_of)


def _printed(asked: Asked) -> Iterable[str]:
    policy = asked.case.policies.of_pack(asked.case.pack.id)
    named = (str(rule.get("form")) for rule in policy.rules(forms.SECTION))
    return {*printed.forms(), *named}


def _events(asked: Asked) -> Iterable[str]:
    return [str(event.get("kind")) for _, event in asked.record.each("events")]


def _written(*sections: str) -> Callable[[Asked], Iterable[str]]:
    return lambda asked: [id_ for name in sections for id_ in asked.ids(name)]


#: More written pages than any document has.
_MOST_PAGES = 10_000
#: Name → what may follow the colon; registers and statistics look for themselves.
_KNOWN: Mapping[str, Callable[[Asked], Iterable[str]]] = MappingProxyType(
    {
        "due": _written("deadlines"),
        "due_state": _written("deadlines"),
        "owed_by": _written("deadlines", "duties"),
        "duties": _written("duties"),
        "checklist": _written("checklists"),
        "form": _printed,
        "corner": lambda _: map(str, range(1, _MOST_PAGES)),
        "enter_by": _events,
    }
)
_OF_RETENTION = ("retention_class", "last_day_kept", "eligible_from")
#: Name → what answers it.
VALUES: Mapping[str, Callable[[Asked], Json]] = MappingProxyType(
    {
        "number": _number,
        "slug": _slug,
        "scope": _scope,
        "normalised": _normalised,
        "volume_year": _volume_year,
        "order": _order,
        "pages": _pages,
        "missing": _missing,
        "level": _level,
        "label": _label,
        **{name: _retention(name) for name in _OF_RETENTION},
        "retention_state": _retention("state"),
        "due": case_dues.due,
        "due_state": case_dues.due_state,
        "owed_by": case_dues.owed_by,
        "duties": case_dues.duty_cells,
        "next_step": case_steps.next_step,
        "corner": _corner,
        "form": _form,
        "edition": _edition,
        "vacant": _vacant,
        "enter_by": case_dues.enter_by,
        "checklist": lambda asked: case_tables.checklist(asked.case, asked.argument),
        "columns": _table("columns"),
        "rows": _table("rows"),
        "tally": _table("tally"),
        "reminders": lambda asked: case_tables.reminders(asked.case, asked.as_of),
    }
)
