"""A form as the regulation of a record wants it (``rules.forms``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.paper.bench import Bench, Sheet
from dangan.policy.faults import nearest
from dangan.policy.policy import Policy
from dangan.policy.printed import Form, columns
from dangan.policy.rule import Rule
from dangan.rules import forms as named

#: More clauses than these are told as runs.
_FEW = 5
#: Id of a clause: what stands before its serial, and that.
_SERIAL = re.compile(r"(.*?[a-z])([0-9]+)")


@dataclass(frozen=True, slots=True)
class Binding:
    """A form as one regulation wants it."""

    form: Form
    #: The rule that names it, with its policy; None where no regulation does.
    rule: Rule | None = None
    policy: Policy | None = None

    def listed(self, key: str) -> tuple[Json, ...]:
        """Return columns or signatures: the regulation's, or the form's own."""
        stated = self.rule.get(key) if self.rule else None
        return tuple(stated) if stated else self.form.listed(key)

    @property
    def label(self) -> JsonObject:
        """Return the name of the form."""
        return (self.rule.label if self.rule else None) or self.form.label

    @property
    def title(self) -> JsonObject:
        """Return what stands at its head: the regulation's name of it, or its own."""
        named = self.rule.label if self.rule else None
        return named or self.form.data.get("title") or self.form.label

    @property
    def copies(self) -> int:
        """Return in how many copies it is made out."""
        stated = self.rule.get("copies") if self.rule else None
        return int(stated or self.form.data.get("copies") or 1)

    @property
    def texts(self) -> JsonObject:
        """Return the texts of the form: the regulation's before its own."""
        own = (self.rule.get("texts") if self.rule else None) or {}
        return {**(self.form.data.get("texts") or {}), **own}


def bound(bench: Bench, sheet: Sheet, record: Record | None) -> Binding:
    """Return a form as the regulation of a record wants it.

    Without a record it is the regulation that was named, or the first that names
    the form.
    """
    form, data = sheet.form, record.data if record else None
    policy = bench.policy(record) if record else sheet.policy
    policies = (policy,) if policy else () if record else bench.policies.all()
    for one in policies:
        rule = named.rule_of(one, form.id, data)
        if rule:
            return Binding(form, rule, one)
    return Binding(form)


def column(entry: Json) -> JsonObject:
    """Return a column of a list: one that is known, or one to fill in by hand.

    Raises SetupError where a regulation names one that no form has (R903).
    """
    if isinstance(entry, str):
        if entry not in columns():
            raise SetupError(
                M("no printed form has a column {column}", column=entry),
                hint=nearest(entry, columns()),
            )
        return columns()[entry]
    known = columns().get(str(entry["id"]), {"width": "1fr", "from": ()})
    return {**known, **entry}


def basis(bench: Bench, binding: Binding) -> Iterator[str]:
    """Yield regulation and clauses that ask for the form, and whose layout it has."""
    if binding.rule and binding.policy:
        yield cited(bench, binding.rule, binding.policy)
    source = binding.form.data.get("source")
    if source:
        yield bench.text(source)


def cited(bench: Bench, rule: Rule, policy: Policy) -> str:
    """Return title of the regulation, articles once each, and ids of the clauses.

    Where it has many clauses, they are told as runs and the articles left out: the
    foot of a page has room for two lines.
    """
    title, joined = bench.text(policy.pack.title), bench.labels.speech.listed
    if len(rule.clauses) > _FEW:
        return f"{title}（{joined(list(runs(rule.clauses)))}）"
    known = [clause for clause in map(policy.clause, rule.clauses) if clause]
    places = dict.fromkeys(bench.text(clause.place) for clause in known)
    return f"{title} {joined(list(places))}（{joined(list(rule.clauses))}）"


def runs(ids: Sequence[str]) -> Iterator[str]:
    """Yield ids of clauses that follow each other as one: ``001-01.r80–r83``."""
    parted = (_SERIAL.fullmatch(id_) for id_ in ids)
    told = sorted({(found[1], int(found[2])) for found in parted if found})
    runs: list[list[tuple[str, int]]] = []
    for before, serial in told:
        if runs and runs[-1][-1] == (before, serial - 1):
            runs[-1].append((before, serial))
        else:
            runs.append([(before, serial)])
    for run in runs:
        (before, first), (_, last) = run[0], run[-1]
        letter = before[-1]
        yield f"{before}{first}" + (f"–{letter}{last}" if last > first else "")
