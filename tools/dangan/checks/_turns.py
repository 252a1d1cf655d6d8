"""What is due in turn, as findings: inspections and stocktakes."""

from __future__ import annotations

from dangan.checks._api import Context
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.inspection import Incident, Turn
from dangan.rules.words import clauses_of


def turn_draft(turn: Turn, ctx: Context) -> Draft:
    """Return what is due as a defect of the last one, or of the holding."""
    what, room = turn.rule.label or turn.rule.id, turn.room or "…"
    if turn.due_on is None:
        text = M("{what} ({room}) was never done", what=what, room=room)
    else:
        day = turn.due_on.isoformat()
        text = M("{what} ({room}) was due on {day}", what=what, room=room, day=day)
    document = ctx.holding.document
    place = turn.last.at() if turn.last else document.at("locations", on_key=True)
    hint = M("do it and record it: dangan {name} …", name=_command(turn))
    return place.says(text, hint=hint, clauses=clauses_of(turn.rule, turn.rule.data))


def incident_draft(incident: Incident) -> Draft:
    """Return a cause that nothing was done about."""
    what = incident.rule.label or incident.rule.id
    text = M("{what} is to follow the incident of {day}", what=what, day=incident.on)
    hint = M("record it with its cause and this record")
    clauses = clauses_of(incident.rule, incident.rule.data)
    return incident.record.at(incident.pointer).says(text, hint=hint, clauses=clauses)


def _command(turn: Turn) -> str:
    return {"checklists": "inspect new", "stocktakes": "stocktake start"}[
        turn.rule.section
    ]
