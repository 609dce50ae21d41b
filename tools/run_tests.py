#!/usr/bin/env python3
"""Run every test of a build and count the cases: `./dev test` builds, then calls this.

Prints what failed and why, what was skipped, and as its last line `N passed, N failed`. A suite is a function from
options to cases; SUITES is the list of them, quickest first.
"""

from __future__ import annotations

import argparse
import io
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_layers
import check_texts
import check_wasm
import run_e2e
from cases import Case, count_line, exit_status, selected, show_failures, show_skips

ROOT = pathlib.Path(__file__).resolve().parent.parent
FORMATTER = "clang-format-16"


def house(options: argparse.Namespace) -> list[Case]:
    """The rules that the sources keep: who may include whom, the format, whole texts, and that the page can have its rooms."""
    rules = {"house/layers": layers_broken, "house/format": format_broken, "house/texts": texts_broken,
             "house/webassembly": wasm_broken}
    cases = []
    for name, find_broken in rules.items():
        if selected(name, options.filters):
            broken = find_broken()
            cases.append(Case(name, "failed" if broken else "passed", output=broken))
    return cases


def layers_broken() -> str:
    return "\n".join(map(str, check_layers.check(ROOT)))


def texts_broken() -> str:
    return "\n".join(check_texts.check(ROOT))


def wasm_broken() -> str:
    return check_wasm.check(ROOT)


def format_broken() -> str:
    folders = [ROOT / name for name in ("src", "bench", "tests")]
    files = sorted(path for folder in folders for kind in ("*.h", "*.cc") for path in folder.rglob(kind))
    if not files:
        return ""
    check = subprocess.run(
        [FORMATTER, "--dry-run", "-Werror", *files], cwd=ROOT, capture_output=True, text=True
    )
    complaints = [line for line in check.stderr.splitlines() if ": error:" in line]
    unformatted = sorted({line.split(":")[0].removeprefix(f"{ROOT}/") for line in complaints})
    return "\n".join([*unformatted, "./dev format mends this"]) if check.returncode else ""


def tools(options: argparse.Namespace) -> list[Case]:
    """The unit tests of tools/ themselves."""
    found = unittest.defaultTestLoader.discover(str(ROOT / "tools"), pattern="*_test.py")
    suite = unittest.TestSuite(
        test for test in flatten(found) if selected("tools/" + test.id(), options.filters)
    )
    names = [test.id() for test in suite]
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    failed = {test.id(): text for test, text in [*result.failures, *result.errors]}
    skipped = {test.id(): reason for test, reason in result.skipped}
    cases = [Case("tools/" + name, "passed") for name in names if name not in failed and name not in skipped]
    cases += [Case("tools/" + name, "skipped", output=reason) for name, reason in skipped.items()]
    cases += [Case("tools/" + name, "failed", output=text) for name, text in failed.items()]
    return cases


def flatten(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    tests = []
    for member in suite:
        tests += flatten(member) if isinstance(member, unittest.TestSuite) else [member]
    return tests


def unit(options: argparse.Namespace) -> list[Case]:
    """The rooms' own tests: each GoogleTest case is one entry of ctest, and so one case here."""
    results = options.build / "unit" / "results.xml"
    results.unlink(missing_ok=True)
    # Names are regular expressions to ctest, and text to us: it is asked for the list, then runs what we pick.
    command = ["ctest", "--test-dir", str(options.build), "--parallel", str(options.jobs)]
    command += ["--output-junit", str(results.resolve())]
    if options.filters:
        numbers = matching_tests(options)
        if not numbers:
            return []
        command += ["-I", "0,0,0," + ",".join(numbers)]
    ran = subprocess.run(command, capture_output=True, text=True)
    if not results.exists():
        return [Case("unit", "failed", output=ran.stdout + ran.stderr)]
    return read_junit(results.read_text(encoding="utf-8", errors="replace"), endings(ran.stdout))


def matching_tests(options: argparse.Namespace) -> list[str]:
    listing = subprocess.run(
        ["ctest", "--test-dir", str(options.build), "--show-only"], capture_output=True, text=True
    ).stdout
    numbers = []
    for line in listing.splitlines():
        label, _, name = line.strip().partition(": ")
        if label.startswith("Test") and selected(name, options.filters):
            numbers.append(label.split("#")[1].strip())
    return numbers


def endings(text: str) -> dict[str, str]:
    """How the failing tests of ctest's listing ended, which its JUnit file does not say.

    3/7 Test #4: base/Json.deep ...........Subprocess aborted***Exception:   0.05 sec
    """
    return {
        match.group(1): match.group(2).replace("***", " ").strip()
        for match in re.finditer(r"Test +#\d+: (\S+) \.*([^.\n]*\*\*\*[A-Za-z ]+)", text)
    }


def read_junit(text: str, ended: dict[str, str]) -> list[Case]:
    """The cases of ctest's JUnit file; `ended` says how those that failed did."""
    cases = []
    for element in xml.etree.ElementTree.fromstring(text).iter("testcase"):
        name, outcome = element.get("name", "?"), junit_outcome(element)
        output = element.findtext("system-out") or ""
        if outcome == "failed":
            output += "\n" + ended.get(name, "")
        elif outcome == "skipped":
            output = skip_reason(output)
        cases.append(Case(name, outcome, float(element.get("time", "0")), output))
    return cases


def junit_outcome(element: xml.etree.ElementTree.Element) -> str:
    """ctest says `notrun` of a test that skipped itself, and also of one whose program is missing: that one failed."""
    status = element.get("status")
    if status == "run":
        return "passed"
    skipped = element.find("skipped")
    asked_for = skipped is not None and skipped.get("message", "").startswith(("SKIP_", "Disabled"))
    return "skipped" if status == "disabled" or asked_for else "failed"


def skip_reason(output: str) -> str:
    """What GTEST_SKIP() was given: the line behind `file.cc:12: Skipped`."""
    lines = output.splitlines()
    for line, following in zip(lines, lines[1:]):
        if line.endswith(": Skipped"):
            return following
    return output


def e2e(options: argparse.Namespace) -> list[Case]:
    """The program as users have it, driven by shell scripts."""
    scripts = run_e2e.find_scripts(run_e2e.TEST_DIRECTORY, options.filters)
    return run_e2e.run_scripts(scripts, options.build / "makespan", options.jobs, lambda case: None)


SUITES = [house, tools, unit, e2e]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run every test of a build.")
    parser.add_argument("filters", nargs="*", metavar="FILTER", help="run cases whose name contains one")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args(arguments)

    cases = []
    for suite in SUITES:
        started = time.monotonic()
        cases += (found := suite(options))
        show_failures(found)
        if found:
            print(f"{suite.__name__}: {len(found)} cases in {time.monotonic() - started:.1f} s", flush=True)
    if not cases:
        print(f"no test's name contains {' or '.join(options.filters)}")
    show_skips(cases)
    print(count_line(cases))
    return exit_status(cases)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
