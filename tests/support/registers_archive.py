"""The archive that registers are tried on."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

from dangan.registers._office import Office
from support.trials import rules, trial

FILE = Path(__file__).resolve().parent.parent / "registers" / "archive.yaml"
DATA = yaml.safe_load(FILE.read_text("utf-8"))
DAY = datetime.date.fromisoformat(DATA["as_of"])


def office_of(**changes: Any) -> Office:
    """Return an office of the archive, some of it altered."""
    made = trial(**{**DATA, **changes})
    space = rules().space
    policies = rules().policies(made.archive.holding, made.made_up)
    return Office(made.archive, made.archive, space.types, policies, space.calendar)
