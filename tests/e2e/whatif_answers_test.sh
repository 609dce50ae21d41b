#!/usr/bin/env bash
# `makespan whatif` on a recorded build: the replay's error, bounds that hold, edits, JSON.
# timeout: 600
. "${0%/*}/lib.sh"
need cargo
copy_example aimds
cd aimds
expect_exit 0 makespan run --quiet -- cargo build -p aimds-core
expect_exit 0 makespan whatif --jobs 1,2,64 --without syn --json
expect_json 'd["version"] == 1 and len(d["results"]) == 10'
expect_json 'all(r["minimum_seconds"] <= r["makespan_seconds"] <= r["maximum_seconds"] for r in d["results"])'
expect_json 'd["results"][1]["makespan_seconds"] >= d["results"][2]["makespan_seconds"] >= d["results"][3]["makespan_seconds"]'
expect_json 'd["results"][3]["extrapolated"] and not d["results"][0]["extrapolated"]'
expect_json 'd["results"][-1]["label"] == "without syn" and d["results"][-1]["makespan_seconds"] < d["results"][0]["makespan_seconds"]'
expect_json '[r["edited"] for r in d["results"]] == [False] * 5 + [True] * 5 and d["sweep"]["edited"]'
expect_json 'd["results"][5]["label"] == "-j1 on 1 core, without syn" and d["results"][5]["makespan_seconds"] < d["results"][1]["makespan_seconds"]'
expect_json 'd["edited_bounds"]["work_seconds"] < d["bounds"]["work_seconds"] and d["exit_code"] == 0 and d["complete"]'
expect_json 'len(d["task_slack"]) == len(d["task_drag"]) and min(t["seconds"] for t in d["task_slack"]) == 0'
expect_json 'all(t["recorded_seconds"] is not None for t in d["task_drag"])'
expect_json 'abs(sum(p["seconds"] for p in d["parallelism"]) - d["replay"]["recorded_seconds"]) < 0.001'
expect_json 'd["results"][0]["makespan_seconds"] >= max(d["bounds"].values())'
# By rules it is within half a percent on any machine; by CPU a busy one may be several off.
expect_json 'abs(d["replay"]["error_rules"]) < 0.02 and abs(d["replay"]["error"]) < 0.1'
expect_json 'abs(d["replay"]["simulated_seconds"] / d["replay"]["recorded_seconds"] - 1 - d["replay"]["error"]) < 1e-6'
expect_json 'd["drag"][0]["recorded_seconds"] > 0'
expect_exit 0 makespan whatif
expect_contains "Replay  error"
expect_contains "no slack"
expect_exit 0 makespan whatif --codegen-units 32
expect_contains "the CPU is as measured"
expect_exit 2 makespan whatif --jobs two
expect_contains "--jobs wants numbers from 1 to 4096" "$ERR"
expect_exit 2 makespan whatif --without no-such-package
expect_contains "no-such-package" "$ERR"
expect_exit 2 makespan whatif --scale syn=inf
expect_contains "a factor from 0 to 1000" "$ERR"
