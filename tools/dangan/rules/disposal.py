"""Disposal (销毁): what may be destroyed, and what stands on a destruction register.

Section ``disposal`` of a pack::

    - id: expired-files
      for: {type: [item, volume]}       # the records it is about
      basis: [expired]                  # or valueless: before its period is over
      whole: true                       # a volume goes as a whole
      place: $destruction_place         # the only place, where one is designated
      methods: [shredding]              # nothing else, where methods are named
      witnesses: 2                      # so many at least
      certificate: "{number}-Z"
      statement: {zh: …, en: …}         # what the certificate says besides
      clause: r117

Where no rule is for a record, it is not destroyed at all. Permanent records, held
ones, those whose date cannot be computed and those that a legal floor protects are
never destroyed, whatever a pack says.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy, Rule
from dangan.rules import dates, retention
from dangan.rules.involved import subject_ids
from dangan.rules.words import applying, words

SECTION = "disposal"
#: What a step of a register may ask its subjects to be clear of.
RESTING = frozenset({"kept", "altered"})
#: Why a record is destroyed where a register does not say.
EXPIRED, VALUELESS = "expired", "valueless"
#: Fields that may grow or change without changing what a record is about.
_GROWS = frozenset({"events", "location", "relations", "waivers"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record may not be destroyed."""

    message: Message
    clauses: tuple[str, ...] = ()
    #: Id of the volume that would have to go with it, where that is all.
    volume: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record whose period is over, and what still keeps it."""

    record: Record
    found: retention.Disposition
    #: Empty: it can be put on a register.
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a destruction register."""

    pointer: Pointer
    data: JsonObject
    #: The reason why it was taken off; None where it stands on the register.
    exempt: str | None = None

    @property
    def record(self) -> str:
        """Return the id of the record."""
        return str(self.data.get("record", ""))

    @property
    def number(self) -> str:
        """Return its number as it was listed."""
        return str(self.data.get("number", ""))


def rule_of(record: Record, policy: Policy | None) -> Rule | None:
    """Return the rule by which a record may be destroyed, if there is one."""
    found = applying(policy, SECTION, record.data) if policy else ()
    return found[0] if found else None


def refusals(
    record: Record,
    policies: Policies,
    archive: Archive,
    as_of: datetime.date,
    basis: str = EXPIRED,
) -> tuple[Refusal, ...]:
    """Return why a record may not be destroyed on a day; nothing: it may.

    Holds and what else rests on it are among it; loans are what ``rules.custody``
    tells.
    """
    policy = policies.for_record(record)
    rule = rule_of(record, policy)
    if record.is_tombstone:
        return (Refusal(M("it was destroyed before")),)
    if policy is None or rule is None:
        return (Refusal(M("no rule of the regulation lets it be destroyed")),)
    found = retention.disposition(record, policy, as_of, archive)
    return (
        *(Refusal(hold.reason.message) for hold in found.holds),
        *_of_period(rule, found, as_of, basis),
        *_of_volume(record, rule, archive),
    )


def candidates(
    archive: Archive, policies: Policies, as_of: datetime.date
) -> Iterator[Candidate]:
    """Yield the records whose period is over on a day, with what keeps them."""
    for record in archive.records:
        if record.is_tombstone or record.is_draft:
            continue
        policy = policies.for_record(record)
        if rule_of(record, policy) is None or policy is None:
            continue
        found = retention.disposition(record, policy, as_of, archive)
        if found.eligible_from is not None and found.eligible_from <= as_of:
            against = refusals(record, policies, archive, as_of)
            yield Candidate(record, found, against)


def listed(register: Record) -> tuple[Listed, ...]:
    """Return the lines of a register; what was taken off says so."""
    off = {
        str(event["record"]): str(event.get("reason", ""))
        for _, event in register.each("events")
        if event.get("kind") == "exempted" and event.get("record")
    }
    return tuple(_line(route, row, off) for route, row in register.each("subjects"))


def altered(register: Record, archive: Archive) -> tuple[Listed, ...]:
    """Return the lines whose records are not any more what was listed."""
    rows = (line for line in listed(register) if line.exempt is None)
    return tuple(line for line in rows if _is_altered(line, archive))


@dataclass(frozen=True, slots=True)
class Asked:
    """On behalf of which register something is asked, and of which archive."""

    policies: Policies
    archive: Archive
    register: Record | None


def resting(subject: str, kind: str, day: str, asked: Asked) -> Iterator[Reason]:
    """Yield why a record has to be kept on a day, or is not what was listed."""
    record = asked.archive.by_id.get(subject)
    register = asked.register
    if record is None or record.is_tombstone:
        return
    if kind == "kept":
        basis = str(register.get("basis") or EXPIRED) if register else EXPIRED
        together = subject_ids(register) if register else ()
        # On a day that cannot be read no period is over.
        as_of = dates.day(day) or datetime.date.min
        for one in refusals(record, asked.policies, asked.archive, as_of, basis):
            if one.volume not in together:
                yield Reason(one.message, record=subject)
    elif register is not None:
        lines = altered(register, asked.archive)
        if subject in {line.record for line in lines}:
            yield Reason(M("it is not any more what was listed"), record=subject)


def fingerprint(record: Record) -> str:
    """Return a SHA-256 of what a record says, however its file is laid out.

    Further events, another place and further relations do not change it.
    """
    kept = {key: value for key, value in record.data.items() if key not in _GROWS}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(lines: tuple[Listed, ...]) -> str:
    """Return one SHA-256 over the digests of lines, in their order."""
    rows = (f"{line.number} {line.data.get('digest', '')}\n" for line in lines)
    return hashlib.sha256("".join(rows).encode("utf-8")).hexdigest()


def certificate_number(register: Record, rule: Rule | None) -> str:
    """Return the number of the certificate that a register leads to."""
    pattern = str(rule.data.get("certificate", "{number}") if rule else "{number}")
    return pattern.replace("{number}", register.number)


def not_as_ruled(
    rule: Rule, event: JsonObject, witnesses: tuple[str, ...]
) -> Iterator[Refusal]:
    """Yield what place, method and witnesses of a destruction lack."""
    place, methods = rule.data.get("place"), words(rule.data.get("methods"))
    if place and event.get("place") != place:
        yield Refusal(M("the designated place is {place}", place=place), rule.clauses)
    if methods and event.get("method") not in methods:
        text = M("the methods are {methods}", methods=", ".join(methods))
        yield Refusal(text, rule.clauses)
    wanted = int(rule.data.get("witnesses", 1))
    if len(set(witnesses)) < wanted:
        text = M("{count} witnesses are needed", count=wanted)
        yield Refusal(text, rule.clauses)


def _line(route: Pointer, row: JsonObject, off: Mapping[str, str]) -> Listed:
    own = row.get("exempt")
    reason = off.get(str(row.get("record")))
    if reason is None and isinstance(own, Mapping):
        reason = str(own.get("reason", ""))
    return Listed(route, row, reason)


def _is_altered(line: Listed, archive: Archive) -> bool:
    record = archive.by_id.get(line.record)
    if record is None or record.is_tombstone:
        return False
    return fingerprint(record) != line.data.get("digest")


def _of_period(
    rule: Rule,
    found: retention.Disposition,
    as_of: datetime.date,
    basis: str,
) -> Iterator[Refusal]:
    allowed = words(rule.data.get("basis")) or (EXPIRED,)
    if basis not in allowed:
        text = M(
            "the regulation knows no destruction on this ground: {basis}", basis=basis
        )
        yield Refusal(text, rule.clauses)
    if found.problem is not None:
        yield Refusal(found.problem, _cited(found))
    elif found.last_day_kept is None:
        yield Refusal(M("it is kept without an end"), _cited(found))
    elif as_of <= found.last_day_kept:
        bound = basis != VALUELESS or any(as_of <= f.ends for f in found.floors)
        if bound:
            day = found.last_day_kept.isoformat()
            text = M("it is kept until {day}", day=day)
            yield Refusal(text, _cited(found))


def _of_volume(record: Record, rule: Rule, archive: Archive) -> Iterator[Refusal]:
    is_whole = rule.data.get("whole") is True
    for volume in archive.volume_of.get(record.id, ()):
        if is_whole and not volume.is_tombstone:
            text = M("it is bound into {volume}: list the volume", volume=volume.name)
            yield Refusal(text, rule.clauses, volume.id)


def _cited(found: retention.Disposition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.clause for r in found.because if r.clause))
