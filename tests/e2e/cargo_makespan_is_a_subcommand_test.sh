#!/usr/bin/env bash
# `cargo makespan build` records cargo build.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
expect_exit 0 cargo makespan build -q
expect_exit 0 cargo makespan report --json
expect_json 'd["run"]["command"] == d["invocations"][0]["command"] == "cargo build -q" and d["tasks"][0]["kind"] == "binary"'
expect_exit 101 cargo makespan build --bin nothing
