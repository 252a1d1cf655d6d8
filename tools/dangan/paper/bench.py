"""What a form is filled from: the archive, its regulations, a day, a language."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy
from dangan.policy.printed import Form
from dangan.report.labels import Labels
from dangan.rules import secrecy
from dangan.rules.secrecy import Level


@dataclass(frozen=True, slots=True)
class Bench:
    """One archive as of one day, for one run of the printer."""

    archive: Archive
    types: Mapping[str, RecordType]
    policies: Policies
    labels: Labels
    as_of: datetime.date
    #: Whether contact and private data are printed; otherwise there is room
    #: to write them by hand.
    with_personal: bool = False

    @property
    def holding(self) -> Holding:
        """Return who keeps the archive."""
        return self.archive.holding

    def text(self, labels: Mapping[str, str] | None) -> str:
        """Return a label in the language of the sheet."""
        return self.labels.speech.label(labels)

    def policy(self, record: Record | None) -> Policy | None:
        """Return the regulation that governs a record."""
        return self.policies.for_record(record) if record else None

    def level(self, record: Record) -> Level | None:
        """Return the secrecy level that binds for a record."""
        policy = self.policy(record)
        if policy is None:
            return None
        return secrecy.secrecy(record, policy, self.archive).level


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet is about."""

    form: Form
    #: The record that fills the form; None for a blank one.
    own: Record | None = None
    #: The record it is about: the subject of a process, or the record itself.
    subject: Record | None = None
    #: The records of a list.
    records: tuple[Record, ...] = ()
    #: Whose form a blank one is; None for the first regulation that names it.
    policy: Policy | None = None
    #: Id of the checklist of a blank inspection sheet.
    checklist: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What one value is looked up in: a line of a list, or the sheet itself."""

    sheet: Sheet
    record: Record | None
    #: Entry of a list of ``sheet.own``, which goes before the record.
    entry: JsonObject = field(default_factory=dict)
    #: Name of that list.
    listed: str = ""
    serial: int = 0
