#!/usr/bin/env python3
"""Real cargo builds of generated workspaces whose work is known exactly, held against what is recorded and simulated.

    ground_truth.py --makespan MAKESPAN --compiler FAKE_RUSTC     in an empty folder

The compiler (fake_rustc.cc) burns CPU by its threads' own clocks, so the CPU of every section is known whatever else the
machine does. Wall time is not: how long cargo takes to start, to notice an end and to start the next, and how long a task
waits for a core is the neighbours' doing, and what a hypervisor takes is not even seen. Nothing here depends on them:

  attribution   the recorded CPU of each section is what the compiler's own clocks say, and they say what was asked for
  by rules      recorded durations, with the neighbours in them, replayed: against the recorded wall time less what cargo took
                between tasks beyond its usual reaction
  burning       -j2 from -j1 against what -j2's own recording makes of a quiet machine, and the other way round, both
                without cargo's own beginning and end: the CPU is the same, so the prediction must be
  asleep        a workspace whose tasks sleep instead: the truth is the wall time less what tasks waited for a core and what
                cargo took beyond its reaction. The simulation on a quiet machine; -j1, -j2 and -j4 from each other
  processes     a script, make and ninja that run such commands in order: nobody recorded what waits for what, and a
                simulation that let them all start at once would promise a lot. It must refuse

The same builds against the clock, for which the machine has to be quiet: bench/known-work/run.
"""

from __future__ import annotations

import argparse
import pathlib
import shutil
import subprocess
import sys

from known_work import JOBS, Builder, Recorded, generate_asleep, generate_burning, outside

RULES_BOUND = 0.02
QUIET_BOUND = 0.04
# The end of a thread or a process, behind its last look at its own clock.
CPU_SHARE, CPU_SECONDS = 0.03, 0.006


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--makespan", type=pathlib.Path, required=True)
    parser.add_argument("--compiler", type=pathlib.Path, required=True)
    options = parser.parse_args()
    builder, checks = Builder(options.makespan, options.compiler), Checks()
    check_burning(builder, checks)
    check_asleep(builder, checks)
    check_processes(builder, checks)
    for problem in checks.problems:
        print(problem)
    print(f"{checks.count} checks, {len(checks.problems)} problems")
    return 1 if checks.problems else 0


class Checks:
    def __init__(self):
        self.count = 0
        self.problems: list[str] = []

    def holds(self, what: str, off: float, bound: float) -> None:
        self.count += 1
        print(f"{what}: {off:+.2%}")
        if abs(off) > bound:
            self.problems.append(f"{what}: off by {off:+.2%}, which is over {bound:.1%}")

    def expect(self, holds: bool, problem: str) -> None:
        self.count += 1
        if not holds:
            self.problems.append(problem)


# --- what must hold ---------------------------------------------------------------------------------------------------


def check_burning(builder: Builder, checks: Checks) -> None:
    root = pathlib.Path("burning").resolve()
    recipes = generate_burning(root)
    runs = {jobs: builder.build(root, jobs) for jobs in JOBS["burning"]}
    for jobs, run in runs.items():
        checks.expect(sorted(task["name"] for task in run.report["tasks"]) == sorted(recipes),
                      f"burning, -j{jobs}: other tasks than crates are recorded")
        for task in run.report["tasks"]:
            check_attribution(checks, task, recipes[task["name"]], run.burnt[task["name"]])
        check_rules(checks, f"burning, -j{jobs}", run)
    for jobs, other in ((1, 2), (2, 1)):
        # How much busy cores slow each other is assumed, from not at all to 15%, and taken out of what was burnt beside
        # others' work too: the truth must lie within the interval that says so.
        run, row = runs[jobs], runs[jobs].predicted(other)
        real = runs[other].predicted(other)["makespan_seconds"] - runs[other].ends
        check_prediction(checks, f"burning, -j{other} from -j{jobs}", real, row["minimum_seconds"] - run.ends,
                         row["maximum_seconds"] - run.ends)


def check_attribution(checks: Checks, task: dict, recipe: dict, burnt: dict[str, float]) -> None:
    """A crate without codegen units has one section, and whatever a compiler does besides is in it."""
    asked = {"frontend": recipe["before"] + recipe["after"], "other": recipe["ir"], "codegen": sum(recipe["units"]),
             "link": recipe.get("link", 0)}
    recorded = dict.fromkeys(asked, 0.0)
    for section in task["sections"]:
        recorded[section["name"]] = recorded.get(section["name"], 0.0) + section["cpu_seconds"]
    for kind, ms in asked.items():
        what = f"{task['name']}: {kind}, of which {ms / 1e3:.3f} s were asked for and {burnt[kind]:.3f} s were burnt"
        checks.expect(burnt[kind] >= ms / 1e3, f"{what}: the compiler burnt less than it was to")
        checks.expect(abs(recorded[kind] - burnt[kind]) <= CPU_SECONDS + CPU_SHARE * burnt[kind],
                      f"{what}: {recorded[kind]:.3f} s are recorded")


def check_rules(checks: Checks, what: str, run: Recorded) -> None:
    by_rules = run.wall * (1 + run.whatif["replay"]["error_rules"])
    checks.holds(f"{what}, by rules", by_rules / (run.wall - run.late) - 1, RULES_BOUND)


def check_asleep(builder: Builder, checks: Checks) -> None:
    root = pathlib.Path("asleep").resolve()
    generate_asleep(root)
    runs = {jobs: builder.build(root, jobs) for jobs in JOBS["asleep"]}
    for jobs, run in runs.items():
        check_rules(checks, f"asleep, -j{jobs}", run)
        checks.holds(f"asleep, -j{jobs}, on a quiet machine",
                     run.whatif["replay"]["quiet_machine_seconds"] / (run.wall - run.waited - run.late) - 1, QUIET_BOUND)
        for other, real in runs.items():
            if other == jobs:
                continue
            # Cargo's order among equals is new in every run: the truth must lie within the range of orders, or near it.
            row = run.predicted(other)
            check_prediction(checks, f"asleep, -j{other} from -j{jobs}", real.wall - real.waited - real.late - real.ends,
                             row["tie_order_minimum_seconds"] - run.ends, row["tie_order_maximum_seconds"] - run.ends)


def check_prediction(checks: Checks, what: str, real: float, low: float, high: float) -> None:
    checks.holds(f"{what}: {low:.2f} to {high:.2f} s, real {real:.2f} s; outside by", outside(real, low, high), QUIET_BOUND)


def check_processes(builder: Builder, checks: Checks) -> None:
    """Two chains of two commands each, under make, ninja and a shell: recorded as processes, without edges."""
    root = pathlib.Path("processes").resolve()
    root.mkdir()
    burn = f"{builder.compiler} --burn=60"
    (root / "Makefile").write_text(
        "all: b d\n" + "".join(f"{name}: {needs}\n\t{burn}\n" for name, needs in (("a", ""), ("b", "a"), ("c", ""), ("d", "c"))))
    (root / "build.ninja").write_text(
        f"rule burn\n  command = {burn} && touch $out\n" + "".join(
            f"build {name}: burn {needs}\n" for name, needs in (("a", ""), ("b", "a"), ("c", ""), ("d", "c"))))
    for words in (["make", "-j2"], ["ninja", "-j2"], ["sh", "-c", f"{burn}; {burn}"]):
        if not shutil.which(words[0]):
            continue
        file = root / f"{words[0]}.makespan"
        subprocess.run([builder.makespan, "run", "--quiet", "--output", file, "--", *words], cwd=root, check=True,
                       stdout=subprocess.DEVNULL, timeout=60)
        asked = subprocess.run([builder.makespan, "whatif", "--jobs", "8", file], capture_output=True, text=True)
        checks.expect(asked.returncode != 0 and "which of them waited for which is not known" in asked.stderr,
                      f"{words[0]}: simulated without an order: {asked.stdout[:200]}{asked.stderr[:200]}")
        checks.expect(builder.ask(file, "report")["simulation"] is None,
                      f"{words[0]}: its report simulates what has no order")


if __name__ == "__main__":
    sys.exit(main())
