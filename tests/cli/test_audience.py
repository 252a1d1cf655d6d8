"""What leaves the office names no record above the audience that it is for."""

from __future__ import annotations

from support.desk import HOLDING, ITEM, TOP, customer_archive

AUDIENCES = """\
audiences:
  - {id: internal, levels: [public, internal], personal: duty}
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
    whole = feeds(dangan, repo)
    assert "WD-2021-0001" in whole
    assert "WD-2021-0002" in whole
    seen = feeds(dangan, repo, "--audience", "internal", "--department", "sales")
    own = (repo.root / "feeds" / "department-sales.ics").read_text("utf-8")
    assert "WD-2021-0001" in seen
    assert "WD-2021-0002" not in own
