"""Flow charts on paper: a process of a regulation, or where a record stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.paper.bench import Bench
from dangan.paper.binding import cited
from dangan.paper.sheets import document, qr_of, secrecy_of
from dangan.policy.policy import Policy, Rule
from dangan.policy.printed import Form, words
from dangan.report.flow import flow_chart
from dangan.report.speech import LOCALES
from dangan.rules.involved import governing
from dangan.rules.naming import Names
from dangan.rules.process import Standing, standing
from dangan.rules.steps import SECTION

#: A sign of the drawing that printing fonts lack, and what stands for it.
_AGAIN, _STAR = "↻", "＊"
_Stands = tuple[Record, Standing]


def processes(bench: Bench) -> Iterator[tuple[Rule, Policy]]:
    """Yield every process of the holding's regulations, each once."""
    seen: set[tuple[str, str]] = set()
    for policy in bench.policies.all():
        for rule in policy.rules(SECTION):
            if (rule.origin, rule.id) not in seen:
                seen.add((rule.origin, rule.id))
                yield rule, policy


def of_processes(
    bench: Bench, form: Form, found: tuple[tuple[Rule, Policy], ...]
) -> JsonObject:
    """Return the charts of some processes, a sheet each."""
    made = [_sheet(bench, rule, policy) for rule, policy in found]
    return document(bench, form, made)


def of_records(
    bench: Bench, form: Form, records: tuple[Record, ...]
) -> JsonObject | Record:
    """Return the charts of where records stand; a record that is of no process."""
    made = []
    for record in records:
        policy = governing(record, bench.policies, bench.archive)
        how = standing(record, policy, bench.archive, bench.as_of) if policy else None
        if how is None or policy is None:
            return record
        made.append(_sheet(bench, how.process, policy, (record, how)))
    return document(bench, form, made)


def _sheet(
    bench: Bench, rule: Rule, policy: Policy, stands: _Stands | None = None
) -> JsonObject:
    record, how = stands or (None, None)
    speech = bench.labels.speech
    names = Names(bench.holding, bench.policies, bench.types)
    title = M("Flow chart: {process}", process=speech.label(rule.label, rule.id))
    svg = flow_chart(rule, how, LOCALES[speech.lang], names)
    basis = [cited(bench, rule, policy)] if rule.clauses else []
    if record is not None:
        basis.append(f"{bench.text(words()['as_of'])} {bench.as_of.isoformat()}")
    if _AGAIN in svg:
        basis.append(f"{_STAR} {bench.text(words()['repeated'])}")
    return {
        "title": speech.say(title),
        "subtitle": record.name if record else bench.text(policy.pack.title),
        "number": record.number if record else "",
        "qr": qr_of(record) if record else None,
        "mark": secrecy_of(bench, record) if record else None,
        "basis": "　".join(basis),
        "landscape": False,
        "svg": svg.replace(_AGAIN, _STAR),
    }
