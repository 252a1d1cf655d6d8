"""Records against the schemas of their types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dangan.model.json import Json, Pointer
from dangan.model.message import M
from dangan.model.problem import Problem
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.schema import fast as fast_path

if TYPE_CHECKING:
    from jsonschema.protocols import Validator as Reference


class Validator:
    """Tells how records depart from the schemas of their types.

    Validators of single types are made when the first record of a type comes.
    """

    def __init__(
        self, types: Mapping[str, RecordType], *, fast: bool | None = None
    ) -> None:
        """Take the types; ``fast`` None means: where the extra is installed."""
        self._types = types
        self._is_fast = fast_path.is_installed() if fast is None else fast
        self._fast: dict[str, Callable[[Json], bool]] = {}
        self._references: dict[str, Reference] = {}

    def is_valid(self, record: Record) -> bool:
        """Tell whether the record is of a known type and fits its schema."""
        record_type = self._types.get(record.type)
        if record_type is None:
            return False
        if not self._is_fast:
            return self._reference(record_type).is_valid(record.data)
        if record_type.id not in self._fast:
            self._fast[record_type.id] = fast_path.fast_validator(record_type.schema)
        is_valid = self._fast[record_type.id](record.data)
        if is_valid and fast_path.has_whole_float(record.data):
            return self._reference(record_type).is_valid(record.data)
        return is_valid

    def problems(self, record: Record) -> tuple[Problem, ...]:
        """Return what is wrong, each with its place; no message shows a value."""
        record_type = self._types.get(record.type)
        if record_type is None:
            return (self._unknown_type(record),)
        if self._is_fast and self.is_valid(record):
            return ()
        return self._explain(record, record_type)

    def missing(self, record: Record) -> tuple[Pointer, ...]:
        """Return the fields that the record's schema asks for and that it lacks."""
        record_type = self._types.get(record.type)
        if record_type is None or (self._is_fast and self.is_valid(record)):
            return ()
        errors = self._reference(record_type).iter_errors(record.data)
        found = (
            (*error.absolute_path, error.message)
            for error in errors
            if error.validator == "required"
        )
        return tuple(dict.fromkeys(found))

    def _explain(self, record: Record, record_type: RecordType) -> tuple[Problem, ...]:
        errors = tuple(self._reference(record_type).iter_errors(record.data))
        if not errors:
            return ()
        # Wordings are imported by the first record that needs one.
        from dangan.schema.breach import breach
        from dangan.schema.wording import problem

        found = (problem(record, breach(record_type, error)) for error in errors)
        return _once(sorted(found, key=_order))

    def _reference(self, record_type: RecordType) -> Reference:
        if record_type.id not in self._references:
            from dangan.schema.reference import reference_validator

            self._references[record_type.id] = reference_validator(record_type.schema)
        return self._references[record_type.id]

    def _unknown_type(self, record: Record) -> Problem:
        names = tuple(sorted(self._types))
        has_type = "type" in record.data
        fact = M("type names no record type") if has_type else M("type is missing")
        place = record.at("type" if has_type else ())
        hint = M("use one of: {values}", values=names)
        return Problem("schema-unknown-type", place.says(fact, hint=hint))


def _order(problem: Problem) -> tuple[object, ...]:
    place = problem.draft.place
    return (tuple(map(str, place.pointer)), place.on_key, str(problem.draft.message))


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Leave out what a problem at the same place already says.

    A date of the wrong form breaks its pattern and its format; the pattern tells
    more. The same key can be asked for by two branches.
    """
    wrong_form = {p.draft.place for p in problems if p.kind == "schema-pattern"}
    kept = {
        (problem.kind, problem.draft.place, problem.draft.message): problem
        for problem in problems
        if problem.kind != "schema-format" or problem.draft.place not in wrong_form
    }
    return tuple(kept.values())
