"""Task tables (任务表): the steps of a process as lines, with who, when and what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.period import Period
from dangan.paper.bench import Bench
from dangan.paper.binding import Binding, basis, cited, column
from dangan.paper.sheets import document, heading
from dangan.policy.policy import Policy, Rule
from dangan.policy.printed import Form
from dangan.report.flow_model import Flow, Node, flow_of
from dangan.report.speech import Speech
from dangan.report.tables import told
from dangan.rules import periods
from dangan.rules.forms import rule_of
from dangan.rules.naming import Names, Words, text_of
from dangan.rules.words import clauses_of, words

_RECORD = "record."


@dataclass(frozen=True, slots=True)
class _Step:
    """One step, as it is drawn and as it is written."""

    rule: Rule
    policy: Policy
    flow: Flow
    node: Node
    data: JsonObject
    names: Names


def of_processes(
    bench: Bench, form: Form, found: tuple[tuple[Rule, Policy], ...]
) -> JsonObject:
    """Return the steps of some processes, a sheet each."""
    names = Names(bench.holding, bench.policies, bench.types)
    made = [_sheet(bench, form, rule, policy, names) for rule, policy in found]
    return document(bench, form, made)


def _sheet(
    bench: Bench, form: Form, rule: Rule, policy: Policy, names: Names
) -> JsonObject:
    asked = rule_of(policy, form.id)
    binding = Binding(form, asked, policy if asked else None)
    speech = bench.labels.speech
    flow = flow_of(rule, None, names)
    steps = zip(flow.nodes, rule.data["steps"], strict=True)
    each = [_Step(rule, policy, flow, node, data, names) for node, data in steps]
    shown = [{**column(entry), "id": _id(entry)} for entry in binding.listed("columns")]
    own = [cited(bench, rule, policy)] if rule.clauses else []
    return {
        "title": bench.text(binding.label),
        "subtitle": speech.label(rule.label, rule.id),
        "number": "",
        "qr": None,
        "mark": None,
        "basis": "　".join([*basis(bench, binding)] or own),
        "day": "",
        "landscape": True,
        "fields": [],
        "columns": [heading(bench, entry) for entry in shown],
        "rows": [[_cell(speech, one, entry["id"]) for entry in shown] for one in each],
        "min_rows": 0,
        "total": None,
        "signatures": [],
        "texts": {},
        "width": 0,
    }


def _id(entry: object) -> str:
    return str(entry["id"]) if isinstance(entry, Mapping) else str(entry)


def _cell(speech: Speech, step: _Step, id_: str) -> str:
    """Return what a column says of a step; one that nobody knows is left to write."""
    read = _CELLS.get(id_)
    lang = "zh-CN" if speech.lang == "zh" else "en"
    parts = (str(told(part, lang)) for part in (read(step) if read else ()))
    return "\n".join(part for part in parts if part)


def _node(step: _Step) -> Iterator[Words]:
    yield str(step.flow.nodes.index(step.node) + 1)


def _task(step: _Step) -> Iterator[Words]:
    yield step.node.label


def _who(step: _Step) -> Iterator[Words]:
    yield step.flow.lanes[step.node.lane]


def _standard(step: _Step) -> Iterator[Words]:
    """Yield when the step is taken, and what ends the process."""
    yield M("optional") if step.node.optional else ""
    yield from step.node.notes


def _limit(step: _Step) -> Iterator[Words]:
    """Yield the time limits of which the step is the end."""
    for rule in step.policy.rules("deadlines"):
        within, done = rule.get("within"), rule.get("done") or {}
        if done.get("event") == step.data["event"] and _is_of(rule, step.rule):
            is_period = isinstance(within, str) and within.startswith("P")
            yield (
                periods.words(Period.parse(within))
                if is_period
                else text_of(rule.label)
            )


def _is_of(rule: Rule, process: Rule) -> bool:
    """Tell whether a rule is about the type of record that a process is of."""
    kinds = [words((one.get("for") or {}).get("type")) for one in (rule, process)]
    return not set(kinds[0]).isdisjoint(kinds[1])


def _material(step: _Step) -> Iterator[Words]:
    """Yield what the step needs: fields of its event or of the record."""
    types = words((step.rule.data.get("for") or {}).get("type"))
    for need in words(step.data.get("needs")):
        is_own = need.startswith(_RECORD)
        path = tuple(need.removeprefix(_RECORD).split("."))
        info = step.names.field(types, path if is_own else ("events", "*", *path))
        yield text_of(info.label) if info and info.label else need


def _clauses(step: _Step) -> Iterator[Words]:
    """Yield the clauses of the step itself; those of the process are in the foot."""
    if "clause" in step.data:
        yield from clauses_of(step.rule, step.data)


_CELLS: Mapping[str, Callable[[_Step], Iterator[Words]]] = MappingProxyType(
    {
        "node": _node,
        "task": _task,
        "who": _who,
        "standard": _standard,
        "limit": _limit,
        "material": _material,
        "clauses": _clauses,
    }
)
