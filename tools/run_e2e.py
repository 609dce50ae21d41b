#!/usr/bin/env python3
"""Run the black-box tests tests/e2e/NAME_test.sh: two at a time, each in its own process group with a time limit.

A test says what it needs in comments among its first lines:

    # timeout: 600     seconds until it is stopped (300 if it does not say)
    # serial           it measures time: run it alone, after the others

It passes by exiting 0 and is skipped by exiting 77 (lib.sh: `skip REASON`).
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
from typing import Callable

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from cases import Case, count_line, exit_status, selected

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEST_DIRECTORY = ROOT / "tests" / "e2e"
DEFAULT_TIMEOUT = 300.0
SKIPPED = 77
HEADER_LINES = 20
OUTPUT_LIMIT = 100_000  # characters of a failing test's output that are shown: its end


@dataclasses.dataclass(frozen=True)
class Script:
    path: pathlib.Path
    timeout: float
    serial: bool

    @property
    def name(self) -> str:
        return self.path.name.removesuffix("_test.sh")


def read_script(path: pathlib.Path) -> Script:
    header = path.read_text(encoding="utf-8").splitlines()[:HEADER_LINES]
    timeouts = [match for line in header if (match := re.fullmatch(r"#\s*timeout:\s*([0-9.]+)\s*", line))]
    serial = any(re.fullmatch(r"#\s*serial\b.*", line) for line in header)
    return Script(path, float(timeouts[0].group(1)) if timeouts else DEFAULT_TIMEOUT, serial)


def find_scripts(directory: pathlib.Path, filters: list[str]) -> list[Script]:
    paths = sorted(directory.glob("*_test.sh"))
    return [script for script in map(read_script, paths) if selected("e2e/" + script.name, filters)]


def heed_signals() -> None:
    """In the child: a test of signals must be reached by them, also where this was started by nohup or in the background."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def run_script(script: Script, environment: dict[str, str], running: set[subprocess.Popen]) -> Case:
    """Runs one test to its end; while it runs, its process is in `running`."""
    started = time.monotonic()
    # A file, not a pipe: a daemon that the test leaves behind would keep a pipe open for ever.
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            ["bash", str(script.path)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
            preexec_fn=heed_signals,
        )
        running.add(process)
        try:
            status = process.wait(timeout=script.timeout)
            note = "" if status in (0, SKIPPED) else f"\nexit status {status}"
        except subprocess.TimeoutExpired:
            status, note = None, f"\nstopped after {script.timeout:g} s"
        stop_group(process)
        running.discard(process)
        log.seek(0)
        output = log.read().decode("utf-8", "replace")[-OUTPUT_LIMIT:] + note
    outcome = {0: "passed", SKIPPED: "skipped"}.get(status, "failed")
    return Case("e2e/" + script.name, outcome, time.monotonic() - started, output)


def stop_group(process: subprocess.Popen) -> None:
    """End what is left of the test: itself, if it ran too long, and its children.

    SIGTERM first, so that lib.sh can remove its scratch directory.
    """
    if process.poll() is None:
        signal_group(process, signal.SIGTERM)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            pass
    signal_group(process, signal.SIGKILL)
    process.wait()


def signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def run_scripts(
    scripts: list[Script], makespan: pathlib.Path, jobs: int, report: Callable[[Case], None]
) -> list[Case]:
    environment = dict(os.environ, MAKESPAN=str(makespan.resolve()))
    running: set[subprocess.Popen] = set()
    # The longest limits first: a long test begun last would run alone.
    together = sorted((s for s in scripts if not s.serial), key=lambda s: (-s.timeout, s.name))
    alone = [script for script in scripts if script.serial]
    cases = []
    for batch, width in ((together, jobs), (alone, 1)):
        with concurrent.futures.ThreadPoolExecutor(width) as pool:
            futures = [pool.submit(run_script, script, environment, running) for script in batch]
            try:
                for future in concurrent.futures.as_completed(futures):
                    cases.append(future.result())
                    report(cases[-1])
            except KeyboardInterrupt:  # the tests are in groups of their own: Ctrl-C did not reach them
                pool.shutdown(wait=False, cancel_futures=True)
                for process in list(running):
                    signal_group(process, signal.SIGTERM)
                sys.exit(130)
    return cases


def show(case: Case) -> None:
    name = case.name.removeprefix("e2e/")
    word = {"passed": "ok", "failed": "FAIL", "skipped": "skip"}[case.outcome]
    print(f"{word} {name} {case.seconds:.1f}s", flush=True)
    if case.outcome != "passed":
        print(case.output.rstrip(), flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run tests/e2e/*_test.sh.")
    parser.add_argument("filters", nargs="*", metavar="FILTER", help="run tests whose name contains one")
    parser.add_argument("--makespan", type=pathlib.Path, default=ROOT / "build/release/makespan")
    parser.add_argument("--tests", type=pathlib.Path, default=TEST_DIRECTORY, help="another folder of tests")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    scripts = find_scripts(options.tests, options.filters)
    cases = run_scripts(scripts, options.makespan, options.jobs, show)
    print(count_line(cases))
    return exit_status(cases)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
