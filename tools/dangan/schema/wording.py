"""Own words for each JSON Schema keyword: what is wrong, and what to do.

No wording shows the value of a field, whatever the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dangan.model.finding import Draft
from dangan.model.message import M, Message
from dangan.model.problem import Problem
from dangan.model.record import Record
from dangan.schema.breach import Breach
from dangan.schema.nearest import nearest

#: A longer key is rather a value that slipped in.
_KEY_LENGTH = 40
_RANGE = "schema-range"
_LENGTH = "schema-length"
_KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "array": M("a list"),
        "boolean": M("true or false"),
        "integer": M("a whole number"),
        "null": M("empty"),
        "number": M("a number"),
        "object": M("a mapping of fields"),
        "string": M("a text"),
    }
)
_FORMATS: Mapping[str, Message] = MappingProxyType(
    {
        "date": M("{field} is not a day of the calendar"),
        "partial-date": M("{field} is not a day, month or year of the calendar"),
        "relative-path": M("{field} is not a path that stays below its folder"),
        "unified-social-credit-code": M("the check character of {field} is wrong"),
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """Kind, fact and fix of a breach; ``on_key`` where the key is the fault."""

    kind: str
    message: Message
    hint: Message | None = None
    on_key: bool = False


def problem(record: Record, fault: Breach) -> Problem:
    """State a breach of a record's schema at its place."""
    words = WORDINGS.get(fault.keyword, _other)(fault)
    is_own_key = fault.keyword in {"additionalProperties", "propertyNames"}
    pointer = (*fault.pointer, fault.key) if is_own_key else fault.pointer
    place = record.at(pointer, on_key=words.on_key)
    draft: Draft = place.says(words.message, hint=words.hint)
    return Problem(words.kind, draft)


def _required(fault: Breach) -> Words:
    pointer = (*fault.pointer, fault.key)
    help_text = fault.remark("x-help", pointer)
    hint = M("add {key}", key=fault.key)
    if help_text:
        hint = M("add {key}: {help}", key=fault.key, help=help_text)
    return Words(
        "schema-required",
        M("{field} is missing", field=fault.called(pointer)),
        hint,
        on_key=bool(fault.pointer),
    )


def _unknown_key(fault: Breach) -> Words:
    known = nearest(fault.key, fault.schema.get("properties", ()))
    hint = M("delete it, or move what it says to the notes")
    if known:
        meant = fault.called((*fault.pointer, known))
        hint = M("write {field}", field=meant)
    return Words("schema-unknown-key", _not_a_field(fault.key), hint, on_key=True)


def _not_a_field(key: str) -> Message:
    """Name the key, unless it looks like a value that slipped in."""
    if len(key) <= _KEY_LENGTH and key.isascii() and key.replace("_", "").isalpha():
        return M("{key} is not a field here", key=key)
    return M("this key is not a field here")


def _property_name(fault: Breach) -> Words:
    rule = fault.asked.get("x-form") if isinstance(fault.asked, Mapping) else None
    fact = M("{key} does not belong here: {rule}", key=fault.key, rule=rule)
    plain = M("{key} does not belong here", key=fault.key)
    return Words(
        "schema-forbidden", fact if rule else plain, M("delete it"), on_key=True
    )


def _forbidden(fault: Breach) -> Words:
    if fault.asked:
        return _other(fault)
    return Words(
        "schema-forbidden",
        M("{field} must not stand beside the other fields", field=fault.field),
        M("delete it, or correct the field that rules it out"),
        on_key=True,
    )


def _type(fault: Breach) -> Words:
    asked = [fault.asked] if isinstance(fault.asked, str) else list(fault.asked)
    kinds = tuple(_KINDS[one] for one in asked)
    fact = M("{field} must be {kind}", field=fault.field, kind=_either(kinds))
    return Words("schema-type", fact, _type_hint(asked[0], fault))


def _either(kinds: tuple[Message, ...]) -> Message:
    if len(kinds) == 1:
        return kinds[0]
    return M("one of these: {kinds}", kinds=kinds)


def _type_hint(asked: str, fault: Breach) -> Message | None:
    if fault.value is None:
        return M("write a value, or delete the key")
    if asked == "string" and isinstance(fault.value, int | float):
        return M("put it in quotes")
    if asked == "array":
        return M("write one entry a line, each after a hyphen")
    if asked in {"integer", "number"}:
        return M("write digits only, without quotes or unit")
    return None


def _enum(fault: Breach) -> Words:
    info = fault.type.field(fault.pointer)
    labels = info.values if info else {}
    values = tuple(_choice(str(one), labels) for one in fault.asked)
    return Words(
        "schema-enum",
        M("{field} has a value that is not on its list", field=fault.field),
        M("use one of: {values}", values=values),
    )


def _choice(value: str, labels: Mapping[str, Mapping[str, str]]) -> Message | str:
    label = labels.get(value)
    return M("{key} ({label})", key=value, label=label) if label else value


def _const(fault: Breach) -> Words:
    return Words(
        "schema-enum",
        M("{field} must be {value}", field=fault.field, value=fault.asked),
        M("write {value}", value=fault.asked),
    )


def _pattern(fault: Breach) -> Words:
    form = fault.remark("x-form")
    fact = M("{field} does not have the form that is asked for", field=fault.field)
    if form:
        fact = M("{field} is not {form}", field=fault.field, form=form)
    return Words("schema-pattern", fact, _help(fault))


def _format(fault: Breach) -> Words:
    fact = _FORMATS.get(str(fault.asked))
    if fact is None:
        return _pattern(fault)
    named = Message(fact.text, (("field", fault.field),))
    return Words("schema-format", named, _help(fault))


def _help(fault: Breach) -> Message | None:
    help_text = fault.remark("x-help")
    return M("follow this: {help}", help=help_text) if help_text else None


def _alternatives(fault: Breach) -> Words:
    form = fault.remark("x-form") or fault.remark("x-help")
    fact = M("{field} fits none of the allowed forms", field=fault.field)
    if form:
        fact = M("{field} is not {form}", field=fault.field, form=form)
    return Words("schema-form", fact)


def _limit(kind: str, fact: Message) -> Callable[[Breach], Words]:
    """Make the wording of a keyword whose value is a number."""

    def words(fault: Breach) -> Words:
        """Put the field and what is asked of it into the text."""
        gaps = (("field", fault.field), ("limit", fault.asked))
        return Words(kind, Message(fact.text, gaps))

    return words


def _unique(fault: Breach) -> Words:
    fact = M("{field} has the same entry twice", field=fault.field)
    return Words("schema-unique", fact, M("delete one of them"))


def _other(fault: Breach) -> Words:
    return Words(
        "schema-other",
        M(
            "{field} breaks a rule of its schema ({keyword})",
            field=fault.field,
            keyword=fault.keyword,
        ),
    )


#: Keyword → wording; anything else is worded by ``_other``.
WORDINGS: Mapping[str, Callable[[Breach], Words]] = MappingProxyType(
    {
        "additionalProperties": _unknown_key,
        "anyOf": _alternatives,
        "const": _const,
        "enum": _enum,
        "exclusiveMaximum": _limit(_RANGE, M("{field} must be less than {limit}")),
        "exclusiveMinimum": _limit(_RANGE, M("{field} must be more than {limit}")),
        "format": _format,
        "maxItems": _limit(_LENGTH, M("{field} has more than {limit} entries")),
        "maxLength": _limit(_LENGTH, M("{field} has more than {limit} characters")),
        "maxProperties": _limit(_LENGTH, M("{field} has more than {limit} fields")),
        "maximum": _limit(_RANGE, M("{field} must be {limit} at most")),
        "minItems": _limit(_LENGTH, M("{field} has fewer than {limit} entries")),
        "minLength": _limit(_LENGTH, M("{field} has fewer than {limit} characters")),
        "minProperties": _limit(_LENGTH, M("{field} has fewer than {limit} fields")),
        "minimum": _limit(_RANGE, M("{field} must be {limit} at least")),
        "not": _forbidden,
        "oneOf": _alternatives,
        "pattern": _pattern,
        "propertyNames": _property_name,
        "required": _required,
        "type": _type,
        "uniqueItems": _unique,
    }
)
