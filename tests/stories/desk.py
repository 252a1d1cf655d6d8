"""A clerk at a terminal: commands on a real repository, on days of the story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from dangan.cli.main import cli
from support.gitrepo import GitRepo

HOLDING: dict[str, Any] = {
    "type": "holding",
    "name": {"zh": "演示建材集团", "en": "Demo Building Materials Group"},
    "code": "YSJC",
    "fonds": "Z109",
    "personal_data": "plain",
    "timezone": "Asia/Shanghai",
    "packs": [{"pack": "001-01"}],
    "departments": [
        {"id": "sales", "code": "XS", "slug": "XS", "label": {"zh": "销售部"}},
        {"id": "service", "code": "KF", "slug": "KF", "label": {"zh": "客户服务部"}},
        {"id": "archive", "code": "DA", "slug": "DA", "label": {"zh": "档案室"}},
        {"id": "finance", "code": "CW", "slug": "CW", "label": {"zh": "财务部"}},
    ],
    "people": [
        {"id": "P001", "name": "总监甲（演示）", "department": "sales",
         "roles": [{"role": "customer-director", "from": "2011-01-01"}]},
        {"id": "P003", "name": "王档（演示）", "department": "service",
         "email": "archivist@example.invalid",
         "roles": [{"role": "archivist", "from": "2011-01-01"}]},
        {"id": "P004", "name": "钱销（演示）", "department": "sales"},
        {"id": "P005", "name": "孙服（演示）", "department": "service",
         "roles": [{"role": "customer-service-manager", "from": "2011-01-01"}]},
        {"id": "P006", "name": "吴业（演示）", "department": "sales"},
        {"id": "P018", "name": "璩监（演示）", "department": "archive"},
        {"id": "P019", "name": "卫书（演示）", "department": "archive",
         "roles": [{"role": "document-archivist", "from": "2011-01-01"}]},
    ],
    "locations": [
        {"id": "A", "label": {"zh": "一号库房"}},
        {"id": "B", "label": {"zh": "客户档案库"}},
    ],
    "parameters": {
        "001-01": {
            name: {"value": value, "set_by": "company"}
            for name, value in {
                "long_years": "P30Y",
                "short_years": "P10Y",
                "holding_time": "P6M",
                "inspection_interval": "P6M",
                "destruction_place": "指定销毁点（演示）",
                "other_year": "formed_on",
                "sort_keys": ["formed_on"],
                "filing_day": 28,
                "duties_since": "2030-01-01",
                "loan_term": "P14D",
                "sales_department": "sales",
                "finance_department": "finance",
                "service_department": "service",
            }.items()
        }
    },
}  # fmt: skip
HOLDING["departments"][0]["head"] = "P004"


@dataclass
class Clerk:
    """Runs commands and commits what they wrote with the message they offer."""

    repo: GitRepo
    #: Day of the story, YYYY-MM-DD.
    day: str = "2021-03-18"

    @classmethod
    def begin(cls, root: Path, **records: dict[str, Any]) -> Clerk:
        """Make an archive with some records in it."""
        repo = GitRepo.create(root)
        repo.git("config", "user.email", "archivist@example.invalid")
        repo.git("config", "user.name", "演示档案员")
        text = yaml.safe_dump(HOLDING, allow_unicode=True, sort_keys=False)
        repo.write("records/holding.yaml", text)
        for path, data in records.items():
            body = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            repo.write(f"records/{path}.yaml", body)
        repo.commit("records: begin", on="2021-01-04")
        return cls(repo)

    def run(self, *words: str, refused: bool = False) -> str:
        """Run a command on the day of the story; return what it says."""
        args = ["--root", str(self.repo.root), "--lang", "en", *words]
        done = CliRunner().invoke(cli, args, env={"LC_ALL": "C.UTF-8"})
        said = done.output + (done.stderr if done.stderr not in done.output else "")
        assert (done.exit_code != 0) == refused, said
        return said

    def act(self, *words: str) -> str:
        """Run a command that writes, and commit with the message that it offers."""
        said = self.run(*words, "--as-of", self.day)
        lines = [line for line in said.splitlines() if "commit message: " in line]
        message = lines[0].partition("commit message: ")[2]
        self.repo.git("add", "--all")
        self.repo.git("commit", "--quiet", "-m", message, on=self.day)
        return said

    def refuses(self, *words: str) -> str:
        """Run a command that is refused; return why."""
        before = self.repo.git("status", "--porcelain")
        said = self.run(*words, "--as-of", self.day, refused=True)
        assert self.repo.git("status", "--porcelain") == before
        return said

    def read(self, path: str) -> dict[str, Any]:
        """Return a record."""
        text = (self.repo.root / f"records/{path}.yaml").read_text(encoding="utf-8")
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  strings only

    def findings(self, day: str | None = None, *words: str) -> list[str]:
        """Return code and path of everything that a check finds on a day."""
        args = [
            "--root",
            str(self.repo.root),
            "check",
            "--tier",
            "all",
            "--format",
            "json",
        ]
        done = CliRunner().invoke(cli, [*args, "--as-of", day or self.day, *words])
        rows = json.loads(done.stdout)["findings"]
        return [f"{row['code']} {row['path']}" for row in rows]
