"""The axes along which the catalogue lists records: class, year, department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dangan.model.message import M, Message
from dangan.report.labels import Labels
from dangan.site.facts import Facts


@dataclass(frozen=True, slots=True)
class Axis:
    """One way to divide all records."""

    id: str
    title: Message
    #: Vocabulary that labels its codes; empty: the code speaks for itself.
    vocabulary: str = ""
    #: Whether it has an overview and lists of its own.
    has_pages: bool = True


#: All axes, in the order of the menu and of the facets of search.
AXES = (
    Axis("class", M("Class"), "classes"),
    Axis("year", M("Year")),
    Axis("department", M("Department"), "departments"),
    Axis("retention", M("Retention"), "retention_classes"),
    Axis("place", M("Place"), "locations"),
    Axis("type", M("Type"), "types"),
    Axis("state", M("State"), "states", has_pages=False),
    Axis("level", M("Level"), "secrecy_levels", has_pages=False),
)


def label(axis: Axis, key: str, labels: Labels) -> str:
    """Return what a code of an axis is called."""
    if axis.vocabulary == "types":
        return labels.plural(key)
    return labels.of(axis.vocabulary, key) if axis.vocabulary else key


def divide(axis: Axis, rows: Iterable[Facts]) -> Mapping[str, tuple[Facts, ...]]:
    """Return code → records that have it, by code; without those that have none."""
    found: dict[str, list[Facts]] = {}
    for row in rows:
        if axis.id in row.keys:
            found.setdefault(row.keys[axis.id], []).append(row)
    newest_first = axis.id == "year"
    order = sorted(found, reverse=newest_first)
    return {key: tuple(found[key]) for key in order}
