"""The fixes of bench/fixes that have an id, on examples/aimds and two published workspaces: tried, and the ledger of all."""

import subprocess
import sys
import tempfile
import time
import pathlib

import measure
from pairs import PAIRS

WORKSPACES = ("aimds", "hexyl@0.16.0", "ripgrep@14.1.1")
ROUNDS = 5


def print_ledger(options):
    """What lies in --work already, from here or from bench/fixes, is not tried again. --minutes: nothing is begun after."""
    end = time.monotonic() + 60 * options.minutes if options.minutes is not None else float("inf")
    with tempfile.TemporaryDirectory(prefix="ledger-") as scratch:
        work = (options.work or pathlib.Path(scratch)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        projects = []
        for pair in PAIRS:
            # What is tried as a patch has no id, and is no line of the ledger.
            if pair.application not in WORKSPACES or pair.edits or pair.fix == "features":
                continue
            project = work / pair.project
            if time.monotonic() < end:
                try_once(pair, project, work)
            if project.is_dir() and project not in projects:
                projects.append(project)
        subprocess.run([measure.MAKESPAN, "accuracy", *map(str, projects)], check=True)


def try_once(pair, project, work):
    try:
        measure.studied(pair, project, work, "60s")
        if any(trial["fix"] == pair.fix for trial in measure.ask(["accuracy", "--json"], project)["trials"]):
            return
        print(pair.name, file=sys.stderr, flush=True)
        measure.ask(["try", pair.fix, "--rounds", str(ROUNDS), "--json"], project, accepted=(0, 1))
    except measure.Failed as problem:
        print(f"  passed over: {problem}", file=sys.stderr, flush=True)
