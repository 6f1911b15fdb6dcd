"""A folder of notes in parts: what a part is, how a worker converts one, and how what came of all parts is put
together. Nothing here starts workers (`run` does), and of Dask it asks only where a worker's folder is.

A part is a list of command lines, so that it can be sent anywhere. It may be converted twice, also at the same time:
`convert` writes an output whole or not at all, the same bytes each time, and each part has a record of its own."""

import fcntl
import io
import json
import math
import os
import shutil
import subprocess
import threading
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from distributed import get_worker

# Of a worker that does several parts at once, one at a time has the copy.
LOCK = threading.Lock()
ALWAYS = ["--message-format", "json", "-j", "1"]


class WrongCommand(Exception):
    """`convert` refuses the command line, and would for each part."""


def by_shard(convert: list[str], notes: str, out: str, parts: int) -> list[dict]:
    """The parts that `--shard` makes. Each sees all notes, so links lead from part to part; the first makes the
    list."""
    def part(number: int) -> dict:
        # In the name is also how many parts there are: other parts have other notes.
        record = os.path.join(out, ".convert-parts", f"{number}-of-{parts}")
        command = [*convert, notes, "-o", out + "/", "--shard", f"{number}/{parts}", "--cache", record]
        return {"commands": [command], "record": record}

    return [part(number + 1) for number in range(parts)]


def by_note(convert: list[str], notes: str, out: str, settings: list[str], parts: int | None) -> list[dict]:
    """Parts by the names of notes, which see no notes of other parts: about this number, or one for 256 notes. A folder
    stays together where it can. Notes that are named have the settings that are nearest to them; `settings` are those
    meant."""
    convert = convert if "--no-nav" in convert else [*convert, "--no-nav"]
    listing = said([*convert, notes, "-o", out + "/", "--list", *ALWAYS])
    folders: dict[str, dict[str, None]] = {}
    for line in map(json.loads, listing.splitlines()):
        folders.setdefault(os.path.dirname(line["output"]), {})[line["note"]] = None
    count = sum(map(len, folders.values()))
    size = math.ceil(count / parts) if parts else 256
    batches: list[list[tuple[str, list[str]]]] = [[]]
    for folder, found in folders.items():
        names = list(found)
        for some in (names[start:start + size] for start in range(0, len(names), size)):
            if batches[-1] and sum(len(names) for _, names in batches[-1]) + len(some) > size:
                batches.append([])
            batches[-1].append((folder, some))
    # One command for each folder: notes that are named side by side are written side by side.
    return [{
        "commands": [[*convert, *names, "-o", folder + "/", *settings] for folder, names in batch],
        "notes": [name for _, names in batch for name in names],
    } for batch in batches]


def said(command: list[str], folder: str | None = None) -> str:
    """What `convert` prints; fails as it does."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise WrongCommand(done.stderr)
    return done.stdout


def settings(program: str, notes: str, none: str) -> tuple[str, list[str]]:
    """The folder that these notes may read, and options that say so and name the project file, wherever the notes are
    or however they are named. Where there is no project file, `none` is to be an empty one."""
    lines = (line.split(maxsplit=1) for line in said([program, notes, "--show-config"]).splitlines())
    values = {words[0]: words[1].rsplit("  (", 1)[0].strip() for words in lines if len(words) == 2}
    project = values["project"].removeprefix("file").strip()
    return values["root"], ["--root", values["root"], "--config", none if project == "none" else project]


def convert(part: dict) -> dict:
    """Converts a part where its files are. Fails when `convert` was ended from outside, so that somebody tries again; a
    command line that it refuses is a result."""
    start, folder = time.perf_counter(), part["folder"]
    if none := part.get("none"):
        Path(folder, none).parent.mkdir(parents=True, exist_ok=True)
        Path(folder, none).touch()
    status, messages, summary = 0, [], Counter()
    with begun(part) as lock:
        for command in part["commands"]:
            began = time.time()
            done = subprocess.run([*command, *ALWAYS], cwd=folder, pass_fds=lock, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if done.returncode == 2:
                return {"refused": done.stderr}
            if done.returncode not in (0, 1):
                raise RuntimeError(f"convert ended with {done.returncode}: {done.stderr[-1000:]}")
            status = max(status, done.returncode)
            told = [json.loads(line) for line in done.stderr.splitlines()]
            if told and "summary" in told[-1]:
                summary.update(flat(told.pop()["summary"]))
            else:
                summary.update(of_few(command, folder, done.returncode, told, began))
            messages += told
    return {"status": status, "messages": messages, "summary": summary, "seconds": time.perf_counter() - start}


@contextmanager
def begun(part: dict):
    """Begins a part that has a record, alone; gives the files that hold it, for `convert` to keep open too: it may
    outlive a worker that is killed, and is waited for. What an attempt told is lost with its worker, and `convert`
    tells nothing of what is up to date, so the record of an attempt that nobody heard of is removed."""
    if "record" not in part:
        yield ()
        return
    mark = Path(part["folder"], part["record"], "begun")
    is_again = mark.exists()
    mark.parent.mkdir(parents=True, exist_ok=True)
    with mark.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if is_again:
            mark.with_name(".convert-cache").unlink(missing_ok=True)
        yield (file.fileno(),)


def heard(part: dict) -> None:
    """Is called where the result of a part has arrived: from now on its record is good."""
    if "record" in part:
        Path(part["folder"], part["record"], "begun").unlink(missing_ok=True)


def flat(summary: dict) -> dict[str, int]:
    """The numbers of a summary, those of formats as `html files`."""
    written = {f"{form} {name}": count for form, counts in summary["written"].items() for name, count in counts.items()}
    return {name: count for name, count in summary.items() if name != "written"} | written


def of_few(command: list[str], folder: str, status: int, told: list[dict], began: float) -> dict[str, int]:
    """The numbers of a part of one note or none, of which `convert` tells none."""
    lines = [json.loads(line) for line in said([*command, "--list", *ALWAYS], folder).splitlines()]
    paths = [path for path in (Path(folder, line["output"]) for line in lines) if path.exists()]
    # The clock of files is some milliseconds behind.
    new = [path for path in paths if path.stat().st_mtime > began - 0.02]
    notes = {line["note"] for line in lines}
    state = "failed" if status else "made" if new else "up_to_date"
    counts = Counter({state: len(notes), "warnings": sum(line["severity"] == "warning" for line in told)})
    for path in new:
        counts.update({f"{path.suffix[1:]} files": 1, f"{path.suffix[1:]} bytes": path.stat().st_size})
    return counts


class Together:
    """What came of all parts, one after the other."""

    def __init__(self) -> None:
        self.status, self.summary, self.seconds = 0, Counter(), []
        self.seen: set[int] = set()

    def add(self, result: dict) -> list[str]:
        """Takes what came of the next part; what there is to tell of it, as lines of JSON."""
        self.status = max(self.status, result["status"])
        self.summary.update(result["summary"])
        self.seconds.append(result["seconds"])
        told = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in result["messages"]]
        # A note is in one part alone: what two parts say is about what they share, such as the project file.
        is_new = [hash(text) not in self.seen for text in told]
        again = (line for line, new in zip(result["messages"], is_new) if not new)
        self.summary["warnings"] -= sum(line["severity"] == "warning" for line in again)
        self.seen.update(map(hash, told))
        return [text for text, new in zip(told, is_new) if new]

    def line(self) -> str:
        """The last line: the numbers of `convert`'s own summary, and how long parts took."""
        names = ("made", "up_to_date", "failed", "left_out", "removed", "warnings")
        counts = {name: self.summary[name] for name in names}
        written: dict[str, dict[str, int]] = {}
        for name, count in self.summary.items():
            if " " in name:
                form, figure = name.split(" ")
                written.setdefault(form, {})[figure] = count
        took = {"seconds": round(sum(self.seconds), 2), "longest": round(max(self.seconds, default=0), 2)}
        whole = counts | {"written": written, "parts": {"number": len(self.seconds)} | took}
        return json.dumps({"summary": whole}, sort_keys=True, separators=(",", ":"))


# Without a shared disk: what all parts need travels once to each worker, a part's own notes with the part, and outputs
# travel back.

def packed(folder: str | Path, names: list[str], empty: frozenset[str] = frozenset()) -> bytes:
    """Files below a folder as a zip; of some only that they are there."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"" if name in empty else Path(folder, name).read_bytes())
    return data.getvalue()


def unpack(data: bytes, folder: str | Path) -> None:
    """Writes the files of a zip below a folder, each whole or not at all."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f".{path.name}.part")
            unfinished.write_bytes(archive.read(name))
            unfinished.replace(path)


def files(folder: str | Path, without: str = "") -> list[str]:
    """The names of all files below a folder, but those of a repository and those below `without`."""
    found = []
    for place, folders, names in os.walk(folder):
        left_out = {".git", "node_modules"} | {name for name in folders if os.path.join(place, name) == without}
        folders[:] = sorted(set(folders) - left_out)
        found += [os.path.relpath(os.path.join(place, name), folder) for name in sorted(names)]
    return found


def rename(messages: list[dict], here: str, shown: str) -> None:
    """Lets messages name files as the user does: below `shown` instead of below `here`."""
    for message in messages:
        if message["file"] == here or message["file"].startswith(here + "/"):
            message["file"] = os.path.join(shown, message["file"][len(here) + 1:]) if message["file"] != here else shown


def convert_copy(part: dict, sent: bytes, archive: str, notes: str, out: str) -> dict:
    """Converts a part in the worker's own copy of the folder, of which some files are `sent`; the outputs are in the
    result. Notes and outputs stand to each other as where they come from, for links to other files lead across."""
    folder = Path(get_worker().local_directory, archive)
    with LOCK:
        if not folder.exists():
            unpack(folder.with_suffix(".zip").read_bytes(), folder / notes)
        unpack(sent, folder / notes)
        result = convert(part | {"folder": folder})
        made = files(folder / out) if (folder / out).is_dir() else []
        result["files"] = packed(folder / out, [name for name in made if not name.startswith(".convert-parts")])
        shutil.rmtree(folder / out, ignore_errors=True)
        for name in part.get("notes", ()):
            (folder / name).write_bytes(b"")
    return result


def forget(archive: str, dask_worker) -> None:
    """Removes a worker's copy."""
    folder = Path(dask_worker.local_directory, archive)
    folder.with_suffix(".zip").unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
