"""``dangan issue``: controlled copies of a document, one number each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said, acting_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.model.record import Record


@click.group(
    "issue",
    help=_(
        "Controlled copies of a document: who holds which, under which number.\n\nA"
        " lost copy is followed by one with a new number; when the document is void"
        " all copies are called back."
    ),
    epilog=examples(
        ("dangan issue new WJ2026-0101 --to P009 --to P010", _("a copy each")),
        ("dangan issue lost FF-2026-0004-01 --reason 遗失", _("with a copy instead")),
        ("dangan issue void FF-2026-0004 --reason 新版发布", _("and the recall list")),
    ),
)
def command() -> None:
    """Hold the commands together."""


@command.command(
    "new",
    help=_("Issue copies of a document, one to each holder."),
    epilog=examples(
        ("dangan issue new WJ2026-0101 --to P009 --to P010", _("a copy each")),
    ),
)
@click.argument("name", required=False, metavar="NUMBER")
@click.option(
    "--to", "holders", multiple=True, metavar="PERSON", help=_("Who gets one.")
)
@click.option("--outside", multiple=True, metavar="NAME", help=_("Organisations."))
@click.option("--purpose", help=_("What they are for."))
@click.option("--valid-until", metavar="YYYY-MM-DD", help=_("When they expire."))
@acting_options
@pass_invocation
def new(
    invocation: Invocation,
    /,
    *,
    name: str | None,
    holders: tuple[str, ...],
    outside: tuple[str, ...],
    purpose: str | None,
    valid_until: str | None,
    **said: Any,
) -> None:
    """Issue copies; exit code 1 where the regulation refuses."""
    from dangan.workspace.reading_desk import Wish, plan_issue

    counter = Counter(invocation, Said(**said))
    document = counter.record(name, _("Number of the record"))
    parties = [counter.party(one, None) for one in holders]
    parties += [counter.party(None, one) for one in outside]
    everybody = tuple(parties or [counter.party(None, None)])
    fields = counter.fields("issue", document, purpose=purpose, valid_until=valid_until)
    wish = Wish("issue", (document,), fields, counter.hands(), "issued", "issue")
    counter.perform(lambda desk: plan_issue(desk, document, everybody, wish))


def _replacing(fate: str, help_text: str, example: tuple[str, str]) -> click.Command:
    """Return the command that enters what became of a copy, and issues another."""

    @click.command(fate, help=help_text, epilog=examples(example))
    @click.argument("number", required=False, metavar="COPY")
    @click.option("--reason", help=_("How that came about."))
    @click.option("--no-copy", is_flag=True, help=_("Issue nothing in its place."))
    @acting_options
    @pass_invocation
    def run(
        invocation: Invocation,
        /,
        *,
        number: str | None,
        reason: str | None,
        no_copy: bool,
        **said: Any,
    ) -> None:
        """Enter it; exit code 1 where the regulation refuses."""
        from dangan.workspace.reading_desk import Wish, plan_replace

        counter = Counter(invocation, Said(**said))
        given = counter.told(number, _("Number of the copy"))
        issue = _issue_of(counter, given)
        hands = counter.hands({fate: {"reason": counter.told(reason, _("Reason"))}})
        target = "" if no_copy else "reissued"
        wish = Wish("issue", (issue,), {}, hands, target, fate)
        counter.perform(lambda desk: plan_replace(desk, issue, given, fate, wish))

    return run


command.add_command(
    _replacing(
        "lost",
        _("Enter that a copy was lost, and issue one in its place."),
        ("dangan issue lost FF-2026-0004-01 --reason 遗失", _("with a copy instead")),
    )
)
command.add_command(
    _replacing(
        "damaged",
        _("Enter that a copy was damaged, and issue one in its place."),
        ("dangan issue damaged FF-2026-0004-01 --reason 受潮", _("under its number")),
    )
)


@command.command(
    "recall",
    help=_("Enter that copies came back: those named, or all of an issue."),
    epilog=examples(
        ("dangan issue recall FF-2026-0004-02", _("one copy")),
        ("dangan issue recall FF-2026-0004", _("all that are out")),
    ),
)
@click.argument("numbers", nargs=-1, metavar="COPY|ISSUE...")
@acting_options
@pass_invocation
def recall(invocation: Invocation, /, *, numbers: tuple[str, ...], **said: Any) -> None:
    """Enter that copies came back; exit code 1 where none is out."""
    from dangan.workspace.reading_desk import Wish, plan_recall

    counter = Counter(invocation, Said(**said))
    given = numbers or (counter.told(None, _("Number of the copy or the issue")),)
    issue = _issue_of(counter, given[0])
    copies = tuple(one for one in given if one != issue.number)
    wish = Wish("issue", (issue,), {}, counter.hands(), "recalled", "recall")
    counter.perform(lambda desk: plan_recall(desk, issue, copies, wish))


@command.command(
    "void",
    help=_("Declare a document void; its copies are to be called back."),
    epilog=examples(
        ("dangan issue void FF-2026-0004 --reason 新版发布", _("and the recall list")),
    ),
)
@click.argument("name", required=False, metavar="ISSUE")
@click.option("--reason", help=_("Why it is void."))
@acting_options
@pass_invocation
def void(
    invocation: Invocation, /, *, name: str | None, reason: str | None, **said: Any
) -> None:
    """Declare void and list the copies to be called back."""
    from dangan.rules.issues import copies
    from dangan.workspace.lending_desk import continued

    counter = Counter(invocation, Said(**said))
    issue = counter.record(name, _("Number of the issue"))
    hands = counter.hands({"voided": {"reason": counter.told(reason, _("Reason"))}})
    counter.perform(lambda desk: continued(desk, issue, "voided", hands, "void"))
    for copy in copies(issue, counter.scene.on):
        if copy.out and counter.said.form == "text":
            who = copy.holder.get("party") or copy.holder.get("person")
            text = M(
                "to be called back: {number} from {who}", number=copy.number, who=who
            )
            invocation.say(text)


def _issue_of(counter: Counter, number: str) -> Record:
    """Return the issue that has a copy of this number, or bears the number itself."""
    for record in counter.space.archive.records:
        rows = (row for _route, row in record.each("controlled_copies"))
        if any(row.get("control_number") == number for row in rows):
            return record
    return counter.record(number, _("Number of the issue"))
