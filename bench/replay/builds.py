"""Published packages and examples to build: for bench/replay, removal, fixes and unused."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def fetch(application, scratch):
    """An application's source with its dependencies in cargo's cache; unpacked once."""
    name, _, version = application.partition("@")
    root = pathlib.Path(scratch, name)
    if root.exists():
        return root
    shutil.copytree(published(name, version, scratch) if version else ROOT / "examples" / name, root,
                    ignore=shutil.ignore_patterns("target", ".makespan"))
    subprocess.run(["cargo", "fetch", "--quiet"], cwd=root, check=True, stdout=sys.stderr)
    return root


def published(name, version, scratch):
    # Cargo unpacks the dependency of a project even where that is a program; what is built is a copy of it.
    project = pathlib.Path(scratch, f"fetch-{name}")
    (project / "src").mkdir(parents=True, exist_ok=True)
    (project / "src" / "lib.rs").write_text("", encoding="utf-8")
    (project / "Cargo.toml").write_text(
        f'[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n{name} = "={version}"\n',
        encoding="utf-8")
    subprocess.run(["cargo", "fetch", "--quiet"], cwd=project, check=True, stdout=sys.stderr)
    home = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo"))
    return next((home / "registry" / "src").glob(f"*/{name}-{version}"))
