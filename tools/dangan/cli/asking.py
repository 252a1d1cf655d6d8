"""The questions of ``dangan new``: one field after the other, until they are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from dangan.cli.context import Invocation
from dangan.cli.form import Form, Labels
from dangan.model.json import Json, Pointer, lookup
from dangan.model.message import M
from dangan.schema.draft import put
from dangan.schema.drafttext import help_of, label_of, shown_choice
from dangan.schema.fields import node
from dangan.schema.reading import is_list, is_plain

#: A longer list is not printed before the question.
_PRINTED_CHOICES = 20


@dataclass(frozen=True, slots=True)
class Asking:
    """Fills a draft by asking; what is known already is not asked again."""

    invocation: Invocation
    form: Form

    def fill(
        self,
        data: dict[str, Any],
        fields: tuple[Pointer, ...],
        known: frozenset[Pointer],
    ) -> dict[str, Any]:
        """Return the record with the answers.

        Args:
            data: what is known, defaults included.
            fields: fields to ask for, in order.
            known: fields that somebody has already given a value.
        """
        for route in fields:
            if route not in known:
                data = self._ask(data, route)
        for route in self.form.missing(data):
            if self._can_ask(route):
                data = self._ask(data, route)
        return data

    def _can_ask(self, route: Pointer) -> bool:
        schema = node(self.form.type.schema, route)
        return is_plain(schema) or is_list(schema)

    def _ask(self, data: dict[str, Any], route: Pointer) -> dict[str, Any]:
        """Ask until the answer fits; an empty one leaves an optional field out."""
        choices = self.form.choices(route, data)
        self._print_choices(choices)
        must = route in self.form.missing(data)
        while True:
            said = self._prompt(data, route, must=must)
            if not said:
                return data
            value = self.form.read(route, self._picked(said, choices), data)
            tried = put(data, route, value)
            if not self._refuses(tried, route):
                return tried

    def _prompt(self, data: Mapping[str, Any], route: Pointer, *, must: bool) -> str:
        default = lookup(data, route)
        if default is None:
            default = node(self.form.type.schema, route).get("default")
        question = self._question(route, must=must)
        while True:
            said = click.prompt(
                question,
                default="" if default is None else _shown(default),
                show_default=default is not None,
                type=str,
            )
            if said.strip() or not must:
                return str(said.strip())

    def _question(self, route: Pointer, *, must: bool) -> str:
        label = label_of(self.form.type, route, self.form.lang)
        help_text = help_of(self.form.type, route, self.form.lang)
        star = " *" if must else ""
        return f"{label}{star} ({help_text})" if help_text else f"{label}{star}"

    def _print_choices(self, choices: Mapping[str, Labels]) -> None:
        if len(choices) > _PRINTED_CHOICES:
            text = M("one of {count} values, by code or name", count=len(choices))
            self.invocation.say(text)
            return
        for index, (value, labels) in enumerate(choices.items(), 1):
            click.echo(f"  {index}. {shown_choice(value, labels, self.form.lang)}")

    def _picked(self, said: str, choices: Mapping[str, Labels]) -> str:
        """Return the value whose place in the printed list was typed."""
        if said in choices or not said.isdecimal() or len(choices) > _PRINTED_CHOICES:
            return said
        place = int(said) - 1
        return list(choices)[place] if 0 <= place < len(choices) else said

    def _refuses(self, data: Mapping[str, Any], route: Pointer) -> bool:
        faults = [
            problem
            for problem in self.form.problems(data)
            if problem.draft.place.pointer[: len(route)] == route
        ]
        for problem in faults:
            self.invocation.warn(problem.draft.message)
            if problem.draft.hint:
                text = M("{fix}: {hint}", fix=M("fix"), hint=problem.draft.hint)
                self.invocation.warn(text)
        return bool(faults)


def _shown(value: Json) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
