#!/usr/bin/env python3
"""Check who includes whom: the rooms' arrows, third-party headers and the operating system's, against tools/layers.py.

Prints one line for each include that breaks a rule and exits with 1 if there is any. Also checked: that the table,
CMakeLists.txt and src/README.md name the same rooms, and that a room links no room that it may not.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import layers

ROOT = pathlib.Path(__file__).resolve().parent.parent

# The headers of C++20, and C's as C++ has them.
STANDARD = frozenset(
    """algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts condition_variable
    coroutine deque exception execution expected filesystem format forward_list fstream functional future
    initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource
    mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set
    shared_mutex source_location span sstream stack stdexcept stop_token streambuf string string_view syncstream
    system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector
    version cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint
    cstdio cstdlib cstring ctime cuchar cwchar cwctype""".split()
)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


@dataclasses.dataclass(frozen=True)
class Violation:
    file: str
    line: int  # 0: the file as a whole
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


def check(root: pathlib.Path, table=layers) -> list[Violation]:
    files = sorted(
        path
        for folder in ("src", "bench", "tests")
        for path in (root / folder).rglob("*")
        if path.suffix in (".h", ".cc")
    )
    used_debts: set[tuple[str, str]] = set()
    violations = []
    for path in files:
        violations += check_file(root, path, table, used_debts)
    violations += stale_debts(table, used_debts)
    violations += check_room_lists(root, table)
    violations += check_links(root, table)
    return violations


# --- one file ---------------------------------------------------------------------------------------------------------


def check_file(root: pathlib.Path, path: pathlib.Path, table, used_debts) -> list[Violation]:
    """Violations of one file; the exceptions that it makes use of are added to `used_debts`."""
    shown = path.relative_to(root).as_posix()
    file = shown.removeprefix("src/")
    in_room = shown.startswith("src/")
    room = file.split("/")[0] if in_room else None
    if in_room and "/" in file and room not in table.ROOMS:
        return [Violation(shown, 0, f"'{room}' is not a room of tools/layers.py")]

    violations = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        include = INCLUDE.match(line)
        if not include:
            continue
        quote, header = include.groups()
        if quote == '"':
            message = own_header_problem(header, file, room, table)
        elif not in_room:
            message = None  # benchmarks and black-box tests use what they like
        else:
            message = foreign_header_problem(header, file, room, table)
        if message and (file, header) in table.DEBTS:
            used_debts.add((file, header))
        elif message:
            violations.append(Violation(shown, number, message))
    return violations


def own_header_problem(header: str, file: str, room: str | None, table) -> str | None:
    target = header.split("/")[0]
    if "/" not in header or target not in table.ROOMS:
        if room is None:
            return None  # a header beside a benchmark or a test
        return f'"{header}" does not begin with a room: write it from src/, as "base/result.h"'
    if target == "cli" and room != "cli":
        return "nobody includes cli: it composes the others"
    if room is None:
        return None
    if "/testing/" in header and not is_test(file):
        return f'"{header}" is for tests: only *_test.cc and testing/ include it'
    if target not in ("base", room, *table.ROOMS[room]):
        allowed = ", ".join(["base", *table.ROOMS[room]])
        return f'{room} must not include {target} ("{header}"); it may include {allowed}'
    return None


def foreign_header_problem(header: str, file: str, room: str, table) -> str | None:
    if room in getattr(table, "PLAIN_ROOMS", []) and not is_test(file):
        for what, headers in table.NOT_PLAIN.items():
            if header in headers:
                return f"<{header}>: {room} is compiled for the page too, which has no {what}"
    if header in STANDARD or is_c_standard(header):
        return None
    for prefix, homes in table.THIRD_PARTY.items():
        if header.startswith(prefix):
            if any(fnmatch.fnmatch(file, home) for home in homes):
                return None
            return f"<{header}> belongs in {', '.join(homes)} only"
    if is_platform_file(file, room, table):
        return None
    suffixes = " and ".join(f"*{suffix}.cc" for suffix in table.PLATFORM_SUFFIXES)
    rooms = " and ".join(f"{home}/" for home in table.PLATFORM_ROOMS)
    return f"<{header}> is the operating system's: only {suffixes} of {rooms} include it"


def is_test(file: str) -> bool:
    return file.endswith("_test.cc") or "/testing/" in file


def is_c_standard(header: str) -> bool:
    return header.endswith(".h") and "c" + header.removesuffix(".h") in STANDARD


def is_platform_file(file: str, room: str, table) -> bool:
    stem = pathlib.PurePosixPath(file).stem.removesuffix("_test")
    return room in table.PLATFORM_ROOMS and stem.endswith(tuple(table.PLATFORM_SUFFIXES))


# --- the whole --------------------------------------------------------------------------------------------------------


def stale_debts(table, used_debts) -> list[Violation]:
    return [
        Violation("tools/layers.py", 0, f"DEBTS has {file} including {header}, which nothing needs any more")
        for file, header in sorted(set(table.DEBTS) - used_debts)
    ]


def check_room_lists(root: pathlib.Path, table) -> list[Violation]:
    violations = []
    cmake = root / "CMakeLists.txt"
    listed = re.search(r"set\(MAKESPAN_ROOMS\s+([^)]*)\)", cmake.read_text(encoding="utf-8"))
    if not listed or set(listed.group(1).split()) != set(table.ROOMS):
        violations.append(Violation("CMakeLists.txt", 0, "MAKESPAN_ROOMS and tools/layers.py name different rooms"))
    room_map = (root / "src" / "README.md").read_text(encoding="utf-8")
    for room in table.ROOMS:
        if f"`{room}/`" not in room_map:
            violations.append(Violation("src/README.md", 0, f"the room map does not name `{room}/`"))
    return violations


def check_links(root: pathlib.Path, table) -> list[Violation]:
    """A room's DEPENDS must be rooms that it may link. Test-only dependencies (TEST_DEPENDS) follow the includes' table."""
    violations = []
    for room, includes in table.ROOMS.items():
        path = root / "src" / room / "CMakeLists.txt"
        if not path.exists():
            continue
        allowed = ["base", room, *table.LINKS.get(room, includes)]
        for block in re.findall(r"makespan_room\(([^)]*)\)", path.read_text(encoding="utf-8")):
            for depend in argument_values(block, "DEPENDS"):
                if depend not in allowed:
                    shown = path.relative_to(root).as_posix()
                    violations.append(Violation(shown, 0, f"{room} must not link {depend}"))
    return violations


def argument_values(block: str, keyword: str) -> list[str]:
    """The words after `keyword` up to the next keyword (a word in capitals) of a CMake call."""
    words = iter(re.sub(r"#.*", "", block).split())
    values = []
    for word in words:
        if word == keyword:
            for value in words:
                if re.fullmatch(r"[A-Z_]+", value):
                    break
                values.append(value)
    return values


def main() -> int:
    violations = check(ROOT)
    for violation in violations:
        print(violation)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
