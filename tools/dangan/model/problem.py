"""A defect that a layer below the checks states, before it has a code."""

from __future__ import annotations

from dataclasses import dataclass

from dangan.model.finding import Draft


@dataclass(frozen=True, slots=True)
class Problem:
    """A draft with a stable slug; the check layer turns the slug into a code."""

    #: Slug such as ``duplicate-key``; never reused for something else.
    kind: str
    draft: Draft
