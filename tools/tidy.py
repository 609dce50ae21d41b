#!/usr/bin/env python3
"""clang-tidy over sources of the compile database: tidy.py --build build/release src/base/json.cc src/base/hash.cc

Most of the time of clang-tidy goes into the standard library's and GoogleTest's headers, the same for each source. So
sources that are compiled alike are first looked at together, as one source that includes them all: some five times
quicker. A file that anything is said about there is looked at again alone, and only that counts: two sources may each
have a `parse` of their own, which clash when together.

A source that passed is not looked at again until it, a header that it includes, how it is compiled, or .clang-tidy
changes: the key of what was seen stands in BUILD/lint/.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-16"
CONFIGURATION = ROOT / ".clang-tidy"

# So many sources together: a room has some 20, and a process then needs about 1 GB.
TOGETHER = 16

# Ours are written from src/, or beside the includer; <…> are others' and do not change.
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
NOT_READ_ON = "file not found [clang-diagnostic-error]"  # clang stops there, and has not seen the sources behind it
COMPLAINT = re.compile(r"^(/[^:\n]+):\d+:\d+: (?:error|warning):", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Source:
    path: pathlib.Path
    flags: tuple[str, ...]  # what of its command line clang needs
    key: str  # of all that can change the verdict
    seen: pathlib.Path  # holds the key with which it last passed


def unseen_sources(build: pathlib.Path, paths: list[pathlib.Path]) -> list[Source]:
    database = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    commands = {pathlib.Path(entry["file"]): entry["command"] for entry in database}
    sources = []
    for path in paths:
        if path not in commands:
            continue  # a source of a room that CMake does not build here
        flags = tidy_flags(shlex.split(commands[path]))
        seen = build / "lint" / (path.relative_to(ROOT).as_posix().replace("/", "+") + ".key")
        source = Source(path, flags, key_of(path, flags), seen)
        if not seen.exists() or seen.read_text() != source.key:
            sources.append(source)
    return sources


def tidy_flags(command: list[str]) -> tuple[str, ...]:
    """The language, the macros and the include paths: the database is g++'s, whose warnings clang need not know."""
    flags = []
    for word, following in zip(command, command[1:] + [""]):
        if word == "-isystem":
            flags += [word, following]
        elif word.startswith(("-I", "-D", "-std=")):
            flags.append(word)
    return tuple(flags)


def key_of(path: pathlib.Path, flags: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\0".join(flags).encode())
    for file in [CONFIGURATION, *sorted(reached_from(path))]:
        digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def reached_from(path: pathlib.Path) -> set[pathlib.Path]:
    """The source and every file of ours that it includes, directly or not."""
    reached, waiting = {path}, [path]
    while waiting:
        file = waiting.pop()
        for name in INCLUDE.findall(file.read_bytes()):
            for folder in (ROOT / "src", file.parent, ROOT):
                header = folder / name.decode()
                if header.is_file():
                    if header not in reached:
                        reached.add(header)
                        waiting.append(header)
                    break
    return reached


def groups_of(sources: list[Source]) -> list[list[Source]]:
    """Those compiled alike, a room's tests apart from the rest of it."""
    alike: dict[tuple, list[Source]] = {}
    for source in sources:
        is_test = source.path.stem.endswith("_test")
        alike.setdefault((source.path.relative_to(ROOT).parts[:2], is_test, source.flags), []).append(source)
    return [group[i : i + TOGETHER] for group in alike.values() for i in range(0, len(group), TOGETHER)]


def look_at_together(build: pathlib.Path, group: list[Source]) -> list[Source]:
    """Marks those as seen that nothing is said about, and returns the others."""
    if len(group) == 1:
        return group
    name = hashlib.sha256("".join(source.key for source in group).encode()).hexdigest()[:16]
    together = build / "lint" / f"{name}.cc"
    together.write_text("".join(f'#include "{source.path}"\n' for source in group), encoding="utf-8")
    # -ferror-limit: every clash is told, not the first few. The one check forbids what we do here.
    result = tidy(together, group[0].flags + ("-ferror-limit=0",), "--checks=-bugprone-suspicious-include")
    together.unlink()

    complained_of = {pathlib.Path(path) for path in COMPLAINT.findall(result.stdout)}
    if result.returncode and (NOT_READ_ON in result.stdout or not complained_of <= {source.path for source in group}):
        return group  # or a header, or no file at all
    for source in group:
        if source.path not in complained_of:
            source.seen.write_text(source.key)
    return [source for source in group if source.path in complained_of]


def look_at(source: Source) -> str:
    """What clang-tidy has against it; nothing if it passes."""
    result = tidy(source.path, source.flags)
    if result.returncode:
        return result.stdout or result.stderr  # which counts warnings, or says why it did not run
    source.seen.write_text(source.key)
    return ""


def tidy(path: pathlib.Path, flags: tuple[str, ...], *options: str) -> subprocess.CompletedProcess:
    filter_ = f"--header-filter={re.escape(str(ROOT))}/(src|bench|tests)/"
    command = [TIDY, "--quiet", f"--config-file={CONFIGURATION}", filter_, *options, str(path), "--", *flags]
    return subprocess.run(command, capture_output=True, text=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run clang-tidy over sources.")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("source", type=pathlib.Path, nargs="*")
    options = parser.parse_args(arguments)

    (options.build / "lint").mkdir(exist_ok=True)
    sources = unseen_sources(options.build, [source.resolve() for source in options.source])
    broken = False
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        left = pool.map(lambda group: look_at_together(options.build, group), groups_of(sources))
        for complaint in pool.map(look_at, [source for group in left for source in group]):
            broken = broken or bool(complaint)
            print(complaint, end="", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
