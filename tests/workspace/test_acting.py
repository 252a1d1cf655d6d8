"""Acts of the desk: what they write and refuse, and that nothing is half done."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dangan.model.errors import RepositoryError
from dangan.repo.write import Transaction
from dangan.syntax import load
from dangan.workspace.acting import Outcome, commit
from dangan.workspace.lending_desk import LoanWish, plan_lend, plan_renew, plan_return
from dangan.workspace.reading_desk import Wish, plan_begin, plan_lift, plan_move
from dangan.workspace.taking import Hands
from support.desk import ITEM, TOP, act, customer_archive, found, state
from support.gitrepo import GitRepo

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

NUMBER = "WD-2021-0001"
LOAN = "records/loan/2026/JY-2026-0001.yaml"
#: Folders that a move writes to.
MOVED = ("records/item/2021/", "records/relocation/2026/")
APPROVED = Hands(approvers=("P004",))


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return customer_archive(tmp_path / "office")


def lend(repo: GitRepo, until: str = "2026-03-16", **how: Any) -> Outcome:
    name, hands = how.pop("name", NUMBER), how.pop("hands", APPROVED)
    person = {"person": "P009", "department": "sales"}

    def plan(desk: Any) -> Any:
        return plan_lend(desk, LoanWish(found(name)(desk), person, until, {}, hands))

    return act(repo, plan, **how)


def give_back(repo: GitRepo, on: str = "2026-03-15") -> Outcome:
    record = found(NUMBER)
    return act(repo, lambda d: plan_return(d, record(d), "intact", Hands()), on=on)


def move(repo: GitRepo, room: str) -> Outcome:
    wish = Wish("relocation", (), {"reason": "维修"})
    record = found(NUMBER)
    return act(repo, lambda d: plan_move(d, (record(d),), {"room": room}, wish))


def said(outcome: Outcome) -> list[str]:
    codes = [f.code for f in outcome.findings if f.blocks]
    return codes + [str(problem.message) for problem in outcome.problems]


def test_a_loan_is_one_new_file(repo: GitRepo) -> None:
    before = state(repo)
    outcome = lend(repo)
    assert outcome.done
    after = state(repo)
    assert set(after) - set(before) == {LOAN}
    assert {path: after[path] for path in before} == before
    data = load(after[LOAN].encode(), LOAN).data
    assert data is not None
    assert [(e["kind"], e["by"]) for e in data["events"]] == [
        ("requested", "P009"),
        ("approved", "P004"),
        ("lent", "P003"),
    ]
    assert outcome.act is not None
    assert outcome.act.message == f"record: lend JY-2026-0001 ({NUMBER})"


def test_a_return_adds_one_event_and_nothing_else(repo: GitRepo) -> None:
    lend(repo)
    before = state(repo)[LOAN].splitlines()
    assert give_back(repo).done
    after = state(repo)[LOAN].splitlines()
    added = [line for line in after if line not in before]
    assert len(after) == len(before) + 4
    assert [line for line in after if line in before] != []
    assert "  - kind: returned" in added
    assert [line for line in before if line not in after] == []


def test_a_dry_run_writes_nothing_and_shows_the_change(repo: GitRepo) -> None:
    before = state(repo)
    outcome = lend(repo, dry_run=True)
    assert outcome.done
    assert "+number: JY-2026-0001" in outcome.diff
    assert state(repo) == before


REFUSED = [
    ({"hands": Hands()}, ["approval is missing; it is for anybody of the holding"]),
    ({"name": "WD-2021-0002"}, ["R503"]),
    ({"until": ""}, ["R409", "R504"]),
    ({"hands": Hands(approvers=("P009",))}, []),
]


@pytest.mark.parametrize(("how", "told"), REFUSED)
def test_what_the_regulation_refuses_is_not_written(
    repo: GitRepo, how: dict[str, Any], told: list[str]
) -> None:
    before = state(repo)
    outcome = lend(repo, **how)
    assert said(outcome) == told
    assert outcome.done is not bool(told)
    assert (state(repo) == before) is bool(told)


def test_one_original_is_in_one_hand(repo: GitRepo) -> None:
    lend(repo)
    assert said(lend(repo, on="2026-03-05")) == ["R501"]
    give_back(repo)
    assert said(give_back(repo)) == [f"{NUMBER} is not on loan"]
    assert lend(repo, on="2026-03-15", until="2026-03-20").done


def test_a_renewal_without_a_day_needs_a_rule(repo: GitRepo) -> None:
    lend(repo)
    record = found(NUMBER)
    outcome = act(repo, lambda d: plan_renew(d, record(d), "", Hands()))
    assert said(outcome) == ["the new day of return is not said, and no rule gives one"]
    outcome = act(repo, lambda d: plan_renew(d, record(d), "2026-03-30", Hands()))
    assert outcome.done


def test_a_hold_of_the_dossier_keeps_everything_in_place(repo: GitRepo) -> None:
    customer = found("KH-0001")

    def plan(desk: Any) -> Any:
        reason = {"reason": "诉讼（演示）"}
        wish = Wish("hold", (customer(desk),), reason, target="hold")
        return plan_begin(desk, wish)

    assert act(repo, plan).done
    assert said(lend(repo)) == ["R502"]
    assert said(move(repo, "B")) == ["held with KH-0001: DJ-2026-0001"]
    hold = found("DJ-2026-0001")
    assert act(repo, lambda d: plan_lift(d, hold(d), (), "结案")).done
    assert lend(repo).done


def test_a_move_changes_the_place_and_says_why(repo: GitRepo) -> None:
    before = state(repo)[ITEM]
    assert move(repo, "B").done
    after = state(repo)
    assert after[ITEM] == before.replace('room: A\n  box: "001"', "room: B")
    assert "records/relocation/2026/YK-2026-0001.yaml" in after


def test_a_file_out_of_form_is_not_rewritten(repo: GitRepo) -> None:
    text = state(repo)[ITEM]
    repo.write(ITEM, text.replace("  room: A\n", "  room:   A\n"))
    with pytest.raises(RepositoryError, match="usual form"):
        move(repo, "B")


def test_a_commit_holds_the_act_and_nothing_else(repo: GitRepo) -> None:
    repo.write("records/item/note.txt", "not of the act")
    outcome = lend(repo)
    assert outcome.act is not None
    commit(repo.root, outcome.act)
    shown = repo.git("show", "--name-only", "--format=%s", "HEAD").splitlines()
    assert shown == [f"record: lend JY-2026-0001 ({NUMBER})", "", LOAN]


def test_an_approval_is_of_whom_commits_it(tmp_path: Path) -> None:
    from support.desk import HOLDING

    repo = customer_archive(tmp_path / "x", HOLDING + "approvals: committed\n")
    assert said(lend(repo)) == ["R411"]
    repo.git("config", "user.email", "head@example.invalid")
    assert lend(repo).done


class Failing:
    """Let the n-th call of one of some system functions fail."""

    def __init__(self, number: int) -> None:
        self.number, self.calls = number, 0

    def wrap(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **how: Any) -> Any:
            self.calls += 1
            if self.calls == self.number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return plain(*words, **how)

        return call


@pytest.mark.slow
def test_whatever_call_fails_an_act_is_done_or_not(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = 0
    move(repo, "A")
    for number in range(1, 200):
        before, failing = state(repo), Failing(number)
        with monkeypatch.context() as patch:
            for name in ("write", "fsync", "replace"):
                place: Any = Path if name == "replace" else os
                patch.setattr(place, name, failing.wrap(getattr(place, name)))
            try:
                assert move(repo, "BA"[number % 2]).done
            except RepositoryError as told:
                failed += 1
                confirmed = "did not confirm" in str(told.fact)
                assert (state(repo) == before) is not confirmed
        assert not [path for path in state(repo) if ".tmp-" in path]
        if failing.calls < number:
            break
    assert failed >= 6


def _act_for_ever(repo: GitRepo) -> None:
    while True:
        move(repo, "B")
        move(repo, "A")


def _write_for_ever(repo: GitRepo) -> None:
    """Write the two files of a move again and again, without planning it anew."""
    texts = {path: text for path, text in state(repo).items() if "/." not in path}
    altered = {path: f"{text}notes: 已移库\n" for path, text in texts.items()}
    while True:
        for version in (altered, texts):
            with Transaction(repo.root) as change:
                for path, text in version.items():
                    change.write(path, text)


def _killed(repo: GitRepo, work: Callable[[GitRepo], None], after: float) -> None:
    child = multiprocessing.get_context("fork").Process(target=work, args=(repo,))
    child.start()
    time.sleep(after)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()


def _next_command(repo: GitRepo) -> None:
    """Let a command begin, which finishes what a killed one left."""
    with Transaction(repo.root):
        assert _damaged(repo) == []


def _damaged(repo: GitRepo) -> list[str]:
    """Return the records that cannot be read, temporary files left out."""
    files = ((p, t) for p, t in state(repo).items() if "/." not in p)
    return [path for path, text in files if load(text.encode(), path).problems]


@pytest.mark.slow
def test_two_hundred_kills_of_a_writer_damage_no_record(repo: GitRepo) -> None:
    move(repo, "B")
    before = state(repo)
    changed = 0
    for round_ in range(200):
        _killed(repo, _write_for_ever, 0.004 + 0.0007 * (round_ % 29))
        now = {path: text for path, text in state(repo).items() if "/." not in path}
        assert _damaged(repo) == []
        assert set(now) == set(before)
        changed += now != before
        _next_command(repo)
        for path, text in before.items():
            repo.write(path, text)
    assert changed > 20
    assert move(repo, "A").done
    moved = (path for path in state(repo) if path.startswith(MOVED))
    assert not [path for path in moved if ".tmp-" in path]


@pytest.mark.slow
def test_an_act_that_is_killed_is_done_or_not(repo: GitRepo) -> None:
    move(repo, "B")
    acts = 0
    for round_ in range(25):
        _killed(repo, _act_for_ever, 0.25 + 0.02 * (round_ * 7 % 25))
        assert _damaged(repo) == []
        _next_command(repo)
        made = list((repo.root / "records/relocation").rglob("YK*.yaml"))
        acts += len(made) - 1
        for file in made[1:]:
            file.unlink()
    assert acts > 5
    assert move(repo, "A").done


def test_secret_records_are_lent_to_nobody(repo: GitRepo) -> None:
    assert "core-secret" in state(repo)[TOP]
    outcome = lend(repo, name="WD-2021-0002")
    (finding,) = [f for f in outcome.findings if f.code == "R503"]
    assert finding.clauses == ("base.c24",)
