"""Who has a record, what rests on it, and where processes stand, for one audience.

All of it is told from the public archive. Where the whole archive would tell
something else, nothing is told, and the page says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dangan.model.archive import Archive
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules import inspection, process, stocktaking
from dangan.rules.custody import Custody, state
from dangan.rules.inspection import Turn
from dangan.rules.involved import governing
from dangan.rules.process import Standing
from dangan.rules.steps import process_of
from dangan.site.public import Public

if TYPE_CHECKING:
    from dangan.workspace import Workspace

#: Kind (``out``, ``overdue``, ``lost``, ``list``, ``freeze``, ``hold``) and why.
Resting = tuple[tuple[str, Reason], ...]


class Whereabouts:
    """Tells what rests on records and how processes stand, on one day."""

    def __init__(
        self, workspace: Workspace, public: Public, as_of: datetime.date
    ) -> None:
        """Index the processes of the public archive, and of the whole one."""
        self._workspace = workspace
        self._public = public
        self._as_of = as_of
        self._whole = {record.path: record for record in public.whole.records}
        self._seen = Custody(public.archive, workspace.policies)
        self._true = (
            Custody(public.whole, workspace.policies) if public.withheld else None
        )

    def resting(self, record: Record) -> tuple[Resting, bool]:
        """Return what rests on a record, and whether readers may not know."""
        found = tuple(_resting(self._seen, record, self._as_of))
        if self._rests_otherwise(record, found):
            return (), True
        return found, False

    def process(self, record: Record, policy: Policy) -> tuple[Standing | None, bool]:
        """Return how a process stands, and whether readers may not know.

        Nothing and False where the record is of no process.
        """
        if process_of(record, policy) is None:
            return None, False
        found = self._standing(record, self._public.archive, self._seen)
        if self._stands_otherwise(record, found):
            return None, True
        return found, False

    def _rests_otherwise(self, record: Record, seen: Resting) -> bool:
        """Tell whether the whole archive says that something else rests on it."""
        if self._true is None:
            return False
        true = _resting(self._true, record, self._as_of)
        return {kind for kind, _ in true} != {kind for kind, _ in seen}

    def _stands_otherwise(self, record: Record, seen: Standing | None) -> bool:
        if self._true is None:
            return False
        whole = self._whole[record.path]
        true = self._standing(whole, self._public.whole, self._true)
        return _stand(true) != _stand(seen)

    def _standing(
        self, record: Record, archive: Archive, custody: Custody
    ) -> Standing | None:
        policy = governing(record, self._workspace.policies, archive)
        if policy is None:
            return None
        return process.standing(
            record, policy, archive, self._as_of,
            custody=custody, calendar=self._workspace.calendar,
        )  # fmt: skip


def turns(
    workspace: Workspace, public: Public, as_of: datetime.date
) -> tuple[Turn, ...]:
    """Return when inspections and stocktakes are due in turn.

    One that only a hidden record did is told neither as done nor as due.
    """
    found: dict[tuple[str, ...], Turn] = {}
    for policy in workspace.policies.all():
        for section in (inspection.SECTION, stocktaking.SECTION):
            seen = inspection.turns(policy, public.archive, as_of, section)
            true = inspection.turns(policy, public.whole, as_of, section)
            states = {_turn_key(turn): turn.state for turn in true}
            for turn in seen:
                key = _turn_key(turn)
                if states.get(key) == turn.state:
                    found.setdefault(key, turn)
    return tuple(found.values())


def _turn_key(turn: Turn) -> tuple[str, ...]:
    return turn.rule.section, turn.rule.origin, turn.rule.id, turn.room


def _resting(
    custody: Custody, record: Record, as_of: datetime.date
) -> Iterator[tuple[str, Reason]]:
    """Yield what rests on a record: an open loan, lists, stocktakes, holds."""
    loan = custody.loan(record.id, as_of)
    if loan is not None:
        yield state(loan, as_of), loan.reason
    for kind in ("list", "freeze", "hold"):
        for reason in custody.resting(record.id, kind, as_of.isoformat()):
            yield kind, reason


def _stand(found: Standing | None) -> tuple[object, ...]:
    """Return what a page tells of a standing."""
    if found is None:
        return ()
    done = tuple(one.step.id for one in found.done)
    open_ = tuple((one.step.id, one.due_on, one.ready) for one in found.open)
    return found.process.id, done, open_, found.ended
