#!/usr/bin/env python3
"""Shows that cost grows as notes do: `growth.py [FORMAT] [PROGRAM]` makes notes that double in one respect and prints
the CPU time (ms) and the memory (MB) of each, median of three runs. Each column should at most double from line to line."""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SHAPES = {
    "text": lambda n: "A paragraph of words, *some* of them **marked**, and so on to its end.\n\n" * n,
    "one paragraph": lambda n: "A line of words, *some* of them **marked**.\n" * n,
    "headings": lambda n: "".join(f"## Heading {i}\n\nText.\n\n" for i in range(n)),
    "same headings": lambda n: "## Heading\n\nText.\n\n" * n,
    "callouts": lambda n: "{% note %}\nText.\n{% endnote %}\n\n" * n,
    "callouts never closed": lambda n: "{% note %}\nText.\n\n" * n,
    "callouts nested": lambda n: "{% note %}\n" * min(n, 64) + "Text.\n" * n + "{% endnote %}\n" * min(n, 64),
    "footnotes": lambda n: "".join(f"Text[^{i}].\n\n[^{i}]: Note.\n\n" for i in range(n)),
    "links": lambda n: "".join(f"[Text](https://a.org/{i}) [here](#h{i}) [r{i}]\n\n[r{i}]: /x\n\n" for i in range(n)),
    "table cells": lambda n: "| a | b | c | d |\n|---|---|---|---|\n" + "| 1 | *2* | 3 | 4 |\n" * n,
    "lists": lambda n: "- item\n  - below\n" * n,
    "quotes": lambda n: "> quoted\n>> twice\n\n" * n,
    "quotes nested": lambda n: "> " * n + "text\n",
    "lists nested": lambda n: "- " * n + "text\n",
    "math": lambda n: "Text $x_i^2 + \\frac{1}{2}$ and\n\n$$\\sum_{i=0}^n i$$\n\n" * n,
    "code": lambda n: "```python\ndef f(x):\n    return x + 1\n```\n\n" * n,
    "html": lambda n: "<div class=\"a\"><b>Text</b> <span>x</span></div>\n\n" * n,
    "html never closed": lambda n: "<div><b>Text\n\n" * n,
    "stars": lambda n: "*a **b " * n,
    "brackets": lambda n: "[a](" * n,
    "apostrophes": lambda n: "'a " * n,
}


def run(program: str, note: Path, form: str) -> tuple[float, float]:
    process = subprocess.Popen([program, note, "-q", "-o", note.with_suffix("." + form)])
    _, _, usage = os.wait4(process.pid, 0)
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024


def main(form: str = "html", program: str = "target/release/convert") -> None:
    base = 250 if form == "pdf" else 2000
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "note.md"
        for name, shape in SHAPES.items():
            print(f"{name:24}", end="")
            for factor in (1, 2, 4, 8):
                note.write_text("---\nlang: en\n---\n" + shape(base * factor))
                runs = [run(program, note, form) for _ in range(3)]
                time, memory = (statistics.median(column) for column in zip(*runs))
                print(f"{time:8.0f} ms {memory:4.0f} MB", end="", flush=True)
            print()


if __name__ == "__main__":
    main(*sys.argv[1:])
