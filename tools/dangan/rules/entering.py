"""How late what happened may be entered: parameter ``entry_within`` of the base."""

from __future__ import annotations

import datetime

from dangan.model.json import Json
from dangan.model.period import Period
from dangan.policy.policy import Policy
from dangan.rules.dates import day
from dangan.rules.periods import add
from dangan.rules.workdays import Calendar

PARAMETER = "entry_within"


def enter_by(
    on: Json, policy: Policy | None, calendar: Calendar | None
) -> datetime.date | None:
    """Return the last day on which an event of a day may be entered.

    None where the day is not a whole one, or where nobody set a period.
    """
    stated = policy.parameters.get(PARAMETER) if policy else None
    start = day(on)
    if stated is None or start is None:
        return None
    return add(start, Period.parse(str(stated)), calendar).value
