"""Real cargo builds whose work is known: generated workspaces and a compiler that burns or sleeps (fake_rustc.cc).

ground_truth.py checks what no neighbour on the machine can change; bench/known-work holds the same builds against the clock.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
import shutil
import subprocess

# What the simulation gives cargo between a task's end and the next start (src/simulate/policy.h).
REACTION = 0.0028
JOBS = {"burning": (1, 2), "asleep": (1, 2, 4)}


class Builder:
    """Records builds; works in the current folder."""

    def __init__(self, makespan: pathlib.Path, compiler: pathlib.Path):
        self.makespan = makespan.resolve()
        tools = pathlib.Path("tools").resolve()
        tools.mkdir()
        self.compiler = tools / "rustc"  # cargo builds are recognised by their compiler's name
        shutil.copy(compiler, self.compiler)
        real = subprocess.run(["rustc", "--print", "sysroot"], check=True, capture_output=True, text=True).stdout.strip()
        self.environment = {**os.environ, "RUSTC": str(self.compiler), "FAKE_RUSTC_REAL": f"{real}/bin/rustc",
                            "CARGO_NET_OFFLINE": "true"}

    def build(self, workspace: pathlib.Path, jobs: int) -> "Recorded":
        shutil.rmtree(workspace / "target", ignore_errors=True)
        file = workspace.parent / f"{workspace.name}-j{jobs}.makespan"
        subprocess.run([self.makespan, "run", "--quiet", "--output", file, "--", "cargo", "build", "--quiet", f"-j{jobs}"],
                       cwd=workspace, env=self.environment, check=True, timeout=120)
        return Recorded(self, file, read_burnt(workspace / "target" / "debug" / "deps"))

    def ask(self, file: pathlib.Path, *words: str) -> dict:
        out = subprocess.run([self.makespan, *words, "--json", file], check=True, capture_output=True, text=True)
        return json.loads(out.stdout)


class Recorded:
    """A recorded build; times in seconds. `burnt`: crate -> section -> the CPU that the compiler's own clocks say."""

    def __init__(self, builder: Builder, file: pathlib.Path, burnt: dict[str, dict[str, float]]):
        self.burnt = burnt
        self.report = builder.ask(file, "report")
        self.whatif = builder.ask(file, "whatif", "--cores", "64", "--jobs", "1,2,4")
        self.wall = self.report["run"]["wall_seconds"]
        tasks = self.report["tasks"]
        begin = min(task["start_seconds"] for task in tasks)
        # Before the first task and behind the last: goes into every simulation as it was.
        self.ends = begin + self.wall - max(end_of(task) for task in tasks)
        chain = list(finish_chain(tasks))
        # What the tasks that the end waited for waited for a core.
        self.waited = sum(task["wait_seconds"] for task, _ in chain)
        # What cargo took between those tasks beyond what it takes in a simulation.
        self.late = sum(gap for _, gap in chain) - REACTION * (len(chain) - 1)

    def predicted(self, jobs: int) -> dict:
        return next(row for row in self.whatif["results"][1:] if row["jobs"] == jobs)


def read_burnt(folder: pathlib.Path) -> dict[str, dict[str, float]]:
    lines = {file.stem: file.read_text().splitlines() for file in folder.glob("*.burnt")}
    return {crate: {section: float(seconds) for section, seconds in map(str.split, each)} for crate, each in lines.items()}


def end_of(task: dict) -> float:
    return task["start_seconds"] + task["wall_seconds"]


def finish_chain(tasks: list[dict]):
    """From the last task back: each, and how long it started after what let it: the last before its start of the ends, which
    free slots, and of the metadata that it waited for. Of the first, how long after the start of all."""
    begin = min(task["start_seconds"] for task in tasks)
    at = max(tasks, key=end_of)
    while at:
        moments = [(end_of(task), task["id"]) for task in tasks]
        moments += [(tasks[edge["id"]]["metadata_ready_seconds"], edge["id"]) for edge in at["dependencies"]
                    if edge["waits_for"] == "metadata"]
        moment, before = max((one for one in moments if one[0] <= at["start_seconds"]), default=(begin, None))
        yield at, at["start_seconds"] - moment
        at = None if before is None else tasks[before]


# --- generated workspaces ---------------------------------------------------------------------------------------------


def generate_burning(root: pathlib.Path) -> dict[str, dict]:
    """Name of each crate -> what it burns, in milliseconds of CPU."""

    def recipe(chance: random.Random) -> dict:
        units = sorted((chance.randint(10, 120) for _ in range(chance.choice([0, 1, 3, 5]))), reverse=True)
        return {"before": chance.randint(20, 200), "after": chance.randint(0, 40), "ir": 20 if units else 0, "units": units}

    return generate(root, 16, 3, recipe)


def generate_asleep(root: pathlib.Path) -> dict[str, dict]:
    """The same with sleep: neighbours hardly make it longer."""

    def recipe(chance: random.Random) -> dict:
        return {"sleep_before": chance.randint(300, 1500), "sleep_after": chance.choice([0, 0, 400, 900])}

    return generate(root, 12, 2, recipe)


def generate(root: pathlib.Path, crates: int, seed: int, recipe) -> dict[str, dict]:
    """A workspace of `crates` libraries with edges of chance, a binary on top of all."""
    chance = random.Random(seed)
    recipes, names = {}, [f"c{i:02}" for i in range(crates)]
    for i, name in enumerate(names):
        needs = sorted({chance.randrange(max(0, i - 6), i) for _ in range(chance.randint(0, 3))}) if i else []
        recipes[name] = recipe(chance)
        write_crate(root / name, name, [names[k] for k in needs], recipes[name], "lib.rs")
    recipes["app"] = {**recipe(chance), "link": 60}
    write_crate(root / "app", "app", names, recipes["app"], "main.rs")
    (root / "Cargo.toml").write_text('[workspace]\nresolver = "2"\nmembers = ["c*", "app"]\n')
    return recipes


def write_crate(folder: pathlib.Path, name: str, needs: list[str], recipe: dict, source: str) -> None:
    (folder / "src").mkdir(parents=True)
    edges = "".join(f'{one} = {{ path = "../{one}" }}\n' for one in needs)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n{edges}')
    words = (f"{key}={','.join(map(str, value)) if isinstance(value, list) else value}" for key, value in recipe.items())
    (folder / "src" / source).write_text(f"// burn: {' '.join(words)}\n")


# --- predictions ------------------------------------------------------------------------------------------------------


def outside(real: float, low: float, high: float) -> float:
    """How far a time lies outside a range, as a share of it; signed as a prediction is: less than 0 is too short."""
    return min(max(real, low), high) / real - 1
