"""Measures of statistics: exact sums, means, quotients, shares that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from dangan.model.json import Json

Number = int | float


def _sum(values: list[Json]) -> Number:
    return _plain(sum((_exact(value) for value in values), Decimal()))


def _average(values: list[Json]) -> Number | None:
    if not values:
        return None
    return round(float(sum(map(_exact, values), Decimal()) / len(values)), 2)


def _distinct(values: list[Json]) -> Number:
    return len({str(value) for value in values})


MEASURES: Mapping[str, Callable[[list[Json]], Number | None]] = MappingProxyType(
    {"sum": _sum, "average": _average, "distinct": _distinct}
)


def _exact(value: Json) -> Decimal:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else Decimal()


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def quotient(one: Number | None, other: Number | None, scale: int) -> Number | None:
    """Return a quotient with two decimals; None where there is none."""
    if one is None or not other:
        return None
    return round(scale * one / other, 2)


def remainder(one: Number | None, other: Number | None, scale: int) -> Number | None:
    """Return an exact difference; None where one of the two is not known."""
    if one is None or other is None:
        return None
    return _plain((_exact(one) - _exact(other)) * scale)


def shares(values: Iterable[Number | None]) -> tuple[float, ...]:
    """Return parts of the whole in percent with one decimal, which add up to 100.

    What rounding loses goes to the largest remainders.
    """
    numbers = [value or 0 for value in values]
    whole = sum(numbers)
    if whole <= 0:
        return tuple(0.0 for _ in numbers)
    exact = [Decimal(str(n)) * 1000 / Decimal(str(whole)) for n in numbers]
    floors = [int(one) for one in exact]
    rest = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for index in rest[: 1000 - sum(floors)]:
        floors[index] += 1
    return tuple(floor / 10 for floor in floors)
