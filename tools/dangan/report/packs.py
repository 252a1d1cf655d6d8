"""Regulations as text and JSON: their rules, values, clauses, coverage."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping

from dangan.model.json import Json, dotted, lookup
from dangan.model.message import M, Message
from dangan.model.table import Cell, Column, Table, heads
from dangan.policy.coverage import Coverage
from dangan.policy.frozen import thaw
from dangan.policy.pack import Clause, Pack
from dangan.policy.policy import Policy
from dangan.policy.rule import Rule
from dangan.policy.sections import SECTIONS
from dangan.policy.settings import Setting
from dangan.report.i18n import render
from dangan.report.tables import table_as
from dangan.rules import naming

_STATES: Mapping[str, Message] = {
    "enforced": M("enforced"),
    "watched": M("watched"),
    "computed": M("computed"),
    "printed": M("printed"),
    "inspected": M("inspected"),
    "parameter": M("parameter"),
    "stated": M("stated"),
    "declined": M("declined"),
}
#: What a clause may wait for while the best that exists carries it.
CAPABILITIES: Mapping[str, Message] = {
    "sealed-fields": M("fields that can be sealed"),
    "signed-approvals": M("signed approvals"),
    "web-forms": M("forms on the web"),
    "spreadsheet-import": M("import of spreadsheets"),
    "attachments-outside-git": M("storage of attachments outside of git"),
}
#: ``set_by`` of what nobody has decided.
SUGGESTION = "suggestion"
_SETTERS: Mapping[str, Message] = {
    "company": M("the company"),
    SUGGESTION: M("a suggestion"),
}


def table(packs: Mapping[str, Pack], governing: Collection[str], lang: str) -> Table:
    """Return the table of all packs."""
    columns = heads(
        id=M("regulation"),
        name=M("name"),
        title=M("title"),
        extends=M("rests on"),
        edition=M("newest edition"),
        clauses=M("clauses"),
        governs=M("in use here"),
    )
    yes, no = render(M("yes"), lang), ""
    rows = tuple(
        (
            pack.id,
            pack.name,
            said(pack.title, lang),
            pack.extends,
            pack.editions[-1].effective_from,
            len(pack.clauses),
            yes if pack.id in governing else no,
        )
        for pack in packs.values()
    )
    return Table("packs", M("Regulations"), columns, rows)


def said(text: Mapping[str, str], lang: str) -> str:
    """Return the words of a text of both languages."""
    return text.get("zh" if lang.startswith("zh") else "en", "")


def policy_as(
    policy: Policy, form: str, lang: str, *, origin: bool, names: naming.Names
) -> str:
    """Return a policy as text or JSON, with the origin of rules and values.

    ``names`` tells what departments, roles and fields are called in the text.
    """
    if form == "json":
        data = _policy_data(policy)
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    lines = [
        f"{policy.pack.id} {said(policy.pack.title, lang)} ({policy.pack.name})",
        render(M("edition of {day}", day=policy.edition), lang),
        *_lost(policy, lang),
        *_values(policy, lang, names),
        *_rules(policy, lang, origin=origin),
    ]
    return "\n".join(lines) + "\n"


def clause_as(policy: Policy, clause: Clause, form: str, lang: str) -> str:
    """Return one clause with the rules that carry it."""
    rules = [r for r in all_rules(policy) if clause.id in r.clauses]
    if form == "json":
        data = {
            "id": clause.id,
            "tag": clause.tag,
            "place": dict(clause.place),
            "text": dict(clause.text),
            "strength": clause.strength,
            "state": clause.state,
            "by": list(clause.by),
            "waits_for": clause.waits_for,
            "rules": [rule_data(rule) for rule in rules],
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    lines = [
        f"{clause.id} {said(clause.place, lang)} ({clause.strength})",
        f"  {said(clause.text, lang)}",
        f"  {_carried(clause, lang)}",
        *([f"  {said(clause.reason, lang)}"] if clause.reason else []),
        *(
            f"  {line}"
            for rule in rules
            for line in _rule(rule, policy, lang, origin=True)
        ),
    ]
    return "\n".join(lines) + "\n"


def coverage_text(rows: Iterable[Coverage], lang: str) -> str:
    """Return the states of all clauses by pack, and what is open."""
    known = tuple(rows)
    states = [s for s in _STATES if any(s in row.states for row in known)]
    columns = (
        Column("pack", M("regulation")),
        *(Column(state, _STATES[state]) for state in states),
        Column("all", M("clauses")),
    )
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.pack.id,
            *(row.states.get(state, 0) for state in states),
            len(row.pack.clauses),
        )
        for row in known
    )
    text = table_as(Table("coverage", M("Coverage"), columns, cells), "text", lang)
    return text + "".join(f"{render(m, lang)}\n" for m in _open(known))


def _open(rows: Iterable[Coverage]) -> Iterator[Message]:
    for row in rows:
        for clause, fault in row.faults:
            yield M("{clause}: {fault}", clause=clause.id, fault=fault)
        for id_, what in row.waiting.items():
            words = CAPABILITIES[what]
            yield M("{clause}: carried until there is {what}", clause=id_, what=words)
        if row.unset:
            names = tuple(row.unset)
            yield M("{pack}: not set: {names}", pack=row.pack.id, names=names)


def _carried(clause: Clause, lang: str) -> str:
    state, by = _STATES[clause.state], tuple(clause.by)
    carried = M("{state} by {sections}", state=state, sections=by) if by else state
    if not clause.waits_for:
        return render(carried, lang)
    waits = M(
        "{carried}, until there is {what}",
        carried=carried,
        what=CAPABILITIES[clause.waits_for],
    )
    return render(waits, lang)


def _lost(policy: Policy, lang: str) -> Iterator[str]:
    for text in policy.pack.source.get("lost", ()):
        yield render(M("lost in the source: {what}", what=text), lang)


def _values(policy: Policy, lang: str, names: naming.Names) -> Iterator[str]:
    for name, parameter in policy.settings.parameters.items():
        value = _value(policy.settings.set.get(name), lang, names)
        yield f"${name} = {value}  # {said(parameter.label, lang)}"
    for name, choice in policy.settings.choices.items():
        taken = policy.choices[name]
        yield f"${name} = {taken}  # {said(choice.readings[taken], lang)}"


def _value(setting: Setting | None, lang: str, names: naming.Names) -> str:
    if setting is None:
        return render(M("not set: its rules do not run"), lang)
    value, kind = thaw(setting.value), setting.parameter.type
    if isinstance(value, str):
        value = names.called(kind, value)
    elif isinstance(value, list):
        value = tuple(names.called(kind, str(one)) for one in value)
    else:
        value = naming.said(value)
    if setting.set_by == SUGGESTION:
        return render(M("{value} (suggested, not decided yet)", value=value), lang)
    by = M("{value} (set by {who})", value=value, who=_setter(setting))
    return render(by, lang)


def _setter(setting: Setting) -> Message | str:
    """Return who set a value: the company, nobody yet, or the regulation's id."""
    return _SETTERS.get(setting.set_by, setting.set_by)


def _rules(policy: Policy, lang: str, *, origin: bool) -> Iterator[str]:
    for section in SECTIONS:
        rules = [rule for rule in all_rules(policy) if rule.section == section]
        if rules:
            yield f"\n{section}"
        for rule in rules:
            yield from _rule(rule, policy, lang, origin=origin)


def all_rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules that run and those that wait for a parameter."""
    running = (rule for section in SECTIONS for rule in policy.rules(section))
    return (*running, *policy.blocked)


def _rule(rule: Rule, policy: Policy, lang: str, *, origin: bool) -> Iterator[str]:
    cited = f" [{', '.join(rule.clauses)}]" if rule.clauses else ""
    yield f"  {rule.id} {said(rule.label, lang)}".rstrip() + cited
    if rule.blocked_by:
        waits = M("does not run: {names} not set", names=rule.blocked_by)
        yield f"    {render(waits, lang)}"
    if origin:
        for message in origins(rule, policy):
            yield f"    {render(message, lang)}"


def origins(rule: Rule, policy: Policy) -> Iterator[Message]:
    """Yield where a rule is written, and where its values come from."""
    yield M("written in {pack}: {place}", pack=rule.origin, place=dotted(rule.path))
    if rule.taken_over:
        pack, id_ = rule.taken_over
        yield M("takes over {rule} of {pack}", rule=id_, pack=pack)
    for route, name in rule.filled:
        place, setting = dotted(route), policy.settings.set.get(name)
        value = naming.said(thaw(lookup(rule.data, route)))
        if setting is not None:
            yield M(
                "{place} = {value}: parameter {name}, set by {who}",
                place=place,
                value=value,
                name=name,
                who=_setter(setting),
            )
        elif name in policy.choices:
            yield M(
                "{place} = {value}: choice {name}", place=place, value=value, name=name
            )


def _policy_data(policy: Policy) -> dict[str, Json]:
    settings = policy.settings
    return {
        "id": policy.pack.id,
        "name": policy.pack.name,
        "title": dict(policy.pack.title),
        "edition": policy.edition,
        "chain": [pack.id for pack in policy.line],
        "source": thaw(policy.pack.source),
        "parameters": {
            name: {
                "value": thaw(settings.set[name].value)
                if name in settings.set
                else None,
                "set_by": settings.set[name].set_by if name in settings.set else None,
                "suggest": thaw(parameter.suggest),
                "type": parameter.type,
            }
            for name, parameter in settings.parameters.items()
        },
        "choices": dict(policy.choices),
        "rules": [rule_data(rule) for rule in all_rules(policy)],
    }


def rule_data(rule: Rule) -> dict[str, Json]:
    """Return a rule as JSON-like values."""
    return {
        "section": rule.section,
        "id": rule.id,
        "clauses": list(rule.clauses),
        "origin": rule.origin,
        "path": list(rule.path),
        "takes_over": list(rule.taken_over) if rule.taken_over else None,
        "filled": {dotted(route): name for route, name in rule.filled},
        "blocked_by": list(rule.blocked_by),
        "severity": rule.severity,
        "data": thaw(rule.data),
    }
