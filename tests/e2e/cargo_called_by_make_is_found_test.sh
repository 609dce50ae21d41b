#!/usr/bin/env bash
# Two cargos called by make are two invocations of one run.
. "${0%/*}/lib.sh"
need cargo make
new_crate app
cd app
printf 'all:\n\tcargo build -q\n\tcargo build -q --release\n' >Makefile
expect_exit 0 makespan run --quiet -- make -s
expect_exit 0 makespan report --json
expect_json '[i["profile"] for i in d["invocations"]] == ["dev", "release"] and len(d["tasks"]) == 2'
expect_json '[t["invocation"] for t in d["tasks"]] == [0, 1]'
