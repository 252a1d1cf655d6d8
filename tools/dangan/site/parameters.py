"""Values that a company sets for a regulation: what they are set to, and by whom."""

from __future__ import annotations

from collections.abc import Mapping

from dangan.model.message import M
from dangan.model.period import Period
from dangan.policy import printed
from dangan.policy.pack import Pack, Parameter
from dangan.rules import periods
from dangan.site.desk import Desk
from dangan.site.view import Cell, Column, Grid, Part, State

#: Type of a parameter → vocabulary that its value is a code of.
_VOCABULARIES = {"role": "roles", "department": "departments", "person": "people"}
#: Vocabularies in which the codes of a list are looked for.
_NAMED = ("departments", "roles", "classes", "retention_classes", "secrecy_levels")


def parameters(desk: Desk, pack: Pack) -> Grid:
    """Return the values the company sets, and who set them."""
    say = desk.speech.say
    columns = tuple(
        Column(say(m)) for m in (M("Value"), M("Is set to"), M("Set by"), M("Clause"))
    )
    given = (desk.workspace.holding.get("parameters") or {}).get(pack.id) or {}
    rows = []
    for name, parameter in pack.parameters.items():
        entry = given.get(name)
        value = entry.get("value") if isinstance(entry, Mapping) else parameter.value
        clause = desk.scribe.clause(parameter.clauses[0] if parameter.clauses else "")
        rows.append(
            (
                Cell((Part(desk.speech.label(parameter.label, name)),)),
                _value(desk, parameter, value),
                Cell((Part(_setter(desk, entry, value)),)),
                Cell((clause,) if clause else ()),
            )
        )
    return Grid(columns, tuple(rows))


def _value(desk: Desk, parameter: Parameter, value: object) -> Cell:
    if value is None:
        return Cell(
            state=State(desk.speech.say(M("not set: the rule does not run")), "due")
        )
    values = value if isinstance(value, list | tuple) else (value,)
    texts = [_in_words(desk, parameter.type, one) for one in values]
    return Cell((Part(desk.speech.listed(texts)),))


def _in_words(desk: Desk, kind: str, value: object) -> str:
    """Return a value as people read it: a period, yes or no, the label of a code."""
    labels, say = desk.scribe.labels, desk.speech.say
    if isinstance(value, bool):
        return say(M("yes") if value else M("no"))
    text = str(value)
    if kind == "period":
        return say(periods.words(Period.parse(text)))
    if kind == "person" and not desk.audience.is_staff:
        return say(M("somebody of the holding"))
    if kind in _VOCABULARIES:
        return labels.of(_VOCABULARIES[kind], text)
    known = next((name for name in _NAMED if labels.knows(name, text)), "")
    return labels.of(known, text) if known else _heading(desk, text)


def _heading(desk: Desk, name: str) -> str:
    """Return the label of a column or field, or the word itself."""
    labels = [printed.columns().get(name, {}).get("label", {})]
    for kind in desk.workspace.types.values():
        info = kind.fields.get((name,))
        labels += [info.label] if info and info.label else []
    return desk.speech.label(next(filter(None, labels), {}), name)


def _setter(desk: Desk, entry: object, value: object) -> str:
    """Return who set a value: the company, a suggestion, or the regulation."""
    if isinstance(entry, Mapping):
        words = {
            "company": M("the company"),
            "suggestion": M("a suggestion, not the rule"),
        }
        by = str(entry.get("set_by", ""))
        name = desk.speech.say(words[by]) if by in words else by
        return f"{name} {entry.get('on', '')}".strip()
    return desk.speech.say(M("the pack")) if value is not None else ""
