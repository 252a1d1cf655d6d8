"""Which kinds of files a change touches."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.finding import Place
from dangan.model.json import JsonObject
from dangan.policy.sections import SECTIONS
from dangan.rules.vocabulary import OPEN

HOLDING = "records/holding.yaml"
#: Lists of the holding's own; one that a regulation has too is a rule.
_WORDS = "vocabularies"
#: Files that decide what a reviewer sees and what is checked.
_GUARDS = frozenset(
    {
        ".gitattributes",
        ".mailmap",
        ".gitmodules",
        ".lfsconfig",
        ".git-blame-ignore-revs",
        ".pre-commit-config.yaml",
        ".pre-commit-hooks.yaml",
        ".gitlab-ci.yml",
        ".drone.yml",
        ".woodpecker.yml",
        "Jenkinsfile",
        "azure-pipelines.yml",
        "lefthook.yml",
        "CODEOWNERS",
        "requirements.txt",
        "requirements-dev.txt",
        "pyproject.toml",
        "uv.lock",
        "Makefile",
        "mkdocs.yml",
        "mkdocs.yaml",
    }
)
_FORGES = ("circleci", "ci", "forgejo", "gitea", "github", "gitlab", "husky")
_GUARDED_FOLDERS = (*(f".{name}/" for name in _FORGES), "tools/")


#: What of holding.yaml only grows with the archive; everything else is a rule.
GROWING = frozenset({"departments", "people", "locations", "regions", "vocabularies"})


def records(ctx: Context) -> bool:
    """Tell whether the change touches a record or holding.yaml."""
    return any(path.startswith("records/") for path in ctx.touched or ())


def other_records(ctx: Context) -> bool:
    """Tell whether the change touches a record besides holding.yaml."""
    touched = frozenset(ctx.touched or ())
    return any(path.startswith("records/") for path in touched - {HOLDING})


def guards(ctx: Context) -> Iterator[Place]:
    """Yield the guarding files that the change touches, in order.

    The change that begins an archive brings all of them with it.
    """
    for path in sorted(ctx.touched or ()):
        if path.rpartition("/")[2] in _GUARDS or path.startswith(_GUARDED_FOLDERS):
            if _begins(ctx):
                return
            yield Place(path)


def rules(ctx: Context) -> Iterator[Place]:
    """Yield what the change alters of schemas, types, regulations and holding.yaml.

    Nothing where no record changes along.
    """
    if not other_records(ctx):
        return
    for path, (old, _) in ctx.altered.items():
        if old is not None and path.startswith("schemas/"):
            yield Place(path)
    if HOLDING in (ctx.touched or ()) and not _begins(ctx):
        document = ctx.holding.document
        before = ctx.base.holding.document.data if ctx.base else {}
        for key in sorted({*before, *document.data} - GROWING):
            if before.get(key) != document.data.get(key):
                yield document.at(key, on_key=True)
        yield from _lists_of_rules(ctx, before.get(_WORDS) or {})


def _lists_of_rules(ctx: Context, before: JsonObject) -> Iterator[Place]:
    """Yield lists of holding.yaml that widen what a regulation declares."""
    now = ctx.holding.get(_WORDS) or {}
    policies = ctx.policies.all()
    closed = set(SECTIONS) | {
        str(rule.data["name"]) for p in policies for rule in p.rules("vocabularies")
    }
    for name in sorted(closed - OPEN):
        if now.get(name) != before.get(name):
            yield ctx.holding.document.at((_WORDS, name), on_key=True)


def _begins(ctx: Context) -> bool:
    """Tell whether there was no archive before the change."""
    return ctx.base is not None and not ctx.base.holding.document.data
