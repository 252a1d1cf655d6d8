"""``dangan print`` in an archive."""

from __future__ import annotations

import pytest

from support.office import office, path_of

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow


@pytest.fixture
def run(tmp_path, dangan):
    repo = office(tmp_path / "office", 1)

    def printed(*words, **how):
        return dangan("--root", str(repo.root), "print", *words, **how)

    printed.root = repo.root
    return printed


def test_list_names_every_form(run) -> None:
    done = run("--list")
    assert done.exit_code == 0
    assert "Volume cover" in done.output
    assert "案卷封面" in run("--list", lang="zh-CN").output


@pytest.mark.parametrize("name", ["loan-slip", "借阅单", "Loan slip"])
def test_form_by_any_of_its_names(run, name) -> None:
    done = run(name, path_of(1))
    assert done.exit_code == 0, done.output
    (made,) = (run.root / "_print").glob("*.pdf")
    assert made.read_bytes().startswith(b"%PDF")


def test_folder_of_prints_is_not_for_git(run) -> None:
    run("loan-slip", "--blank")
    run("loan-slip", path_of(1), "--with-personal")
    assert {p.name for p in run.root.iterdir()} >= {"_print", "_private"}
    from dangan.repo.ignored import is_ignored

    assert is_ignored(run.root / "_private" / "loan-slip.pdf")
    assert is_ignored(run.root / "_print" / "loan-slip.pdf")


def test_personal_data_goes_only_where_git_does_not_look(run) -> None:
    done = run(
        "loan-slip", path_of(1), "--with-personal", "--out", str(run.root / "x.pdf")
    )
    assert done.exit_code == 2
    assert not (run.root / "x.pdf").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["no-such-form"], "there is no form no-such-form"),
        (["loan-slip"], "name a record"),
        (["cover", path_of(1)], "is not for"),
        (["loan-slip", "MK-1999-001"], "there is no record MK-1999-001"),
        (["register", "no-such"], "there is no register no-such"),
    ],
)
def test_refusal_says_why(run, words, says) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert says in done.output


def test_register_on_paper(run) -> None:
    done = run("register", "catalogue", "--out", str(run.root / "_print" / "r.pdf"))
    assert done.exit_code == 0, done.output
    assert (run.root / "_print" / "r.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["loan-register", "借阅登记簿", "Register of loans"])
def test_register_is_a_form_too(run, name) -> None:
    """The columns are the register's, filled and blank; nobody lists them twice."""
    printed = [
        run(name, *words, "--out", str(run.root / f"{at}.pdf"))
        for at, words in enumerate(([], ["--blank"]))
    ]
    assert [done.exit_code for done in printed] == [0, 0]
    assert "loan-register" in run("--list").output


def test_same_day_same_bytes(run) -> None:
    run("labels", path_of(1), "--as-of", "2026-01-01", "--out", str(run.root / "a.pdf"))
    run("labels", path_of(1), "--as-of", "2026-01-01", "--out", str(run.root / "b.pdf"))
    assert (run.root / "a.pdf").read_bytes() == (run.root / "b.pdf").read_bytes()


def test_flow_chart_of_every_process(run) -> None:
    for words in (["flow-chart"], ["流程图", "loan"]):
        done = run(*words)
        assert done.exit_code == 0, done.output
        assert "the font lacks" not in done.output
    assert run("flow-chart", path_of(1)).exit_code == 2


def test_task_table_of_a_process(run) -> None:
    done = run("task-table", "loan")
    assert done.exit_code == 0, done.output
    assert "流程任务表" in run("--list", lang="zh-CN").output


def test_blank_form_of_every_type(run) -> None:
    for kind in ("personnel", "complaint", "customer", "vehicle"):
        done = run("blank", kind)
        assert done.exit_code == 0, done.output
    done = run("blank", "no-such-type")
    assert done.exit_code == 2
    assert "name one of the types" in done.output


def test_labels_begin_where_the_sheet_is_free(run) -> None:
    one, other = run.root / "a.pdf", run.root / "b.pdf"
    run("labels", path_of(1), "--out", str(one))
    run("labels", path_of(1), "--start", "24", "--out", str(other))
    assert one.read_bytes() != other.read_bytes()
