#!/usr/bin/env python3
"""Makes a folder of notes to measure with: `notes.py FROM TO NUMBER` repeats the notes below FROM, each time under
another folder and with one line changed, until there are NUMBER of them; their images go with them."""

import shutil
import sys
from pathlib import Path


def main(source: Path, target: Path, number: int) -> None:
    shutil.rmtree(target, ignore_errors=True)
    notes = sorted(source.rglob("*.md"))
    for index in range(number):
        copy, note = divmod(index, len(notes))
        path = target / f"copy-{copy}" / notes[note].relative_to(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notes[note].read_bytes() + f"\n\nNote {index}.\n".encode())
    images = [path for path in source.rglob("*") if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")]
    for copy in target.glob("copy-*"):
        for image in images:
            path = copy / image.relative_to(source)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(image, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
