"""``dangan packs``: what regulations there are, clause by clause, and their cases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from dangan.cli.context import MARK, Invocation, format_option, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.cli.pack_new import command as new_pack
from dangan.model.errors import RepositoryError
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.policy.policy import Policy
    from dangan.workspace import Workspace
    from dangan.workspace.case_archive import Host

#: Exit code where a case does not hold or a clause is not carried.
_FINDINGS = 1


@click.group(
    name="packs",
    help=_("Show the regulations, try their cases, tell how each clause is carried."),
    epilog=examples(
        ("dangan packs list", _("all regulations there are")),
        ("dangan packs show 000-21 --clause r6", _("one clause and what carries it")),
        ("dangan packs test 000-21", _("try the mini records of cases.yaml")),
        ("dangan packs coverage", _("how many clauses are carried, and how")),
    ),
)
def command() -> None:
    """Hand over to the subcommand."""


@command.command(
    name="list",
    help=_("List all regulations."),
    epilog=examples(("dangan packs list --format json", _("the same for programs"))),
)
@format_option("text", "json", "csv", "md")
@pass_invocation
def list_packs(invocation: Invocation, form: str) -> None:
    """Print the table of packs."""
    from dangan.report.packs import table
    from dangan.report.tables import table_as

    space = _space(invocation)
    governing = {policy.pack.id for policy in space.policies.all()}
    made = table(space.packs, governing, invocation.lang)
    click.echo(table_as(made, form, invocation.lang), nl=False)


@command.command(
    name="show",
    help=_("Show one regulation with its rules, or one of its clauses."),
    epilog=examples(
        ("dangan packs show 001-01", _("rules, values set and values open")),
        ("dangan packs show 000-21 --origin", _("where each rule and value came from")),
        ("dangan packs show 000-21 --clause r6", _("one clause and what carries it")),
        (
            "dangan packs show 000-21 --rule processes.loan",
            _("one rule as YAML, with what other regulations make of it"),
        ),
    ),
)
@click.argument("pack", metavar="ID")
@click.option(
    "--origin", is_flag=True, help=_("Tell where rules and values came from.")
)
@click.option("--clause", metavar="R", help=_("Show only this clause, such as r6."))
@click.option("--rule", metavar="SECTION.ID", help=_("Show only this rule, as YAML."))
@format_option()
@pass_invocation
def show(
    invocation: Invocation, /, pack: str, origin: bool, form: str, **wishes: str | None
) -> None:
    """Print a policy as it stands for this archive."""
    from dangan.policy.policies import Policies
    from dangan.report.packs import policy_as
    from dangan.rules.naming import Names

    space = _space(invocation)
    policies = Policies(space.packs, space.holding, space.types)
    policy = policies.of_pack(pack)
    if wishes["rule"]:
        text = _rule(invocation, policy, wishes["rule"], form)
    elif wishes["clause"]:
        text = _clause(invocation, policy, wishes["clause"], form)
    else:
        names = Names(space.holding, policies, space.types)
        text = policy_as(policy, form, invocation.lang, origin=origin, names=names)
    click.echo(text, nl=False)


def _clause(invocation: Invocation, policy: Policy, id_: str, form: str) -> str:
    from dangan.report.packs import clause_as

    found = policy.clause(id_)
    if found is None:
        raise click.BadParameter(
            invocation.text(M("the regulation has no clause {id}", id=id_)),
            param_hint="--clause",
        )
    return clause_as(policy, found, form, invocation.lang)


def _rule(invocation: Invocation, policy: Policy, name: str, form: str) -> str:
    from dangan.policy.faults import nearest
    from dangan.policy.sections import SECTIONS
    from dangan.report.rules import rule_as, rules_of

    section, _dot, id_ = name.partition(".")
    known = rules_of(policy, section)
    if id_ not in known:
        is_section = section in SECTIONS
        fact = M("the regulation has no rule {id}", id=name)
        hint = nearest(id_, known) if is_section else nearest(section, SECTIONS)
        text = f"{invocation.text(fact)} ({invocation.text(hint)})"
        raise click.BadParameter(text, param_hint="--rule")
    return rule_as(known[id_], policy, form, invocation.lang)


@command.command(
    name="test",
    help=_("Try the cases of one regulation, or of all."),
    epilog=examples(
        ("dangan packs test", _("all cases of all regulations")),
        (
            "dangan packs test 000-21 --mutate",
            _("take each clause's data away: does a case notice?"),
        ),
    ),
)
@click.argument("pack", metavar="[ID]", required=False)
@click.option(
    "--mutate",
    is_flag=True,
    help=_("Remove and alter the data of each clause, and report what nobody notices."),
)
@click.option(
    "--all", "every", is_flag=True, help=_("With --mutate: show each altered value.")
)
@format_option()
@click.pass_context
def test(ctx: click.Context, /, pack: str | None, form: str, **wishes: bool) -> None:
    """Try cases; exit code 1 where one does not hold."""
    from dangan.report.cases import outcomes_as, verdicts_as
    from dangan.workspace.casebook import try_pack
    from dangan.workspace.mutation import mutate

    invocation: Invocation = ctx.ensure_object(Invocation)
    host, ids = _host(invocation, pack)
    outcomes = tuple(o for id_ in ids for o in try_pack(host, host.packs[id_]))
    fine = all(outcome.holds for outcome in outcomes)
    if wishes["mutate"] and fine:
        tried = [host.packs[id_] for id_ in ids]
        verdicts = tuple(verdict for one in tried for verdict in mutate(host, one))
        stated = sum(c.state == "stated" for one in tried for c in one.clauses.values())
        told = verdicts_as(
            verdicts, form, invocation.lang, stated=stated, every=wishes["every"]
        )
        click.echo(told, nl=False)
        fine = all(verdict.is_carried for verdict in verdicts)
    else:
        click.echo(outcomes_as(outcomes, form, invocation.lang), nl=False)
    ctx.exit(0 if fine else _FINDINGS)


@command.command(
    name="coverage",
    help=_("Tell how every clause of every regulation is carried."),
    epilog=examples(
        ("dangan packs coverage", _("numbers for each regulation, and what is open")),
        ("dangan packs coverage 000-21", _("only this regulation")),
        ("dangan packs coverage --format json", _("clause by clause, for programs")),
    ),
)
@click.argument("pack", metavar="[ID]", required=False)
@format_option()
@pass_invocation
def show_coverage(invocation: Invocation, pack: str | None, form: str) -> None:
    """Print the matrix of clauses and mechanisms."""
    from dangan.policy.coverage import coverage
    from dangan.policy.find import find_pack
    from dangan.policy.policies import Policies
    from dangan.report.packs import coverage_text
    from dangan.workspace.library import casebook_host

    space = _space(invocation)
    packs = casebook_host(space).packs
    known = Policies(packs, space.holding, space.types)
    settings = {id_: known.settings(id_) for id_ in packs}
    rows = coverage(packs, settings, cases=True)
    if pack is not None:
        wanted = find_pack(packs, pack).id
        rows = tuple(row for row in rows if row.pack.id == wanted)
    if form == "json":
        data = {"packs": [row.as_data() for row in rows]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(coverage_text(rows, invocation.lang), nl=False)


command.add_command(new_pack)


def _space(invocation: Invocation) -> Workspace:
    """Return the archive here, or one that only has the product's regulations."""
    from dangan.workspace.library import library

    try:
        root = invocation.root
    except RepositoryError:
        if invocation.given_root and not (invocation.given_root / MARK).exists():
            raise
        root = None
    return library(root)


def _host(invocation: Invocation, pack: str | None) -> tuple[Host, tuple[str, ...]]:
    from dangan.policy.find import find_pack
    from dangan.workspace.library import casebook_host

    host = casebook_host(_space(invocation))
    if pack is None:
        return host, tuple(host.packs)
    return host, (find_pack(host.packs, pack).id,)
