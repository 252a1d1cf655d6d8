"""What leaves the office names no record above the audience that it is for."""

from __future__ import annotations

from support.desk import HOLDING, ITEM, TOP, customer_archive

AUDIENCES = """\
audiences:
  - {id: internal, levels: [public, internal], personal: duty}
  - {id: archive, levels: all, personal: duty}
"""
OWED = """\
missing:
  - kind: attachment
    owed_by:
      department: sales
    due: 2026-07-31
    reason: 待补交（演示）
"""


def feeds(dangan, repo, *words):
    out = repo.root / "feeds"
    told = ("calendar", "--out", str(out), "--as-of", "2026-06-30", *words)
    assert dangan("--root", str(repo.root), *told).exit_code == 0
    return "".join(file.read_text("utf-8") for file in sorted(out.iterdir()))


def test_a_feed_for_an_audience_is_silent_about_what_is_above_it(dangan, tmp_path):
    repo = customer_archive(tmp_path / "x", HOLDING + AUDIENCES)
    for path in (ITEM, TOP):
        repo.write(path, (repo.root / path).read_text("utf-8") + OWED)
    whole = feeds(dangan, repo, "--audience", "archive")
    assert "WD-2021-0001" in whole
    assert "WD-2021-0002" in whole
    seen = feeds(dangan, repo)
    assert "WD-2021-0001" in seen
    assert "WD-2021-0002" not in seen


def test_feeds_of_those_who_left_are_taken_out(dangan, tmp_path):
    repo = customer_archive(tmp_path / "x", HOLDING + AUDIENCES)
    repo.write(ITEM, (repo.root / ITEM).read_text("utf-8") + OWED)
    feeds(dangan, repo)
    out = repo.root / "feeds"
    own = (out / "department-sales.ics").read_bytes()
    (out / "person-P099.ics").write_bytes(own)
    foreign = own.replace(b"X-DANGAN-OWNER:", b"X-DANGAN-OWNER:0")
    for name, content in (("person-P098.ics", foreign), ("mine.ics", own)):
        (out / name).write_bytes(content)
    (out / "person-P097.ics").symlink_to(out / "mine.ics")
    feeds(dangan, repo, "--department", "sales")
    assert (out / "person-P099.ics").exists()
    feeds(dangan, repo)
    assert {path.name for path in out.iterdir()} == {
        "department-sales.ics", "person-P004.ics",
        "mine.ics", "person-P097.ics", "person-P098.ics",
    }  # fmt: skip


def test_what_is_not_told_is_counted(dangan, tmp_path):
    repo = customer_archive(tmp_path / "x")
    repo.write(ITEM, (repo.root / ITEM).read_text("utf-8") + OWED)
    done = dangan("--root", str(repo.root), "remind", "--as-of", "2026-07-31")
    assert "declare audiences" in done.output


def test_a_code_leads_nowhere_else(dangan, tmp_path):
    repo = customer_archive(tmp_path / "x", HOLDING.replace("P009", "../../../evil"))
    out = repo.root / "feeds" / "a" / "b"
    done = dangan("--root", str(repo.root), "calendar", "--out", str(out))
    assert done.exit_code == 3
    assert not [path for path in tmp_path.rglob("*evil*") if path.suffix == ".ics"]
