"""Reasons in the words of the holding: fields by their labels, codes by theirs."""

from __future__ import annotations

from dangan.model.json import pointer
from dangan.model.message import Message
from dangan.model.recordtype import RecordType
from dangan.report.labels import Labels

_LIST = ", "


def labelled(labels: Labels, kind: RecordType, message: Message) -> Message:
    """Return a message whose gaps name fields by label and codes by meaning.

    A gap that is a field of the type becomes its label; where exactly one field is
    named, the other gaps are values of it.
    """
    named = [str(gap) for _, gap in message.gaps if _is_field(kind, gap)]
    field = named[0] if len(named) == 1 else ""
    gaps = tuple((key, _gap(labels, kind, field, gap)) for key, gap in message.gaps)
    return Message(message.text, gaps)


def _gap(labels: Labels, kind: RecordType, field: str, gap: object) -> object:
    if isinstance(gap, Message):
        return labelled(labels, kind, gap)
    if isinstance(gap, tuple):
        return tuple(_gap(labels, kind, "", one) for one in gap)
    if not isinstance(gap, str):
        return gap
    if _is_field(kind, gap):
        info = kind.field(pointer(gap))
        return labels.speech.label(info.label if info else None, gap)
    parts = gap.split(_LIST)
    if len(parts) > 1 and all(_is_field(kind, part) for part in parts):
        return tuple(_gap(labels, kind, "", part) for part in parts)
    return labels.value(kind.field(pointer(field)), gap) if field else gap


def _is_field(kind: RecordType, gap: object) -> bool:
    return isinstance(gap, str) and bool(gap) and kind.field(pointer(gap)) is not None
