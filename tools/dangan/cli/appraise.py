"""``dangan appraise``: what is to become of records."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.act_options import Said, plain_options
from dangan.cli.context import Invocation, pass_invocation
from dangan.cli.counter import Counter
from dangan.cli.i18n import _, examples

#: Type of the record of an appraisal.
_TYPE = "appraisal"


@click.command(
    "appraise",
    help=_(
        "Record what an appraisal came to.\n\nWhat is kept gets a new retention class;"
        " the old one stays on record with the reason. What is to be destroyed goes on"
        " with dangan destroy propose."
    ),
    epilog=examples(
        (
            "dangan appraise MK-2011-003 --result keep --class long --reason 可参考",
            _("kept longer"),
        ),
        (
            "dangan appraise MK-2011-004 --result destroy --reason 无价值 --with P005",
            _("two people found it without value"),
        ),
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="RECORD...")
@click.option(
    "--result",
    type=click.Choice(("destroy", "keep", "exempt")),
    required=True,
    help=_("What it came to."),
)
@click.option("--class", "retention", default="", help=_("New retention class."))
@click.option("--trigger", default="", help=_("Field that starts the new period."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why."))
@click.option(
    "--with", "others", multiple=True, metavar="PERSON", help=_("Who appraised too.")
)
@plain_options
@pass_invocation
def command(
    invocation: Invocation,
    /,
    *,
    names: tuple[str, ...],
    others: tuple[str, ...],
    **given: Any,
) -> None:
    """Record the appraisal; exit code 1 where something stands in the way."""
    from dangan.workspace.appraising import Appraisal, appraise

    own = {key: given.pop(key) for key in ("result", "retention", "trigger", "reason")}
    counter = Counter(invocation, Said(**given))
    members = tuple(dict.fromkeys((counter.scene.by, *others))) if others else ()
    wish = Appraisal(names, _TYPE, members=members, **own)
    counter.perform(lambda desk: appraise(desk, wish))
