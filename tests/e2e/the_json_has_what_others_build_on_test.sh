#!/usr/bin/env bash
# report --json holds every key of the contract.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
makespan run --quiet -- cargo build -q
expect_exit 0 makespan report --json
expect_json 'd["version"] == 1'
expect_json '{"id", "command", "wall_seconds", "cpu_seconds", "exit_code", "cores", "source"} <= d["run"].keys()'
expect_json '{"id", "command"} <= d["invocations"][0].keys()'
expect_json '{"name", "seconds", "share"} <= d["phases"][0].keys()'
expect_json '{"id", "name", "version", "kind", "invocation", "start_seconds", "wall_seconds", "cpu_seconds", "wait_seconds", "sections", "dependencies"} <= d["tasks"][0].keys()'
expect_json '{"name", "start_seconds", "wall_seconds", "cpu_seconds"} <= d["tasks"][0]["sections"][0].keys()'
expect_json '{"seconds", "tasks"} <= d["critical_path"].keys() and "tasks" in d["finish_chain"]'
expect_json 'd["duplicates"] == [] and isinstance(d["diagnostics"], list)'
