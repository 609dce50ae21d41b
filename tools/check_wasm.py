#!/usr/bin/env python3
"""Compile the rooms that the page will run in a browser (model, graph, simulate) for WebAssembly, and their part of base.

Plain C++: without exceptions and run-time types, against libc++ instead of libstdc++, in 32 bits; what needs files or
threads does not get past tools/check_layers.py. Nothing is linked or kept. Debian: clang-16 libc++-16-dev-wasm32 wasi-libc.
"""

from __future__ import annotations

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPILER = "clang++-16"
HEADERS = pathlib.Path("/usr/lib/llvm-16/include/wasm32-wasi/c++/v1")
ROOMS = ("model", "graph", "simulate")
# Of base, what these rooms use; json_value.cc is simdjson's.
BASE = ("check.cc", "json_writer.cc", "string_pool.cc", "utf8.cc")
FLAGS = ("--target=wasm32-wasi", "-std=c++20", "-fsyntax-only", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra",
         "-Werror", "-isystem", str(HEADERS))
# Parsed once for all files: most of the time goes into them.
COMMON = ("algorithm", "array", "cmath", "cstdint", "deque", "functional", "map", "optional", "span", "string",
          "string_view", "tuple", "unordered_map", "utility", "variant", "vector")


def missing() -> str:
    """What is not installed; empty where all is there."""
    if not shutil.which(COMPILER):
        return COMPILER
    return "" if HEADERS.exists() else "libc++-16-dev-wasm32"


def sources(root: pathlib.Path) -> list[pathlib.Path]:
    files = [root / "src" / "base" / name for name in BASE]
    for room in ROOMS:
        files += sorted((root / "src" / room).glob("*.cc"))
    return [file for file in files if not file.name.endswith("_test.cc")]


def check(root: pathlib.Path) -> str:
    """The compiler's complaints; empty where there are none."""
    if lacking := missing():
        return f"{lacking} is not installed: ./dev setup"
    with tempfile.TemporaryDirectory(prefix="wasm-") as scratch:
        folder = pathlib.Path(scratch)
        (folder / "tl").symlink_to("/usr/include/tl")  # one library of headers, without the system's others
        common = folder / "common.h"
        common.write_text("".join(f"#include <{name}>\n" for name in COMMON))
        flags = (COMPILER, *FLAGS, "-I", str(root / "src"), "-isystem", scratch)
        subprocess.run([*(f for f in flags if f != "-fsyntax-only"), "-x", "c++-header", common, "-o", f"{common}.pch"],
                       check=True)

        def compile_one(file: pathlib.Path) -> str:
            return subprocess.run([*flags, "-include-pch", f"{common}.pch", file], cwd=root, capture_output=True,
                                  text=True).stderr

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return "".join(pool.map(compile_one, sources(root)))


def main() -> int:
    complaints = check(ROOT)
    print(complaints, end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
