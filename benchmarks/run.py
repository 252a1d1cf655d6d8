"""Measure whole commands on an invented archive, beside peers on the same files."""

from __future__ import annotations

import argparse
import compileall
import html
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
TWIN = "mkdocs build, a Markdown page with the same words for each record"


@dataclass(frozen=True, slots=True)
class Measured:
    """Median wall and CPU seconds of a command, and its peak memory in MiB."""

    name: str
    wall: float
    cpu: float
    memory: int
    note: str = ""


def timed(
    words: Sequence[str], cwd: Path, allowed: tuple[int, ...] = (0,)
) -> tuple[float, float, int]:
    """Run one command; wall seconds, CPU seconds of it and its children, MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    error = process.communicate()[1]
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in allowed:
        sys.exit(
            f"{' '.join(words)} ended with {process.returncode}\n{error.decode()[-3000:]}"
        )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss // 1024


def measure(
    name: str,
    words: Sequence[str],
    cwd: Path,
    rounds: int,
    *,
    prepare: Callable[[], None] = lambda: None,
    allowed: tuple[int, ...] = (0,),
    note: str = "",
) -> Measured:
    """Run a command several times and keep the medians."""
    runs = []
    for _ in range(rounds):
        prepare()
        runs.append(timed(words, cwd, allowed))
    wall, cpu = (statistics.median(run[i] for run in runs) for i in (0, 1))
    print(f"{name}: {wall:.2f} s wall, {cpu:.2f} s CPU", flush=True)
    return Measured(name, wall, cpu, max(run[2] for run in runs), note)


def demo(records: int, aside: Path) -> tuple[Path, Measured]:
    """Make the archive that everything is measured on."""
    folder = aside / f"demo-{records}"
    words = [str(BIN / "dangan"), "demo", str(folder), "--records", str(records)]
    return folder, measure(
        f"dangan demo, {records} records with history", words, aside, 1
    )


def forget(archive: Path) -> Callable[[], None]:
    """Return what empties every cache of dangan."""
    return lambda: shutil.rmtree(archive / ".git" / "dangan", ignore_errors=True)


def touch_one(archive: Path) -> Callable[[], None]:
    """Return what changes one record, another way each time."""
    record = sorted((archive / "records" / "item").rglob("*.yaml"))[0]
    original = record.read_text(encoding="utf-8")
    count = iter(range(1000))

    def change() -> None:
        pages = next(
            line for line in original.splitlines() if line.startswith("pages:")
        )
        record.write_text(
            original.replace(pages, f"pages: {next(count) + 1}"), encoding="utf-8"
        )

    return change


def checks(archive: Path, rounds: int) -> list[Measured]:
    """Measure the gate: cold, warm, and after one change."""
    dangan = str(BIN / "dangan")
    gate = [dangan, "check", "--tier", "gate"]
    found = (0, 1)
    return [
        measure(
            "dangan check, cold",
            gate,
            archive,
            rounds,
            prepare=forget(archive),
            allowed=found,
        ),
        measure("dangan check, nothing changed", gate, archive, rounds, allowed=found),
        measure(
            "dangan check, one record changed",
            gate,
            archive,
            rounds,
            prepare=touch_one(archive),
            allowed=found,
        ),
        measure(
            "dangan --version (start of the process)",
            [dangan, "--version"],
            archive,
            rounds,
        ),
    ]


def draft(archive: Path) -> Path:
    """Write a draft that is an item without its number, and return its path."""
    record = sorted((archive / "records" / "item").rglob("*.yaml"))[0]
    kept: list[str] = []
    leaves_out = False
    for line in record.read_text(encoding="utf-8").splitlines():
        if line[:1].isalpha():
            leaves_out = line.startswith(("number:", "assigned:", "id:"))
        if not leaves_out:
            kept.append(line)
    id_ = "01JD8QZ5M3K7T9W2X4Y6Z8A0BC"
    path = archive / "records" / "item" / "_drafts" / f"{id_}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([f"id: {id_}", *kept, ""]), encoding="utf-8")
    return path


def commands(archive: Path, rounds: int) -> list[Measured]:
    """Measure what somebody at the desk waits for, with warm caches."""
    dangan = str(BIN / "dangan")
    record = sorted((archive / "records" / "item").rglob("*.yaml"))[0]
    found = [
        measure(
            "dangan show, one record", [dangan, "show", record.stem], archive, rounds
        ),
        measure(
            "dangan register, all files",
            [dangan, "register", "catalogue"],
            archive,
            rounds,
        ),
    ]
    unnumbered = draft(archive)
    try:
        words = [dangan, "assign", "--dry-run", str(unnumbered.relative_to(archive))]
        found.append(
            measure(
                "dangan assign --dry-run, one draft",
                words,
                archive,
                rounds,
                allowed=(0, 1),
            )
        )
    finally:
        unnumbered.unlink()
    return found


def bundled(kind: str, schemas: Path) -> dict[str, object]:
    """Return one schema with all shared definitions inside, for the peer."""
    core = {}
    for path in (schemas / "core").glob("*.schema.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        core[data["$id"]] = data
    schema = json.loads(
        (schemas / "types" / kind / "record.schema.json").read_text(encoding="utf-8")
    )
    return {**schema, "$defs": {**schema.get("$defs", {}), **core}}


def peer_check(archive: Path, schemas: Path, aside: Path, rounds: int) -> Measured:
    """Measure check-jsonschema on the same files with the same schemas."""
    script = aside / "peer.sh"
    lines = ["set -e"]
    for kind in sorted(p.name for p in (archive / "records").iterdir() if p.is_dir()):
        target = aside / f"{kind}.schema.json"
        target.write_text(json.dumps(bundled(kind, schemas)), encoding="utf-8")
        lines.append(
            f"find records/{kind} -name '*.yaml' -print0 | xargs -0 -n 2000 "
            f"{BIN / 'check-jsonschema'} --schemafile {target} || true"
        )
    script.write_text("\n".join(lines), encoding="utf-8")
    return measure(
        "check-jsonschema (schema only)", ["bash", str(script)], archive, rounds
    )


def sites(archive: Path, aside: Path, rounds: int) -> list[Measured]:
    """Measure the catalogue, and plain MkDocs with a Markdown page for each record."""
    out = aside / "site"
    words = [str(BIN / "dangan"), "site", "--out", str(out), "--audience", "archive"]
    ours = measure(
        "dangan site",
        words,
        archive,
        rounds,
        prepare=lambda: shutil.rmtree(out, ignore_errors=True),
    )
    again = measure(
        "dangan site, one record changed",
        words,
        archive,
        rounds,
        prepare=touch_one(archive),
    )
    plain = markdown_twin(out, aside / "plain")
    theirs = measure(TWIN, [str(BIN / "mkdocs"), "build", "-q"], plain, rounds)
    return [ours, again, theirs]


def markdown_twin(site: Path, folder: Path) -> Path:
    """Write the words of every record page as Markdown, out of the navigation.

    Headings stay headings, what stood in a row of a table or a line of a list
    becomes an entry of a list, and the record as text stays a block of code: the
    same text, without the links, marks and tables of ours.
    """
    docs = folder / "docs"
    for page in sorted((site / "record").rglob("*.html")):
        target = docs / page.relative_to(site / "record").with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(words_of(page.read_text(encoding="utf-8")), encoding="utf-8")
    (docs / "index.md").write_text("# plain\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: plain\ntheme: {name: material, font: false}\nnav: [index.md]\n"
        "validation: {nav: {omitted_files: ignore}}\n",
        encoding="utf-8",
    )
    return folder


def words_of(page: str) -> str:
    """Return the words of a built page as Markdown."""
    body = page.partition("<article")[2].partition("</article>")[0].partition(">")[2]
    body = re.sub(r"(?s)<svg.*?</svg>", "", body)
    lines: list[str] = []
    for part in re.split(r"(?s)(<pre.*?</pre>)", body):
        text = re.sub(r"<h1[^>]*>", "\n# ", part)
        text = re.sub(r"<h[2-6][^>]*>", "\n## ", text)
        text = re.sub(r"<(?:tr|li|p|dt)\b[^>]*>", "\n- ", text)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
        if part.startswith("<pre"):
            lines += ["", "```yaml", text.strip("\n"), "```"]
        else:
            rows = (" ".join(line.split()) for line in text.splitlines())
            lines += [f"\n{row}" if row[:1] == "#" else row for row in rows if row]
    return "\n".join([*lines, ""])


def report(records: int, rows: list[Measured], rounds: int) -> str:
    """Return the page: figures, ratios, machine."""
    by = {row.name: row for row in rows}
    lines = [
        "# Benchmarks",
        "",
        f"{records:,} invented records of about 1 KB (`dangan demo --records {records}`), medians of {rounds} rounds, "
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}. "
        "Made by `make benchmark`; the machine is shared and noisy, so the ratios say more than the seconds.",
        "",
        "| command | wall s | CPU s | records/s | peak MiB |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {r.name} | {r.wall:.2f} | {r.cpu:.2f} | {records / r.wall:,.0f} | {r.memory} |"
        for r in rows
    ]
    pairs = [
        ("dangan check, cold", "check-jsonschema (schema only)"),
        ("dangan site", TWIN),
    ]
    lines += [
        "",
        "| ours | peer | peer ÷ ours (CPU) | peer ÷ ours (wall) |",
        "|---|---|---:|---:|",
    ]
    for ours, peer in pairs:
        if ours in by and peer in by:
            a, b = by[ours], by[peer]
            lines.append(
                f"| {ours} | {peer} | {b.cpu / a.cpu:.1f} | {b.wall / a.wall:.1f} |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write docs/benchmarks.md."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--records", type=int, default=10_000)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--peer-rounds", type=int, default=1)
    words.add_argument(
        "--out", type=Path, default=HERE.parent / "docs" / "benchmarks.md"
    )
    words.add_argument("--no-site", action="store_true")
    given = words.parse_args()
    # As after an installation: no run compiles what the next one finds compiled.
    compileall.compile_dir(str(HERE.parent / "tools" / "dangan"), quiet=1)
    with tempfile.TemporaryDirectory() as aside_name:
        aside = Path(aside_name)
        archive, made = demo(given.records, aside)
        rows = [made, *checks(archive, given.rounds)]
        rows += commands(archive, given.rounds)
        rows.append(
            peer_check(archive, HERE.parent / "schemas", aside, given.peer_rounds)
        )
        if not given.no_site:
            rows += sites(archive, aside, given.peer_rounds)
    notes = given.out.with_suffix(".notes.md")
    extra = notes.read_text(encoding="utf-8") if notes.exists() else ""
    given.out.write_text(
        report(given.records, rows, given.rounds) + extra, encoding="utf-8"
    )


if __name__ == "__main__":
    main()
