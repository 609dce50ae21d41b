#!/usr/bin/env bash
# `makespan fixes` of runs that built nothing, that no build tool made, or that leave nothing worth doing.
. "${0%/*}/lib.sh"
need cargo
new_crate small
cd small
mkdir -p inner/src && printf '[package]\nname = "inner"\nversion = "0.1.0"\nedition = "2021"\n' >inner/Cargo.toml
echo 'pub fn one() -> u32 { 1 }' >inner/src/lib.rs
printf '[dependencies]\ninner = { path = "inner" }\n[profile.dev]\nincremental = false\n' >>Cargo.toml
echo 'fn main() { println!("{}", inner::one()); }' >src/main.rs

# What is left are bounds, another machine and nightly compilers.
expect_exit 0 makespan run --quiet -- cargo check --offline
expect_exit 0 makespan fixes --budget 0
expect_contains 'Nothing here is worth doing: `cargo check --offline`'
expect_lacks 'the largest'

expect_exit 0 makespan run --quiet -- cargo check --offline
expect_exit 0 makespan fixes --budget 0
expect_contains 'Nothing of `cargo check --offline` can be priced.'
expect_contains 'Nothing was built in this run'
expect_exit 0 makespan fixes --json
expect_json 'd["command"] == "cargo check --offline" and d["cores"] >= 1'
expect_json 'd["base_seconds"] is None and d["recorded_seconds"] > 0 and d["fixes"] == []'
expect_exit 1 makespan apply unused --dry-run
expect_contains 'Nothing was built in this run' "$ERR"

expect_exit 0 makespan run --quiet -- sh -c 'sleep 0.1; sleep 0.1'
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'd["base_seconds"] is None and d["fixes"] == [] and d["plan"] == []'
expect_json 'any("a tree of processes" in note for note in d["notes"])'
