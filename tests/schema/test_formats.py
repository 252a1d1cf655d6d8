"""Days that exist, paths that stay inside, check characters."""

from __future__ import annotations

import pytest

from dangan.schema.formats import FORMATS

CASES = {
    "date": (
        ["2024-02-29", "0001-01-01", "9999-12-31"],
        ["2024-02-30", "2023-02-29", "2024-99-99", "0000-01-01", "2024-1-5", "2024-02",
         "20240105", "2024-W01-1", "2024-01-05T00",
         "２０２４-01-05", "2024-01-05\n", ""],
    ),
    "partial-date": (
        ["2024-02-29", "2024-02", "2024"],
        ["2024-13", "2023-02-29", "24", "0000", "2024-", "2024-2", "2024-02-",
         "约2024"],
    ),
    "relative-path": (
        ["a.pdf", "2021/MK-2021-001.pdf", "扫描/第1页.tif", "a..b/c", "a b.pdf"],
        ["", "/etc/passwd", "../a", "a/../b", "a/./b", "a//b", "a/", "C:/a", "a\\b",
         "-a", "a/-b", "a.", "a ", " a", "a\nb", "CON", "aux.txt", "x/NUL.pdf", "a?b",
         ".", ".git/config", "a/.Git/x"],
    ),
    "unified-social-credit-code": (
        ["91350100M000100Y43", "91110000802100433B", "91440300708461136T",
         "91990100MADEM0001P"],
        ["911100001000013428", "91350100M000100Y44", "91350100M000100Y4", "",
         "91350100M000100Y4Z", "91350100m000100y43", "91350100M000100Y43 "],
    ),
}  # fmt: skip
ROWS = [
    (name, text, holds)
    for name, columns in CASES.items()
    for holds, texts in zip((True, False), columns, strict=True)
    for text in texts
]


@pytest.mark.parametrize(("name", "text", "holds"), ROWS)
def test_format(*, name: str, text: str, holds: bool) -> None:
    assert FORMATS[name](text) is holds


def test_every_format_has_cases() -> None:
    assert set(CASES) == set(FORMATS)
