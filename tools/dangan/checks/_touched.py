"""Which kinds of files a change touches."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context

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
        "CODEOWNERS",
        "requirements.txt",
        "pyproject.toml",
    }
)
_GUARDED_FOLDERS = (".github/", ".gitea/", ".forgejo/", ".gitlab/", ".ci/", "tools/")


def records(ctx: Context) -> bool:
    """Tell whether the change touches a record."""
    return any(path.startswith("records/") for path in ctx.touched or ())


def guards(ctx: Context) -> Iterator[str]:
    """Yield the guarding files that the change touches, in order."""
    for path in sorted(ctx.touched or ()):
        if path.rpartition("/")[2] in _GUARDS or path.startswith(_GUARDED_FOLDERS):
            yield path


def rules(ctx: Context) -> Iterator[str]:
    """Yield the schemas, types and regulations that the change alters."""
    for path, (old, _) in ctx.altered.items():
        if old is not None and path.startswith("schemas/"):
            yield path
