#!/usr/bin/env bash
# Outside a Cargo project, and in one that was never built, plain `makespan` says which command to run.
. "${0%/*}/lib.sh"
need cargo
expect_exit 1 makespan
expect_contains 'makespan run --' "$ERR"
new_crate app
cd app
expect_exit 1 makespan
expect_contains 'cargo build' "$ERR"
cargo build -q
expect_exit 0 makespan --json
expect_json 'd["run"]["source"] == "target-directory" and d["tasks"][0]["name"] == "app" and d["tasks"][0]["cpu_seconds"] is None'
expect_exit 1 makespan --profile release
expect_contains 'debug' "$ERR"
