"""One pair of a fix and an application: recorded, predicted, then built both ways."""

import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import time

import builds
from pairs import KINDS

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAKESPAN = os.environ.get("MAKESPAN", os.path.join(os.environ.get("MAKESPAN_BUILD", str(ROOT / "build/release")), "makespan"))
# No single command takes longer on a machine that is fit to measure on.
LIMIT_SECONDS = 1800


class Failed(Exception):
    pass


def measure(pair, work, options, end):
    project = work / pair.project
    study = studied(pair, project, work, options.budget)
    left = end - time.monotonic()
    needed = 2 * min(options.rounds, 3) * study["seconds"]
    if left < needed:
        raise Failed(f"building takes {needed:.0f} s, and {max(left, 0):.0f} s are left")
    predicted = predict(pair, study["fixes"])
    return {**predicted, **build_both_ways(pair, project, predicted, options.rounds, left, work)}


def studied(pair, project, work, budget):
    """The application, copied, one cold build of it in its store, and its fixes. Done once a project."""
    done = work / f"{pair.project}.json"
    if done.exists():
        return json.loads(done.read_text(encoding="utf-8"))
    shutil.rmtree(project, ignore_errors=True)
    prepare(pair, project, work)
    command = ["cargo", *pair.command, "--offline", "--quiet"]
    seconds = timed("recorded", ["run", "--cold", "--keep", "--quiet", "--", *command], project)[1]
    deep = ["--deep"] if pair.fix.startswith("features") else []
    fixes = timed("predicted", ["fixes", "--budget", budget, *deep, "--json"], project)[0]
    study = {"seconds": seconds, "fixes": fixes}
    done.write_text(json.dumps(study), encoding="utf-8")
    return study


def timed(word, words, project):
    begun = time.monotonic()
    told = ask(words, project)
    print(f"  {word} in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return told, time.monotonic() - begun


def prepare(pair, project, work):
    try:
        # A directory as it is, anything else fetched.
        source = pathlib.Path(pair.application)
        source = source if source.is_dir() else builds.fetch(pair.application, work)
        shutil.copytree(source, project, symlinks=True, ignore=shutil.ignore_patterns("target", ".makespan", ".git"))
        manifest = project / "Cargo.toml"
        for name, version in pair.planted:
            manifest.write_text(manifest.read_text(encoding="utf-8") + f'\n[dependencies.{name}]\nversion = "{version}"\n',
                                encoding="utf-8")
        subprocess.run(["cargo", "fetch", "--quiet"], cwd=project, check=True, stdout=sys.stderr, timeout=LIMIT_SECONDS)
    except (OSError, StopIteration, subprocess.SubprocessError) as problem:
        raise Failed(f"no source: {problem}") from problem


def predict(pair, told):
    """What `makespan fixes` says of the fix; nothing where a kind alone was asked for."""
    found = next((fix for fix in told["fixes"] if fix["id"] == pair.fix or fix["kind"] == pair.fix == "features"), None)
    row = {"fix": pair.fix, "application": pair.application, "command": told["command"],
           "base_seconds": told["base_seconds"], "replay_error": told["replay_error"],
           "kind": found["kind"] if found else kind_of(pair.fix), "patch": "", "listed": None}
    if found:
        row["listed"] = {key: found[key] for key in ("verdict", "saving_seconds", "saving_low", "saving_high", "basis")}
        row["patch"] = found["patch"] or ""
    return row


def kind_of(fix):
    return next((kind for kind in KINDS if fix.split(":")[0] == kind or kind in fix), fix)


# --- building ---------------------------------------------------------------------------------------------------------


def build_both_ways(pair, project, predicted, rounds, left, work):
    words = ["try", "--rounds", str(rounds), "--json"]
    if left < LIMIT_SECONDS:
        words += ["--budget", f"{int(left)}s"]
    patch = edited(pair, project, work) if pair.edits else predicted.pop("patch") if predicted["kind"] == "features" else ""
    predicted.pop("patch", None)
    if patch:
        file = work / "change.patch"
        file.write_text(patch, encoding="utf-8")
        words += ["--patch", str(file)]
    else:
        words += pair.fix.split()
    told = ask(words, project, accepted=(0, 1))
    variant = told["variants"][0]
    if variant["failure"]:
        raise Failed(f"does not build with the fix: {variant['failure'][-600:]}")
    delta = variant["delta"]
    row = {key: delta[key] for key in ("wall", "wall_low", "wall_high", "cpu", "cpu_low", "cpu_high")}
    row |= {"rounds": told["rounds"], "verdict": variant["verdict"], "bounded": delta["bounded"],
            "base_wall_seconds": statistics.median(told["base"]["wall_seconds"]),
            "normalised": normalised(told["base"]["runs"], variant["runs"], delta["paced"], project),
            "paced": delta["paced"],
            "tasks": variant["tasks"][:5]}
    return row | prediction(variant, predicted)


def prediction(variant, predicted):
    """What try predicted and keeps in the ledger; of a patch, which it does not know, what `fixes` said of the same change."""
    if variant["predicted"] is not None:
        return {"predicted": variant["predicted"], "predicted_low": variant["predicted_low"],
                "predicted_high": variant["predicted_high"], "basis": variant["predicted_basis"]}
    listed, base = predicted["listed"], predicted["base_seconds"]
    if listed is None or listed["saving_seconds"] is None:
        return {"predicted": None, "predicted_low": None, "predicted_high": None, "basis": None}
    return {"predicted": -listed["saving_seconds"] / base, "predicted_low": -listed["saving_high"] / base,
            "predicted_high": -listed["saving_low"] / base, "basis": listed["basis"]}


def normalised(base_runs, variant_runs, paced, project):
    """The change of what both ways take on a quiet machine, from their recordings; the median over rounds, and at one pace
    where that is known."""
    change = statistics.median(quiet_seconds(variant, project) / quiet_seconds(base, project)
                               for base, variant in zip(base_runs, variant_runs))
    return change / (1 + paced["pace"] if paced else 1) - 1


def quiet_seconds(run, project):
    return ask(["whatif", "--json", run], project)["results"][0]["makespan_seconds"]


def edited(pair, project, work):
    """The edits as a patch of the manifests."""
    parts = []
    for manifest in [project / "Cargo.toml", *sorted(project.glob("crates/*/Cargo.toml"))]:
        before = manifest.read_text(encoding="utf-8")
        after = before
        for old, new in pair.edits:
            after = after.replace(old, new)
        if after == before:
            continue
        changed = work / "changed.toml"
        changed.write_text(after, encoding="utf-8")
        name = manifest.relative_to(project)
        parts.append(subprocess.run(["diff", "-u", "--label", f"a/{name}", "--label", f"b/{name}", str(manifest), str(changed)],
                                    stdout=subprocess.PIPE, text=True).stdout)
    if not parts:
        raise Failed("the edits change nothing")
    return "".join(parts)


def ask(words, directory, accepted=(0,)):
    """A makespan command and its JSON, where it prints any. One that takes too long is ended as Ctrl-C would."""
    with subprocess.Popen([MAKESPAN, *words], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            out, errors = process.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.communicate()
            raise Failed(f"makespan {words[0]} took longer than {LIMIT_SECONDS} s") from None
    if process.returncode not in accepted or ("--json" in words and not out.strip()):
        raise Failed(f"makespan {' '.join(words)}: {errors.strip()[-600:]}")
    return json.loads(out) if "--json" in words else None
