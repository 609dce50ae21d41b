#!/usr/bin/env python3
"""Record one cargo command and hold what is recognised in it against what cargo says itself.

    against_cargo.py --programs BUILD/unit [--at-least UNITS] -- cargo build -p app

Run in the project, with a cold or partly built target directory, which is removed before it is recorded again. Compared:

  units    the same set as the units of `--timings`, each with the same start and duration within 0.05 s or 2% of the duration;
           one start in ten may be off by 2% of the time since the build began, since cargo may be late itself
  edges    those of `--unit-graph` among the units that were built, with what each waits for by cargo's rule
           (only_requires_rmeta), less the edges to binaries, which cargo drops itself

Cargo's clock starts a little after its process: the offset is the median over all units. Its report has hundredths of a
second, and it learns of an end when it gets round to it, which on a busy machine is late now and then: a time is wrong that
differs in each of some builds. `--unit-graph` needs the channel override, here only.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

TOLERANCE_SECONDS = 0.05
TOLERANCE_SHARE = 0.02
BUILDS = 5  # at the most
OVERRIDE = {"__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS": "nightly"}
LINKABLE = {"lib", "rlib"}
COMPILED = {"library", "binary", "test", "example", "bench", "proc-macro", "build-script", "doc", "build-script-run"}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--at-least", type=int, default=1, metavar="UNITS")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args(arguments)

    graph = unit_graph(options.command)
    off: dict[tuple, str] | None = None  # what differed in every build so far
    for _ in range(BUILDS):
        recorded = record(options.programs, options.command)
        problems = check_tasks(recorded)
        problems += compare_edges(recorded, graph)
        pairs, differences = pair_units(recorded, read_timings(recorded))
        problems += differences
        built = sum(task["kind"] in COMPILED for task in recorded["tasks"])
        if built < options.at_least:
            problems.append(f"only {built} units were built, not {options.at_least}")
        now = compare_pairs(pairs) if pairs else {}
        off = {what: text for what, text in now.items() if off is None or what in off}
        show(options.command, recorded, built, [*problems, *off.values()])
        if problems or not off:
            break
        shutil.rmtree(recorded["invocations"][-1]["target_directory"])
    return 1 if problems or off else 0


def show(command: list[str], recorded: dict, built: int, problems: list[str]) -> None:
    for problem in problems[:40]:
        print(problem)
    print(f"{' '.join(command)}: {built} units, {len(recorded['dependencies'])} edges, {len(problems)} problems")


# --- what was recorded ------------------------------------------------------------------------------------------------


def record(programs: pathlib.Path, command: list[str]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "recording"
        at = command.index("--") if "--" in command else len(command)
        timed = [*command[:at], "--timings", *command[at:]]
        subprocess.run([programs / "record_driver", "--log", log, "--", *timed], check=True)
        lock = [path for path in [pathlib.Path("Cargo.lock")] if path.exists()]
        text = subprocess.run(
            [programs / "recognise_driver", log, *lock], check=True, capture_output=True, text=True
        ).stdout
    recorded = json.loads(text)
    if keep := os.environ.get("KEEP_RECOGNISED"):
        pathlib.Path(keep).write_text(text)
    return recorded


def check_tasks(recorded: dict) -> list[str]:
    """What holds of every recording, cargo or not."""
    problems = []
    for task in recorded["tasks"]:
        if task["cpu"] is None:
            problems.append(f"{task['label']}: no CPU")
        elif task["sections"]:
            total = sum(section["cpu"] for section in task["sections"])
            if abs(total - task["cpu"]) > 1e-4:
                problems.append(f"{task['label']}: the sections' CPU is {total:.4f} s, the task's {task['cpu']:.4f}")
    total = sum(task["cpu"] or 0 for task in recorded["tasks"])
    if total > recorded["cpu"] * 1.01:
        problems.append(f"the tasks' CPU is {total:.2f} s, the run's {recorded['cpu']:.2f}")
    return problems


# --- units and times --------------------------------------------------------------------------------------------------


def read_timings(recorded: dict) -> list[dict]:
    """Its units, those too that were fresh: since 1.95 they are there, with no duration."""
    folder = pathlib.Path(recorded["invocations"][-1]["target_directory"]) / "cargo-timings"
    text = (folder / "cargo-timing.html").read_text(encoding="utf-8")
    return json.loads(re.search(r"const UNIT_DATA = (\[.*?\]);\s*\n(?:let|const)", text, re.DOTALL).group(1))


def cargo_key(unit: dict) -> tuple:
    """(package, version, what), what being a word of `what_is` below."""
    text = unit["target"].strip()
    mode = re.search(r"\(([^)]*)\)$", text)
    mode = mode.group(1) if mode else ""
    named = re.match(r'(\S+) "([\w-]+)"', text)
    if text.startswith("build-script"):
        what = "build-script-run" if mode == "run" else "build-script"
    elif mode in ("test", "check-test"):
        # A checked library has no name there: `lib (check-test)`.
        what = "test " + (named.group(1) if named else unit["name"]).replace("-", "_")
    elif mode in ("doc", "doc test"):
        what = mode
    elif named and named.group(2) not in ("lib", "proc-macro"):
        what = f"{named.group(2)} {named.group(1)}"
    else:
        what = "lib"
    return unit["name"], unit["version"], what


def task_key(task: dict) -> tuple:
    kind = task["kind"]
    if kind in ("library", "proc-macro"):
        what = "lib"
    elif kind in ("binary", "example"):
        what = f"{'bin' if kind == 'binary' else kind} {task['target']}"
    elif kind in ("test", "bench"):
        what = f"test {task['target']}"
    else:
        what = kind
    return task["name"], task["version"], what


def pair_units(recorded: dict, timings: list[dict]) -> tuple[list, list[str]]:
    """The units that both have, ours with cargo's, and what is wrong with the rest."""
    ours, theirs = collections.defaultdict(list), collections.defaultdict(list)
    for task in recorded["tasks"]:
        if task["kind"] in COMPILED:
            ours[task_key(task)].append(task)
    for unit in timings:
        theirs[cargo_key(unit)].append(unit)
    problems, pairs = [], []
    for key in sorted(ours.keys() | theirs.keys()):
        theirs[key].sort(key=lambda unit: -unit["duration"])
        while len(theirs[key]) > len(ours[key]) and theirs[key][-1]["duration"] == 0:
            theirs[key].pop()  # fresh
        if len(ours[key]) != len(theirs[key]):
            problems.append(f"{' '.join(key)}: {len(ours[key])} recorded, cargo has {len(theirs[key])}")
            continue
        pairs += zip(sorted(ours[key], key=lambda t: t["start"]), sorted(theirs[key], key=lambda u: u["start"]))
    return pairs, problems


def differ(task: dict, unit: dict) -> bool:
    return task["kind"] != "build-script-run" and task["features"] != sorted(unit["features"])


def compare_pairs(pairs: list) -> dict[tuple, str]:
    """What differs: (label, the how many-th of that label, what) -> a sentence. Two units of one name are told apart by which
    started first, so that their features are as uncertain as their times."""
    offset = statistics.median(task["start"] - unit["start"] for task, unit in pairs)
    seen: collections.Counter = collections.Counter()
    off, a_little = {}, {}
    for task, unit in pairs:
        name = (task["label"], seen[task["label"]])
        seen[task["label"]] += 1
        if differ(task, unit):
            off[*name, "features"] = f"{task['label']}: features {task['features']}, cargo's {unit['features']}"
        start, allowed = task["start"] - offset, max(TOLERANCE_SECONDS, TOLERANCE_SHARE * unit["duration"])
        told = f"{task['label']}: started at {start:.3f}, cargo says {unit['start']}"
        if abs(start - unit["start"]) > max(TOLERANCE_SECONDS, TOLERANCE_SHARE * unit["start"]):
            off[*name, "start"] = told
        elif abs(start - unit["start"]) > allowed:
            a_little[*name, "start"] = told
        if abs(task["wall"] - unit["duration"]) > allowed:
            off[*name, "duration"] = f"{task['label']}: took {task['wall']:.3f} s, cargo says {unit['duration']}"
    return off | (a_little if len(a_little) > len(pairs) // 10 else {})


# --- edges ------------------------------------------------------------------------------------------------------------


def unit_graph(command: list[str]) -> dict:
    at = command.index("--") if "--" in command else len(command)
    asked = [*command[:at], "-Zunstable-options", "--unit-graph", *command[at:]]
    ran = subprocess.run(asked, env={**os.environ, **OVERRIDE}, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(asked)}: {ran.stderr}")
    return json.loads(ran.stdout)


def graph_key(unit: dict, cross: bool) -> tuple:
    """What names a unit on both sides: (source or package, mode, platform, features)."""
    mode = unit["mode"]
    package = re.sub(r"^.*[#@]", "", unit["pkg_id"])
    platform = unit["platform"] or "" if cross else ""
    if mode == "run-custom-build":
        folder = str(pathlib.Path(unit["target"]["src_path"]).parent)
        return folder, "run", platform, ()
    mode = {"check": "check", "build": "build", "test": "test", "doc": "doc"}.get(mode, mode)
    return unit["target"]["src_path"], f"{mode} {package}", platform, tuple(sorted(unit["features"]))


def recorded_key(task: dict) -> tuple:
    if task["kind"] == "build-script-run":
        return task["script_folder"], "run", task["platform"], ()
    mode = {"clippy": "check"}.get(task["mode"], task["mode"])
    if task["kind"] in ("test", "bench"):
        mode = "test" if task["mode"] == "build" else "check"
    return task["source"], f"{mode} {task['version']}", task["platform"], tuple(task["features"])


def pipelines(unit: dict) -> bool:
    return unit["mode"] == "build" and set(unit["target"]["crate_types"]) <= LINKABLE and unit["target"]["kind"] != ["test"]


def expected_edges(graph: dict, cross: bool) -> list[tuple]:
    """For each unit its key and what it waits for."""
    units = graph["units"]
    expected = []
    for unit in units:
        edges = set()
        for dependency in unit["dependencies"]:
            on = units[dependency["index"]]
            if on["target"]["kind"][0] in ("bin", "test", "bench", "example"):
                continue  # cargo drops them: the program is there at run time
            metadata = pipelines(unit) and pipelines(on)
            edges.add((graph_key(on, cross), "metadata" if metadata else "all"))
        expected.append((graph_key(unit, cross), edges))
    return expected


def recorded_edges(recorded: dict) -> list[tuple]:
    tasks = recorded["tasks"]
    edges = [set() for _ in tasks]
    for edge in recorded["dependencies"]:
        edges[edge["task"]].add((recorded_key(tasks[edge["on"]]), edge["waits_for"]))
    return [(recorded_key(t), e) for t, e in zip(tasks, edges) if t["kind"] in COMPILED]


def compare_edges(recorded: dict, graph: dict) -> list[str]:
    locate_scripts(recorded)
    cross = any(task["platform"] for task in recorded["tasks"] if task["kind"] in COMPILED)
    ours, theirs = collections.defaultdict(list), collections.defaultdict(list)
    built = collections.Counter(key for key, _ in recorded_edges(recorded))
    for key, edges in recorded_edges(recorded):
        ours[key].append(shown(edges))
    for key, edges in expected_edges(graph, cross):
        if key in built:
            theirs[key].append(shown({edge for edge in edges if edge[0] in built}))
    problems = []
    for key in sorted(ours.keys() | theirs.keys()):
        # Of several units with one key some may be fresh: each that was built has the edges of another one of cargo's.
        mine, cargos = collections.Counter(ours[key]), collections.Counter(theirs[key])
        if mine - cargos or not mine:
            problems.append(f"{key}:\n    recorded {sorted(mine.elements())}\n    cargo's  {sorted(cargos.elements())}")
    return problems


def shown(edges: set) -> tuple[str, ...]:
    return tuple(sorted(f"{waits_for} {' '.join(map(str, key))}" for key, waits_for in edges))


def locate_scripts(recorded: dict) -> None:
    """A run is known by the folder of the source of the build script that it runs: what it depends on says which."""
    tasks = recorded["tasks"]
    for edge in recorded["dependencies"]:
        on = tasks[edge["on"]]
        if on["kind"] == "build-script":
            tasks[edge["task"]]["script_folder"] = str(pathlib.Path(on["source"]).parent)
    for task in tasks:
        task.setdefault("script_folder", task["directory"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
