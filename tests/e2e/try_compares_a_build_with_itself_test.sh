#!/usr/bin/env bash
# `makespan try` without a fix shows the noise; the tree is not touched, and `last` passes over its runs.
. "${0%/*}/lib.sh"
need cargo
new_crate app 'fn greet() { println!("hello"); } fn main() { greet(); }'
cd app
mkdir .git && echo 'ref: refs/heads/main' >.git/HEAD
echo untracked >data.txt
makespan run -q -- cargo build 2>/dev/null
build=$(makespan list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
snapshot() { find . -path ./.makespan -prune -o -type f -printf '%p %T@ %m ' -exec sha256sum {} \; | sort; }
before=$(snapshot)

expect_exit 0 makespan try --rounds 3 --incremental --test --bench './target/debug/app' --json
expect_equal "$before" "$(snapshot)"
expect_json 'd["version"] == 1 and d["command"] == "cargo build" and d["rounds"] == 3'
expect_json 'd["base"]["tests"] == "passed" and d["base"]["artifact_bytes"] > 1000'
expect_json 'd["base"]["build_directory_bytes"] > d["base"]["artifact_bytes"]'
expect_json 'len(d["variants"]) == 1 and d["variants"][0]["fixes"] == [] and d["variants"][0]["predicted"] is None'
expect_json 'all(len(s[k]) == 3 for s in [d["base"], d["variants"][0]] for k in ["wall_seconds", "cpu_seconds", "benchmark_seconds"])'
expect_json '(lambda c: c["cpu_low"] <= c["cpu"] <= c["cpu_high"])(d["variants"][0]["delta"])'
expect_json '[r["edit"] for r in d["base"]["rebuilds"]] == ["leaf body", "core signature"]'
expect_contains "round 3 of 3" "$ERR"

# Every build is kept, none is `last`, and nothing is left in the cache.
expect_exit 0 makespan report --json
expect_equal "$build" "$(json run.id)"
expect_exit 0 makespan list --json --limit 0
expect_json 'sum(r["purpose"] == "try" for r in d) == 18'
expect_equal "" "$(find "$HOME/.cache" -type f 2>/dev/null)"
