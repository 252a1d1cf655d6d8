"""The fast validator, the reference and plain JSON Schema say the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dangan.schema import Validator
from dangan.schema.reference import reference_validator
from support import recordtypes

EXAMPLES = [*recordtypes.examples("valid"), *recordtypes.examples("invalid")]
#: Mutations of one example that the quick run looks at.
SAMPLE = 60


def mutated(path: Path, count: int | None) -> list[Any]:
    every = list(recordtypes.mutations(recordtypes.read(path).data))
    if count is None or len(every) <= count:
        return every
    return random.Random(path.name).sample(every, count)  # noqa: S311  a sample


def disagreements(values: list[Any]) -> list[Any]:
    fast = Validator(recordtypes.record_types(), fast=True)
    slow = Validator(recordtypes.record_types(), fast=False)
    records = map(recordtypes.record, values)
    return [r.data for r in records if fast.is_valid(r) != slow.is_valid(r)]


@pytest.mark.parametrize(
    "path", EXAMPLES, ids=lambda path: f"{path.parts[-4]}-{path.stem}"
)
def test_fast_and_reference_agree_on_mutations(path: Path) -> None:
    assert disagreements(mutated(path, SAMPLE)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", EXAMPLES, ids=lambda path: f"{path.parts[-4]}-{path.stem}"
)
def test_fast_and_reference_agree_on_every_mutation(path: Path) -> None:
    assert disagreements(mutated(path, None)) == []


@pytest.mark.parametrize("fast", [False, True], ids=["reference", "fast"])
def test_a_record_is_valid_where_it_has_no_problems(*, fast: bool) -> None:
    validator = Validator(recordtypes.record_types(), fast=fast)
    for path in EXAMPLES:
        record = recordtypes.record(recordtypes.read(path).data)
        assert validator.is_valid(record) == (validator.problems(record) == ())


def plain_validators() -> dict[str, Draft202012Validator]:
    """Return validators of the schema files as they are, references and all."""
    files = recordtypes.core().values()
    resources = [(str(d.data["$id"]), Resource.from_contents(d.data)) for d in files]
    registry: Registry[Any] = Registry().with_resources(resources)
    schemas = {
        name: recordtypes.read(
            recordtypes.SCHEMAS / "types" / name / "record.schema.json"
        ).data
        for name in recordtypes.record_types()
    }
    return {
        name: Draft202012Validator(schema, registry=registry)
        for name, schema in schemas.items()
    }


@pytest.mark.slow
def test_expanding_a_schema_keeps_its_meaning() -> None:
    """Formats, 1.0 and a final line break aside, where ours is stricter on purpose."""
    plain = plain_validators()
    for path in EXAMPLES:
        name = path.parts[-4]
        ours = reference_validator(recordtypes.record_types()[name].schema)
        for value in mutated(path, 12):
            if ours.is_valid(value):
                assert plain[name].is_valid(value)
            elif plain[name].is_valid(value):
                assert only_stricter(ours, value), (path.name, value)


def only_stricter(ours: Any, value: Any) -> bool:
    return all(
        error.validator in {"format", "pattern"}
        or (error.validator == "type" and isinstance(error.instance, float))
        for error in ours.iter_errors(value)
    )
