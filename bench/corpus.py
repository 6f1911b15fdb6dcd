#!/usr/bin/env python3
"""Shows what a change of the program changes for notes: `corpus.py OLD NEW FOLDER… [-- OPTION…]` converts folders
with two programs and compares what was read (as JSON), the pages and the messages, byte for byte.

For each file that differs it prints where, and both texts there; the exit status is 1 when any does. Options after `--`
go to both programs (`-- --dialect github`). Nothing is written into the folders."""

import subprocess
import sys
import tempfile
from pathlib import Path

# How many files that differ are shown, and how much on each side of where they begin to.
SHOWN = 20
AROUND = 80


def convert(program: str, folder: Path, options: list[str], out: Path) -> dict[str, bytes]:
    """The outputs and messages of a folder, by name."""
    out.mkdir()
    command = [program, str(folder), "--to=ir,html", f"--output={out}/", "--message-format=json", *options]
    run = subprocess.run(command, capture_output=True, check=False)
    made = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    place = str(out).encode()
    made = {name: text for name, text in made.items() if name.endswith((".json", ".html"))}
    made["(messages)"] = (run.stdout + run.stderr).replace(place, b"OUT") + f"status {run.returncode}".encode()
    return made


def show(name: str, old: bytes | None, new: bytes | None) -> None:
    """Prints where two texts begin to differ."""
    if old is None or new is None:
        return print(f"{name}: only {'the new' if old is None else 'the old'} program makes it")
    at = next((at for at, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    print(f"{name}: differs from byte {at}")
    for sign, text in (("-", old), ("+", new)):
        print(f"  {sign} {text[max(at - AROUND, 0):at + AROUND].decode(errors='replace')!r}")


def main() -> int:
    arguments = sys.argv[1:]
    options = []
    if "--" in arguments:
        split = arguments.index("--")
        arguments, options = arguments[:split], arguments[split + 1:]
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    old, new, *folders = arguments
    files = different = 0
    for folder in map(Path, folders):
        with tempfile.TemporaryDirectory() as scratch:
            before = convert(old, folder, options, Path(scratch) / "out-a")
            after = convert(new, folder, options, Path(scratch) / "out-b")
        files += len(before.keys() | after.keys())
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                different += 1
                if different <= SHOWN:
                    show(f"{folder}/{name}", before.get(name), after.get(name))
    print(f"{different} of {files} texts differ")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
