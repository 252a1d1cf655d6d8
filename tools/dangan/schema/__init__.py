"""JSON Schemas of record types: labels from them, and findings against them."""

from dangan.schema.lint import lint_schema, lint_type
from dangan.schema.types import build_type
from dangan.schema.validate import Validator

__all__ = ["Validator", "build_type", "lint_schema", "lint_type"]
