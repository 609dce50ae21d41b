#!/usr/bin/env bash
# Flags of the user's that cap all lints hide neither the members nor what they never use.
. "${0%/*}/lib.sh"

need cargo
mkdir libs
for name in one two; do
  (cd libs && new_crate "$name" "pub fn $name() {}" && mv "$name"/src/{main,lib}.rs)
done
new_crate app 'fn main() { one::one(); }'
printf '[dependencies]\none = { path = "../libs/one" }\ntwo = { path = "../libs/two" }\n' >>app/Cargo.toml
mkdir app/.cargo
printf '[build]\nrustflags = ["--cap-lints", "allow"]\n' >app/.cargo/config.toml
cd app

expect_exit 0 makespan run -- cargo build --offline
expect_exit 0 makespan report --json
expect_json 'sorted((t["name"], t["local"]) for t in d["tasks"]) == [("app", True), ("one", True), ("two", True)]'

# From the recorded calls alone, and from all targets.
expect_exit 0 makespan fixes --budget 1s --json
expect_json '"unused:app/two" in [f["id"] for f in d["fixes"]] and "unused:app/one" not in [f["id"] for f in d["fixes"]]'
for flags in '' '--cap-lints=warn'; do
  RUSTFLAGS=$flags expect_exit 0 makespan fixes --deep --budget 1s --json
  expect_json 'next(f for f in d["fixes"] if f["id"] == "unused:app/two")["checked"] == ["all targets of the workspace compile without it, with default features"]'
  expect_json '"unused:app/one" not in [f["id"] for f in d["fixes"]]'
done
