"""CI: no secrets, nothing an outsider writes in a shell, the base branch judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jinja2 import Environment

from support.source import PACKAGE, ROOT

TEMPLATES = PACKAGE / "cli/templates/archive"
#: GitLab variables that somebody outside can fill.
OUTSIDE = re.compile(
    r"\$\{?(CI_COMMIT_(MESSAGE|TITLE|DESCRIPTION|REF_NAME|BRANCH|AUTHOR|TAG)"
    r"|CI_MERGE_REQUEST_(TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS))"
)


def rendered(name: str) -> str:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return Environment(keep_trailing_newline=True).from_string(text).render(_=str)  # noqa: S701


def workflows() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        yield path.name, path.read_text(encoding="utf-8")
    yield "init: check.yml", rendered("github/check.yml.j2")


def gitlab() -> Iterator[tuple[str, str]]:
    yield ".gitlab-ci.yml", (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    yield "init: .gitlab-ci.yml", rendered("gitlab-ci.yml.j2")


def steps(text: str) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(text)["jobs"].values():
        yield from job["steps"]


WORKFLOWS = [pytest.param(text, id=name) for name, text in workflows()]
GITLAB = [pytest.param(text, id=name) for name, text in gitlab()]


@pytest.mark.parametrize("text", WORKFLOWS)
def test_no_event_that_lends_secrets(text: str) -> None:
    events = yaml.safe_load(text)[True]  # YAML 1.1 reads the key "on" so
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(events)
    assert "secrets." not in text


@pytest.mark.parametrize("text", WORKFLOWS)
def test_no_expression_in_a_shell(text: str) -> None:
    assert [step["run"] for step in steps(text) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("text", WORKFLOWS)
def test_expressions_are_of_the_base_or_numbers(text: str) -> None:
    known = {"github.event.pull_request.base.sha", "github.sha"}
    known.add("github.event.pull_request.number || github.sha")
    assert set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", text)) <= known


@pytest.mark.parametrize("text", WORKFLOWS)
def test_may_only_read(text: str) -> None:
    said = yaml.safe_load(text)
    assert said["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in said["jobs"].values())


@pytest.mark.parametrize("text", WORKFLOWS)
def test_actions_are_pinned_by_commit(text: str) -> None:
    used = [step["uses"] for step in steps(text) if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []


@pytest.mark.parametrize("text", WORKFLOWS)
def test_checkout_is_whole_and_leaves_no_token(text: str) -> None:
    for step in steps(text):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
            is_tools = step["with"].get("path") == "base"
            assert is_tools or step["with"]["fetch-depth"] == 0


@pytest.mark.parametrize("text", WORKFLOWS)
def test_no_cache_can_be_poisoned(text: str) -> None:
    assert "cache" not in text


@pytest.mark.parametrize("text", WORKFLOWS)
def test_catalogue_stays_private_and_short(text: str) -> None:
    for job in yaml.safe_load(text)["jobs"].values():
        kept = [s for s in job["steps"] if "upload-artifact" in s.get("uses", "")]
        for step in kept:
            assert step["with"]["retention-days"] <= 7
            assert "github.event.repository.private" in job["if"]


@pytest.mark.parametrize("text", WORKFLOWS)
def test_a_job_ends(text: str) -> None:
    jobs = yaml.safe_load(text)["jobs"].values()
    assert [job for job in jobs if "timeout-minutes" not in job] == []


@pytest.mark.parametrize("text", GITLAB)
def test_gitlab_shell_sees_nothing_from_outside(text: str) -> None:
    said = yaml.safe_load(text)
    scripts = [line for job in said.values() for line in _lines(job)]
    assert [line for line in scripts if OUTSIDE.search(line)] == []


@pytest.mark.parametrize("text", GITLAB)
def test_gitlab_has_the_whole_history_and_no_cache(text: str) -> None:
    said = yaml.safe_load(text)
    assert said["variables"]["GIT_DEPTH"] == "0"
    assert "cache" not in text
    assert said["catalogue"]["artifacts"]["access"] == "developer"


@pytest.mark.parametrize("text", [*WORKFLOWS[:1], *WORKFLOWS[-1:], *GITLAB])
def test_the_base_branch_judges_a_change(text: str) -> None:
    assert re.search(r"base/\.venv/bin/dangan .*--base \"\$", text)


def _lines(job: object) -> Iterator[str]:
    if isinstance(job, dict):
        for key in ("script", "before_script", "after_script"):
            yield from job.get(key, ())


def test_request_template_is_the_same_on_both_forges() -> None:
    github = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_bytes()
    gitlab_one = (ROOT / ".gitlab/merge_request_templates/Default.md").read_bytes()
    assert github == gitlab_one
