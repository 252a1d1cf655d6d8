"""People read labels, periods and names; codes stay in the files."""

from __future__ import annotations

import pytest

from support.office import HOLDING, draft, office, path_of

LISTS = """\
vocabularies:
  materials:
    - {id: attachment, label: {zh: 附件, en: attachment}}
"""
MORE = """\
missing:
  - kind: attachment
    owed_by: {department: marketing}
    due: "2026-05-31"
    reason: 待补
events:
  - {kind: appraised, on: "2021-03-20", by: P003, result: normal}
"""
LEVEL = "secrecy: {level: ordinary-secret, owner: holding, period: P5Y}"

#: Command → what stands in its Chinese output, and what must not.
READS = {
    ("show", "MK-2021-001"): (
        [
            "档案类型: 件",
            "保密期限: 5 年",
            "权属: 本单位",
            "缺少的材料: 附件",
            "结果: 正常",
        ],
        ["P5Y", "normal", "attachment", "holding"],
    ),
    ("why", "MK-2021-001"): (
        ["保管期限 是 定期10年", "附件: 2026-05-31：逾期"],
        ["d10", "attachment"],
    ),
    ("due",): (["附件"], ["attachment"]),
    ("check", "--tier", "watch", "--select", "R251"): (
        ["附件 应在 2026-05-31 前补齐"],
        ["attachment 应"],
    ),
    ("packs", "show", "000-17"): (
        ["30 天（由公司设定）", "（建议值，尚未决定）"],
        ["P30D", "company", "suggestion", "['"],
    ),
}
SET = """\
parameters:
  "000-17":
    collection_days: {value: P30D, set_by: company, on: "2021-01-04"}
    register_columns: {value: [serial, number], set_by: suggestion}
"""


@pytest.fixture
def described(tmp_path, dangan):
    repo = office(tmp_path / "o", holding=HOLDING + LISTS + SET)
    text = draft(1, more=MORE).replace("secrecy: {level: internal}", LEVEL)
    repo.write(path_of(1), text)
    result = dangan("--root", str(repo.root), "assign", path_of(1))
    assert result.exit_code == 0, result.output
    return repo


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_words_and_no_codes(dangan, described, words):
    result = dangan("--root", str(described.root), *words, lang="zh-CN")
    told = result.stdout
    shown, hidden = READS[words]
    assert [one for one in shown if one not in told] == []
    assert [one for one in hidden if one in told] == []


def test_nothing_is_due_of_what_did_not_exist_yet(dangan, described):
    words = ("--root", str(described.root), "due", "--as-of")
    assert "附件" in dangan(*words, "2021-03-18", lang="zh-CN").stdout
    assert "附件" not in dangan(*words, "2021-03-17", lang="zh-CN").stdout
