"""The part of JSON Schema 2020-12 that schemas of an archive may use."""

from __future__ import annotations

from typing import Final

#: Dialect that every schema file names.
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: What the ``$id`` of shared definitions and of record types begins with.
CORE: Final = "dangan:core/"
TYPES: Final = "dangan:types/"

#: Keywords whose value is a schema.
HOLDS_SCHEMA: Final = frozenset(
    {
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedProperties",
    }
)
#: Keywords whose value is a list of schemas.
HOLDS_LIST: Final = frozenset({"allOf", "anyOf", "oneOf"})
#: Keywords whose value maps names to schemas.
HOLDS_MAP: Final = frozenset(
    {"$defs", "dependentSchemas", "patternProperties", "properties"}
)
#: Keywords that look at the value and at nothing below it.
PLAIN: Final = frozenset(
    {
        "const",
        "dependentRequired",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "pattern",
        "required",
        "type",
        "uniqueItems",
    }
)
#: Keywords that say something about the schema and nothing about values.
REMARKS: Final = frozenset(
    {"$comment", "$id", "$schema", "default", "description", "examples", "title"}
)
#: Our own: labels, help, guarded data, vocabularies, pages, wording of messages.
#: ``x-open`` marks the one object that types extend, ``x-any`` a place for any value.
OWN: Final = frozenset(
    {
        "x-any",
        "x-kind",
        "x-form",
        "x-help",
        "x-label",
        "x-labels",
        "x-open",
        "x-page",
        "x-personal",
        "x-vocabulary",
    }
)
KNOWN: Final = HOLDS_SCHEMA | HOLDS_LIST | HOLDS_MAP | PLAIN | REMARKS | OWN | {"$ref"}
#: Degrees of personal data, from the least to the most guarded.
PERSONAL: Final = ("duty", "contact", "private")
