"""An inspection was closed without all its results.

Why: an inspection is a list of questions that somebody answered on the spot. One
that is closed with open questions, or with a finding that nobody remedied, was not
done; after an incident that is what everybody relies on.
Fix: answer every item of the checklist and remedy what was found, then close it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import standings
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.inspection import checklist, unanswered, unasked


@check("R383", scope="archive")
def inspection_without_result(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the results of each inspection with its checklist."""
    for record, found in standings(archive, ctx):
        name = record.get("checklist")
        if not isinstance(name, str):
            continue
        rule = checklist(ctx.policies, record.type, name)
        if rule is None:
            yield record.at("checklist").says(
                M("the regulation has no checklist {name}", name=name),
                hint=M("use one of those that dangan inspect due lists"),
            )
            continue
        for route, item in unasked(record, rule):
            yield record.at(route).says(
                M("the checklist has no item {item}", item=item),
                hint=M("use an item of the checklist"),
                clauses=rule.clauses,
            )
        is_over = found.ended and found.last("cancel") is None
        for one in unanswered(record, rule) if is_over else ():
            yield record.at("results", on_key=True).says(
                M("{item} has no result", item=one.data["ask"]),
                hint=M("add a result for the item {item}", item=one.id),
                clauses=one.clauses,
            )
        for route, row in record.each("results") if is_over else ():
            if row.get("result") == "finding" and not row.get("remedied_on"):
                yield record.at(route).says(
                    M("it was found and not remedied, and the inspection is closed"),
                    hint=M("write remedied_on and remedied_by, then close it"),
                    clauses=rule.clauses,
                )
