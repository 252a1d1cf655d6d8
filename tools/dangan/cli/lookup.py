"""Find the record that somebody names, however the number is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangan.cli.context import Invocation
from dangan.model.message import M
from dangan.model.record import Record

if TYPE_CHECKING:
    from dangan.policy.policy import Policy
    from dangan.workspace import Workspace


def record_named(invocation: Invocation, space: Workspace, name: str) -> Record:
    """Return the record with an id, a number or a path; a usage error otherwise.

    A number that no record bears as typed is tried in its official form.
    """
    found = space.archive.find(_below(invocation.root, name))
    found = found or space.archive.find(official(space, name))
    if found is None:
        text = M("there is no record {name}", name=name)
        raise click.UsageError(invocation.text(text))
    return found


def policy_of(invocation: Invocation, space: Workspace, record: Record) -> Policy:
    """Return the policy that governs a record; a usage error where none does."""
    policy = space.policies.for_record(record)
    if policy is None:
        text = M("no regulation of the holding covers {name}", name=record.name)
        raise click.UsageError(invocation.text(text))
    return policy


def official(space: Workspace, typed: str) -> str:
    """Return the official form of a number, or what was typed."""
    from dangan.rules.numbers import SECTION, Scheme, normalise

    schemes = (
        Scheme.from_rule(rule, space.holding, policy)
        for policy in space.policies.all()
        for rule in policy.rules(SECTION)
    )
    return normalise(tuple(schemes), typed).value or typed


def _below(root: Path, name: str) -> str:
    """Return a path as the archive names it, whatever the current folder."""
    path = Path(name)
    if not path.is_file():
        return name
    whole, top = path.resolve(), root.resolve()
    return whole.relative_to(top).as_posix() if whole.is_relative_to(top) else name
