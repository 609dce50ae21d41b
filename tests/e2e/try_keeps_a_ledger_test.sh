#!/usr/bin/env bash
# A fix is tried by its id; what was predicted and what was measured is in the ledger.
. "${0%/*}/lib.sh"
need cargo
new_crate app 'fn main() { println!("hello"); }'
cd app
expect_exit 0 makespan accuracy
expect_contains "no fix that was predicted has been tried here yet" "$ERR"
makespan run -q --cold -- cargo build --release 2>/dev/null
cp Cargo.toml before
expect_exit 0 makespan try release.codegen-units=1 --rounds 1 --json
expect_json 'd["variants"][0]["fixes"] == ["release.codegen-units=1"] and d["variants"][0]["predicted"] is not None'
expect_json 'd["variants"][0]["verdict"] == "within noise" and any("fewer than 3 rounds" in n for n in d["notes"])'
# Why predicted and measured differ: by task, and in all.
expect_json 'd["variants"][0]["predicted_cpu"] is not None'
expect_json '[t["task"].split()[0] for t in d["variants"][0]["tasks"]] == ["app"]'
expect_json 'all(None not in (t["base_cpu_seconds"], t["cpu_seconds"], t["predicted_cpu_seconds"]) for t in d["variants"][0]["tasks"])'
cmp Cargo.toml before
expect_exit 0 makespan try release.codegen-units=1 release.lto=off --each --rounds 1
expect_contains "release.codegen-units=1 + release.lto=off"
expect_contains "CPU, farthest from the prediction first"

# A key of [profile.ci] is one that only a build of that profile sees.
expect_exit 0 makespan try ci.opt-level=1 --rounds 1 --bench target/release/app --json
expect_json 'd["command"] == "cargo build --release" and d["variants"][0]["command"] == "cargo build --profile ci"'
expect_json 'len(d["variants"][0]["schedule"]) == 1 and d["variants"][0]["schedule"][0]["after"]["critical"]'
expect_json 'any("the benchmark is not run for ci.opt-level=1" in n for n in d["notes"])'
run=$(json variants[0].runs[0])
expect_exit 0 makespan report "$run" --json
expect_json '"opt-level=1" in next(t for t in d["tasks"] if t["name"] == "app")["flags"]'

# What a benchmark saw of the product is kept too: a profile that ships is recommended by that alone.
expect_exit 0 makespan try release.codegen-units=1 --rounds 3 --bench 'sleep 0.2' --json
expect_exit 0 makespan accuracy --json
expect_json 'd["trials"][0]["product"]["run_time_low"] <= d["trials"][0]["product"]["run_time_high"]'
expect_json 'd["trials"][0]["product"]["artifact_bytes"] is not None and d["trials"][1]["product"] is None'

# Values of one setting exclude each other: together they are nothing, each alone a row.
expect_exit 2 makespan try release.codegen-units=1 release.codegen-units=4 --rounds 1
expect_contains 'exclude each other' "$ERR"
expect_exit 0 makespan try release.codegen-units=1 release.codegen-units=4 --each --rounds 1 --json
expect_json '[v["fixes"] for v in d["variants"]] == [["release.codegen-units=1"], ["release.codegen-units=4"]]'

expect_exit 0 makespan accuracy
expect_contains "release.codegen-units=1"
expect_exit 0 makespan accuracy --json
expect_json 'sorted(t["kind"] for t in d["trials"]) == ["codegen-units"] * 5 + ["lto", "opt-level", "set"]'
expect_json 'all(t["measured"] is not None and t["rounds"] == (3 if t["product"] else 1) for t in d["trials"])'
expect_json 'all(k["pairs"] == (k["kind"] == "codegen-units") and k["confident"] is False and (k["interval_scale"] == 1 or k["pairs"]) for k in d["kinds"])'
mkdir ../empty
expect_exit 0 makespan accuracy ../app ../empty --json
expect_json 'len(d["trials"]) == 8'
expect_exit 1 makespan accuracy ../none
expect_exit 2 makespan try release.codegen-units=two
