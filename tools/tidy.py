#!/usr/bin/env python3
"""clang-tidy over one source of the compile database: tidy.py --build build/release src/base/json.cc

`./dev lint` runs several at once. A source that passed is not looked at again until it, a header, or .clang-tidy
changes: the key of what was seen stands in BUILD/lint/.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-16"


def compile_command(build: pathlib.Path, source: pathlib.Path) -> str | None:
    database = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    commands = (entry["command"] for entry in database if pathlib.Path(entry["file"]) == source)
    return next(commands, None)


def key_of(source: pathlib.Path, command: str) -> str:
    """Of all that can change the verdict: the source, how it is compiled, the checks, and every header of ours.

    Every header, not the ones included: a few hundred files hash in milliseconds, and a dependency is never missed.
    """
    digest = hashlib.sha256(command.encode())
    headers = sorted(path for folder in ("src", "bench", "tests") for path in (ROOT / folder).rglob("*.h"))
    for path in [source, ROOT / ".clang-tidy", *headers]:
        digest.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run clang-tidy over one source.")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("source", type=pathlib.Path)
    options = parser.parse_args(arguments)

    source = options.source.resolve()
    command = compile_command(options.build, source)
    if command is None:
        return 0  # a source of a room that CMake does not build here
    seen = options.build / "lint" / (source.relative_to(ROOT).as_posix().replace("/", "+") + ".key")
    key = key_of(source, command)
    if seen.exists() and seen.read_text() == key:
        return 0

    # The database is g++'s: clang need not know each of its warnings.
    tidy = [TIDY, "-p", str(options.build), "--quiet", "--extra-arg=-Wno-unknown-warning-option", str(source)]
    result = subprocess.run(tidy, capture_output=True, text=True)
    if result.returncode:
        print(result.stdout, end="", flush=True)
        return 1
    seen.parent.mkdir(exist_ok=True)
    seen.write_text(key)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
