"""Record types as data: what ``type.yaml`` and the schema beside it say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dangan.model.json import JsonObject, Pointer
from dangan.model.record import Record


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """What the schema says about one field, for labels, pages and redaction."""

    #: Way to the field; ``*`` stands for any list index.
    pointer: Pointer
    #: Label by language, from ``x-label``.
    label: Mapping[str, str]
    #: ``""``, ``duty``, ``contact`` or ``private``, from ``x-personal`` (inherited).
    personal: str = ""
    #: False where ``x-page: false`` keeps the field off pages.
    on_page: bool = True
    #: ``x-vocabulary``: the list that declares the values (``departments``…).
    vocabulary: str = ""
    #: Labels of enum values by value and language, from ``x-labels``.
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: ``x-kind``: ``period`` for values that are told in words.
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record (档案类型), made from its folder without any Python."""

    id: str
    label: Mapping[str, str]
    #: type.yaml as it is.
    data: JsonObject = field(repr=False)
    #: record.schema.json with references to core resolved by the validator.
    schema: JsonObject = field(repr=False)
    #: Pointer (list indexes as ``*``) → field, in schema order.
    fields: Mapping[Pointer, FieldInfo] = field(repr=False)
    #: Whether it is known to lack nothing; False: nobody has looked yet.
    is_complete: bool = False

    def field(self, route: Pointer) -> FieldInfo | None:
        """Return what is known of a node of a record, by its real pointer."""
        return self.fields.get(tuple("*" if isinstance(s, int) else s for s in route))

    def names(self, key: str) -> Iterator[str]:
        """Yield a list of type.yaml, such as ``triggers``, ``columns``, ``facets``."""
        yield from self.data.get(key, ())

    def year_of(self, record: Record) -> str:
        """Return the year its type lists a record by; "" where it states none."""
        stated = (record.get(path) for path in self.names("year_from"))
        return next((str(value)[:4] for value in stated if value), "")
