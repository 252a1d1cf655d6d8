"""What stays of a destroyed record: number, dates, approvals, digests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dangan.model.json import JsonObject
from dangan.model.record import Record
from dangan.policy.policy import Rule
from dangan.rules import disposal
from dangan.rules.disposal import Listed, listed
from dangan.rules.process import Standing
from dangan.workspace.acting import Desk, FileChange
from dangan.workspace.archive import Workspace

#: What a tombstone keeps of the record.
_KEPT = ("id", "number", "other_numbers", "type", "class", "secrecy", "assigned")


def tombstones(
    desk: Desk,
    register: Record,
    how: Standing,
    gone: JsonObject,
    lines: tuple[Listed, ...],
) -> Iterator[FileChange]:
    """Yield the stub of each record that a register lists, in the record's place."""
    for line in lines:
        record = desk.space.archive.by_id[line.record]
        stub = {key: record.data[key] for key in _KEPT if key in record.data}
        stub["tombstone"] = _tombstone(desk, register, how, gone, line)
        yield desk.altered(record, stub)


def _tombstone(
    desk: Desk, register: Record, how: Standing, gone: JsonObject, line: Listed
) -> dict[str, Any]:
    record = desk.space.archive.by_id[line.record]
    files = [str(row["sha256"]) for _, row in record.each("files") if "sha256" in row]
    made = {
        "destroyed_on": gone.get("on"),
        "reason": register.get("reason"),
        "certificate": disposal.certificate_number(
            register, register_rule(desk.space, register)
        ),
        "register": register.number,
        "place": gone.get("place"),
        "method": gone.get("method"),
        "dates": line.data.get("dates"),
        "retention": line.data.get("retention"),
        "copies": line.data.get("copies"),
        "pages": line.data.get("pages"),
        "approvals": list(_approvals(how)),
        "witnesses": list(gone.get("with") or ()),
        "digest": record.document.digest,
        "files": list(dict.fromkeys(files)),
    }
    return {key: value for key, value in made.items() if value not in (None, "", [])}


def _approvals(how: Standing) -> Iterator[dict[str, Any]]:
    for one in how.done:
        if one.step.data.get("approval") is True:
            row = {"step": one.step.id, "by": one.event.get("by")}
            row |= {"as": one.event.get("as"), "on": one.event.get("on")}
            yield {key: value for key, value in row.items() if value}


def register_rule(space: Workspace, register: Record) -> Rule | None:
    """Return the rule of disposal that a register goes by."""
    archive, policies = space.archive, space.policies
    for line in listed(register):
        record = archive.by_id.get(line.record)
        rule = disposal.rule_of(record, policies.for_record(record)) if record else None
        if rule is not None:
            return rule
    return None
