"""Numbers that belong to a person, recognised by form and check digit."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from dangan.checks._api import Context
from dangan.model.finding import Draft
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.record import Record

#: Fields that identify things and are long by nature.
_IDENTIFIERS = frozenset({"id", "to", "record", "subject", "sha256", "digest"})
_SUSPECT = re.compile(r"[0-9０-９](?:[ \-.]?[0-9０-９]){9}")
_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_MOBILE = re.compile(_EDGE + r"(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}" + _END)
_IDENTITY = re.compile(_EDGE + r"[1-8][0-9]{5}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx]" + _END)
_CARD = re.compile(_EDGE + r"[3-6][0-9]{3}(?:[ -]?[0-9]){11,15}" + _END)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LETTERS = "10X98765432"


def free_texts(record: Record, ctx: Context) -> tuple[tuple[Pointer, str], ...]:
    """Return the texts of a record that may hold somebody's number by mistake.

    Fields that the schema marks as personal are left out, and identifiers.
    """
    return ctx.memo.of(record, "free texts", lambda: tuple(_free(record, ctx)))


def spoken_of(
    record: Record,
    ctx: Context,
    numbers: Callable[[str], Iterator[str]],
    fact: Message,
) -> Iterator[Draft]:
    """Yield a draft for each text that holds one of some kind of numbers."""
    for route, text in free_texts(record, ctx):
        if any(True for _ in numbers(text)):
            hint = M("delete it here; personal data have fields of their own")
            yield record.at(route).says(fact, hint=hint)


def _free(record: Record, ctx: Context) -> Iterator[tuple[Pointer, str]]:
    if not _SUSPECT.search(all_text(record, ctx)):
        return
    kind = ctx.types.get(record.type)
    for route, text in texts(record.data):
        if not _SUSPECT.search(text) or route[-1] in _IDENTIFIERS:
            continue
        info = kind.field(route) if kind else None
        if info is None or not info.personal:
            yield route, unicodedata.normalize("NFKC", text)


def mobile_phones(text: str) -> Iterator[str]:
    """Yield what looks like a mobile phone number of mainland China."""
    yield from (found.group() for found in _MOBILE.finditer(text))


def id_numbers(text: str) -> Iterator[str]:
    """Yield numbers of identity cards: 18 places, a real birthday, check digit."""
    for found in _IDENTITY.finditer(text):
        if is_id_number(_bare(found.group())):
            yield found.group()


def card_numbers(text: str) -> Iterator[str]:
    """Yield numbers of bank cards: 15 to 19 digits whose Luhn sum is right."""
    for found in _CARD.finditer(text):
        digits = _bare(found.group())
        if is_card_number(digits) and not is_id_number(digits):
            yield found.group()


def is_id_number(text: str) -> bool:
    """Tell whether the check digit (GB 11643) and the birthday are right."""
    try:
        datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
        total = sum(w * int(c) for w, c in zip(_WEIGHTS, text[:17], strict=True))
    except ValueError:
        return False
    return text[17:].upper() == _LETTERS[total % 11]


def is_card_number(digits: str) -> bool:
    """Tell whether the Luhn sum is a multiple of ten and not all digits are one."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    total = sum(value - 9 if value > 9 else value for value in doubled)  # noqa: PLR2004  cross sum
    return total % 10 == 0 and len(set(digits)) > 1


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def all_text(record: Record, ctx: Context) -> str:
    """Return every text of a record, each on a line of its own."""
    return ctx.memo.of(record, "all text", lambda: _all_text(record.data))


def _all_text(data: JsonObject) -> str:
    found: list[str] = []
    waiting: list[Iterable[Json]] = [data.values()]
    while waiting:
        for value in waiting.pop():
            kind = value.__class__
            if kind is str:
                found.append(value)
            elif kind is dict:
                waiting.append(value.values())
            elif kind is list:
                waiting.append(value)
    return "\n".join(found)


def texts(data: JsonObject) -> Iterator[tuple[Pointer, str]]:
    """Yield every text of a record with its place, in no particular order."""
    waiting: list[tuple[Pointer, Json]] = [((), data)]
    while waiting:
        route, node = waiting.pop()
        inside = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in inside:
            if value.__class__ is str:
                yield (*route, key), value
            elif value.__class__ in {dict, list}:
                waiting.append(((*route, key), value))
