"""Why a record is kept until that day: one sentence that unfolds to its reasons."""

from __future__ import annotations

from dangan.model.message import M, Message
from dangan.rules.retention import Disposition
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Part, Parts, Section, State, Why


def retention(desk: Desk, row: Facts) -> Section | None:
    """Return until when the record is kept and why."""
    title = desk.speech.say(M("Kept until"))
    if row.withheld:
        why = Why(desk.speech.say(M("not shown to these readers")))
        return Section("retention", title, "why", whys=(why,))
    if row.disposition is None:
        return None
    found = row.disposition
    sentence = desk.scribe.told(row.kind, _sentence(desk, row, found))
    tone = {"error": "over", "held": "held", "restricted": "held", "eligible": "due"}
    word = desk.speech.say(row.standing.word)
    state = State(word, tone[found.state]) if found.state in tone else None
    why = Why(sentence, desk.scribe.steps(row.kind, found.because), state)
    return Section("retention", title, "why", whys=(why,))


def until(desk: Desk, row: Facts) -> Parts:
    """Return the end of the retention period for the head of the page."""
    found = row.disposition
    if found is None:
        return ()
    if found.last_day_kept:
        return (Part(found.last_day_kept.isoformat()),)
    if found.state == "permanent":
        return (Part(desk.speech.say(M("permanent"))),)
    return (Part(desk.speech.say(M("not known yet"))),)


def _sentence(desk: Desk, row: Facts, found: Disposition) -> Message:
    code = row.keys.get("retention") or found.retention_class
    name = desk.scribe.labels.of("retention_classes", code)
    if found.problem is not None:
        return found.problem
    if found.state == "permanent":
        return M("Kept for ever ({kind}).", kind=name)
    if found.last_day_kept is None:
        return M("The end of the period is not known yet ({kind}).", kind=name)
    day = found.last_day_kept.isoformat()
    if found.state == "held":
        return M(
            "On hold; without the hold kept until {day} ({kind}).", day=day, kind=name
        )
    if found.state == "eligible":
        return M(
            "Was to be kept until {day} ({kind}); to be appraised now.",
            day=day,
            kind=name,
        )
    return M("Kept until {day} ({kind}).", day=day, kind=name)
