"""What a case asks for: which value of which record, on which day."""

from __future__ import annotations

import datetime

from dangan.model.errors import PackError
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.workspace.case_archive import CaseArchive


class Asked:
    """One question: which record of which case, on which day."""

    def __init__(
        self, case: CaseArchive, name: str, argument: str, as_of: datetime.date | None
    ) -> None:
        """Take the case, the name of the record, what follows the colon, the day."""
        self.case, self.argument = case, argument
        self._name, self._as_of = name, as_of
        self.archive, self.holding = case.archive, case.holding

    @property
    def record(self) -> Record:
        """Return the record that the question is about."""
        return self.case.record(self._name)

    @property
    def policy(self) -> Policy:
        """Return what governs the record, or else the pack that is tried."""
        found = self.case.policies.for_record(self.record)
        return found or self.case.policies.of_pack(self.case.pack.id)

    @property
    def as_of(self) -> datetime.date:
        """Return the day; PackError where the case names none."""
        if self._as_of is None:
            raise PackError(
                "this value depends on the day",
                context=(self.case.pack.id, "cases.yaml", str(self.case.case["name"])),
                hint="add as_of to the case",
            )
        return self._as_of

    def name_of(self, id_: str) -> str:
        """Return what the case calls the record with an id."""
        return self.case.names.get(id_, id_)
