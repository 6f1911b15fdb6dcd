#!/usr/bin/env python3
"""Times `convert` beside its peers, in the same run and in turn, for machines and their loads differ:

    compare.py one      one note, CPU time from a process's start to its exit
    compare.py folder   200 notes, wall time, two at a time
    compare.py again    700 notes of which none changed
    compare.py memory   5,000 notes to HTML, 700 to PDF, one of 10 MB to HTML

A peer that is not installed is left out. PROGRAMS are looked for in PATH, but for `convert`, which is
$CONVERT or target/release/convert; $NOTES is the folder of notes that `folder` and `memory` repeat (by
default samples/), $RUNS how often each command runs. docs/performance.md has the figures and what they mean."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import notes

HERE = Path(__file__).resolve().parent.parent
CONVERT = os.environ.get("CONVERT", str(HERE / "target/release/convert"))
NOTES = Path(os.environ.get("NOTES", HERE / "samples"))
RUNS = int(os.environ.get("RUNS", "9"))


class Run:
    """A command that ran: CPU and wall time (ms), memory (MB)."""

    def __init__(self, command: list[str], folder: Path):
        start = perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, self.status, usage = os.wait4(process.pid, 0)
        self.wall = (perf_counter() - start) * 1000
        self.cpu = (usage.ru_utime + usage.ru_stime) * 1000
        self.memory = usage.ru_maxrss / 1024


def compare(commands: dict[str, list[str]], folder: Path, figure: str, runs: int = RUNS) -> None:
    """Runs the commands in turn and prints the median of each, and of its ratio to the first, pair by pair."""
    commands = {name: command for name, command in commands.items() if shutil.which(command[0])}
    seen: dict[str, list[float]] = {name: [] for name in commands}
    failed = set()
    for turn in range(runs + 1):
        for name, command in commands.items():
            run = Run(command, folder)
            if os.waitstatus_to_exitcode(run.status):
                failed.add(name)
            if turn:  # the first turn fills the caches
                seen[name].append(getattr(run, figure))
    first = next(iter(seen.values()))
    for name, values in seen.items():
        ratio = statistics.median(value / own for value, own in zip(values, first))
        print(f"  {name:34}{statistics.median(values):10.1f} ms {figure:4} {ratio:8.2f} ×{'  (failed)' if name in failed else ''}", flush=True)


def one() -> None:
    note = HERE / "samples/product-manager.md"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(note, folder / "note.md")
        (folder / "src").mkdir()
        shutil.copy(note, folder / "src/note.md")
        (folder / "src/SUMMARY.md").write_text("- [Note](note.md)\n")
        (folder / "book.toml").write_text('[book]\ntitle = "Note"\n')
        (folder / "html.book").write_text("title: Note\noutput.html: crow.html\n+ note.md\n")
        (folder / "epub.book").write_text("title: Note\noutput.epub: crow.epub\n+ note.md\n")
        Run([CONVERT, "note.md", "-o", "note.typ"], folder)
        for form in ("html", "epub"):
            print(form)
            compare({
                "convert": [CONVERT, "note.md", "-o", f"out.{form}", "-q"],
                "pandoc": ["pandoc", "note.md", "--mathml", "--standalone", "-o", f"pandoc.{form}"],
                "crowbook": ["crowbook", f"{form}.book", "--quiet"],
                **({"mdbook": ["mdbook", "build"]} if form == "html" else {}),
            }, folder, "cpu")
        print("pdf")
        compare({
            "typst compile, of our Typst source": ["typst", "compile", "note.typ", "typst.pdf", "--pdf-standard", "ua-1", "--ignore-system-fonts"],
            "convert": [CONVERT, "note.md", "-o", "out.pdf", "-q"],
            "pandoc, by Typst": ["pandoc", "note.md", "--pdf-engine", "typst", "-o", "pandoc.pdf"],
        }, folder, "cpu")


def folder() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        notes.main(NOTES, place / "notes", 200)
        listed = "find notes -name '*.md' -print0 | xargs -0 -P2 -I{} "
        for form in ("html", "epub", "pdf"):
            print(form)
            # A note's images are beside it: without the path, pandoc leaves them out.
            pandoc = 'pandoc "$0" --resource-path "${0%/*}" --mathml --standalone -o "$0".' + form
            engine = " --pdf-engine typst" if form == "pdf" else ""
            peers = {}
            if form != "pdf":
                chapters = "".join(f"+ {path.relative_to(place)}\n" for path in sorted(place.rglob("notes/**/*.md")))
                (place / f"{form}.book").write_text(f"title: Notes\noutput.{form}: crow.{form}\n{chapters}")
                peers["crowbook, one book"] = ["crowbook", f"{form}.book", "--quiet"]
            if form == "html":
                entries = "".join(f"- [Note](<{path.relative_to(place / 'notes')}>)\n" for path in sorted(place.rglob("notes/**/*.md")))
                (place / "notes/SUMMARY.md").write_text(entries)
                (place / "book.toml").write_text('[book]\ntitle = "Notes"\nsrc = "notes"\n')
                peers["mdbook, one book"] = ["mdbook", "build"]
            compare({
                "convert": [CONVERT, "notes", "--to", form, "-o", "out/", "-j2", "--force", "-q"],
                **({"pandoc, xargs -P2": ["sh", "-c", f"{listed} sh -c '{pandoc}{engine}' {{}}"]} if shutil.which("pandoc") else {}),
                **peers,
            }, place, "wall", 3)
            (place / "notes/SUMMARY.md").unlink(missing_ok=True)


def again() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        notes.main(NOTES, place / "notes", 700)
        command = [CONVERT, "notes", "--to", "html", "-o", "out/", "-q"]
        Run(command, place)
        compare({"convert, nothing changed": command}, place, "wall")


def memory() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for number, form in ((1250, "html"), (2500, "html"), (5000, "html"), (175, "pdf"), (350, "pdf"), (700, "pdf")):
            notes.main(NOTES, place / "notes", number)
            run = Run([CONVERT, "notes", "--to", form, "-o", f"out{number}/", "-j2", "-q"], place)
            print(f"  {number} notes to {form:30}{run.memory:8.0f} MB {run.wall / 1000:8.1f} s", flush=True)
        for megabytes in (2.5, 5, 10):
            text = "A paragraph of *words*, `code` and [a link](https://example.org), and so on to its end.\n\n"
            (place / "large.md").write_text("---\nlang: en\n---\n" + text * int(megabytes * 1e6 / len(text)))
            run = Run([CONVERT, "large.md", "-o", "large.html", "-q"], place)
            print(f"  {megabytes:4} MB of text to html {'':13}{run.memory:8.0f} MB {run.wall / 1000:8.1f} s", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("one", "folder", "again", "memory"):
        sys.exit(__doc__)
    {"one": one, "folder": folder, "again": again, "memory": memory}[sys.argv[1]]()
