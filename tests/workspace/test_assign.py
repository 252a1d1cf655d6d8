"""Numbers are given once: by one process at a time, and git sees the rest."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dangan.workspace
from dangan.model.errors import RepositoryError
from dangan.repo.staging import staged
from dangan.workspace.assign import Order, assign
from support.office import HOLDING, draft, office, path_of, ulid

ON = datetime.date(2026, 6, 30)
TOOLS = Path(__file__).parents[2] / "tools"


def order(*names, by="P003"):
    return Order(names, not names, ON, by)


def destroyed(number):
    stone = 'tombstone: {destroyed_on: "2025-01-01"}'
    return f"id: {ulid(9)}\nnumber: {number}\ntype: item\n{stone}\n"


def numbers(outcome):
    return [one.number for one in outcome.assigned]


def problems(outcome):
    return [str(problem.message) for problem in outcome.problems]


def test_a_draft_moves_to_its_number_in_canonical_form(tmp_path):
    repo = office(tmp_path, 1)
    outcome = assign(tmp_path, order(path_of(1)))
    assert numbers(outcome) == ["MK-2021-001"]
    assert not (tmp_path / path_of(1)).exists()
    space = dangan.workspace.open(tmp_path)
    (record,) = space.archive.records
    assert record.path == "records/item/2021/MK-2021-001.yaml"
    assert record.id == ulid(1)
    assert record.get("assigned") == {
        "on": "2026-06-30",
        "by": "P003",
        "scheme": "by-department",
        "pack": "000-17",
        "edition": record.get("assigned.edition"),
        "fields": {"department": "marketing", "year": "2021", "serial": 1},
    }
    assert "#" not in (tmp_path / record.path).read_text("utf-8")
    assert repo.git("diff", "--cached", "--name-only") == ""
    assert not list(space.validator.problems(record))


def test_running_it_again_does_nothing(tmp_path):
    office(tmp_path, 1, 2)
    assert numbers(assign(tmp_path, order())) == ["MK-2021-001", "MK-2021-002"]
    before = {p: p.read_bytes() for p in tmp_path.rglob("records/**/*.yaml")}
    assert assign(tmp_path, order()).assigned == ()
    again = assign(tmp_path, order("MK-2021-001", ulid(2)))
    assert again.assigned == ()
    assert again.unchanged == (
        "records/item/2021/MK-2021-001.yaml",
        "records/item/2021/MK-2021-002.yaml",
    )
    assert {p: p.read_bytes() for p in tmp_path.rglob("records/**/*.yaml")} == before


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path):
    office(tmp_path, 1, 2)
    dry = assign(tmp_path, order(), dry_run=True)
    assert (tmp_path / path_of(1)).exists()
    assert numbers(dry) == numbers(assign(tmp_path, order()))


STAGED = ["A\trecords/item/2021/MK-2021-001.yaml"]
#: Whether git knows the draft: committed, in the index only, not at all.
KNOWN = {"committed": [f"D\t{path_of(1)}"], "added": [], "unknown": []}


@pytest.mark.parametrize("known", KNOWN)
def test_staging_is_a_move(tmp_path, known):
    repo = office(tmp_path, *([1] if known == "committed" else []))
    repo.write(path_of(1), draft(1))
    repo.write("notes.txt", "not ours")
    if known == "added":
        repo.git("add", path_of(1))
    assign(tmp_path, order(), stage=True)
    listed = repo.git("diff", "--cached", "--name-status", "--no-renames").splitlines()
    assert listed == [*STAGED, *KNOWN[known]]
    assert repo.git("diff", "--name-only") == ""
    assert not (tmp_path / path_of(1)).exists()


def test_where_the_index_is_locked_nothing_is_written(tmp_path):
    office(tmp_path, 1)
    (tmp_path / ".git/index.lock").touch()
    with pytest.raises(RepositoryError, match="update-index failed"):
        assign(tmp_path, order(), stage=True)
    assert (tmp_path / path_of(1)).exists()
    assert not (tmp_path / "records/item/2021").exists()


def test_where_writing_fails_the_index_stays_as_it_was(tmp_path):
    repo = office(tmp_path, 1)
    written = {"records/item/2021/MK-2021-001.yaml": "id: x\n"}

    def fail():
        with staged(tmp_path, written, [path_of(1), "records/unknown.yaml"]):
            assert repo.git("diff", "--cached", "--name-only").splitlines() == [
                *written,
                path_of(1),
            ]
            raise RepositoryError("the disk is full")

    with pytest.raises(RepositoryError, match="disk is full"):
        fail()
    assert repo.git("diff", "--cached", "--name-only") == ""


#: Fields of a draft → codes with which the gate refuses the numbered record.
BLOCKED = {
    'received_on: "2021-02-30"': ["R014"],
    "received_on: 2027年6月24日": ["R014"],
    "pagse: 3": ["R011"],
    'closed_on: "2020-01-01"\nopened_on: "2021-01-01"': ["R305"],
}


@pytest.mark.parametrize("fields", BLOCKED)
@pytest.mark.parametrize("dry_run", [False, True])
def test_what_the_gate_refuses_gets_no_number(tmp_path, fields, dry_run):
    repo = office(tmp_path, 2)
    repo.write(path_of(1), draft(1, more=f"{fields}\n"))
    repo.commit("a draft that is wrong")
    outcome = assign(tmp_path, order(), dry_run=dry_run)
    assert outcome.refused
    found = [one for one in outcome.findings if one.blocks]
    assert [one.code for one in found] == BLOCKED[fields]
    assert {one.path for one in found} == {path_of(1)}
    assert repo.git("status", "--porcelain") == ""
    repo.write(path_of(1), draft(1))
    assert numbers(assign(tmp_path, order())) == ["MK-2021-001", "MK-2021-002"]


def test_a_number_that_was_removed_from_the_tree_never_comes_back(tmp_path):
    repo = office(tmp_path, 1, 2)
    assign(tmp_path, order(path_of(1)))
    repo.commit("number it")
    repo.git("rm", "--quiet", "records/item/2021/MK-2021-001.yaml")
    repo.commit("remove it")
    assert numbers(assign(tmp_path, order())) == ["MK-2021-002"]


def test_a_tombstone_keeps_its_number(tmp_path):
    repo = office(tmp_path, 1)
    stone = destroyed("MK-2021-007")
    repo.write("records/item/2021/MK-2021-007.yaml", stone)
    assert numbers(assign(tmp_path, order())) == ["MK-2021-008"]


def test_a_shallow_clone_is_refused(tmp_path):
    repo = office(tmp_path / "origin", 1)
    repo.write("README.md", "x\n")
    repo.commit("more")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repo.root}", str(clone)],
        check=True,
        capture_output=True,
    )
    with pytest.raises(RepositoryError, match="lacks older commits"):
        assign(clone, order())


def test_a_chinese_part_without_ascii_code_is_refused_and_nothing_is_written(tmp_path):
    repo = office(tmp_path, 1)
    repo.write(path_of(2), draft(2, department="workshop"))
    outcome = assign(tmp_path, order())
    assert problems(outcome) == ["department has no ASCII code for file names"]
    assert (tmp_path / path_of(1)).exists()
    repo.write(path_of(2), draft(2, department="office"))
    given = assign(tmp_path, order())
    assert numbers(given) == ["MK-2021-001", "办公室-2021-001"]
    assert given.assigned[1].path == "records/item/2021/BGS-2021-001.yaml"


def test_missing_fields_are_named_with_a_fix(tmp_path):
    repo = office(tmp_path)
    repo.write(path_of(1), draft(1).replace('formed_on: "2021-03-18"\n', ""))
    (problem,) = assign(tmp_path, order()).problems
    assert str(problem.message) == "formed_on is missing, and the number is made of it"
    assert problem.place.pointer == ("formed_on",)
    assert str(problem.hint) == "write formed_on"
    assert problem.clauses


def test_a_draft_that_cannot_be_read_is_told(tmp_path):
    repo = office(tmp_path)
    repo.write(path_of(1), draft(1, more="title: again\n"))
    for wanted in (order(path_of(1)), order()):
        outcome = assign(tmp_path, wanted)
        assert [p.place.path for p in outcome.problems] == [path_of(1)]
        assert not outcome.assigned


def test_a_name_nobody_knows_is_a_set_up_error(tmp_path):
    office(tmp_path)
    with pytest.raises(RepositoryError, match="no such draft"):
        assign(tmp_path, order("MK-1999-001"))


def test_the_thousandth_of_a_series_is_refused(tmp_path):
    repo = office(tmp_path, 1)
    stone = destroyed("MK-2021-999")
    repo.write("records/item/2021/MK-2021-999.yaml", stone)
    assert problems(assign(tmp_path, order())) == [
        "the series is full: serial has no room beyond 999"
    ]


def test_a_type_that_no_regulation_numbers_is_told(tmp_path):
    repo = office(tmp_path)
    repo.write(
        "records/holding.yaml",
        HOLDING.replace(
            '  - pack: "000-17"', '  - {pack: "000-17", for: {type: volume}}'
        ),
    )
    repo.write(path_of(1), draft(1))
    assert problems(assign(tmp_path, order())) == [
        "no regulation of the holding numbers such a record"
    ]


def test_outside_of_git_the_files_alone_count(tmp_path):
    for number in (1, 2):
        file = tmp_path / path_of(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(draft(number), encoding="utf-8")
    (tmp_path / "records/holding.yaml").write_text(HOLDING, encoding="utf-8")
    assert numbers(assign(tmp_path, order())) == ["MK-2021-001", "MK-2021-002"]


SCRIPT = """
import datetime, sys
from pathlib import Path
from dangan.repo.staging import staged
from dangan.workspace.assign import Order, assign
for name in sys.argv[2:]:
    found = assign(Path(sys.argv[1]), Order((name,), False, datetime.date(2026, 6, 30)))
    print(*[one.number for one in found.assigned])
"""


@pytest.mark.slow
def test_two_processes_never_give_the_same_number(tmp_path):
    office(tmp_path, *range(12))
    env = {**os.environ, "PYTHONPATH": str(TOOLS)}
    halves = (
        [path_of(n) for n in range(0, 12, 2)],
        [path_of(n) for n in range(1, 12, 2)],
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(tmp_path), *half],
            stdout=subprocess.PIPE,
            env=env,
            encoding="utf-8",
        )
        for half in halves
    ]
    printed = [process.communicate(timeout=120)[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    given = sorted(number for half in printed for number in half)
    assert given == [f"MK-2021-{n:03d}" for n in range(1, 13)]
    files = sorted(path.stem for path in (tmp_path / "records/item/2021").iterdir())
    assert files == given
    assert not list((tmp_path / "records/item/_drafts").iterdir())


def test_two_branches_that_take_one_number_collide_in_git(tmp_path):
    repo = office(tmp_path, 1, 2)
    for branch, number in (("left", 1), ("right", 2)):
        repo.git("switch", "--quiet", "-c", branch, "main")
        assert numbers(assign(tmp_path, order(path_of(number)))) == ["MK-2021-001"]
        repo.commit(f"number {number}")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        repo.git("merge", "--no-edit", "left")
    assert "CONFLICT (add/add)" in failed.value.stdout
    assert "records/item/2021/MK-2021-001.yaml" in failed.value.stdout
