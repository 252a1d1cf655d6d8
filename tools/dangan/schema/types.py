"""Record types made from their folders: type.yaml and record.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dangan.model.errors import TypeSetupError
from dangan.model.json import JsonObject, Pointer, dotted
from dangan.model.record import Document
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.schema import fast
from dangan.schema.expand import expand
from dangan.schema.fields import ANY_INDEX, Fields, walk, with_values
from dangan.schema.keywords import CORE
from dangan.schema.lint import lint_schema

#: ``$id`` of the schema of type.yaml.
TYPE_SCHEMA = "dangan:core/type"
_EVENT_KIND = ("events", ANY_INDEX, "kind")


def build_type(
    type_yaml: Document, record_schema: Document, core: Mapping[str, Document]
) -> RecordType:
    """Make a record type, as ``expanded`` and ``record_type`` say."""
    return record_type(type_yaml, expanded(type_yaml, record_schema, core))


def record_type(
    type_yaml: Document, schema: JsonObject, *, is_complete: bool = False
) -> RecordType:
    """Make a record type of its type.yaml and what ``expanded`` returned.

    ``is_complete`` says that ``lint_type`` found nothing in it.
    """
    labels = type_yaml.data.get("event_labels", {})
    return RecordType(
        id=str(type_yaml.data["id"]),
        label=type_yaml.data["label"],
        data=type_yaml.data,
        schema=schema,
        fields=Fields(lambda: _fields(schema, labels)),
        is_complete=is_complete,
    )


def _fields(
    schema: JsonObject, labels: Mapping[str, Mapping[str, str]]
) -> Mapping[Pointer, FieldInfo]:
    fields = walk(schema)
    if _EVENT_KIND in fields:
        fields[_EVENT_KIND] = with_values(fields[_EVENT_KIND], labels)
    return fields


def expanded(
    type_yaml: Document, record_schema: Document, core: Mapping[str, Document]
) -> dict[str, Any]:
    """Return the schema of a record type with all it refers to written into it.

    Args:
        type_yaml: its type.yaml.
        record_schema: its record.schema.json.
        core: ``$id`` → document of each shared schema (``dangan:core/date``…);
            what is under another name is no schema and passed over.

    Raises:
        TypeSetupError: type.yaml breaks its schema, a schema breaks the rules for
            schemas (so that no open object and no slow pattern ever runs), or
            refers to something that is not there.
    """
    shared = {name: file for name, file in core.items() if name.startswith(CORE)}
    for document in (*shared.values(), record_schema):
        _refuse_unsafe(document)
    schemas = {name: document.data for name, document in shared.items()}
    _refuse_broken(type_yaml, schemas)
    try:
        return expand(record_schema.data, schemas)
    except TypeSetupError as error:
        raise TypeSetupError(
            error.fact, context=(record_schema.path, *error.context), hint=error.hint
        ) from error


@lru_cache(maxsize=256)
def _refuse_unsafe(document: Document) -> None:
    """Refuse a schema file with a fault; each document is looked at once."""
    for problem in lint_schema(document):
        raise TypeSetupError(
            str(problem.draft.message),
            context=(document.path, dotted(problem.draft.place.pointer)),
            hint="correct the schema file",
        )


def _refuse_broken(type_yaml: Document, schemas: Mapping[str, JsonObject]) -> None:
    if TYPE_SCHEMA not in schemas:
        raise TypeSetupError(
            "the schema of record types is missing", context=(TYPE_SCHEMA,)
        )
    schema = expand(schemas[TYPE_SCHEMA], schemas)
    if fast.is_installed() and fast.fast_validator(schema)(type_yaml.data):
        return
    # The reference takes longer to import than a hook has time for.
    from dangan.schema.reference import PER_KEY, reference_validator

    validator = reference_validator(schema)
    for error in validator.iter_errors(type_yaml.data):
        key = (error.message,) if error.validator in PER_KEY else ()
        raise TypeSetupError(
            "a record type is not described as it must be",
            context=(type_yaml.path, dotted((*error.absolute_path, *key))),
            hint="compare it with type.yaml of another record type",
        )
