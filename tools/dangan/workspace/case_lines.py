"""Rows of a case as lines of YAML: what somebody copies into ``cases.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dangan.model.json import Json, JsonObject
from dangan.syntax.dump import scalar

#: What is no longer plain between brackets, or looks like another kind of value.
_QUOTED = re.compile(r"[,\[\]{}:]|\A[0-9]+-")


def line(row: JsonObject) -> str:
    """Return an entry of a list: ``- {code: R354, record: holding}``."""
    return f"- {flow(row)}"


def flow(value: Json) -> str:
    """Return a value on one line, as it stands between brackets."""
    if isinstance(value, Mapping):
        rows = (f"{flow(str(key))}: {flow(child)}" for key, child in value.items())
        return f"{{{', '.join(rows)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, str):
        return scalar(value, quoted=_QUOTED.search(value) is not None)
    return scalar(value)
