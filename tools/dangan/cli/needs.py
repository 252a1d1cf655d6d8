"""Ask for what a step of a process needs: the regulation says which fields.

Only where a terminal is there; otherwise nothing is asked, and what is missing is
refused by the regulation with its clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.asking import Asking
from dangan.cli.counter import Counter
from dangan.cli.form import Form
from dangan.model.json import Json, JsonObject, Pointer, lookup, pointer
from dangan.model.record import Document, Record
from dangan.model.recordtype import RecordType
from dangan.rules.words import words
from dangan.schema.drafttext import shown_choice
from dangan.schema.drafttext import words as words_in
from dangan.schema.fields import node
from dangan.schema.reading import is_list, is_plain

if TYPE_CHECKING:
    from dangan.rules.steps import Step
    from dangan.workspace.taking import Hands

#: What a need of a step begins with that is a field of the record, not the event.
_OF_RECORD = "record."


def ask_fields(
    counter: Counter, data: Mapping[str, Any], names: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a new record with what its form asks for.

    Args:
        counter: the desk.
        data: what is known; its type says which fields are asked, and in what order.
        names: fields that are asked instead.
    """
    kind = counter.space.types[str(data["type"])]
    routes = tuple(pointer(one) for one in names or kind.data.get("asked", ()))
    known = frozenset(r for r in routes if lookup(data, r) is not None)
    if not counter.asks:
        return dict(data)
    form = Form(counter.space, kind, counter.invocation.lang)
    plain = tuple(r for r in routes if r in known or _askable(kind, r))
    return Asking(counter.invocation, form).fill(dict(data), plain, known)


def ask_needs(
    counter: Counter,
    data: JsonObject,
    target: str,
    hands: Hands,
    apart_from: Collection[str] = (),
) -> tuple[dict[str, Any], Hands]:
    """Return a process record and its events with what a step needs besides.

    Args:
        counter: the desk.
        data: the record as it is, with what the command says of it.
        target: id of the step, kind of its event, or its effect.
        hands: what the events say so far.
        apart_from: needs that are met in another way.
    """
    found, events = dict(data), dict(hands.fields)
    asked = _needed(counter, data, target, hands.persons) if counter.asks else ()
    for step, need in asked:
        if need in apart_from:
            continue
        name = need.removeprefix(_OF_RECORD)
        if need != name:
            found = _of_record(counter, found, pointer(name))
            continue
        said = {**events.get(step.event, {}), **events.get(step.id, {})}
        if name not in said:
            value = ask_of_event(counter, str(data["type"]), name)
            events[step.event] = {**events.get(step.event, {}), name: value}
    return found, replace(hands, fields=events)


def ask_wish(
    counter: Counter,
    process: str,
    about: tuple[Record, ...],
    wish: tuple[dict[str, Any], str, Hands],
    apart_from: Collection[str] = (),
) -> tuple[dict[str, Any], Hands]:
    """Return fields and hands of a new process record with what its steps need.

    Args:
        counter: the desk.
        process: id of the process in the pack.
        about: the records it is about, or the record that goes on.
        wish: fields as said, target, and hands.
        apart_from: needs that are met in another way.
    """
    fields, target, hands = wish
    kind = counter.kind(process, about[0])
    if kind is None or not counter.asks:
        return fields, hands
    several = ("subjects",) in kind.fields
    rows = [{"record": record.id} for record in about]
    subject = {"subjects": rows} if several else {"subject": about[0].id}
    own = {"id": "", "type": kind.id, **subject}
    data = {**own, **fields}
    whole, hands = ask_needs(counter, data, target, hands, apart_from)
    return {key: value for key, value in whole.items() if key not in own}, hands


def needs_of_step(
    counter: Counter, name: str, event: str, says: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the event of a step says, with what it needs besides."""
    said = {key: value for key, value in says.items() if value not in (None, "")}
    record = counter.space.archive.find(name)
    for _step, need in (
        _needed(counter, record.data, event) if record and counter.asks else ()
    ):
        if not need.startswith(_OF_RECORD) and need not in said:
            said[need] = ask_of_event(counter, record.type if record else "", need)
    return said


def ask_of_event(counter: Counter, type_id: str, name: str) -> Json:
    """Ask for a field of an event until there is an answer that can be read."""
    kind = counter.space.types[type_id]
    route: Pointer = ("events", 0, name)
    lang = counter.invocation.lang
    choices = Form(counter.space, kind, lang).choices(route)
    for index, (value, labels) in enumerate(choices.items(), 1):
        click.echo(f"  {index}. {shown_choice(value, labels, lang)}")
    info = kind.field(route)
    label = words_in(info.label, lang) if info else name
    said = str(click.prompt(f"{label} *", type=str)).strip()
    place = int(said) - 1 if said.isdecimal() else -1
    if said not in choices and 0 <= place < len(choices):
        said = list(choices)[place]
    return counter.of_event(name, said)


def _needed(
    counter: Counter, data: JsonObject, target: str, named: Collection[str] = ()
) -> Iterator[tuple[Step, str]]:
    """Yield what a step and those before it need, as the regulation lists it.

    A step before it counts if it was not taken yet and has to be, or is ``named``.
    """
    from dangan.rules.involved import governing, view
    from dangan.rules.steps import process_of, steps_of

    space = counter.space
    record = Record(Document("records/_plan.yaml", data))
    policy = governing(record, space.policies, space.archive)
    rule = process_of(record, policy) if policy else None
    if rule is None:
        return
    day = counter.scene.on.isoformat()
    steps = steps_of(rule, view(record, space.archive, space.holding, day))
    wanted = [s for s in steps if target in {s.id, s.event, s.effect}]
    taken = {event.get("kind") for _route, event in record.each("events")}
    for step in steps[: steps.index(wanted[0])] if wanted else ():
        is_due = not step.optional or bool({step.id, step.event} & {*named})
        if is_due and step.event not in taken:
            yield from ((step, need) for need in words(step.data.get("needs")))
    for step in wanted:
        yield from ((step, need) for need in words(step.data.get("needs")))


def _of_record(
    counter: Counter, data: dict[str, Any], route: Pointer
) -> dict[str, Any]:
    kind = counter.space.types[str(data["type"])]
    if lookup(data, route) is not None or not _askable(kind, route):
        return data
    form = Form(counter.space, kind, counter.invocation.lang)
    return Asking(counter.invocation, form).fill(data, (route,), frozenset())


def _askable(kind: RecordType, route: Pointer) -> bool:
    if kind.field(route) is None:
        return False
    schema = node(kind.schema, route)
    return is_plain(schema) or is_list(schema)
