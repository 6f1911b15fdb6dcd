#!/usr/bin/env python3
"""Counts the instructions that notes take: `instructions.py [--write] [PROGRAM]` converts the sample and ten notes of one
shape each under Valgrind and compares the counts with those in `instructions.json`. The exit status is 1 when one is more
than 3 % above. A count is the same on a busy machine as on an idle one, which a time is not.

With `--write` the counts become those to compare with: after a change that makes notes cost less, or that is worth what
it costs. Counts of another compiler or C library say nothing, and are only printed."""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from growth import SHAPES

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "instructions.json"
SAMPLE = HERE.parent / "samples/product-manager.md"

# The shapes of notes, in bytes and formats: what most notes are made of.
TEN = ["text", "headings", "footnotes", "links", "table cells", "lists", "quotes", "math", "code", "html"]
SIZE = 20_000

# The share that a count may be above.
MOST = 0.03


def count(program: str, note: Path, target: str, folder: Path) -> int:
    output = folder / f"{note.stem}.{target}"
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command += [program, str(note), "-q", "-j1", "--force", "-o", str(output)]
    # What is typeset on several threads is not the same work each time.
    run = subprocess.run(command, env={**os.environ, "RAYON_NUM_THREADS": "1"}, capture_output=True, text=True)
    found = re.search(r"I +refs: +([\d,]+)", run.stderr)
    if run.returncode or not found:
        sys.exit(f"{' '.join(command)}\n{run.stderr}")
    return int(found[1].replace(",", ""))


def counts(program: str) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notes = {"sample": SAMPLE}
        for shape in TEN:
            notes[shape] = folder / f"{shape.replace(' ', '-')}.md"
            notes[shape].write_text(SHAPES[shape](SIZE))
        wanted = [(shape, target) for target in ("html", "epub") for shape in notes] + [("sample", "pdf")]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            # The longest first.
            one = lambda what: (f"{what[0]}, {what[1]}", count(program, notes[what[0]], what[1], folder))
            return dict(pool.map(one, reversed(wanted)))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("program", nargs="?", default=str(HERE.parent / "target/release/convert"))
    given = arguments.parse_args()
    compiler = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()
    tools = ", ".join([compiler, *platform.libc_ver()])
    now = counts(given.program)
    if given.write:
        figures = {"tools": tools, "instructions": dict(sorted(now.items()))}
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n")
        return 0
    before = json.loads(FIGURES.read_text())
    slower = []
    for name, instructions in sorted(now.items()):
        known = before["instructions"].get(name)
        change = instructions / known - 1 if known else 0.0
        print(f"{name:22} {instructions / 1e6:10.2f} M {change:+8.1%}")
        if change > MOST:
            slower.append(name)
    if before["tools"] != tools:
        print(f"the figures are those of {before['tools']}: nothing follows for {tools}")
        return 0
    if slower:
        print(f"slower by more than {MOST:.0%}: {', '.join(slower)} (where it is meant: {Path(__file__).name} --write)")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
