"""What a case asks for: which value of which record, on which day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from dangan.model.errors import PackError
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.policy.faults import nearest
from dangan.policy.merge import days, layers
from dangan.policy.policy import Policy
from dangan.workspace.case_archive import CaseArchive


class Asked:
    """One question: which record of which case, on which day."""

    def __init__(
        self, case: CaseArchive, what: str, name: str, as_of: datetime.date | None
    ) -> None:
        """Take the case, what it asks (``kind:argument``), of which record, the day."""
        self.case, self.what = case, what
        self.kind, _, self.argument = what.partition(":")
        self.name, self.day = name, as_of
        self.archive, self.holding = case.archive, case.holding

    @property
    def record(self) -> Record:
        """Return the record that the question is about."""
        if not self.name:
            hint = M("add record: {{record: …, what: {what}}}", what=self.what)
            raise self.fault(M("{what} is asked of a record", what=self.what), hint)
        return self.case.record(self.name)

    @property
    def policy(self) -> Policy:
        """Return what governs the record, or else the pack that is tried."""
        found = self.case.policies.for_record(self.record)
        return found or self.case.policies.of_pack(self.case.pack.id)

    @property
    def as_of(self) -> datetime.date:
        """Return the day; PackError where the case names none."""
        if self.day is None:
            raise self.fault(
                M("this value depends on the day"), M("add as_of to the case")
            )
        return self.day

    def ids(self, section: str) -> tuple[str, ...]:
        """Return the ids of all rules of a section, in whatever edition they stand.

        Those of the pack that is tried, and of what governs the record.
        """
        policies = [self.case.policies.of_pack(self.case.pack.id)]
        policies += [self.policy] if self.name else []
        found = {
            rule.id: None
            for policy in policies
            for day in days(policy.line)
            for rule in layers(policy.line, day).get(section, ())
        }
        return tuple(found)

    def require(self, known: Iterable[str]) -> None:
        """Raise PackError unless what follows the colon is known."""
        listed = tuple(known)
        if not self.argument:
            fact = M("it does not say which: {kind}:…", kind=self.kind)
            raise self.fault(fact, nearest("", listed))
        if self.argument not in listed:
            fact = M("nothing is called {name}", name=self.argument)
            raise self.fault(fact, nearest(self.argument, listed))

    def fault(self, fact: Message, hint: Message) -> PackError:
        """Return the error that tells which case asks for what cannot be told."""
        way = (self.case.pack.id, "cases.yaml", str(self.case.case["name"]))
        return PackError(fact, context=(*way, self.what), hint=hint)

    def name_of(self, id_: str) -> str:
        """Return what the case calls the record with an id."""
        return self.case.names.get(id_, id_)
