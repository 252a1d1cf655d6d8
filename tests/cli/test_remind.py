"""Reminders reach a robot, and nothing else; feeds hold nobody's name."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from dangan.report.robots import payloads
from support.registers_archive import DATA
from support.trials import archive

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

SECRETS = ("机密联系人", "13900000000", "赵市", "推广方案", "供货合同", "KEY-1234")


class Robot(http.server.ThreadingHTTPServer):
    """A robot that remembers what it was sent, and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Any]] = []
        self.answer: tuple[int, bytes] = (200, b'{"errcode": 0}')
        self.goto = ""
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/send?key=KEY-1234"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Robot

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, json.loads(body)))
        code, answer = self.server.answer
        self.send_response(code)
        if self.server.goto:
            self.send_header("Location", self.server.goto)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def robot() -> Iterator[Robot]:
    with Robot() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def repo(git_repo, monkeypatch):
    case = {k: v for k, v in DATA.items() if k not in {"as_of", "regulation"}}
    everybody = [{"id": "archive", "levels": "all", "personal": "duty"}]
    fixed = {"packs": [{"pack": "base"}], "as_of": "2026-06-30", "audiences": everybody}
    holding = {**DATA["holding"], **fixed}
    made = archive(git_repo, **{**case, "holding": holding})
    monkeypatch.chdir(made.root)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return made


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("form", ["wecom", "dingtalk", "feishu"])
def test_a_robot_gets_its_message(dangan, robot, form) -> None:
    robot.answer = (200, b'{"code": 0}' if form == "feishu" else b'{"errcode": 0}')
    done = dangan("remind", "--format", form, "--webhook", robot.address)
    assert done.exit_code == 0, done.output
    ((_, message),) = robot.got
    text = json.dumps(message, ensure_ascii=False)
    assert "HT-2021-0001" in text
    assert "JY-2026-0001" in text
    assert not [one for one in SECRETS if one in text + done.output]
    shown = dangan("remind", "--format", form, "--webhook", robot.address, "--dry-run")
    assert json.loads(shown.stdout) == [message]
    assert len(robot.got) == 1


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(
    ("code", "answer", "goto"),
    [
        (200, b'{"errcode": 93000}', ""),
        (200, b"not json", ""),
        (200, b"[]", ""),
        (403, b"", ""),
        (302, b"", "/elsewhere"),
        (307, b"", "/elsewhere"),
    ],
)
def test_a_refusal_is_told_without_the_key(dangan, robot, code, answer, goto) -> None:
    robot.answer, robot.goto = (code, answer), goto
    done = dangan("remind", "--format", "wecom", "--webhook", robot.address)
    assert done.exit_code == 3
    assert "KEY-1234" not in done.output
    assert [path for path, _ in robot.got] == ["/send?key=KEY-1234"]


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x/y", "http:///x", "x", "https://"]
)
def test_only_the_web_is_an_address(dangan, address) -> None:
    done = dangan("remind", "--format", "wecom", "--webhook", address)
    assert done.exit_code == 3


def test_nobody_is_called_and_no_message_is_too_long() -> None:
    lines = [f"@all <at id=1> 档案{n} " + "很长" * 40 for n in range(60)]
    made = list(payloads("wecom", "题", lines))
    texts = [one["text"]["content"] for one in made]
    assert len(made) > 1
    assert all(len(text.encode()) <= 2048 and text.startswith("题\n") for text in texts)
    assert not set("@<>") & set("".join(texts))
    assert sum(text.count("档案") for text in texts) == 60


@pytest.mark.usefixtures("repo")
def test_a_ladder_names_the_day(dangan) -> None:
    said = dangan("remind").stdout
    assert "attachment HT-2021-0001: was due on 2026-06-16, 14 days ago" in said
    assert (
        "no reminder falls on 2026-06-29"
        in dangan("remind", "--as-of", "2026-06-29").stdout
    )
    weekend = dangan("remind", "--as-of", "2026-07-01", "--since", "2026-06-30").stdout
    assert "15 days ago" in weekend


@pytest.mark.usefixtures("repo")
def test_feeds_for_those_who_owe(dangan, tmp_path) -> None:
    out = tmp_path / "feeds"
    done = dangan("calendar", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert {one.name for one in out.iterdir()} == {
        "department-sales.ics", "person-P002.ics", "person-P007.ics"
    }  # fmt: skip
    for one in out.iterdir():
        text = one.read_bytes().replace(b"\r\n ", b"").decode()
        assert "HT-2021-0001" in text
        assert not [secret for secret in SECRETS if secret in text]
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    dangan("calendar", "--out", str(out))
    assert before == {one.name: one.read_bytes() for one in out.iterdir()}
    assert dangan("calendar", "--out", str(out), "--person", "P999").exit_code == 2
    assert dangan("calendar", "--out", str(out), "--person", "P003").exit_code == 0
    assert b"BEGIN:VEVENT" not in (out / "person-P003.ics").read_bytes()
