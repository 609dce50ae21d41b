"""The table that tools/check_layers.py holds the includes to. To change an arrow, change it here, and say why in the commit.

Paths are relative to src/; patterns are fnmatch's, whose `*` also matches `/`.
"""

# The rooms, bottom up, and the rooms whose headers each may include. Each may include itself, and `base`.
ROOMS = {
    "base": [],
    "system": [],
    "model": [],
    "manifest": [],  # bytes of Cargo.toml and its like, edited: no files
    "record": ["system", "model"],
    "import": ["model"],  # bytes to values: no files
    "gather": ["system", "model", "import"],
    "graph": ["model"],
    "simulate": ["model", "graph"],
    "analysis": ["model", "graph"],
    "scratch": ["system", "model"],
    "replay": ["system", "model", "record", "import"],
    "advise": ["system", "model", "manifest", "graph", "simulate", "analysis", "scratch", "replay"],
    "apply": ["system", "import", "manifest"],  # import: reads Cargo.lock
    "try": ["system", "model", "manifest", "scratch"],
    "disk": ["system", "model"],
    "store": ["system", "model"],
    "report": ["model", "manifest", "graph", "simulate", "analysis", "replay", "advise", "try"],
    "cli": [
        "system", "model", "manifest", "record", "gather", "import", "graph", "simulate", "analysis", "scratch", "replay",
        "advise", "apply", "try", "disk", "store", "report",
    ],
}  # fmt: skip

# What a room may link (DEPENDS in its CMakeLists.txt) where that is less than it may include. `report` reads the result
# structs of the analyses and calls none of them: without their libraries its tests do not link if it does.
LINKS = {
    "report": ["model"],
}

# Third-party headers, by the start of what stands between <>, and the only files that may include them. None is a
# header of ours but where a type of theirs is the point of ours.
THIRD_PARTY = {
    "tl/expected.hpp": ["base/result.h"],
    "fmt/": ["*.cc"],
    "simdjson.h": ["base/json_value.cc"],
    "toml++/": ["base/toml*.cc", "import/*.cc", "manifest/toml*.cc"],
    "xxhash.h": ["base/*.cc", "record/recording_log.cc", "store/*.cc"],
    "boost/unordered/": ["base/*.h", "*.cc"],
    "boost/math/": ["base/statistics.cc", "analysis/*.cc"],
    "boost/graph/": ["*_test.cc"],
    "sqlite3.h": ["store/*.cc"],
    "CLI/": ["cli/*.cc"],
    "gtest/": ["*_test.cc", "*/testing/*"],
    "gmock/": ["*_test.cc", "*/testing/*"],
    "rapidcheck": ["*_test.cc", "*/testing/*"],
}

# Every other header between <> that is not C++'s own is the operating system's, and has these homes.
PLATFORM_ROOMS = ["system", "record"]
PLATFORM_SUFFIXES = ["_linux", "_posix"]

# Rooms that are compiled for the page too (tools/check_wasm.py), and what a browser has not got.
PLAIN_ROOMS = ["model", "graph", "simulate"]
NOT_PLAIN = {
    "files": ["fstream", "filesystem", "cstdio", "stdio.h", "iostream", "istream", "ostream"],
    "threads": ["thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic", "semaphore", "latch",
                "barrier", "stop_token"],
    "exceptions": ["exception", "stdexcept"],
}  # fmt: skip

# Exceptions, each with its reason: {(file, header): reason}. An entry that nothing needs any more is an error too.
DEBTS: dict[tuple[str, str], str] = {}
